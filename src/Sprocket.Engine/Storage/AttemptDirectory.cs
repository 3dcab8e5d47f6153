namespace Sprocket.Engine.Storage;

/// <summary>The directory of one attempt of a task, and the names of the files in it.</summary>
/// <param name="path">Where it is; absolute.</param>
public sealed class AttemptDirectory(string path)
{
    /// <summary>Where it is; absolute.</summary>
    public string Path { get; } = path;

    /// <summary>The evaluated command.</summary>
    public string CommandPath => System.IO.Path.Join(Path, "command");

    /// <summary>What the command wrote to standard output.</summary>
    public string StandardOutputPath => System.IO.Path.Join(Path, "stdout");

    /// <summary>What the command wrote to standard error.</summary>
    public string StandardErrorPath => System.IO.Path.Join(Path, "stderr");

    /// <summary>The command's working directory.</summary>
    public string WorkPath => System.IO.Path.Join(Path, "work");

    /// <summary>How the command ended, written by the job step.</summary>
    public string OutcomePath => System.IO.Path.Join(Path, "outcome.json");

    /// <summary>Creates the directory with its command and empty standard streams.</summary>
    /// <param name="command">The evaluated command.</param>
    /// <exception cref="StorageException">It cannot be written.</exception>
    public void Prepare(string command) => StorageFile.Guard("cannot prepare the attempt in", Path, () =>
    {
        Directory.CreateDirectory(WorkPath);
        StorageFile.Write(CommandPath, command);
        File.SetUnixFileMode(CommandPath, (UnixFileMode)0b111_111_000);
        File.WriteAllBytes(StandardOutputPath, []);
        File.WriteAllBytes(StandardErrorPath, []);
    });

    /// <summary>The last lines of standard error.</summary>
    /// <param name="lines">How many at most.</param>
    public IReadOnlyList<string> ReadStandardErrorTail(int lines) => StorageFile.ReadTail(StandardErrorPath, lines);
}
