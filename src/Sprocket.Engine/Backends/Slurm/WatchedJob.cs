using System.Collections.Immutable;
using System.Globalization;
using Sprocket.Engine.Storage;

namespace Sprocket.Engine.Backends.Slurm;

/// <summary>A job that is watched: what is known of it so far, and what its end completes.</summary>
/// <remarks>Everything but <see cref="End"/> belongs to the monitor.</remarks>
internal sealed class WatchedJob
{
    // An expected start that moves by less than this is not worth another line, nor is one so soon after the last.
    private static readonly TimeSpan EstimateChange = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan EstimatePause = TimeSpan.FromMinutes(15);

    // What waits no longer than this needs no forecast.
    private static readonly TimeSpan EstimatePatience = TimeSpan.FromMinutes(5);

    private readonly Action<TaskProgress> _report;
    private ImmutableArray<string> _toldReasons = [];
    private string? _reason;
    private DateTimeOffset? _waitingSince;
    private DateTimeOffset _estimateToldAt;
    private DateTime? _toldEstimate;

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

    public string Id { get; private set; }

    public string Key { get; }

    public string Directory { get; }

    /// <summary>Whether it may start in one of several partitions: Slurm tells why it does not in one of them.</summary>
    public bool HasSeveralPartitions { get; init; }

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

    /// <summary>Turns to the job that has begun the attempt, where that is another one.</summary>
    /// <remarks>A job that Slurm shows only long after it took it has been submitted again by then; both are there, one of them runs.</remarks>
    /// <returns>Whether it is another one.</returns>
    public bool FollowClaim()
    {
        if (AttemptClaim.TryRead(Directory)?.JobId is not { } id || id == Id)
        {
            return false;
        }

        _report(new TaskNote($"Slurm had taken job {id} after all, which runs this attempt in the place of job {Id}"));
        _report(new TaskSubmitted(id));
        (Id, Job, Absences, SilentSince, HasBeenLookedUp) = (id, null, 0, null, false);
        return true;
    }

    /// <summary>Tells something else worth a line.</summary>
    public void Tell(string message) => _report(new TaskNote(message));

    /// <summary>Notes why it waits, and tells what is news: a reason, or after a while when it may start.</summary>
    /// <param name="job">What Slurm says.</param>
    /// <param name="now">The time.</param>
    public void Wait(SlurmJob job, DateTimeOffset now)
    {
        _waitingSince ??= now;
        var reason = PendingReason.Explain(job.Reason);
        bool isNews = job.Reason != _reason && job.Reason is not ("" or "None");
        _reason = job.Reason;

        // The usual reasons take turns, often by the minute: each is told once.
        bool wasTold = _toldReasons.Contains(job.Reason);
        _toldReasons = wasTold ? _toldReasons : _toldReasons.Add(job.Reason);
        isNews = isNews && (!wasTold || reason.Kind != PendingKind.Wait);
        bool isEstimateNews = job.Start is { } start
            && now - _waitingSince >= EstimatePatience
            && now - _estimateToldAt >= EstimatePause
            && !(_toldEstimate is { } told && (start - told).Duration() < EstimateChange);
        if (!isNews && !isEstimateNews)
        {
            return;
        }

        string estimate = "";
        if (job.Start is { } expected && now - _waitingSince >= EstimatePatience)
        {
            (_toldEstimate, _estimateToldAt) = (expected, now);
            estimate = string.Create(CultureInfo.InvariantCulture, $"; Slurm expects it to start about {expected:yyyy-MM-dd HH:mm}");
        }

        string explanation = reason.IsOfPartition && HasSeveralPartitions ? "one of its partitions does not take it, another may" : reason.Explanation;
        _report(new TaskPending($"{explanation} ({job.Reason}){estimate}"));
    }
}
