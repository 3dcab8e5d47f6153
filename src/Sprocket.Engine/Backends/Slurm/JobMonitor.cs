using System.Collections.Immutable;
using Sprocket.Engine.JobStep;
using Sprocket.Engine.Storage;

namespace Sprocket.Engine.Backends.Slurm;

/// <summary>Watches all jobs of a run: one directory read a second, and one question to Slurm an interval.</summary>
/// <remarks>
/// News comes from the job steps' notices, so that the questions may be rare: they find jobs that were killed before their
/// step could write a word, and say why jobs wait. No answer is no news, never a job's end.
/// </remarks>
internal sealed class JobMonitor : IAsyncDisposable
{
    // How often the notices are read; and while a datagram has told of a file that a network file system does not show yet.
    private static readonly TimeSpan QuietInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BusyInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan BusyTime = TimeSpan.FromSeconds(5);

    // A job step that has said that it ended, but whose word is not there, may not have been able to write it.
    private static readonly TimeSpan WordGrace = TimeSpan.FromSeconds(2);

    // A file written on a node may take this long until another host of a network file system shows it.
    private static readonly TimeSpan FileGrace = TimeSpan.FromSeconds(40);

    private const int AbsencesUntilGone = 2;

    private readonly SlurmClient _client;
    private readonly QueueRoom _room;
    private readonly string _notices;
    private readonly QuestionSchedule _schedule;
    private readonly TimeSpan _hopelessGrace;
    private readonly TimeProvider _time;
    private readonly IdleMemory _memory;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, WatchedJob> _jobs = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private readonly SlurmRecords _records;
    private DateTimeOffset _busyUntil;
    private Task _look = Task.CompletedTask;
    private Task _loop = Task.CompletedTask;

    /// <summary>Creates the monitor.</summary>
    /// <param name="client">Slurm.</param>
    /// <param name="room">Told how many jobs the user has.</param>
    /// <param name="notices">The directory of the notices; exists.</param>
    /// <param name="interval">The time between two questions.</param>
    /// <param name="hopelessGrace">How long a job may wait for what never comes: a reason may be wrong for a moment, or be put right.</param>
    /// <param name="time">The clock.</param>
    public JobMonitor(SlurmClient client, QueueRoom room, string notices, TimeSpan interval, TimeSpan hopelessGrace, TimeProvider time)
    {
        _client = client;
        _room = room;
        _notices = notices;
        _schedule = new QuestionSchedule(interval, time);
        _hopelessGrace = hopelessGrace;
        _time = time;
        _memory = new IdleMemory(time);
        _records = new SlurmRecords(client);
    }

    /// <summary>Begins to watch.</summary>
    /// <param name="port">Where job steps wake this monitor, or null.</param>
    public async Task StartAsync(NoticePort? port)
    {
        if (_room.IsLimited)
        {
            await LookAsync();
        }

        _loop = RunAsync(port, _stop.Token);
        _ = FailWithLoopAsync();
    }

    /// <summary>Watches one more job; its <see cref="WatchedJob.End"/> tells when it has ended.</summary>
    /// <param name="job">The job.</param>
    /// <param name="mayHaveEnded">Whether its notice may have been read already, by a runner before this one.</param>
    public void Watch(WatchedJob job, bool mayHaveEnded)
    {
        lock (_lock)
        {
            _jobs.Add(job.Key, job);
        }

        if (_loop.IsFaulted)
        {
            job.End.TrySetException(_loop.Exception.InnerExceptions);
        }

        if (mayHaveEnded)
        {
            // It may also have vanished without a word, as only Slurm can tell.
            _schedule.IsWanted = true;
            Notice.Leave(new JobDescription { Arguments = [], NoticeDirectory = _notices, NoticeName = job.Key }, Notice.Ended);
        }

        // A quick one has told its end before sbatch told its id.
        string end = job.Key + Notice.Ended;
        if (File.Exists(Path.Join(_notices, end)))
        {
            Take(end);
        }
    }

    /// <summary>Expects the job to end soon: this run cancels it.</summary>
    public void ExpectEnd(WatchedJob job)
    {
        job.IsBeingCanceled = true;
        _schedule.IsWanted = true;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _loop;
        }
        catch (OperationCanceledException)
        {
            // As asked.
        }

        _stop.Dispose();
    }

    // Were the loop to die of a bug, nobody would ever complete the jobs: they fail of the same bug.
    private async Task FailWithLoopAsync()
    {
        await Task.WhenAny(_loop);
        foreach (WatchedJob job in _loop.IsFaulted ? Jobs() : [])
        {
            job.End.TrySetException(_loop.Exception!.InnerExceptions);
        }
    }

    private async Task RunAsync(NoticePort? port, CancellationToken cancellation)
    {
        Task<string> datagram = ReceiveAsync(port, cancellation);
        Task pause = Pause(cancellation);
        while (true)
        {
            if (await Task.WhenAny(pause, datagram) == datagram)
            {
                cancellation.ThrowIfCancellationRequested();
                if (datagram.IsCompletedSuccessfully && !Take(await datagram))
                {
                    _busyUntil = _time.GetUtcNow() + BusyTime;
                }

                // Should the port fail, the files still tell everything.
                datagram = ReceiveAsync(datagram.IsFaulted ? null : port, cancellation);
                continue;
            }

            cancellation.ThrowIfCancellationRequested();
            Tick();
            pause = Pause(cancellation);
        }
    }

    private Task Pause(CancellationToken cancellation) =>
        Task.Delay(_time.GetUtcNow() < _busyUntil ? BusyInterval : QuietInterval, _time, cancellation);

    private static async Task<string> ReceiveAsync(NoticePort? port, CancellationToken cancellation)
    {
        if (port is not null)
        {
            return await port.ReceiveAsync(cancellation);
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
        return "";
    }

    // Reads the notices, and asks Slurm when it is time to. An answer may take long; meanwhile notices are read.
    private void Tick()
    {
        ImmutableArray<WatchedJob> jobs = Jobs();
        if (jobs.IsEmpty && !_room.IsAwaited)
        {
            return;
        }

        _memory.Note(jobs.Length);
        ReadNotices();
        if (_look.IsFaulted)
        {
            throw _look.Exception!.InnerException!;
        }

        if (_look.IsCompleted && _schedule.IsTime(isUrgent: jobs.Any(job => job.IsBeingCanceled)))
        {
            _look = LookAsync();
        }
    }

    private void ReadNotices()
    {
        string[] files;
        try
        {
            files = Directory.GetFiles(_notices);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return;
        }

        foreach (string file in files)
        {
            Take(Path.GetFileName(file));
        }
    }

    // Takes note of a notice, and whether there is no more to it. One may come before this process knows the job's id: it
    // stays until the job is watched.
    private bool Take(string notice)
    {
        lock (_lock)
        {
            int start = notice.LastIndexOf(Notice.Started, StringComparison.Ordinal);
            bool isRead = start > 0
                ? TakeStart(notice[..start], notice[(start + Notice.Started.Length)..])
                : notice.EndsWith(Notice.Ended, StringComparison.Ordinal) && TakeEnd(notice[..^Notice.Ended.Length]);
            if (isRead)
            {
                Delete(Path.Join(_notices, notice));
            }

            return isRead;
        }
    }

    private bool TakeStart(string key, string node)
    {
        _jobs.GetValueOrDefault(key)?.Start(node);
        return _jobs.ContainsKey(key);
    }

    private bool TakeEnd(string key)
    {
        if (_jobs.GetValueOrDefault(key) is not { } job)
        {
            return false;
        }

        if (OutcomeFile.TryRead(job.Directory) is not { } file)
        {
            // It is on its way, or could not be written: then the job's exit code says so.
            _schedule.IsWanted |= job.NoticedEnd is { } noticed && !job.HasBeenLookedUp && _time.GetUtcNow() - noticed >= WordGrace;
            job.NoticedEnd ??= _time.GetUtcNow();
            return false;
        }

        job.File = file;
        job.Start(file.Node);
        _client.Statistics.NoteEnd();
        if (SlurmVerdict.IsSettled(file) || job.IsBeingCanceled)
        {
            Complete(job, new JobEnd(file, job.Job));
        }
        else
        {
            _schedule.IsWanted = true;
        }

        return true;
    }

    private async Task LookAsync()
    {
        _schedule.IsWanted = false;
        int asked = _client.Statistics.Questions;
        DateTimeOffset before = _time.GetUtcNow();
        SlurmAnswer<ImmutableArray<SlurmJob>> answer = await _client.QueueAsync();
        _schedule.Note(before, answer.IsOk);
        if (answer.IsOk)
        {
            _room.Observe(answer.Value);
            await ResolveAsync(TakeRows(answer.Value));
        }

        _schedule.Spend(_client.Statistics.Questions - asked);
    }

    // The jobs of which more has to be known.
    private List<WatchedJob> TakeRows(ImmutableArray<SlurmJob> answer)
    {
        lock (_lock)
        {
            var rows = new Dictionary<string, SlurmJob>(StringComparer.Ordinal);
            foreach (SlurmJob row in answer)
            {
                rows[row.Id] = row;
            }

            return [.. _jobs.Values.Where(job => !TakeRow(job, rows.GetValueOrDefault(job.Id)))];
        }
    }

    // Whether nothing more needs to be asked about the job for now.
    private bool TakeRow(WatchedJob job, SlurmJob? row)
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
            case JobPhase.Waiting when job.HasStarted && row.State.Name == JobState.Pending:
                Complete(job, new JobEnd(null, row) { WasPutBack = true });
                return true;
            case JobPhase.Waiting:
                job.Wait(row, _time.GetUtcNow());
                return !IsHopeless(job, row);
            case JobPhase.Running:
                job.Start(null);

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
        if (PendingReason.Explain(row.Reason).Kind != PendingKind.Never)
        {
            job.HopelessSince = null;
            return false;
        }

        job.HopelessSince ??= _time.GetUtcNow();
        return _time.GetUtcNow() - job.HopelessSince >= _hopelessGrace;
    }

    // Jobs that ended, that are gone, or that wait for ever.
    private async Task ResolveAsync(List<WatchedJob> jobs)
    {
        List<WatchedJob> settled = [];
        List<WatchedJob> silent = [];
        lock (_lock)
        {
            foreach (WatchedJob job in jobs.Where(job => job is { HopelessSince: not null, Job.State.Phase: JobPhase.Waiting }))
            {
                Complete(job, new JobEnd(null, job.Job) { NeverStarts = true });
            }

            foreach (WatchedJob job in jobs.Where(job => !job.End.Task.IsCompleted))
            {
                (HasHadItsSay(job) ? settled : silent).Add(job);
            }

            silent.RemoveAll(job => job.HasBeenLookedUp);
        }

        RecordedJobs records = await _records.FindAsync([.. settled.Where(IsUnexplained).Concat(silent).Select(job => job.Id)]);
        lock (_lock)
        {
            // What squeue leaves out may be there all the same: in a garbled answer, say.
            foreach (WatchedJob job in settled.Where(job => job.KnownJob is not null || !IsUnexplained(job) || records.ShowEndOf(job.Id)))
            {
                Complete(job, new JobEnd(job.File, Combine(job.KnownJob, records.Jobs.GetValueOrDefault(job.Id)) ?? FindVanished(job)));
            }

            foreach (WatchedJob job in silent)
            {
                job.HasBeenLookedUp = true;
                if (Combine(job.KnownJob, records.Jobs.GetValueOrDefault(job.Id)) is { } known && SlurmVerdict.LeavesNoWord(known))
                {
                    Complete(job, new JobEnd(null, known));
                }
            }
        }
    }

    // An element of an array that is cancelled while it waits vanishes from squeue and from the accounts alike.
    private static SlurmJob? FindVanished(WatchedJob job) =>
        job is { File: null, HasStarted: false } && JobIds.IsElement(job.Id) && AttemptClaim.TryRead(job.Directory) is null
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
        _ => known with { ExitCode = recorded.ExitCode, Nodes = recorded.Nodes, CanceledBy = recorded.CanceledBy },
    };

    private void Complete(WatchedJob job, JobEnd end)
    {
        lock (_lock)
        {
            _jobs.Remove(job.Key);
        }

        job.End.TrySetResult(end);
    }

    private ImmutableArray<WatchedJob> Jobs()
    {
        lock (_lock)
        {
            return [.. _jobs.Values];
        }
    }

    private static void Delete(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is read again, to no harm.
        }
    }
}
