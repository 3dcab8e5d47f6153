using Sprocket.Engine.Backends;

namespace Sprocket.Engine.Runs;

/// <summary>Decides after each attempt whether there is another, and with what. Pure.</summary>
/// <param name="budgets">What each class of failure may cost.</param>
/// <param name="maxRetries">How often the command itself may fail and be tried again.</param>
internal sealed class RetryPolicy(RetryBudgets budgets, int maxRetries)
{
    /// <summary>How often attempts have failed so far, by class, and what came of it.</summary>
    public sealed record History
    {
        /// <summary>For no fault of infrastructure, memory or time, or beyond the budgets of those.</summary>
        public int Command { get; init; }

        /// <summary>Failures of nodes and of what is around them.</summary>
        public int Infrastructure { get; init; }

        /// <summary>Preempted attempts.</summary>
        public int Preempted { get; init; }

        /// <summary>Attempts that ran out of memory.</summary>
        public int OutOfMemory { get; init; }

        /// <summary>Attempts that ran out of time.</summary>
        public int TimeLimit { get; init; }

        /// <summary>What memory the next attempt had better get; null for what the task asks for.</summary>
        public long? RaisedMemoryBytes { get; init; }

        /// <summary>What time the next attempt had better get; null for what the task asks for.</summary>
        public TimeSpan? RaisedTimeLimit { get; init; }
    }

    /// <summary>Whether and why an attempt is repeated.</summary>
    /// <param name="Reason">Why, for the user; null when it is not.</param>
    /// <param name="Next">The failures so far, this one among them.</param>
    public sealed record Decision(string? Reason, History Next);

    /// <summary>Decides about an attempt that failed.</summary>
    /// <param name="outcome">How it ended.</param>
    /// <param name="allocation">What it was given.</param>
    /// <param name="history">The failures before.</param>
    /// <param name="preview">What the next attempt would be given after some failures; null when there could be none.</param>
    public Decision Decide(Outcome outcome, Allocation allocation, History history, Func<History, Allocation?> preview)
    {
        switch (outcome)
        {
            case Succeeded or Canceled { ByRun: true } or NotStarted { IsTransient: false }:
                return new Decision(null, history);

            // That somebody stopped this program says nothing about the command, however often it happens.
            case Interrupted:
                return new Decision("nobody saw how it ended", history);
            case Preempted:
                return Spend(history, history.Preempted, budgets.Preempted, "it was preempted", used => history with { Preempted = used });
            case NodeFailed or NotStarted:
                return Spend(history, history.Infrastructure, budgets.Infrastructure, "the failure was not the command's", used => history with { Infrastructure = used });
            case OutOfMemory when history.OutOfMemory < budgets.OutOfMemory:
                History larger = history with { OutOfMemory = history.OutOfMemory + 1, RaisedMemoryBytes = Raise(allocation.MemoryBytes) };

                // With no more than before it would only fail again.
                return preview(larger) is { } more && more.MemoryBytes > allocation.MemoryBytes
                    ? new Decision($"it ran out of memory, retry {larger.OutOfMemory} of {budgets.OutOfMemory}", larger)
                    : SpendCommand(history);
            case TimedOut when history.TimeLimit < budgets.TimeLimit && allocation.TimeLimit is { } limit:
                History longer = history with { TimeLimit = history.TimeLimit + 1, RaisedTimeLimit = Raise(limit) };
                return preview(longer) is { } later && later.TimeLimit > limit
                    ? new Decision($"it ran out of time, retry {longer.TimeLimit} of {budgets.TimeLimit}", longer)
                    : SpendCommand(history);
            default:
                return SpendCommand(history);
        }
    }

    private Decision SpendCommand(History history) =>
        Spend(history, history.Command, maxRetries, null, used => history with { Command = used });

    private static Decision Spend(History history, int used, int budget, string? why, Func<int, History> spend) => used < budget
        ? new Decision($"{(why is null ? "" : $"{why}, ")}retry {used + 1} of {budget}", spend(used + 1))
        : new Decision(null, history);

    private long Raise(long bytes) => (long)Math.Min(long.MaxValue / 2, bytes * budgets.MemoryFactor);

    private TimeSpan Raise(TimeSpan limit) => limit.TotalDays * budgets.TimeFactor < TimeSpan.MaxValue.TotalDays / 2 ? limit * budgets.TimeFactor : limit;
}
