using System.Text;

namespace Sprocket.Cli;

/// <summary>The screen: results go to standard output, everything said about them to standard error.</summary>
internal static class Terminal
{
    /// <summary>Writes a result to standard output, at once.</summary>
    public static void WriteOutput(string text)
    {
        // Not Console.Out: its encoding, lock and terminal database take longer to set up than all of `--version`.
        using Stream stream = Console.OpenStandardOutput();
        stream.Write(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Writes a message to standard error, at once.</summary>
    public static void WriteError(string text)
    {
        using Stream stream = Console.OpenStandardError();
        stream.Write(Encoding.UTF8.GetBytes(text));
    }
}
