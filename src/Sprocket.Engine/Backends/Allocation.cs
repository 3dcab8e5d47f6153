using System.Collections.Immutable;

namespace Sprocket.Engine.Backends;

/// <summary>What a backend grants for a task's requirements; the command sees it as <c>task.cpu</c>, <c>task.memory</c> and so on.</summary>
public sealed record Allocation
{
    /// <summary>CPU cores.</summary>
    public required double Cpu { get; init; }

    /// <summary>Memory in bytes.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>Where the memory comes from; null for the task, or what stands for a task that does not say.</summary>
    public AmountSource? MemorySource { get; init; }

    /// <summary>Whether it is that much memory and no more; otherwise it is a guess, which only the command is told.</summary>
    public bool IsMemoryKnown { get; init; } = true;

    /// <summary>How long the command may take; null for no limit of ours.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>Where the time limit, or that there is none, comes from; null for the task.</summary>
    public AmountSource? TimeSource { get; init; }

    /// <summary>The number of GPUs.</summary>
    public int Gpus { get; init; }

    /// <summary>The type of the GPUs, or null for any.</summary>
    public string? GpuType { get; init; }

    /// <summary>The number of FPGAs.</summary>
    public int Fpgas { get; init; }

    /// <summary>The scheduler's partition, or null for its default.</summary>
    public string? Partition { get; init; }

    /// <summary>How many nodes could run it; null where that is not known.</summary>
    public int? Nodes { get; init; }

    /// <summary>What the configuration tells the scheduler about such a task, besides what is said here; it wins.</summary>
    public ImmutableArray<string> SchedulerArguments { get; init; } = [];

    /// <summary>Why it goes where it goes, in a sentence for the user; null where there was no choice.</summary>
    public string? Choice { get; init; }

    /// <summary>Whether the command runs in a container, so that it sees files below <see cref="TaskPlan.GuestRoot"/>.</summary>
    public bool UsesContainer { get; init; }

    /// <summary>What was cut and why, one sentence each, for the user.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>Where an amount comes from that a task is given, when the task itself did not ask for it.</summary>
/// <param name="Text">What it is, in words.</param>
/// <param name="IsFixed">Whether the task cannot get more by asking for it.</param>
public sealed record AmountSource(string Text, bool IsFixed);

/// <summary>No place that the backend knows can satisfy what a task asks for.</summary>
public sealed class UnsatisfiableException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is asked for, what there is, and what to change; lower case, no final stop.</param>
    public UnsatisfiableException(string message)
        : base(message)
    {
    }
}
