using System.Globalization;
using System.Text.Json;

namespace Sprocket.Engine.Processes;

/// <summary>Which process of which host: unlike its number alone, a name that is never used again.</summary>
/// <param name="Host">The host's name.</param>
/// <param name="Boot">Which start of the host; empty where that cannot be told.</param>
/// <param name="ProcessId">Its number.</param>
/// <param name="StartTicks">When it started, in the kernel's ticks since the host did.</param>
public sealed record ProcessIdentity(string Host, string Boot, int ProcessId, long StartTicks)
{
    // Fields of /proc/PID/stat after the name in parentheses: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
    private const int StateField = 0;
    private const int StartField = 19;

    /// <summary>This process.</summary>
    public static ProcessIdentity Current { get; } =
        new(Environment.MachineName, ReadBoot(), Environment.ProcessId, Find(Environment.ProcessId) ?? 0);

    /// <summary>Whether it is, or was, a process of this host.</summary>
    public bool IsOfThisHost => Host == Environment.MachineName;

    /// <summary>Whether it is a process of this host that runs.</summary>
    public bool Runs => IsOfThisHost && Boot == Current.Boot && Find(ProcessId) == StartTicks;

    /// <summary>Writes it as members of the object that is being written.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteString("host", Host);
        json.WriteString("boot", Boot);
        json.WriteNumber("process", ProcessId);
        json.WriteNumber("start_ticks", StartTicks);
    }

    /// <summary>Reads it from an object's members.</summary>
    /// <exception cref="KeyNotFoundException">One is missing.</exception>
    public static ProcessIdentity Read(JsonElement json) => new(
        json.GetProperty("host").GetString() ?? "",
        json.GetProperty("boot").GetString() ?? "",
        json.GetProperty("process").GetInt32(),
        json.GetProperty("start_ticks").GetInt64());

    // When a process started; null when none of this number runs. One that has ended and is not yet buried does not run.
    private static long? Find(int processId)
    {
        try
        {
            string stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/stat"));
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[StateField] is "Z" or "X" ? null : long.Parse(fields[StartField], CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string ReadBoot()
    {
        try
        {
            return File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
