using System.Collections.Immutable;
using System.Globalization;
using Sprocket.Engine.Backends.Apptainer;
using Sprocket.Engine.Processes;
using Sprocket.Engine.Storage;

namespace Sprocket.Engine.Backends;

/// <summary>Says how an attempt ended from what the job step saw of it. Pure.</summary>
internal static class OutcomeJudge
{
    private const int SignalBase = 128;
    private const int LastSignal = 64;
    private const int KillSignal = 9;

    private static readonly ImmutableArray<string> EndingSignals = ["HUP", "INT", "QUIT", "TERM"];

    /// <summary>Whether the job step was asked to end the command, so that an exit code does not tell who ended it.</summary>
    public static bool WasAskedToEnd(OutcomeFile file) => file.Signals.Any(signal => EndingSignals.Contains(signal.Name));

    /// <summary>The outcome, unless a scheduler knows better.</summary>
    /// <param name="plan">The attempt.</param>
    /// <param name="file">What the job step saw.</param>
    /// <param name="runtimeErrors">The last lines that the container runtime, not the command, wrote to standard error.</param>
    public static Outcome Judge(TaskPlan plan, OutcomeFile file, string runtimeErrors)
    {
        Outcome outcome = Classify(plan, file, runtimeErrors);
        return outcome with
        {
            ExitCode = outcome is NotStarted ? null : file.ExitCode,
            JobId = file.JobId,
            Node = file.Node,
            Usage = Usage(file),
        };
    }

    /// <summary>What the job step measured.</summary>
    public static ResourceUsage Usage(OutcomeFile file) => new()
    {
        Start = file.Start,
        End = file.End,
        PeakMemoryBytes = file.PeakMemoryBytes,
        CpuTime = file.CpuTime,
    };

    /// <summary>What became of a command that used too much memory.</summary>
    public static string ExplainMemory(TaskPlan plan, OutcomeFile? file)
    {
        string used = file switch
        {
            { GroupPeakMemoryBytes: { } peak, IsGroupOfJob: true } => $" It used up to {Amount.Of(peak)}, file cache included.",
            { PeakMemoryBytes: { } peak } => $" Its largest process used up to {Amount.Of(peak)}.",
            _ => "",
        };
        string survived = file is { ExitCode: { } code and < SignalBase } && plan.Requirements.Accepts(code)
            ? $" The command went on and ended with exit code {code}, but what was killed may be missing from its outputs."
            : "";
        return $"The command, or a process of it, was killed because it used more than {DescribeMemory(plan.Allocation)}." + used + survived;
    }

    /// <summary>The memory of an attempt, to be read after "more than".</summary>
    public static string DescribeMemory(Allocation allocation) => allocation switch
    {
        { IsMemoryKnown: false, MemorySource: { } source } => $"the memory that {source.Text} gives it",
        _ => $"the {Amount.Of(allocation.MemoryBytes)} of memory it was given",
    };

    private static Outcome Classify(TaskPlan plan, OutcomeFile file, string runtimeErrors)
    {
        if (file.StartError is { } startError)
        {
            return new NotStarted { Explanation = $"The command could not be started: {startError}." };
        }

        int exitCode = file.ExitCode ?? -1;
        bool isAccepted = plan.Requirements.Accepts(exitCode);
        int? signal = exitCode is > SignalBase and <= SignalBase + LastSignal ? exitCode - SignalBase : null;

        // Outside a job's own group somebody else's process may have been the victim.
        if (file.OomKills > 0 && (file.IsGroupOfJob || signal == KillSignal))
        {
            return new OutOfMemory { Explanation = ExplainMemory(plan, file) };
        }

        if (file.TimedOut)
        {
            return new TimedOut { Explanation = ExplainTime(plan) };
        }

        if (WasAskedToEnd(file))
        {
            return new Canceled { Explanation = ExplainSignals(file) };
        }

        if (file.CommandStarted == false)
        {
            (string explanation, bool isTransient) = RuntimeFailure.Explain(exitCode, runtimeErrors);
            return new NotStarted { Explanation = explanation, IsTransient = isTransient };
        }

        return isAccepted ? new Succeeded() : new CommandFailed { Signal = signal, Explanation = ExplainExit(exitCode, signal, file) };
    }

    /// <summary>What became of a command whose time was up.</summary>
    public static string ExplainTime(TaskPlan plan) =>
        plan.Allocation.TimeLimit is { } limit
            ? $"The command was still running when its time limit of {Amount.Of(limit)} was over, and was ended."
            : "The command was still running when the time limit of its job was over, and was ended.";

    private static string ExplainSignals(OutcomeFile file)
    {
        string signals = string.Join(", ", file.Signals.Select(signal =>
            string.Create(CultureInfo.InvariantCulture, $"SIG{signal.Name} at {signal.At.UtcDateTime:HH:mm:ss} UTC")));
        return $"Something from outside asked the command to end ({signals}); its exit code {file.ExitCode} does not tell whether it finished its work.";
    }

    private static string ExplainExit(int exitCode, int? signal, OutcomeFile file)
    {
        if (signal is not { } number)
        {
            return exitCode == 127
                ? "The command ended with exit code 127: a program that it calls was not found."
                : $"The command ended with exit code {exitCode}.";
        }

        string memory = number == KillSignal && file.PeakMemoryBytes is { } peak
            ? $" Nothing tells who sent it; its largest process had used {Amount.Of(peak)} of memory."
            : "";
        return $"The command ended with exit code {exitCode}: signal {number} (SIG{SignalName.Of(number)}) ended it or a program it calls.{memory}";
    }
}
