using Sprocket.Toml.Schema;

namespace Sprocket.Engine.Configuration;

/// <summary>A partition of Slurm and what a task may ask of it.</summary>
[TomlTable]
public sealed partial record PartitionConfig
{
    /// <summary>
    /// The partition's name, as <c>sinfo</c> shows it; <c>auto</c> chooses for each task one that is up and fits what it asks for.
    /// </summary>
    [TomlKey(IsNotEmpty = true, Example = "\"normal\"")]
    public required string Name { get; init; }

    /// <summary>The most CPUs of one task; see <c>run.task.cpu_limit_behavior</c>.</summary>
    [TomlKey(Minimum = 1, Example = "64")]
    public int? MaxCpuPerTask { get; init; }

    /// <summary>The most memory of one task; see <c>run.task.memory_limit_behavior</c>.</summary>
    [TomlKey(Minimum = 1, Example = "\"96 GB\"")]
    public ByteSize? MaxMemoryPerTask { get; init; }
}
