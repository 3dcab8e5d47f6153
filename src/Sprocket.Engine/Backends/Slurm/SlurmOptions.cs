using System.Collections.Immutable;
using Sprocket.Engine.Backends.Apptainer;
using Sprocket.Engine.Configuration;

namespace Sprocket.Engine.Backends.Slurm;

/// <summary>A partition that the configuration names, and what a task may ask of it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="MaxCpu">The most cores of one task; null for no limit of ours.</param>
/// <param name="MaxMemoryBytes">The most memory of one task; null for no limit of ours.</param>
public sealed record PartitionLimits(string Name, int? MaxCpu, long? MaxMemoryBytes)
{
    /// <summary>The longest time limit of one task, and that of a task for which nothing else sets one; null for no limit of ours.</summary>
    public TimeSpan? MaxTime { get; init; }

    /// <summary>The time limit of tasks that set none; null for that of <see cref="SlurmResources.DefaultTime"/>.</summary>
    public TimeSpan? DefaultTime { get; init; }
}

/// <summary>How jobs are submitted and watched.</summary>
public sealed record SlurmOptions
{
    /// <summary>How containers are started.</summary>
    public required ApptainerOptions Apptainer { get; init; }

    /// <summary>Whether commands run in containers, rather than on the node as it is.</summary>
    public bool UsesContainers { get; init; } = true;

    /// <summary>The run's directory, shared with the nodes; absolute. What jobs need from the runner is kept in it.</summary>
    public required string RunDirectory { get; init; }

    /// <summary>When the run began: no job of it is older.</summary>
    public required DateTimeOffset Began { get; init; }

    /// <summary>The program that jobs run: this binary, which is copied to where the nodes see it.</summary>
    public required string Program { get; init; }

    /// <summary>Whether images are pulled in jobs, rather than on this machine.</summary>
    public bool PullsInJobs { get; init; }

    /// <summary>The time between two questions to Slurm about the run's jobs.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a job may wait for a reason that never passes by itself, before it is given up.</summary>
    public TimeSpan PendingGrace { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How many <c>sbatch</c> run at once.</summary>
    public int MaxConcurrency { get; init; } = 10;

    /// <summary>How many jobs of this user, whatever submitted them, may be in the queue or running for this run to submit more; null for no limit of ours.</summary>
    public int? MaxQueuedJobs { get; init; }

    /// <summary>How many <c>sbatch</c> are started a minute; null for no limit of ours.</summary>
    public int? SubmissionsPerMinute { get; init; }

    /// <summary>Whether attempts that ask for the same become one job array.</summary>
    public SubmissionMode Submission { get; init; }

    /// <summary>What the names of jobs begin with, or null.</summary>
    public string? JobNamePrefix { get; init; }

    /// <summary>For tasks that no other partition is for; null lets Slurm choose.</summary>
    public PartitionLimits? DefaultPartition { get; init; }

    /// <summary>For short tasks, or null.</summary>
    public PartitionLimits? ShortTaskPartition { get; init; }

    /// <summary>For tasks that need a GPU, or null.</summary>
    public PartitionLimits? GpuPartition { get; init; }

    /// <summary>For tasks that need an FPGA, or null.</summary>
    public PartitionLimits? FpgaPartition { get; init; }

    /// <summary>Arguments of every <c>sbatch</c>; they override our own.</summary>
    public ImmutableArray<string> ExtraArguments { get; init; } = [];

    /// <summary>Arguments of the <c>sbatch</c> of some tasks, from the configuration's conditions.</summary>
    public Func<Requirements, Hints, ImmutableArray<string>> ConditionalArguments { get; init; } = (_, _) => [];

    /// <summary>What jobs get whose tasks do not say, and how the site wants to be asked.</summary>
    public SlurmResources Resources { get; init; } = new();

    /// <summary>Shell text that each job runs first, or null.</summary>
    public string? JobPrologue { get; init; }

    /// <summary>Whether job steps may wake the runner by datagrams, besides the files they leave.</summary>
    public bool UsesDatagrams { get; init; } = true;

    /// <summary>Whether Slurm's programs are looked for on PATH before they are called.</summary>
    internal bool FindsPrograms { get; init; } = true;

    /// <summary>Whether a task that asks for more cores than there are gets those, instead of failing.</summary>
    public bool ClampsCpu { get; init; }

    /// <summary>Whether a task that asks for more memory than there is gets that, instead of failing.</summary>
    public bool ClampsMemory { get; init; }
}
