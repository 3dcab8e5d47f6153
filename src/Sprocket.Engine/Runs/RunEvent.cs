using System.Collections.Immutable;
using Sprocket.Engine.Backends;

namespace Sprocket.Engine.Runs;

/// <summary>Something that happened in a run, stamped and in order; the journal, the progress view and the report are readers of it.</summary>
/// <remarks>A closed family.</remarks>
public abstract record RunEvent
{
    private protected RunEvent()
    {
    }

    /// <summary>When it happened.</summary>
    public DateTimeOffset Time { get; init; }
}

/// <summary>How a run ended.</summary>
public enum RunStatus
{
    /// <summary>All outputs are there.</summary>
    Succeeded,

    /// <summary>A call failed.</summary>
    Failed,

    /// <summary>It was told to stop.</summary>
    Canceled,

    /// <summary>The process that drove it was sent away; what runs goes on.</summary>
    Detached,
}

/// <summary>The run began.</summary>
/// <param name="RunId">A random name that no other run has.</param>
/// <param name="Target">The task or workflow.</param>
/// <param name="Document">The document's path.</param>
/// <param name="Backend">What runs the tasks, as the backend describes itself.</param>
public sealed record RunStarted(string RunId, string Target, string Document, string Backend) : RunEvent;

/// <summary>Another process took the run up again.</summary>
/// <param name="Backend">What runs the tasks, as the backend describes itself.</param>
public sealed record RunResumed(string Backend) : RunEvent;

/// <summary>A call has all it waited for.</summary>
/// <param name="CallId">The call.</param>
/// <param name="Target">The task or workflow that it calls.</param>
/// <param name="IsWorkflow">Whether that is a workflow.</param>
public sealed record CallStarted(string CallId, string Target, bool IsWorkflow) : RunEvent;

/// <summary>An attempt is about to be handed to the backend. Durable before that happens.</summary>
/// <param name="CallId">The call.</param>
/// <param name="Attempt">The attempt, from 0.</param>
/// <param name="Key">The attempt's key.</param>
/// <param name="Cpu">The cores granted.</param>
/// <param name="MemoryBytes">The memory granted.</param>
/// <param name="Notes">What was cut and why.</param>
public sealed record AttemptStarted(
    string CallId, int Attempt, string Key, double Cpu, long MemoryBytes, ImmutableArray<string> Notes) : RunEvent
{
    /// <summary>The time limit set; null for none of ours.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>Why it goes where it goes; null where there was no choice.</summary>
    public string? Choice { get; init; }
}

/// <summary>The scheduler took the attempt's job.</summary>
/// <param name="CallId">The call.</param>
/// <param name="Attempt">The attempt.</param>
/// <param name="JobId">The job.</param>
public sealed record AttemptSubmitted(string CallId, int Attempt, string JobId) : RunEvent;

/// <summary>The attempt waits.</summary>
/// <param name="CallId">The call.</param>
/// <param name="Attempt">The attempt.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record AttemptPending(string CallId, int Attempt, string Reason) : RunEvent;

/// <summary>The attempt's command runs.</summary>
/// <param name="CallId">The call.</param>
/// <param name="Attempt">The attempt.</param>
/// <param name="Node">Where; null for this machine.</param>
public sealed record AttemptRunning(string CallId, int Attempt, string? Node) : RunEvent;

/// <summary>Something else worth a line happened to the attempt.</summary>
/// <param name="CallId">The call.</param>
/// <param name="Attempt">The attempt.</param>
/// <param name="Message">A sentence.</param>
public sealed record AttemptNoted(string CallId, int Attempt, string Message) : RunEvent;

/// <summary>The attempt ended.</summary>
/// <param name="CallId">The call.</param>
/// <param name="Attempt">The attempt.</param>
/// <param name="Outcome">How.</param>
/// <param name="RetryReason">Why there will be another attempt; null when there will not.</param>
public sealed record AttemptEnded(string CallId, int Attempt, Outcome Outcome, string? RetryReason) : RunEvent;

/// <summary>Something else worth a line happened that no call is the cause of.</summary>
/// <param name="Message">A sentence.</param>
public sealed record RunNoted(string Message) : RunEvent;

/// <summary>A call succeeded.</summary>
/// <param name="CallId">The call.</param>
/// <param name="Outputs">Its outputs as a JSON object.</param>
/// <param name="IsWorkflow">Whether it called a workflow.</param>
public sealed record CallSucceeded(string CallId, string Outputs, bool IsWorkflow) : RunEvent;

/// <summary>A call had succeeded before this process took the run up.</summary>
/// <param name="CallId">The call.</param>
public sealed record CallReused(string CallId) : RunEvent;

/// <summary>A call failed for good.</summary>
/// <param name="CallId">The call.</param>
/// <param name="Message">Why, in a sentence.</param>
public sealed record CallFailed(string CallId, string Message) : RunEvent;

/// <summary>Nothing new is started any more.</summary>
/// <param name="Reason">Why, in words.</param>
public sealed record RunDraining(string Reason) : RunEvent;

/// <summary>What runs is cancelled.</summary>
/// <param name="Reason">Why, in words.</param>
public sealed record RunCanceling(string Reason) : RunEvent;

/// <summary>The run ended.</summary>
/// <param name="Status">How.</param>
public sealed record RunEnded(RunStatus Status) : RunEvent;
