using System.Collections.Immutable;
using Sprocket.Engine.Backends;
using Sprocket.Text;

namespace Sprocket.Engine.Runs;

/// <summary>What all calls of a run share: the backend, the event stream, what failed, and whether to go on.</summary>
internal sealed class RunContext : IDisposable
{
    private readonly EventStream _events;
    private readonly CancellationTokenSource _drain;
    private readonly CancellationTokenSource _cancel;
    private readonly ImmutableArray<CancellationTokenRegistration> _registrations;
    private readonly List<RunFailure> _failures = [];
    private readonly Lock _lock = new();

    private Exception? _abortion;

    public RunContext(RunRequest request, string runId, EventStream events, RunCancellation cancellation)
    {
        Request = request;
        RunId = runId;
        _events = events;
        _drain = CancellationTokenSource.CreateLinkedTokenSource(cancellation.Drain, cancellation.Cancel);
        _cancel = CancellationTokenSource.CreateLinkedTokenSource(cancellation.Cancel);
        _registrations =
        [
            cancellation.Drain.Register(() => Publish(new RunDraining("asked to stop"))),
            cancellation.Cancel.Register(() => Publish(new RunCanceling("asked to cancel"))),
        ];
        _ = events.Failure.Task.ContinueWith(failure => Abort(failure.Result), TaskScheduler.Default);
    }

    public RunRequest Request { get; }

    public string RunId { get; }

    public RunHistory History => Request.History ?? RunHistory.Empty;

    public RunSettings Settings => Request.Settings;

    public ITaskExecutionBackend Backend => Request.Backend;

    public TimeProvider Time => Request.Time;

    /// <summary>When the backend is to stop.</summary>
    public RunCancellation Cancellation => new(_drain.Token, _cancel.Token);

    /// <summary>Whether nothing new may be started.</summary>
    public bool IsDraining => _drain.IsCancellationRequested;

    /// <summary>What failed, in order.</summary>
    public ImmutableArray<RunFailure> Failures
    {
        get
        {
            lock (_lock)
            {
                return [.. _failures];
            }
        }
    }

    public void Publish(RunEvent happened) => _events.Publish(happened);

    public Task PublishDurablyAsync(RunEvent happened) => _events.PublishDurablyAsync(happened);

    /// <summary>Takes note that a call failed for good, and stops the run as its settings say.</summary>
    public void Fail(CallPath path, RunFailure failure)
    {
        bool isFirst;
        lock (_lock)
        {
            isFirst = _failures.Count == 0;
            _failures.Add(failure);
        }

        Publish(new CallFailed(path.Id, failure.Diagnostic.Message));
        if (!isFirst || IsDraining)
        {
            return;
        }

        if (Settings.FailsFast)
        {
            Publish(new RunCanceling($"`{path.Id}` failed"));
            _ = _cancel.CancelAsync();
        }
        else
        {
            Publish(new RunDraining($"`{path.Id}` failed"));
        }

        _drain.Cancel();
    }

    /// <summary>Takes note that an expression has no value.</summary>
    public void Fail(CallPath path, Diagnostic diagnostic) => Fail(
        path,
        new RunFailure(path.Id, diagnostic with { Labels = [.. diagnostic.Labels, .. path.GetCallStack()] })
        {
            Directory = Directory.Exists(path.Directory.Path) ? path.Directory.Path : null,
        });

    /// <summary>Stops the run because the environment does not let it go on.</summary>
    public void Abort(Exception cause)
    {
        lock (_lock)
        {
            _abortion ??= cause;
        }

        _drain.Cancel();
        _ = _cancel.CancelAsync();
    }

    /// <summary>Throws what the run was aborted for, if it was.</summary>
    public void ThrowIfAborted()
    {
        lock (_lock)
        {
            if (_abortion is not null)
            {
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(_abortion);
            }
        }
    }

    public void Dispose()
    {
        foreach (CancellationTokenRegistration registration in _registrations)
        {
            registration.Dispose();
        }

        _drain.Dispose();
        _cancel.Dispose();
    }
}
