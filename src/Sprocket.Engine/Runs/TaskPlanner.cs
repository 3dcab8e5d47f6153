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
/// <param name="Variable">The <c>task</c> variable as the command sees it.</param>
/// <param name="Directory">Where the attempt's files are.</param>
/// <param name="Grant">What is asked for and granted.</param>
internal sealed record PlannedAttempt(
    TaskPlan Plan, TaskEvaluation Evaluation, ObjectValue Variable, AttemptDirectory Directory, TaskVariable.Grant Grant);

/// <summary>Plans the attempts of one call, each in the light of those before it.</summary>
/// <param name="run">The run.</param>
/// <param name="path">The call.</param>
/// <param name="task">What is called.</param>
/// <param name="given">The inputs that are given, with paths of the host.</param>
/// <param name="overrides">What was given from outside for the requirements and hints.</param>
internal sealed class TaskPlanner(
    RunContext run, CallPath path, TaskDefinition task, IReadOnlyDictionary<Declaration, Value> given, CallInputs overrides)
{
    private readonly TaskVariable _variable = new(task, path.Id);
    private readonly List<string> _excludedNodes = [];

    private TaskEvaluation? _onHost;
    private TaskEvaluation? _inContainer;
    private TaskVariable.Grant? _previous;
    private RetryPolicy.History _history = new();

    private TaskEvaluation OnHost => _onHost ??= TaskEvaluation.Evaluate(task, path.Directory, given, guestPaths: null);

    private TaskEvaluation InContainer => _inContainer ??= TaskEvaluation.Evaluate(task, path.Directory, given, new GuestPaths());

    /// <summary>Plans an attempt.</summary>
    /// <exception cref="EvaluationException">An expression has no value.</exception>
    /// <exception cref="UnsatisfiableException">Nothing satisfies the requirements.</exception>
    public PlannedAttempt Plan(int attempt)
    {
        EvaluationScope scope = OnHost.WithTaskVariable(_variable.BeforeRequirements(attempt, _previous));
        TaskAttributes attributes = TaskAttributes.Evaluate(task, OnHost.Evaluator, scope, overrides.Requirements, overrides.Hints);
        Requirements requirements = RequirementsReader.ReadRequirements(attributes);
        if (requirements.Containers.IsEmpty && run.Settings.DefaultContainer is string container)
        {
            requirements = requirements with { Containers = [container] };
        }

        int maxRetries = requirements.MaxRetries ?? run.Settings.Retries.Command;
        RetryPolicy policy = CreatePolicy(maxRetries);
        requirements = policy.Scale(requirements, _history);
        Hints hints = policy.Scale(RequirementsReader.ReadHints(attributes), _history);
        Allocation allocation = run.Backend.Allocate(requirements, hints);

        // Only now it is known whether the command sees the host's paths; the sections above may have read files.
        TaskEvaluation evaluation = allocation.UsesContainer ? InContainer : OnHost;
        var grant = new TaskVariable.Grant(requirements, allocation, maxRetries);
        ObjectValue variable = _variable.ForCommand(attempt, _previous, grant, run.Time.GetUtcNow());
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
            ExcludedNodes = [.. _excludedNodes],
        };

        // Rendering may have written files that the command reads.
        return new PlannedAttempt(plan with { Mounts = evaluation.GuestPaths?.GetMounts() ?? [] }, evaluation, variable, directory, grant);
    }

    /// <summary>Takes an attempt that failed into account.</summary>
    /// <returns>Why there is to be another attempt; null when there is not.</returns>
    public string? Advance(Outcome outcome, PlannedAttempt planned)
    {
        RetryPolicy.Decision decision = CreatePolicy(planned.Grant.MaxRetries).Decide(outcome, _history);
        _history = decision.Next;
        _previous = planned.Grant;
        if (outcome is NodeFailed { Node: string node } && !_excludedNodes.Contains(node))
        {
            _excludedNodes.Add(node);
        }

        return decision.Reason;
    }

    private RetryPolicy CreatePolicy(int maxRetries) => new(run.Settings.Retries, maxRetries);
}
