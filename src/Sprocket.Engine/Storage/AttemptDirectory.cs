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
    public string OutcomePath => System.IO.Path.Join(Path, OutcomeFile.FileName);

    /// <summary>Which job step has begun the attempt; at most one ever does.</summary>
    public string ClaimPath => System.IO.Path.Join(Path, AttemptClaim.FileName);

    /// <summary>What the job step is to start.</summary>
    public string DescriptionPath => System.IO.Path.Join(Path, JobDescription.FileName);

    /// <summary>The script that sets the environment and starts the command.</summary>
    public string TaskScriptPath => System.IO.Path.Join(Path, "task.sh");

    /// <summary>The script that starts the container with the task's script in it.</summary>
    public string ContainerScriptPath => System.IO.Path.Join(Path, "apptainer_command");

    /// <summary>What the container runtime, not the command, wrote to standard output; and the mark that the command began.</summary>
    public string ContainerOutputPath => System.IO.Path.Join(Path, "apptainer.stdout");

    /// <summary>What the container runtime, not the command, wrote to standard error.</summary>
    public string ContainerErrorPath => System.IO.Path.Join(Path, "apptainer.stderr");

    /// <summary>The script given to sbatch.</summary>
    public string JobScriptPath => System.IO.Path.Join(Path, "job.sbatch");

    /// <summary>The command line that submitted the script.</summary>
    public string SubmitCommandPath => System.IO.Path.Join(Path, "sbatch_command");

    /// <summary>The id of the scheduler's job.</summary>
    public string JobIdPath => System.IO.Path.Join(Path, "job_id");

    /// <summary>What the job, outside the command, wrote to standard output.</summary>
    public string JobOutputPath => System.IO.Path.Join(Path, "slurm.stdout");

    /// <summary>What the job, outside the command, and the scheduler wrote to standard error.</summary>
    public string JobErrorPath => System.IO.Path.Join(Path, "slurm.stderr");

    /// <summary>Creates the directory with its command and empty standard streams.</summary>
    /// <param name="command">The evaluated command.</param>
    /// <exception cref="StorageException">It cannot be written.</exception>
    public void Prepare(string command) => StorageFile.Guard("cannot prepare the attempt in", Path, () =>
    {
        Directory.CreateDirectory(WorkPath);
        StorageFile.Write(CommandPath, command, isDurable: false);
        File.SetUnixFileMode(CommandPath, (UnixFileMode)0b111_111_000);
        File.WriteAllBytes(StandardOutputPath, []);
        File.WriteAllBytes(StandardErrorPath, []);
    });

    /// <summary>The last lines of standard error.</summary>
    /// <param name="lines">How many at most.</param>
    public IReadOnlyList<string> ReadStandardErrorTail(int lines) => StorageFile.ReadTail(StandardErrorPath, lines);
}
