using System.Collections.Immutable;

namespace Sprocket.Engine.Backends;

/// <summary>What a task asks for, in engine units, read from its evaluated <c>requirements</c> or <c>runtime</c> section.</summary>
public sealed record Requirements
{
    /// <summary>Container images in order of preference; empty when any environment will do.</summary>
    public ImmutableArray<string> Containers { get; init; } = [];

    /// <summary>CPU cores; greater than 0, may be a fraction.</summary>
    public double Cpu { get; init; } = 1;

    /// <summary>Memory in bytes; at least 1. The specification's default is 2 GiB.</summary>
    public long MemoryBytes { get; init; } = 2L << 30;

    /// <summary>
    /// The memory in bytes that the attempt had better get, as far as there is room, because one before it ran out; null for
    /// no more than <see cref="MemoryBytes"/>.
    /// </summary>
    public long? RaisedMemoryBytes { get; init; }

    /// <summary>Whether a GPU is needed.</summary>
    public bool Gpu { get; init; }

    /// <summary>Whether an FPGA is needed.</summary>
    public bool Fpga { get; init; }

    /// <summary>Disk space in bytes by mount point; the execution directory's has the key "".</summary>
    public ImmutableSortedDictionary<string, long> Disks { get; init; } = ImmutableSortedDictionary<string, long>.Empty;

    /// <summary>How many times a failed command is tried again; null when the task does not say.</summary>
    public int? MaxRetries { get; init; }

    /// <summary>The exit codes that mean success; empty when every code does (<c>"*"</c>).</summary>
    public ImmutableArray<int> ReturnCodes { get; init; } = [0];

    /// <summary>Whether an exit code means success.</summary>
    public bool Accepts(int exitCode) => ReturnCodes.IsEmpty || ReturnCodes.Contains(exitCode);
}

/// <summary>What a task would like, read from its <c>hints</c> section and from <c>runtime</c> keys that other engines know.</summary>
public sealed record Hints
{
    /// <summary>Whether the task is short (<c>short_task</c>).</summary>
    public bool ShortTask { get; init; }

    /// <summary>The most CPU cores worth giving (<c>max_cpu</c>), or null.</summary>
    public double? MaxCpu { get; init; }

    /// <summary>The most memory worth giving in bytes (<c>max_memory</c>), or null.</summary>
    public long? MaxMemoryBytes { get; init; }

    /// <summary>The number of GPUs (<c>gpu</c>, <c>gpuCount</c>); null when not said.</summary>
    public int? GpuCount { get; init; }

    /// <summary>The type of GPU (<c>gpuType</c>), or null.</summary>
    public string? GpuType { get; init; }

    /// <summary>How long the command may take (<c>time_minutes</c>, <c>runtime_minutes</c>, <c>time_limit</c>, <c>walltime</c>), or null.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>The time that the attempt had better get, as far as it is allowed, because one before it ran out; null for no more.</summary>
    public TimeSpan? RaisedTimeLimit { get; init; }

    /// <summary>The Slurm partition to use, or several with commas between (<c>slurm_partition</c>, <c>partition</c>, <c>queue</c>), or null.</summary>
    public string? Partition { get; init; }

    /// <summary>The Slurm account to charge (<c>slurm_account</c>), or null.</summary>
    public string? Account { get; init; }

    /// <summary>The Slurm quality of service (<c>slurm_qos</c>), or null.</summary>
    public string? Qos { get; init; }

    /// <summary>The Slurm node features to ask for (<c>slurm_constraint</c>), or null.</summary>
    public string? Constraint { get; init; }

    /// <summary>The Slurm reservation to use (<c>slurm_reservation</c>), or null.</summary>
    public string? Reservation { get; init; }

    /// <summary>The Slurm licenses to ask for (<c>slurm_licenses</c>), such as <c>matlab:2</c>, or null.</summary>
    public string? Licenses { get; init; }

    /// <summary>The Slurm nodes to keep off (<c>slurm_exclude</c>), with commas between, or null.</summary>
    public string? ExcludedNodes { get; init; }

    /// <summary>By how much Slurm is to lower the job's priority (<c>slurm_nice</c>), or null.</summary>
    public int? Nice { get; init; }

    /// <summary>All hints by name, for conditions in the configuration: simple values as JSON text.</summary>
    public ImmutableSortedDictionary<string, string> All { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}
