namespace Sprocket.Engine.Processes;

/// <summary>Finds programs the way a shell does.</summary>
public static class ProgramPath
{
    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The file that a program's name stands for, or null where there is none that may be executed.</summary>
    /// <param name="program">A path, taken as it is, or a name, looked up in the directories of <paramref name="path"/>.</param>
    /// <param name="path">The value of <c>PATH</c>.</param>
    /// <remarks>
    /// .NET's own search also looks beside the running binary and in the current directory, where a file called
    /// <c>sbatch</c> is somebody's script and not Slurm.
    /// </remarks>
    public static string? Find(string program, string? path)
    {
        if (program.Contains('/', StringComparison.Ordinal))
        {
            return IsExecutable(program) ? program : null;
        }

        return (path ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Where(directory => directory.StartsWith('/'))
            .Select(directory => Path.Join(directory, program))
            .FirstOrDefault(IsExecutable);
    }

    private static bool IsExecutable(string file) => File.Exists(file) && (File.GetUnixFileMode(file) & AnyExecute) != 0;
}
