using Sprocket.Toml.Schema;

namespace Sprocket.Engine.Configuration;

/// <summary>
/// How often attempts are repeated that failed for another reason than the command itself, each reason with a budget of its
/// own. What a budget does not cover counts against the task's <c>max_retries</c>, save for failures of the infrastructure
/// and preemption.
/// </summary>
[TomlTable]
public sealed partial record RetryConfig
{
    /// <summary>
    /// For failures of the infrastructure: a node that went down, a job that vanished, an image registry that does not
    /// answer. The node is avoided afterwards.
    /// </summary>
    [TomlKey(Minimum = 0, Maximum = 99)]
    public int Infrastructure { get; init; } = 3;

    /// <summary>For jobs that the scheduler ended to make room for others.</summary>
    [TomlKey(Minimum = 0, Maximum = 999)]
    public int Preempted { get; init; } = 10;

    /// <summary>For commands that were killed because they used more memory than they were given.</summary>
    public MemoryRetryConfig OutOfMemory { get; init; } = new();

    /// <summary>For commands that were ended at their time limit.</summary>
    public TimeRetryConfig TimeLimit { get; init; } = new();
}

/// <summary>For commands that were killed because they used more memory than they were given.</summary>
[TomlTable]
public sealed partial record MemoryRetryConfig
{
    /// <summary>How often; not when there is no more memory to be had.</summary>
    [TomlKey(Minimum = 0, Maximum = 99)]
    public int Times { get; init; } = 1;

    /// <summary>What the memory is multiplied by each time, up to the most that the backend or partition gives.</summary>
    [TomlKey(Minimum = 1, Maximum = 100)]
    public double MemoryFactor { get; init; } = 2.0;
}

/// <summary>For commands that were ended at their time limit.</summary>
[TomlTable]
public sealed partial record TimeRetryConfig
{
    /// <summary>How often; not when the limit is unknown or the longest there is. Each costs the whole limit once more.</summary>
    [TomlKey(Minimum = 0, Maximum = 99)]
    public int Times { get; init; }

    /// <summary>What the limit is multiplied by each time, up to the most that the partition gives.</summary>
    [TomlKey(Minimum = 1, Maximum = 100)]
    public double TimeFactor { get; init; } = 2.0;
}
