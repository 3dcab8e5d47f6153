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
        _planner = new TaskPlanner(run, path, _task, given, overrides);
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
            PlannedAttempt planned = _planner.Plan(ended.Attempt, past.Started.GetValueOrDefault(ended.Attempt));
            if (ended == past.Unfinished)
            {
                return await CompleteAsync(Collect(planned, ended.Outcome));
            }

            _planner.Advance(ended.Outcome, planned, past.Started.GetValueOrDefault(ended.Attempt + 1));
        }

        for (int attempt = past.OpenAttempt ?? past.Ended.Length; ; attempt++)
        {
            // What was submitted is as it was; what was not is as the cluster and the configuration are now.
            PlannedAttempt planned = _planner.Plan(attempt, past.OpenAttempt == attempt && past.OpenJobId is not null ? past.Open : null);
            Outcome outcome = await ExecuteAsync(planned, past.OpenAttempt == attempt ? past : null);
            (IReadOnlyDictionary<Declaration, Value>? outputs, EvaluationException? mistake) = TryCollect(planned, outcome);

            // SPEC "return_codes": an attempt has succeeded when its outputs have values, too. Where they have none
            // and another attempt may do better, it failed; where it was the last, the output is what there is to tell of.
            Outcome judged = mistake is null ? outcome : FailFor(mistake, outcome);
            string? retry = judged is Succeeded || _run.IsDraining ? null : _planner.Advance(judged, planned);
            await _run.PublishDurablyAsync(new AttemptEnded(_path.Id, attempt, retry is null ? outcome : judged, retry));
            if (retry is not null)
            {
                continue;
            }

            switch (outcome)
            {
                case Succeeded when mistake is not null:
                    throw mistake;
                case Succeeded:
                    return await CompleteAsync(outputs!);
                case Canceled { ByRun: true }:
                    return null;
                default:
                    Fail(planned, outcome);
                    return null;
            }
        }
    }

    private (IReadOnlyDictionary<Declaration, Value>? Outputs, EvaluationException? Mistake) TryCollect(PlannedAttempt planned, Outcome outcome)
    {
        if (outcome is not Succeeded)
        {
            return (null, null);
        }

        try
        {
            return (Collect(planned, outcome), null);
        }
        catch (EvaluationException exception)
        {
            return (null, exception);
        }
    }

    private static CommandFailed FailFor(EvaluationException mistake, Outcome outcome) => new()
    {
        ExitCode = outcome.ExitCode,
        JobId = outcome.JobId,
        Node = outcome.Node,
        Usage = outcome.Usage,
        SchedulerState = outcome.SchedulerState,
        Explanation = $"The command ended well, but not with what the outputs need: {mistake.Message}",
    };

    private async Task<Outcome> ExecuteAsync(PlannedAttempt planned, RunHistory.Call? resumed)
    {
        TaskPlan plan = planned.Plan;
        if (resumed is null)
        {
            planned.Directory.Prepare(plan.Command);
            await _run.PublishDurablyAsync(Begin(plan));
        }
        else
        {
            plan = plan with { IsResumed = true, SubmittedJobId = resumed.OpenJobId };
            _run.Publish(Begin(plan));
        }

        return await _run.Backend.ExecuteAsync(plan, progress => Report(plan.Attempt, progress), _run.Cancellation);
    }

    private AttemptStarted Begin(TaskPlan plan) =>
        new(_path.Id, plan.Attempt, plan.Key, plan.Allocation.Cpu, plan.Allocation.MemoryBytes, [.. plan.Allocation.Notes])
        {
            TimeLimit = plan.Allocation.TimeLimit,
            Choice = plan.Allocation.Choice,
        };

    private void Report(int attempt, TaskProgress progress) => _run.Publish(progress switch
    {
        TaskSubmitted submitted => new AttemptSubmitted(_path.Id, attempt, submitted.JobId),
        TaskPending pending => new AttemptPending(_path.Id, attempt, pending.Reason),
        TaskStarted started => new AttemptRunning(_path.Id, attempt, started.Node),
        TaskNote note => new AttemptNoted(_path.Id, attempt, note.Message),
        _ => throw new System.Diagnostics.UnreachableException(),
    });

    private IReadOnlyDictionary<Declaration, Value> Collect(PlannedAttempt planned, Outcome outcome)
    {
        var collector = new OutputCollector(_task, _path.Directory, planned.Directory, planned.Evaluation.GuestPaths);
        return collector.Collect(_planner.SeeOutputs(planned, outcome.ExitCode));
    }

    private async Task<IReadOnlyDictionary<Declaration, Value>> CompleteAsync(IReadOnlyDictionary<Declaration, Value> outputs)
    {
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
            Place = OutcomeText.DescribePlace(outcome),
            Use = OutcomeText.DescribeUse(outcome, planned.Plan.Allocation),
            Attempts = attempts,
            Directory = planned.Directory.Path,
            StandardOutputPath = outcome is NotStarted ? null : planned.Directory.StandardOutputPath,
            StandardErrorPath = outcome is NotStarted ? null : planned.Directory.StandardErrorPath,
            StandardErrorTail = [.. standardErrorTail],
        });
    }
}
