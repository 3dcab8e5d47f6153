using Sprocket.Toml.Schema;

namespace Sprocket.Engine.Configuration;

/// <summary>A partition of Slurm and what a task may ask of it.</summary>
[TomlTable]
public sealed partial record PartitionConfig
{
    /// <summary>
    /// The partition's name, as <c>sinfo</c> shows it, or several with commas between, of which Slurm takes the one where the
    /// job starts first; <c>auto</c> chooses for each task one that is up and fits what it asks for.
    /// </summary>
    [TomlKey(IsNotEmpty = true, Example = "\"normal\"")]
    public required string Name { get; init; }

    /// <summary>The most CPUs of one task; see <c>run.task.cpu_limit_behavior</c>.</summary>
    [TomlKey(Minimum = 1, Example = "64")]
    public int? MaxCpuPerTask { get; init; }

    /// <summary>The most memory of one task; see <c>run.task.memory_limit_behavior</c>.</summary>
    [TomlKey(Minimum = 1, Example = "\"96 GB\"")]
    public ByteSize? MaxMemoryPerTask { get; init; }

    /// <summary>
    /// The longest time limit of one task, where it is to be shorter than the partition's own; also the time limit of a task
    /// for which nothing else sets one.
    /// </summary>
    [TomlKey(Minimum = 60, Example = "\"2 d\"")]
    public TimeSpan? MaxTime { get; init; }

    /// <summary>The time limit of tasks that set none; that of the backend when not set.</summary>
    [TomlKey(Minimum = 60, Example = "\"4 h\"")]
    public TimeSpan? DefaultTime { get; init; }
}
