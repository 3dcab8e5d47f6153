using Sprocket.Engine.Backends;
using Sprocket.Engine.Storage;
using Sprocket.Wdl.Semantics;
using Sprocket.Wdl.Values;

namespace Sprocket.Engine.Runs;

/// <summary>Runs a task or workflow from its inputs to its outputs.</summary>
public static class WorkflowRunner
{
    /// <summary>Runs what the request says, or takes it up where earlier runners left it.</summary>
    /// <param name="request">What to run, with what, where.</param>
    /// <param name="cancellation">When to stop.</param>
    /// <returns>How it ended; a call that fails is a result, not an exception.</returns>
    /// <exception cref="StorageException">The run's files cannot be written.</exception>
    /// <exception cref="BackendUnavailableException">The environment no longer has what the backend needs.</exception>
    public static async Task<RunResult> RunAsync(RunRequest request, RunCancellation cancellation)
    {
        Callable target = request.Inputs.Target;
        request = request with { Inputs = new InputStaging(request.Directory).Stage(request.Inputs) };
        request.Directory.Root.WriteInputs(CallJson.FormatInputs(request.Inputs), isDurable: true);
        RunProgress earlier = request.History?.Progress ?? RunProgress.Start;
        await using var events = new EventStream(Journal.Open(request.Directory.JournalPath), earlier, request.Observe, request.Time);
        string runId = request.History?.RunId ?? Guid.NewGuid().ToString("N")[..12];
        events.Publish(request.History?.RunId is null
            ? new RunStarted(runId, target.Name, target.Document.Uri, request.Backend.Description)
            : new RunResumed(request.Backend.Description));

        Task<RunResult> work = DriveAsync(request, runId, events, cancellation);
        if (await EndsBeforeAsync(work, request.Detach))
        {
            return await work;
        }

        // What is under way stops where it next writes to the journal.
        await events.PublishDurablyAsync(new RunEnded(RunStatus.Detached));
        return new RunResult(RunStatus.Detached, null, []);
    }

    private static async Task<RunResult> DriveAsync(RunRequest request, string runId, EventStream events, RunCancellation cancellation)
    {
        Callable target = request.Inputs.Target;
        using var run = new RunContext(request, runId, events, cancellation);
        request.Backend.Prefetch(
            ContainerForecast.List(request.Inputs, request.Settings.DefaultContainer), message => run.Publish(new RunNoted(message)));
        IReadOnlyDictionary<Declaration, Value>? outputs = await RunTargetAsync(run, CallPath.ForTarget(target, request.Directory));
        run.ThrowIfAborted();

        RunStatus status = outputs is not null ? RunStatus.Succeeded : run.Failures.IsEmpty ? RunStatus.Canceled : RunStatus.Failed;
        string? json = outputs is null ? null : CallJson.Format(target.Outputs, outputs, $"{target.Name}.");
        if (json is not null)
        {
            request.Directory.Root.WriteOutputs(json);
        }

        await events.PublishDurablyAsync(new RunEnded(status));
        return new RunResult(status, json, run.Failures);
    }

    private static async Task<bool> EndsBeforeAsync(Task work, CancellationToken detach)
    {
        var detached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CancellationTokenRegistration registration = detach.Register(() => detached.TrySetResult());
        return await Task.WhenAny(work, detached.Task) == work;
    }

    private static async Task<IReadOnlyDictionary<Declaration, Value>?> RunTargetAsync(RunContext run, CallPath path)
    {
        try
        {
            // The caller's thread is free at once; nodes are evaluated on the pool.
            return await Task.Run(() => path.Callable is TaskDefinition
                ? new TaskRun(run, path, run.Request.Inputs.Values, run.Request.Inputs).RunAsync()
                : new WorkflowRun(run, path, run.Request.Inputs.Values, run.Request.Inputs).RunAsync());
        }
        catch (Exception exception) when (exception is StorageException or BackendUnavailableException)
        {
            run.Abort(exception);
            return null;
        }
    }
}
