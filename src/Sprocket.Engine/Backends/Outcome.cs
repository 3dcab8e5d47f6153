using System.Diagnostics;

namespace Sprocket.Engine.Backends;

/// <summary>What an attempt used, as far as it could be measured.</summary>
public sealed record ResourceUsage
{
    /// <summary>When the command started.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>When the command ended.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>The largest resident memory, in bytes.</summary>
    public long? PeakMemoryBytes { get; init; }

    /// <summary>The CPU time of user and system together.</summary>
    public TimeSpan? CpuTime { get; init; }
}

/// <summary>How an attempt ended.</summary>
/// <remarks>A closed family.</remarks>
public abstract record Outcome
{
    private protected Outcome()
    {
    }

    /// <summary>The command's exit code, where it ended by itself.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The scheduler's job, or null.</summary>
    public string? JobId { get; init; }

    /// <summary>The node it ran on, or null.</summary>
    public string? Node { get; init; }

    /// <summary>What it used, or null.</summary>
    public ResourceUsage? Usage { get; init; }

    /// <summary>Why it failed and what to do, in words for the user: whole sentences; null for success.</summary>
    public string? Explanation { get; init; }

    /// <summary>The scheduler's own word for the state, such as <c>OUT_OF_MEMORY</c>, or null.</summary>
    public string? SchedulerState { get; init; }

    /// <summary>The outcome in a word, as the journal and the progress lines write it.</summary>
    public string Name => this switch
    {
        Succeeded => "succeeded",
        CommandFailed => "failed",
        OutOfMemory => "out of memory",
        TimedOut => "timed out",
        Preempted => "preempted",
        NodeFailed => "node failed",
        NotStarted => "not started",
        Canceled => "canceled",
        Interrupted => "interrupted",
        _ => throw new UnreachableException(),
    };
}

/// <summary>The command ended with an accepted exit code, and the scheduler does not contradict.</summary>
public sealed record Succeeded : Outcome;

/// <summary>The command ended with another exit code, or by a signal.</summary>
public sealed record CommandFailed : Outcome
{
    /// <summary>The signal that ended it, or null.</summary>
    public int? Signal { get; init; }
}

/// <summary>The command, or a process of it, was killed for using too much memory.</summary>
public sealed record OutOfMemory : Outcome;

/// <summary>The time limit passed.</summary>
public sealed record TimedOut : Outcome;

/// <summary>The scheduler took the place away for a job that matters more to it.</summary>
public sealed record Preempted : Outcome;

/// <summary>The node, or what runs the job on it, failed; or the job vanished.</summary>
public sealed record NodeFailed : Outcome;

/// <summary>The command never ran: no image, no Apptainer, refused submission, missing directory.</summary>
public sealed record NotStarted : Outcome
{
    /// <summary>Whether another attempt may well succeed.</summary>
    public bool IsTransient { get; init; }
}

/// <summary>Somebody cancelled it: the user through us, or somebody else through the scheduler.</summary>
public sealed record Canceled : Outcome
{
    /// <summary>Whether the run itself asked for it.</summary>
    public bool ByRun { get; init; }
}

/// <summary>What watched over the command was gone when it ended, and it left no word of how.</summary>
public sealed record Interrupted : Outcome;
