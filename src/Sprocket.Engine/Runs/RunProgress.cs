using System.Collections.Immutable;

namespace Sprocket.Engine.Runs;

/// <summary>What a call is doing.</summary>
public enum CallState
{
    /// <summary>Its inputs are there, its attempt is not yet with the backend.</summary>
    Preparing,

    /// <summary>Its attempt waits for a place.</summary>
    Waiting,

    /// <summary>Its command runs.</summary>
    Running,
}

/// <summary>A call of a task that is under way.</summary>
/// <param name="CallId">The call.</param>
/// <param name="State">What it is doing.</param>
/// <param name="Since">Since when.</param>
public sealed record CallProgress(string CallId, CallState State, DateTimeOffset Since)
{
    /// <summary>The attempt, from 0.</summary>
    public int Attempt { get; init; }

    /// <summary>The scheduler's job, or null.</summary>
    public string? JobId { get; init; }

    /// <summary>The node it runs on, or null.</summary>
    public string? Node { get; init; }

    /// <summary>Why it waits, or null.</summary>
    public string? Reason { get; init; }
}

/// <summary>How far a run is: a pure fold of its events.</summary>
public sealed record RunProgress
{
    /// <summary>Before anything has happened.</summary>
    public static RunProgress Start { get; } = new();

    /// <summary>The run's target; empty before it began.</summary>
    public string Target { get; init; } = "";

    /// <summary>When the run began.</summary>
    public DateTimeOffset Began { get; init; }

    /// <summary>The calls of tasks that are under way.</summary>
    public ImmutableSortedDictionary<string, CallProgress> Active { get; init; } =
        ImmutableSortedDictionary.Create<string, CallProgress>(StringComparer.Ordinal);

    /// <summary>How many calls of tasks wait for a place.</summary>
    public int Waiting { get; init; }

    /// <summary>How many calls of tasks have a command that runs.</summary>
    public int Running { get; init; }

    /// <summary>How many calls of tasks have succeeded, those taken over from earlier among them.</summary>
    public int Succeeded { get; init; }

    /// <summary>How many calls were found done when the run was taken up again.</summary>
    public int Reused { get; init; }

    /// <summary>How many calls have failed for good.</summary>
    public int Failed { get; init; }

    /// <summary>How many attempts were made again.</summary>
    public int Retried { get; init; }

    /// <summary>Whether nothing new is started any more.</summary>
    public bool IsDraining { get; init; }

    /// <summary>How the run ended; null while it goes on.</summary>
    public RunStatus? Status { get; init; }

    /// <summary>The progress after one more event.</summary>
    public RunProgress Apply(RunEvent happened) => happened switch
    {
        RunStarted started => this with { Target = started.Target, Began = started.Time },
        RunResumed => this with { Active = Active.Clear(), Waiting = 0, Running = 0, Failed = 0, IsDraining = false, Status = null, Succeeded = 0 },
        CallStarted { IsWorkflow: false } started => With(new CallProgress(started.CallId, CallState.Preparing, started.Time)),
        AttemptStarted started => Change(started.CallId, call => new CallProgress(call.CallId, CallState.Waiting, started.Time) { Attempt = started.Attempt }),
        AttemptSubmitted submitted => Change(submitted.CallId, call => call with { JobId = submitted.JobId }),
        AttemptPending pending => Change(pending.CallId, call => call with { Reason = pending.Reason }),
        AttemptRunning running => Change(running.CallId, call => MarkRunning(call, running)),
        AttemptEnded ended => Change(ended.CallId, call => call with { State = CallState.Preparing, Since = ended.Time }) with
        {
            Retried = Retried + (ended.RetryReason is null ? 0 : 1),
        },
        CallSucceeded { IsWorkflow: false } succeeded => Without(succeeded.CallId) with { Succeeded = Succeeded + 1 },
        CallReused => this with { Reused = Reused + 1, Succeeded = Succeeded + 1 },
        CallFailed failed => Without(failed.CallId) with { Failed = Failed + 1 },
        RunDraining or RunCanceling => this with { IsDraining = true },
        RunEnded ended => this with { Status = ended.Status, Active = Active.Clear(), Waiting = 0, Running = 0 },
        _ => this,
    };

    private static CallProgress MarkRunning(CallProgress call, AttemptRunning running) =>
        call with { State = CallState.Running, Since = running.Time, Node = running.Node, Reason = null };

    private RunProgress Change(string callId, Func<CallProgress, CallProgress> change) =>
        Active.TryGetValue(callId, out CallProgress? call) ? With(change(call)) : this;

    private RunProgress With(CallProgress call) => Count(Active.GetValueOrDefault(call.CallId), call) with { Active = Active.SetItem(call.CallId, call) };

    private RunProgress Without(string callId) => Count(Active.GetValueOrDefault(callId), null) with { Active = Active.Remove(callId) };

    private RunProgress Count(CallProgress? before, CallProgress? after) => this with
    {
        Waiting = Waiting + One(after, CallState.Waiting) - One(before, CallState.Waiting),
        Running = Running + One(after, CallState.Running) - One(before, CallState.Running),
    };

    private static int One(CallProgress? call, CallState state) => call?.State == state ? 1 : 0;
}
