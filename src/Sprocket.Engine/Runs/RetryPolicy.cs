using Sprocket.Engine.Backends;

namespace Sprocket.Engine.Runs;

/// <summary>Decides after each attempt whether there is another, and with what. Pure.</summary>
/// <param name="budgets">What each class of failure may cost.</param>
/// <param name="maxRetries">How often the command itself may fail and be tried again.</param>
internal sealed class RetryPolicy(RetryBudgets budgets, int maxRetries)
{
    /// <summary>How often attempts have failed so far, by class.</summary>
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
    }

    /// <summary>Whether and why an attempt is repeated.</summary>
    /// <param name="Reason">Why, for the user; null when it is not.</param>
    /// <param name="Next">The failures so far, this one among them.</param>
    public sealed record Decision(string? Reason, History Next);

    /// <summary>Decides about an attempt that failed.</summary>
    public Decision Decide(Outcome outcome, History history) => outcome switch
    {
        Succeeded or Canceled { ByRun: true } => new Decision(null, history),
        NotStarted { IsTransient: false } => new Decision(null, history),

        // That somebody stopped this program says nothing about the command, however often it happens.
        Interrupted => new Decision("nobody saw how it ended", history),
        Preempted when history.Preempted < budgets.Preempted =>
            new Decision("it was preempted", history with { Preempted = history.Preempted + 1 }),
        NodeFailed or NotStarted when history.Infrastructure < budgets.Infrastructure =>
            new Decision("the failure was not the command's", history with { Infrastructure = history.Infrastructure + 1 }),
        OutOfMemory when history.OutOfMemory < budgets.OutOfMemory =>
            new Decision($"it ran out of memory, the next attempt gets {budgets.MemoryFactor:0.##} times as much", history with { OutOfMemory = history.OutOfMemory + 1 }),
        TimedOut when history.TimeLimit < budgets.TimeLimit =>
            new Decision($"it ran out of time, the next attempt gets {budgets.TimeFactor:0.##} times as much", history with { TimeLimit = history.TimeLimit + 1 }),
        NodeFailed or NotStarted or Preempted => new Decision(null, history),
        _ when history.Command < maxRetries =>
            new Decision($"retry {history.Command + 1} of {maxRetries}", history with { Command = history.Command + 1 }),
        _ => new Decision(null, history),
    };

    /// <summary>What the next attempt asks for.</summary>
    public Requirements Scale(Requirements requirements, History history) => requirements with
    {
        MemoryBytes = (long)Math.Min(long.MaxValue / 2, requirements.MemoryBytes * Math.Pow(budgets.MemoryFactor, history.OutOfMemory)),
    };

    /// <summary>What the next attempt would like.</summary>
    public Hints Scale(Hints hints, History history) =>
        hints.TimeLimit is TimeSpan limit ? hints with { TimeLimit = limit * Math.Pow(budgets.TimeFactor, history.TimeLimit) } : hints;
}
