using System.Diagnostics;
using Sprocket.Engine.Backends;
using Sprocket.Text;

namespace Sprocket.Engine.Runs;

/// <summary>An outcome in words.</summary>
internal static class OutcomeText
{
    // https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_08_02
    private const int ShellNotFound = 127;

    /// <summary>The kind of mistake that a failed outcome is.</summary>
    public static DiagnosticDescriptor GetDescriptor(Outcome outcome) => outcome switch
    {
        CommandFailed => RunDiagnostics.CommandFailed,
        OutOfMemory => RunDiagnostics.OutOfMemory,
        TimedOut => RunDiagnostics.TimedOut,
        Preempted => RunDiagnostics.Preempted,
        NodeFailed => RunDiagnostics.NodeFailed,
        NotStarted => RunDiagnostics.NotStarted,
        Canceled or Interrupted => RunDiagnostics.Canceled,
        _ => throw new UnreachableException(),
    };

    /// <summary>Why it failed: what the backend says, or else what the outcome itself tells.</summary>
    public static string Describe(Outcome outcome)
    {
        if (outcome.Explanation is string explanation)
        {
            return explanation.TrimEnd('.', ' ', '\n');
        }

        return outcome switch
        {
            CommandFailed { Signal: int signal } => $"the command was ended by signal {signal}",
            CommandFailed => $"the command ended with exit code {outcome.ExitCode}",
            OutOfMemory => "the command used more memory than it was given",
            TimedOut => "the command took longer than its time limit",
            Preempted => "the scheduler stopped the command for the sake of other jobs",
            NodeFailed => "the node failed",
            NotStarted => "the command could not be started",
            Canceled => "the command was canceled by somebody else",
            Interrupted => "nobody saw how the command ended",
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>The scheduler's job, its node and its last state; null where there is no scheduler.</summary>
    public static string? DescribePlace(Outcome outcome) => outcome.JobId is string id
        ? $"job {id}{(outcome.Node is string node ? $" on node {node}" : "")}{(outcome.SchedulerState is string state ? $", in the end {state}" : "")}"
        : null;

    /// <summary>What an attempt used of what it was given; null when it used nothing that is known.</summary>
    public static string? DescribeUse(Outcome outcome, Allocation allocation)
    {
        List<string> parts = [];
        if (outcome.Usage?.PeakMemoryBytes is long peak)
        {
            parts.Add($"{Amount.Of(peak)} of {(allocation.IsMemoryKnown ? $"{Amount.Of(allocation.MemoryBytes)} of " : "")}memory (its largest process)");
        }

        if (outcome.Usage is { Start: DateTimeOffset start, End: DateTimeOffset end })
        {
            parts.Add(allocation.TimeLimit is TimeSpan limit ? $"{Amount.Of(end - start)} of {Amount.Of(limit)}" : Amount.Of(end - start));
        }

        return parts.Count == 0 ? null : string.Join(", ", parts);
    }

    /// <summary>What to do about it, or null.</summary>
    /// <param name="outcome">How the attempt ended.</param>
    /// <param name="plan">The attempt.</param>
    /// <param name="standardErrorTail">The last lines that the command wrote to standard error.</param>
    public static string? Advise(Outcome outcome, TaskPlan plan, IReadOnlyList<string> standardErrorTail) => outcome switch
    {
        OutOfMemory when plan.Allocation.MemorySource is AmountSource { IsFixed: true } source => AdviseFixed("memory", source),
        OutOfMemory => $"it was given {Amount.Of(plan.Allocation.MemoryBytes)}: raise `memory` in the task's requirements",
        TimedOut { SchedulerState: "DEADLINE" } => "leave `--deadline` out of `sbatch.args`, or set a later one",
        TimedOut when plan.Allocation.TimeSource is AmountSource { IsFixed: true } source => AdviseFixed("time limit", source),
        TimedOut when plan.Allocation is { TimeLimit: TimeSpan limit, TimeSource: AmountSource source } =>
            $"it was given {Amount.Of(limit)}, which comes from {source.Text}: set `time_minutes` in the task's hints",
        TimedOut when plan.Allocation.TimeLimit is TimeSpan limit => $"it was given {Amount.Of(limit)}: raise `time_minutes` in the task's hints",
        TimedOut => "raise `time_minutes` in the task's hints, or choose a partition with a longer limit",
        CommandFailed { ExitCode: ShellNotFound } when standardErrorTail.Any(line => IsShellMissing(line, plan.Shell)) =>
            (plan.Allocation.UsesContainer ? $"the container has no `{plan.Shell}`" : $"this machine has no `{plan.Shell}`")
            + ": set `run.task.shell` to a shell that it has, such as `sh`, or choose another container",
        _ => null,
    };

    private static string AdviseFixed(string what, AmountSource source) => $"its {what} comes from {source.Text}, and the task cannot ask for more: change it there";

    // Every `sh` has a prefix of its own before these words.
    private static bool IsShellMissing(string line, string shell) =>
        line.Contains("exec:", StringComparison.Ordinal) && line.EndsWith($"{shell}: not found", StringComparison.Ordinal);
}
