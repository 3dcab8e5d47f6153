using System.Globalization;
using Sprocket.Engine.Processes;

namespace Sprocket.Engine.JobStep;

/// <summary>The process group that this process leads.</summary>
internal static class ProcessGroup
{
    private const int Kill = 9;

    // Fields of /proc/PID/stat after the name in parentheses: state, parent, group.
    private const int GroupField = 2;

    /// <summary>Kills each process of the group but this one.</summary>
    public static void KillOthers()
    {
        foreach (string directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory), CultureInfo.InvariantCulture, out int processId)
                && processId != Environment.ProcessId
                && GroupOf(directory) == Environment.ProcessId)
            {
                NativeProcess.Signal(processId, Kill);
            }
        }
    }

    private static int? GroupOf(string directory)
    {
        try
        {
            string stat = File.ReadAllText(Path.Join(directory, "stat"));
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return int.Parse(fields[GroupField], CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It ended while the list was read.
            return null;
        }
    }
}
