using Sprocket.Engine.Backends;
using Sprocket.Engine.Inputs;
using Sprocket.Engine.Storage;
using Sprocket.Text;
using Sprocket.Wdl.Evaluation;
using Sprocket.Wdl.Semantics;
using Sprocket.Wdl.Values;

namespace Sprocket.Engine.Runs;

/// <summary>One call of a task being run: plan, attempts, retries, outputs.</summary>
internal sealed class TaskRun
{
    private const int StandardErrorLines = 10;

    private readonly RunContext _run;
    private readonly CallPath _path;
    private readonly TaskDefinition _task;
    private readonly IReadOnlyDictionary<Declaration, Value> _given;
    private readonly TaskPlanner _planner;

    /// <summary>Creates the run of a call.</summary>
    /// <param name="run">The run it is part of.</param>
    /// <param name="path">Where in the run it is.</param>
    /// <param name="given">The inputs that are given, with paths of the host.</param>
    /// <param name="overrides">What was given from outside for the requirements and hints; null for nothing.</param>
    public TaskRun(RunContext run, CallPath path, IReadOnlyDictionary<Declaration, Value> given, CallInputs? overrides)
    {
        _run = run;
        _path = path;
        _task = (TaskDefinition)path.Callable;
        _given = given;
        _planner = new TaskPlanner(run, path, _task, given, overrides ?? new CallInputs(_task));
    }

    /// <summary>Runs the call to its end.</summary>
    /// <returns>The outputs; null when it failed, which the run has been told, or was not to go on.</returns>
    /// <exception cref="StorageException">The run's files cannot be written.</exception>
    /// <exception cref="BackendUnavailableException">The environment no longer has what the backend needs.</exception>
    public async Task<IReadOnlyDictionary<Declaration, Value>?> RunAsync()
    {
        RunHistory.Call? history = _run.History.Find(_path.Id);
        if (history?.Outputs is string outputs)
        {
            _run.Publish(new CallReused(_path.Id));
            return CallJson.ReadOutputs(_task, outputs);
        }

        if (_run.IsDraining)
        {
            return null;
        }

        _run.Publish(new CallStarted(_path.Id, _task.Name, IsWorkflow: false));
        try
        {
            if (!_path.IsRoot)
            {
                _path.Directory.WriteInputs(CallJson.Format(_task.Inputs, _given));
            }

            return await RunAttemptsAsync(history ?? new RunHistory.Call());
        }
        catch (EvaluationException exception)
        {
            _run.Fail(_path, exception.Diagnostic);
            return null;
        }
        catch (UnsatisfiableException exception)
        {
            _run.Fail(_path, new Diagnostic(
                RunDiagnostics.Unsatisfiable, _task.Document.Source, _task.Span, $"`{_path.Id}` cannot run: {exception.Message}"));
            return null;
        }
    }

    private async Task<IReadOnlyDictionary<Declaration, Value>?> RunAttemptsAsync(RunHistory.Call past)
    {
        // What ended before this process began is planned again, without being run, because later attempts read it.
        foreach (AttemptEnded ended in past.Ended)
        {
            PlannedAttempt planned = _planner.Plan(ended.Attempt);
            if (ended == past.Unfinished)
            {
                return await CollectAsync(planned, ended.Outcome);
            }

            _planner.Advance(ended.Outcome, planned);
        }

        for (int attempt = past.OpenAttempt ?? past.Ended.Length; ; attempt++)
        {
            PlannedAttempt planned = _planner.Plan(attempt);
            Outcome outcome = await ExecuteAsync(planned, past.OpenAttempt == attempt ? past : null);
            string? retry = outcome is Succeeded || _run.IsDraining ? null : _planner.Advance(outcome, planned);
            await _run.PublishDurablyAsync(new AttemptEnded(_path.Id, attempt, outcome, retry));
            switch (outcome)
            {
                case Succeeded:
                    return await CollectAsync(planned, outcome);
                case Canceled { ByRun: true }:
                    return null;
                case var _ when retry is null:
                    Fail(planned, outcome);
                    return null;
                default:
                    break;
            }
        }
    }

    private async Task<Outcome> ExecuteAsync(PlannedAttempt planned, RunHistory.Call? resumed)
    {
        TaskPlan plan = planned.Plan;
        if (resumed is null)
        {
            planned.Directory.Prepare(plan.Command);
            await _run.PublishDurablyAsync(new AttemptStarted(
                _path.Id, plan.Attempt, plan.Key, plan.Allocation.Cpu, plan.Allocation.MemoryBytes, [.. plan.Allocation.Notes]));
        }
        else
        {
            plan = plan with { IsResumed = true, SubmittedJobId = resumed.OpenJobId };
            _run.Publish(new AttemptStarted(
                _path.Id, plan.Attempt, plan.Key, plan.Allocation.Cpu, plan.Allocation.MemoryBytes, [.. plan.Allocation.Notes]));
            if (resumed.OpenJobId is string jobId)
            {
                _run.Publish(new AttemptSubmitted(_path.Id, plan.Attempt, jobId));
            }
        }

        return await _run.Backend.ExecuteAsync(plan, progress => Report(plan.Attempt, progress), _run.Cancellation);
    }

    private void Report(int attempt, TaskProgress progress) => _run.Publish(progress switch
    {
        TaskSubmitted submitted => new AttemptSubmitted(_path.Id, attempt, submitted.JobId),
        TaskPending pending => new AttemptPending(_path.Id, attempt, pending.Reason),
        TaskStarted started => new AttemptRunning(_path.Id, attempt, started.Node),
        TaskNote note => new AttemptNoted(_path.Id, attempt, note.Message),
        _ => throw new System.Diagnostics.UnreachableException(),
    });

    private async Task<IReadOnlyDictionary<Declaration, Value>> CollectAsync(PlannedAttempt planned, Outcome outcome)
    {
        var collector = new OutputCollector(_task, _path.Directory, planned.Directory, planned.Evaluation.GuestPaths);
        Value variable = TaskVariable.ForOutputs(planned.Variable, outcome.ExitCode);
        IReadOnlyDictionary<Declaration, Value> outputs = collector.Collect(planned.Evaluation.WithTaskVariable(variable));
        string json = CallJson.Format(_task.Outputs, outputs);
        if (!_path.IsRoot)
        {
            _path.Directory.WriteOutputs(json);
        }

        await _run.PublishDurablyAsync(new CallSucceeded(_path.Id, json, IsWorkflow: false));
        return outputs;
    }

    private void Fail(PlannedAttempt planned, Outcome outcome)
    {
        IReadOnlyList<string> standardErrorTail = planned.Directory.ReadStandardErrorTail(StandardErrorLines);
        int attempts = planned.Plan.Attempt + 1;
        string count = attempts == 1 ? "" : $" {attempts} times, at last because";
        string verb = attempts == 1 ? "failed:" : "failed";
        var diagnostic = new Diagnostic(
            OutcomeText.GetDescriptor(outcome),
            _task.Document.Source,
            _task.Span,
            $"`{_path.Id}` {verb}{count} {OutcomeText.Describe(outcome)}")
        {
            Labels = [.. _path.GetCallStack()],
            Help = OutcomeText.Advise(outcome, planned.Plan, standardErrorTail),
        };
        _run.Fail(_path, new RunFailure(_path.Id, diagnostic)
        {
            Outcome = outcome,
            Attempts = attempts,
            Directory = planned.Directory.Path,
            StandardOutputPath = outcome is NotStarted ? null : planned.Directory.StandardOutputPath,
            StandardErrorPath = outcome is NotStarted ? null : planned.Directory.StandardErrorPath,
            StandardErrorTail = [.. standardErrorTail],
        });
    }
}
