using Sprocket.Engine.Storage;

namespace Sprocket.Engine.Backends.Slurm;

/// <summary>A job that is watched: what is known of it so far, and what its end completes.</summary>
/// <remarks>Everything but <see cref="End"/> belongs to the monitor.</remarks>
internal sealed class WatchedJob
{
    private readonly Action<TaskProgress> _report;
    private string? _reason;

    /// <summary>Begins to watch a job.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="key">The attempt's key, with which its notices begin.</param>
    /// <param name="directory">The attempt's directory.</param>
    /// <param name="report">Told of each change.</param>
    public WatchedJob(string id, string key, string directory, Action<TaskProgress> report)
    {
        Id = id;
        Key = key;
        Directory = directory;
        _report = report;
    }

    public string Id { get; }

    public string Key { get; }

    public string Directory { get; }

    /// <summary>Whether it is known to have begun to run.</summary>
    public bool HasStarted { get; private set; }

    /// <summary>Whether this run cancels it.</summary>
    public bool IsBeingCanceled { get; set; }

    /// <summary>What the job step saw, once that could be read; null before.</summary>
    public OutcomeFile? File { get; set; }

    /// <summary>What Slurm last said of it.</summary>
    public SlurmJob? Job { get; set; }

    /// <summary>How many answers of squeue in a row did not contain it.</summary>
    public int Absences { get; set; }

    /// <summary>What Slurm says of it now; null when it says nothing any more.</summary>
    public SlurmJob? KnownJob => Absences == 0 ? Job : null;

    /// <summary>When its job step had first said that it ended, before its word could be read; null when it has not.</summary>
    public DateTimeOffset? NoticedEnd { get; set; }

    /// <summary>Whether the records were asked why it ended without a word.</summary>
    public bool HasBeenLookedUp { get; set; }

    /// <summary>When it was first known to have ended without a word of its job step.</summary>
    public DateTimeOffset? SilentSince { get; set; }

    /// <summary>Since when its reason to wait is one that lasts for ever.</summary>
    public DateTimeOffset? HopelessSince { get; set; }

    /// <summary>Completed when it has ended.</summary>
    public TaskCompletionSource<JobEnd> End { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Notes that it runs, and tells once.</summary>
    public void Start(string? node)
    {
        if (!HasStarted)
        {
            HasStarted = true;
            _report(new TaskStarted(node));
        }
    }

    /// <summary>Notes why it waits, and tells when that is new.</summary>
    public void Wait(string reason)
    {
        if (_reason != reason)
        {
            _reason = reason;
            _report(new TaskPending($"{PendingReason.Explain(reason).Explanation} ({reason})"));
        }
    }
}
