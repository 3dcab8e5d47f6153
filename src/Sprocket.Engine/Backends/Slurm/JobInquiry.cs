using System.Collections.Immutable;
using Sprocket.Engine.Storage;

namespace Sprocket.Engine.Backends.Slurm;

/// <summary>Asks Slurm about all jobs of a run at once: which were killed before their step could write a word, and why others wait.</summary>
/// <remarks>No answer is no news, never a job's end.</remarks>
internal sealed class JobInquiry
{
    // A file written on a node may take this long until another host of a network file system shows it.
    private static readonly TimeSpan FileGrace = TimeSpan.FromSeconds(40);

    // A controller that is restarted is back by then.
    private static readonly TimeSpan SilencePatience = TimeSpan.FromMinutes(2);

    private const int AbsencesUntilGone = 2;

    private readonly SlurmClient _client;
    private readonly SlurmRecords _records;
    private readonly WatchedJobs _jobs;
    private readonly QueueRoom _room;
    private readonly QuestionSchedule _schedule;
    private readonly TimeSpan _hopelessGrace;
    private readonly UserLimitCheck _userLimits;
    private readonly TimeProvider _time;
    private DateTimeOffset? _silentSince;
    private bool _isSilenceTold;

    /// <summary>Creates the inquiry.</summary>
    /// <param name="client">Slurm.</param>
    /// <param name="records">What else it knows of jobs.</param>
    /// <param name="jobs">The jobs that are watched.</param>
    /// <param name="room">Told how many jobs the user has.</param>
    /// <param name="schedule">Told of each question and its answer.</param>
    /// <param name="hopelessGrace">How long a job may wait for what never comes: a reason may be wrong for a moment, or be put right.</param>
    /// <param name="time">The clock.</param>
    public JobInquiry(
        SlurmClient client, SlurmRecords records, WatchedJobs jobs, QueueRoom room, QuestionSchedule schedule, TimeSpan hopelessGrace, TimeProvider time)
    {
        _client = client;
        _records = records;
        _jobs = jobs;
        _room = room;
        _schedule = schedule;
        _hopelessGrace = hopelessGrace;
        _userLimits = new UserLimitCheck(client, hopelessGrace, time);
        _time = time;
    }

    /// <summary>Asks, and completes the jobs that the answer shows to have ended.</summary>
    public async Task AskAsync()
    {
        _schedule.IsWanted = false;
        int asked = _client.Statistics.Questions;
        DateTimeOffset before = _time.GetUtcNow();

        // What begins only while Slurm answers may still wait in its answer.
        HashSet<WatchedJob> begun = [.. _jobs.All.Where(job => job.HasStarted)];
        SlurmAnswer<ImmutableArray<SlurmJob>> answer = await _client.QueueAsync();
        _schedule.Note(before, answer.IsOk);
        TellSilence(answer.Failure, before);
        if (answer.IsOk)
        {
            _room.Observe(answer.Value);
            await ResolveAsync(TakeRows(answer.Value, begun));
            if (await _userLimits.FindExcessAsync(answer.Value, _jobs.All) is { } excess)
            {
                GiveUp(excess);
            }
        }

        _schedule.Spend(_client.Statistics.Questions - asked);
    }

    // For all jobs one is told, once, and again when it is over.
    private void TellSilence(SlurmFailure? failure, DateTimeOffset asked)
    {
        if (failure is null)
        {
            if (_isSilenceTold)
            {
                _jobs.All.FirstOrDefault()?.Tell("Slurm answers again");
            }

            (_silentSince, _isSilenceTold) = (null, false);
            return;
        }

        _silentSince ??= asked;
        TimeSpan silence = _time.GetUtcNow() - _silentSince.Value;
        if (!_isSilenceTold && silence >= SilencePatience && _jobs.All.FirstOrDefault() is { } job)
        {
            _isSilenceTold = true;
            job.Tell($"Slurm has not answered for {Amount.Of(silence)} ({failure.Message}): the jobs go on, and it is asked again");
        }
    }

    // The jobs of which more has to be known.
    private List<WatchedJob> TakeRows(ImmutableArray<SlurmJob> answer, HashSet<WatchedJob> begun)
    {
        lock (_jobs.Lock)
        {
            var rows = new Dictionary<string, SlurmJob>(StringComparer.Ordinal);
            foreach (SlurmJob row in answer)
            {
                rows[row.Id] = row;
            }

            return [.. _jobs.All.Where(job => !TakeRow(job, RowOf(job, rows), begun.Contains(job)))];
        }
    }

    // Before the end of a job is believed, it must be the one that has begun the attempt.
    private static SlurmJob? RowOf(WatchedJob job, Dictionary<string, SlurmJob> rows)
    {
        SlurmJob? row = rows.GetValueOrDefault(job.Id);
        bool mayBeOver = row is null || row.State.IsTerminal || (row.State.Phase == JobPhase.Waiting && job.HasStarted);
        return mayBeOver && job.FollowClaim() ? rows.GetValueOrDefault(job.Id) : row;
    }

    // Whether nothing more needs to be asked about the job for now.
    private bool TakeRow(WatchedJob job, SlurmJob? row, bool hadBegun)
    {
        if (row is null)
        {
            job.Absences++;
            return job.Absences < AbsencesUntilGone && job.File is null;
        }

        job.Absences = 0;
        job.Job = row;
        switch (row.State.Phase)
        {
            case JobPhase.Waiting when job.HasStarted && !hadBegun:
                return true;
            case JobPhase.Waiting when job.HasStarted && row.State.Name == JobState.Pending:
                _jobs.Complete(job, new JobEnd(null, row) { WasPutBack = true });
                return true;
            case JobPhase.Waiting:
                job.Wait(row, _time.GetUtcNow());
                return !IsHopeless(job, row);
            case JobPhase.Running:
                job.Start(row.Nodes);

                // Once its step has written that it was asked to end, Slurm says soon by whom.
                _schedule.IsWanted |= job.File is not null || job.IsBeingCanceled;
                return true;
            case JobPhase.Ended or JobPhase.Broken:
                return false;
            default:
                return true;
        }
    }

    private bool IsHopeless(WatchedJob job, SlurmJob row)
    {
        var reason = PendingReason.Explain(row.Reason);
        if (reason.Kind != PendingKind.Never || (reason.IsOfPartition && job.HasSeveralPartitions))
        {
            job.HopelessSince = null;
            return false;
        }

        job.HopelessSince ??= _time.GetUtcNow();
        return _time.GetUtcNow() - job.HopelessSince >= _hopelessGrace;
    }

    // It may have ended while Slurm was asked more of it.
    private void GiveUp(WatchedJob job)
    {
        lock (_jobs.Lock)
        {
            if (!job.End.Task.IsCompleted && !job.HasStarted)
            {
                _jobs.Complete(job, new JobEnd(null, job.Job) { NeverStarts = true });
            }
        }
    }

    // Jobs that ended, that are gone, or that wait for ever.
    private async Task ResolveAsync(List<WatchedJob> jobs)
    {
        List<WatchedJob> settled = [];
        List<WatchedJob> silent = [];
        lock (_jobs.Lock)
        {
            foreach (WatchedJob job in jobs.Where(job => job is { HopelessSince: not null, Job.State.Phase: JobPhase.Waiting }))
            {
                _jobs.Complete(job, new JobEnd(null, job.Job) { NeverStarts = true });
            }

            foreach (WatchedJob job in jobs.Where(job => !job.End.Task.IsCompleted))
            {
                (HasHadItsSay(job) ? settled : silent).Add(job);
            }

            silent.RemoveAll(job => job.HasBeenLookedUp);
        }

        RecordedJobs records = await _records.FindAsync([.. settled.Where(IsUnexplained).Concat(silent).Select(job => job.Id)]);
        lock (_jobs.Lock)
        {
            // What squeue leaves out may be there all the same: in a garbled answer, say.
            foreach (WatchedJob job in settled.Where(job => job.KnownJob is not null || !IsUnexplained(job) || records.ShowEndOf(job.Id)))
            {
                _jobs.Complete(job, new JobEnd(job.File, Combine(job.KnownJob, records.Jobs.GetValueOrDefault(job.Id)) ?? FindVanished(job)));
            }

            foreach (WatchedJob job in silent)
            {
                job.HasBeenLookedUp = true;
                if (Combine(job.KnownJob, records.Jobs.GetValueOrDefault(job.Id)) is { } known && SlurmVerdict.LeavesNoWord(known))
                {
                    _jobs.Complete(job, new JobEnd(null, known));
                }
            }
        }
    }

    // An element of an array that is cancelled while it waits vanishes from squeue and from the accounts alike.
    private static SlurmJob? FindVanished(WatchedJob job) =>
        job is { File: null, HasStarted: false } && JobIds.IsElement(job.Id) && AttemptClaim.TryRead(job.Directory)?.JobId is null
            ? new SlurmJob(job.Id, new JobState(JobState.Canceled))
            : null;

    // A job that ended by itself and told how needs no more to be known of it; one that this run cancelled while it waited, neither.
    private static bool IsUnexplained(WatchedJob job) =>
        (job.File is null || job.Absences > 0 || job.Job is not { State.Phase: JobPhase.Ended }) && !(job.IsBeingCanceled && !job.HasStarted);

    // A job that ended by itself has written its outcome; the file may only not have arrived here.
    private bool HasHadItsSay(WatchedJob job)
    {
        job.File ??= OutcomeFile.TryRead(job.Directory);
        bool isBroken = job.Absences == 0 && job.Job is { State.Phase: JobPhase.Broken };
        bool wasCanceledInTime = job.IsBeingCanceled && !job.HasStarted && job.Absences >= AbsencesUntilGone;
        if (job.File is not null || isBroken || wasCanceledInTime)
        {
            return true;
        }

        job.SilentSince ??= _time.GetUtcNow();
        _schedule.IsWanted = true;
        return _time.GetUtcNow() - job.SilentSince >= FileGrace;
    }

    // The queue's state is the newer one; the records add who, where and with which exit code.
    private static SlurmJob? Combine(SlurmJob? known, SlurmJob? recorded) => (known, recorded) switch
    {
        (null, { State.IsTerminal: true }) => recorded,
        (null, _) => null,
        (_, null) => known,
        _ => known with { ExitCode = recorded.ExitCode, Nodes = recorded.Nodes ?? known.Nodes, CanceledBy = recorded.CanceledBy },
    };
}
