using Sprocket.Toml.Schema;

namespace Sprocket.Engine.Configuration;

/// <summary>
/// Jobs of a Slurm cluster, each of which runs one task in a container of Apptainer. The partition is the first that is
/// set and fits: the FPGA partition for a task that requires an FPGA, the GPU partition for one that requires a GPU, the
/// partition of short tasks for one with the hint <c>short_task</c>, the default partition. Where none is set, Slurm
/// chooses.
/// </summary>
[TomlTable]
[TomlCase("slurm_apptainer")]
[TomlOldKey("extra_sbatch_args", "sbatch.args")]
[TomlOldKey("extra_apptainer_exec_args", "apptainer.extra_args")]
public sealed partial record SlurmConfig : BackendConfig
{
    /// <summary>How long to wait between two questions to Slurm about the jobs of a run.</summary>
    [TomlKey(Minimum = 1)]
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How many <c>sbatch</c> and <c>scancel</c> commands run at once.</summary>
    [TomlKey(Minimum = 1, Maximum = 1000)]
    public int MaxConcurrency { get; init; } = 10;

    /// <summary>How many jobs of a run wait or run at once; no limit when not set. Sites limit the jobs of a user.</summary>
    [TomlKey(Minimum = 1, Example = "500")]
    public int? MaxQueuedJobs { get; init; }

    /// <summary>Shell commands that each job runs first, such as those that make Apptainer available.</summary>
    [TomlKey(IsNotEmpty = true, Example = "\"module load apptainer\"")]
    public string? JobPrologue { get; init; }

    /// <summary>What the names of jobs begin with, a hyphen following; nothing when not set.</summary>
    [TomlKey(IsNotEmpty = true, Example = "\"sprocket\"")]
    public string? JobNamePrefix { get; init; }

    /// <summary>The partition of tasks that none of the others is for.</summary>
    public PartitionConfig? DefaultSlurmPartition { get; init; }

    /// <summary>The partition of tasks with the hint <c>short_task</c>.</summary>
    public PartitionConfig? ShortTaskSlurmPartition { get; init; }

    /// <summary>The partition of tasks that require a GPU.</summary>
    public PartitionConfig? GpuSlurmPartition { get; init; }

    /// <summary>The partition of tasks that require an FPGA.</summary>
    public PartitionConfig? FpgaSlurmPartition { get; init; }

    /// <summary>What <c>sbatch</c> is told besides the task's resources.</summary>
    public SbatchConfig Sbatch { get; init; } = new();

    /// <summary>How containers are started.</summary>
    public ContainerConfig Apptainer { get; init; } = new();
}
