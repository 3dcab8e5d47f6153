using System.Collections.Immutable;
using System.Globalization;

namespace Sprocket.Engine.Processes;

/// <summary>The names of Linux's signals, as <c>kill -l</c> writes them.</summary>
public static class SignalName
{
    private static readonly ImmutableArray<string> Names =
    [
        "0", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM", "TERM",
        "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS",
    ];

    /// <summary>The name of a signal, such as <c>TERM</c>; its number where it has none.</summary>
    public static string Of(int signal) => signal > 0 && signal < Names.Length
        ? Names[signal]
        : signal.ToString(CultureInfo.InvariantCulture);
}
