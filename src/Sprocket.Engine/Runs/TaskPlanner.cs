using System.Collections.Immutable;
using Sprocket.Engine.Backends;
using Sprocket.Engine.Inputs;
using Sprocket.Engine.Storage;
using Sprocket.Wdl.Evaluation;
using Sprocket.Wdl.Semantics;
using Sprocket.Wdl.Values;

namespace Sprocket.Engine.Runs;

/// <summary>An attempt, ready for the backend.</summary>
/// <param name="Plan">What the backend gets.</param>
/// <param name="Evaluation">The declarations as the command sees them.</param>
/// <param name="Directory">Where the attempt's files are.</param>
/// <param name="Previous">What the attempt before asked for and was granted; null for the first.</param>
/// <param name="Grant">What is asked for and granted.</param>
/// <param name="Time">When it was planned.</param>
internal sealed record PlannedAttempt(
    TaskPlan Plan,
    TaskEvaluation Evaluation,
    AttemptDirectory Directory,
    TaskVariable.Grant? Previous,
    TaskVariable.Grant Grant,
    DateTimeOffset Time);

/// <summary>Plans the attempts of one call, each in the light of those before it.</summary>
/// <param name="run">The run.</param>
/// <param name="path">The call.</param>
/// <param name="task">What is called.</param>
/// <param name="given">The inputs that are given, with paths of the host.</param>
/// <param name="overrides">What was given from outside for the requirements and hints; null for nothing.</param>
internal sealed class TaskPlanner(
    RunContext run, CallPath path, TaskDefinition task, IReadOnlyDictionary<Declaration, Value> given, CallInputs? overrides)
{
    private readonly TaskVariable _variable = new(task, path.Id);
    private readonly List<string> _excludedNodes = [];

    private TaskEvaluation? _onHost;
    private TaskEvaluation? _inContainer;
    private TaskVariable.Grant? _previous;
    private RetryPolicy.History _history = new();

    private TaskEvaluation OnHost => _onHost ??= TaskEvaluation.Evaluate(task, path.Directory, given, guestPaths: null);

    private TaskEvaluation InContainer => _inContainer ??= TaskEvaluation.Evaluate(task, path.Directory, given, SeeInContainer());

    /// <summary>Plans an attempt.</summary>
    /// <param name="attempt">Its number, from 0.</param>
    /// <param name="made">What an earlier runner made of it; null for an attempt that is yet to be made.</param>
    /// <exception cref="EvaluationException">An expression has no value.</exception>
    /// <exception cref="UnsatisfiableException">Nothing satisfies the requirements.</exception>
    public PlannedAttempt Plan(int attempt, AttemptStarted? made = null)
    {
        (Requirements requirements, Hints hints, Allocation allocation) = Ask(attempt, _history);
        allocation = Restore(allocation, made);
        int maxRetries = requirements.MaxRetries ?? run.Settings.Retries.Command;

        // Only now it is known whether the command sees the host's paths; the sections above may have read files.
        TaskEvaluation evaluation = allocation.UsesContainer ? InContainer : OnHost;
        var grant = new TaskVariable.Grant(requirements, allocation, maxRetries);
        DateTimeOffset time = run.Time.GetUtcNow();
        ObjectValue variable = _variable.ForCommand(attempt, _previous, grant, time);
        AttemptDirectory directory = path.Directory.GetAttempt(attempt);
        var plan = new TaskPlan
        {
            CallId = path.Id,
            Attempt = attempt,
            Key = $"{run.RunId}.{path.Id}.{attempt}",
            Directory = directory.Path,
            Command = evaluation.Evaluator.Render(task.Command, evaluation.WithTaskVariable(variable)),
            Shell = run.Settings.Shell,
            Requirements = requirements,
            Hints = hints,
            Allocation = allocation,
            Environment = evaluation.GetEnvironment(),
            ExcludedNodes = Exclude(allocation),
        };

        if (evaluation != _onHost)
        {
            // Ten thousand calls may wait at once, and few of them are ever planned again.
            _onHost = null;
        }

        // Rendering may have written files that the command reads.
        return new PlannedAttempt(
            plan with { Mounts = evaluation.GuestPaths?.GetMounts() ?? [] }, evaluation, directory, _previous, grant, time);
    }

    /// <summary>The scope in which an attempt's outputs are evaluated.</summary>
    /// <param name="planned">The attempt.</param>
    /// <param name="exitCode">The exit code of its command.</param>
    public EvaluationScope SeeOutputs(PlannedAttempt planned, int? exitCode) => planned.Evaluation.WithTaskVariable(TaskVariable.ForOutputs(
        _variable.ForCommand(planned.Plan.Attempt, planned.Previous, planned.Grant, planned.Time), exitCode));

    /// <summary>Takes an attempt that failed into account.</summary>
    /// <param name="outcome">How it ended.</param>
    /// <param name="planned">The attempt.</param>
    /// <param name="made">What an earlier runner made of the next attempt; null where there was none.</param>
    /// <returns>Why there is to be another attempt, and what is different for it; null when there is none.</returns>
    public string? Advance(Outcome outcome, PlannedAttempt planned, AttemptStarted? made = null)
    {
        TaskPlan plan = planned.Plan;

        // What was decided once stays so, whatever the cluster offers by now.
        Allocation? Preview(RetryPolicy.History history) => made is null ? TryAllocate(plan.Attempt + 1, history) : Restore(plan.Allocation, made);

        var policy = new RetryPolicy(run.Settings.Retries, planned.Grant.MaxRetries);
        _previous = planned.Grant;
        RetryPolicy.Decision decision = policy.Decide(outcome, plan.Allocation, _history, Preview);
        _history = decision.Next;

        // The node may have failed for no fault of its own, but another one is the better guess.
        string? node = outcome is NodeFailed or NotStarted ? outcome.Node : null;
        if (node is not null && !_excludedNodes.Contains(node))
        {
            _excludedNodes.Add(node);
        }

        if (decision.Reason is null)
        {
            return null;
        }

        Allocation? next = Preview(_history);
        bool isExcluded = node is not null && !plan.ExcludedNodes.Contains(node) && Exclude(next ?? plan.Allocation).Contains(node);
        string changes = AttemptChanges.Describe(plan.Allocation, next, isExcluded ? node : null);
        return changes.Length == 0 ? decision.Reason : $"{decision.Reason}: {changes}";
    }

    private GuestPaths SeeInContainer() => new(
        given.Values.SelectMany(ValuePaths.List).Select(ValuePaths.GetPath), Environment.GetEnvironmentVariable("HOME"));

    private (Requirements Requirements, Hints Hints, Allocation Allocation) Ask(int attempt, RetryPolicy.History history)
    {
        EvaluationScope scope = OnHost.WithTaskVariable(_variable.BeforeRequirements(attempt, _previous));
        TaskAttributes attributes = TaskAttributes.Evaluate(task, OnHost.Evaluator, scope, overrides);
        Requirements requirements = RequirementsReader.ReadRequirements(attributes) with { RaisedMemoryBytes = history.RaisedMemoryBytes };
        if (requirements.Containers.IsEmpty && run.Settings.DefaultContainer is string container)
        {
            requirements = requirements with { Containers = [container] };
        }

        Hints hints = RequirementsReader.ReadHints(attributes) with { RaisedTimeLimit = history.RaisedTimeLimit };
        return (requirements, hints, run.Backend.Allocate(requirements, hints));
    }

    private static Allocation Restore(Allocation allocation, AttemptStarted? made) => made is null
        ? allocation
        : allocation with { Cpu = made.Cpu, MemoryBytes = made.MemoryBytes, TimeLimit = made.TimeLimit };

    private Allocation? TryAllocate(int attempt, RetryPolicy.History history)
    {
        try
        {
            return Ask(attempt, history).Allocation;
        }
        catch (Exception exception) when (exception is EvaluationException or UnsatisfiableException)
        {
            // Whoever plans that attempt reports it.
            return null;
        }
    }

    // One node that could run it is left, lest the job wait for ever.
    private ImmutableArray<string> Exclude(Allocation allocation) =>
        [.. allocation.Nodes is int nodes ? _excludedNodes.TakeLast(Math.Max(0, nodes - 1)) : _excludedNodes];
}
