namespace Sprocket.Engine.Backends.Slurm;

/// <summary>How many more jobs this user may have in the cluster, those of other runs and other programs counted, too.</summary>
internal sealed class QueueRoom
{
    // Jobs of a scatter end together: what becomes free within a moment is used by one submission.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(250);

    private readonly int? _most;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly HashSet<string> _own = new(StringComparer.Ordinal);
    private readonly HashSet<string> _others = new(StringComparer.Ordinal);
    private TaskCompletionSource _change = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _reserved;
    private int _waiting;

    /// <summary>Creates the room.</summary>
    /// <param name="most">How many jobs of this user may be queued or running at once; null for no limit.</param>
    /// <param name="time">The clock.</param>
    public QueueRoom(int? most, TimeProvider time)
    {
        _most = most;
        _time = time;
    }

    /// <summary>Whether there is a limit.</summary>
    public bool IsLimited => _most is not null;

    /// <summary>Whether somebody waits for room, so that it matters how many jobs there are.</summary>
    public bool IsAwaited => Volatile.Read(ref _waiting) > 0;

    /// <summary>Waits until there is room, and takes some of it.</summary>
    /// <param name="wanted">How many jobs room is wanted for.</param>
    /// <param name="report">Told, in a sentence, that there is none.</param>
    /// <param name="cancellation">When to give up.</param>
    /// <returns>For how many there is room; at least 1.</returns>
    public async Task<int> TakeAsync(int wanted, Action<string> report, CancellationToken cancellation)
    {
        bool hasWaited = false;
        Interlocked.Increment(ref _waiting);
        try
        {
            while (true)
            {
                Task change;
                string reason;
                lock (_lock)
                {
                    int free = _most is { } most ? most - _own.Count - _others.Count - _reserved : wanted;
                    if (free > 0)
                    {
                        int taken = Math.Min(free, wanted);
                        _reserved += _most is null ? 0 : taken;
                        return taken;
                    }

                    change = _change.Task;
                    reason = $"waiting for room: `max_queued_jobs` is {_most}, and you have {_own.Count + _others.Count + _reserved} jobs in the cluster, "
                        + $"{_others.Count} of them not of this run";
                }

                if (!hasWaited)
                {
                    report(reason);
                    hasWaited = true;
                }

                await change.WaitAsync(cancellation);
                await Task.Delay(Gathering, _time, cancellation);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>Gives back what was taken for jobs that were not submitted.</summary>
    public void GiveBack(int count)
    {
        if (count > 0)
        {
            Change(() => _reserved -= count);
        }
    }

    /// <summary>A job for which there was room is in the cluster.</summary>
    public void Enter(string id) => Change(() =>
    {
        _reserved--;
        _own.Add(id);
        _others.Remove(id);
    });

    /// <summary>A job of an earlier runner belongs to this run.</summary>
    public void Adopt(string id) => Change(() =>
    {
        _own.Add(id);
        _others.Remove(id);
    });

    /// <summary>A job of this run has ended.</summary>
    public void Leave(string id) => Change(() => _own.Remove(id));

    /// <summary>Takes note of all jobs of this user.</summary>
    public void Observe(IEnumerable<SlurmJob> jobs) => Change(() =>
    {
        _others.Clear();
        _others.UnionWith(jobs.Where(job => !job.State.IsTerminal && !_own.Contains(job.Id)).Select(job => job.Id));
    });

    private void Change(Action change)
    {
        if (_most is null)
        {
            return;
        }

        lock (_lock)
        {
            change();
            _change.TrySetResult();
            _change = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
