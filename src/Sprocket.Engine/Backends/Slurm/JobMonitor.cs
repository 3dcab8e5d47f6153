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
    // How often the notices are read while jobs come and go, and while nothing happens.
    private static readonly TimeSpan BusyInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan QuietInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BusyTime = TimeSpan.FromSeconds(5);

    // Between two questions that could not wait for the interval; and while somebody waits at the keyboard.
    private static readonly TimeSpan ShortPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan UrgentPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    // A file written on a node may take this long until another host of a network file system shows it.
    private static readonly TimeSpan FileGrace = TimeSpan.FromSeconds(40);

    // Right after a restart of the controller a reason may be wrong for a moment.
    private static readonly TimeSpan HopelessGrace = TimeSpan.FromSeconds(60);

    private const int AbsencesUntilGone = 2;

    private readonly SlurmClient _client;
    private readonly string _notices;
    private readonly TimeSpan _interval;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, WatchedJob> _jobs = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private readonly SlurmRecords _records;
    private long _lastNews;
    private DateTimeOffset _lastLook;
    private TimeSpan _pause;
    private bool _isLookWanted;
    private Task _loop = Task.CompletedTask;

    /// <summary>Creates the monitor.</summary>
    /// <param name="client">Slurm.</param>
    /// <param name="notices">The directory of the notices; exists.</param>
    /// <param name="interval">The time between two questions.</param>
    /// <param name="time">The clock.</param>
    public JobMonitor(SlurmClient client, string notices, TimeSpan interval, TimeProvider time)
    {
        _client = client;
        _notices = notices;
        _interval = interval;
        _time = time;
        _records = new SlurmRecords(client);
        _lastLook = time.GetUtcNow() - ShortPause;
        _pause = interval + ShortPause;
    }

    /// <summary>Begins to watch.</summary>
    /// <param name="port">Where job steps wake this monitor, or null.</param>
    public void Start(NoticePort? port)
    {
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

        NoteNews();
        if (_loop.IsFaulted)
        {
            job.End.TrySetException(_loop.Exception.InnerExceptions);
        }

        if (mayHaveEnded)
        {
            // It may also have vanished without a word, as only Slurm can tell.
            _isLookWanted = true;
            Notice.Leave(new JobDescription { Arguments = [], NoticeDirectory = _notices, NoticeName = job.Key }, Notice.Ended);
        }
    }

    /// <summary>Expects the job to end soon: this run cancels it.</summary>
    public void ExpectEnd(WatchedJob job)
    {
        job.IsBeingCanceled = true;
        _isLookWanted = true;
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

    /// <summary>One round: reads the notices, and asks Slurm when it is time to.</summary>
    internal async Task TickAsync()
    {
        ImmutableArray<WatchedJob> jobs = Jobs();
        if (jobs.IsEmpty)
        {
            return;
        }

        ReadNotices();
        TimeSpan since = _time.GetUtcNow() - _lastLook;
        TimeSpan shortest = jobs.Any(job => job.IsBeingCanceled) ? UrgentPause : ShortPause;
        if (since >= _pause || (_isLookWanted && since >= shortest))
        {
            await LookAsync();
        }
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
        Task datagram = Receive(port, cancellation);
        while (true)
        {
            bool isBusy = _time.GetUtcNow().Ticks - Volatile.Read(ref _lastNews) < BusyTime.Ticks;
            var pause = Task.Delay(isBusy ? BusyInterval : QuietInterval, _time, cancellation);
            if (await Task.WhenAny(pause, datagram) == datagram)
            {
                // Should the port fail, the files still tell everything.
                datagram = Receive(datagram.IsFaulted ? null : port, cancellation);
            }

            cancellation.ThrowIfCancellationRequested();
            await TickAsync();
        }
    }

    private void NoteNews() => Volatile.Write(ref _lastNews, _time.GetUtcNow().Ticks);

    private static Task Receive(NoticePort? port, CancellationToken cancellation) =>
        port?.ReceiveAsync(cancellation) ?? Task.Delay(Timeout.InfiniteTimeSpan, cancellation);

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
            string name = Path.GetFileName(file);
            int start = name.LastIndexOf(Notice.Started, StringComparison.Ordinal);
            bool isRead = start > 0
                ? TakeStart(name[..start], name[(start + Notice.Started.Length)..])
                : name.EndsWith(Notice.Ended, StringComparison.Ordinal) && TakeEnd(name[..^Notice.Ended.Length]);
            if (isRead)
            {
                NoteNews();
                Delete(file);
            }
        }
    }

    // A notice may come before this process knows the job's id: it stays until the job is watched.
    private bool TakeStart(string key, string node)
    {
        Find(key)?.Start(node);
        return Find(key) is not null;
    }

    private bool TakeEnd(string key)
    {
        if (Find(key) is not { } job)
        {
            return false;
        }

        if (OutcomeFile.TryRead(job.Directory) is not { } file)
        {
            // It is on its way, or could not be written: then the job's exit code says so.
            _isLookWanted |= !job.HasNoticedEnd;
            job.HasNoticedEnd = true;
            return false;
        }

        job.File = file;
        job.Start(file.Node);
        if (SlurmVerdict.IsSettled(file) || job.IsBeingCanceled)
        {
            Complete(job, new JobEnd(file, job.Job));
        }
        else
        {
            _isLookWanted = true;
        }

        return true;
    }

    private async Task LookAsync()
    {
        _isLookWanted = false;
        DateTimeOffset before = _time.GetUtcNow();
        SlurmAnswer<ImmutableArray<SlurmJob>> answer = await _client.QueueAsync();
        _lastLook = _time.GetUtcNow();

        // A controller that is slow to answer has other worries: the more so, the longer it takes.
        TimeSpan took = _lastLook - before;
        TimeSpan slowed = answer.IsOk ? _interval + (took * 20) : _pause * 2;
        _pause = slowed < LongestPause ? slowed : LongestPause;
        if (!answer.IsOk)
        {
            return;
        }

        var rows = new Dictionary<string, SlurmJob>(StringComparer.Ordinal);
        foreach (SlurmJob row in answer.Value)
        {
            rows[row.Id] = row;
        }

        List<WatchedJob> doubtful = [];
        foreach (WatchedJob job in Jobs())
        {
            if (!TakeRow(job, rows.GetValueOrDefault(job.Id)))
            {
                doubtful.Add(job);
            }
        }

        await ResolveAsync(doubtful);
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
            case JobPhase.Waiting:
                job.Wait(row.Reason);
                return !IsHopeless(job, row);
            case JobPhase.Running:
                job.Start(null);

                // Once its step has written that it was asked to end, Slurm says soon by whom.
                _isLookWanted |= job.File is not null || job.IsBeingCanceled;
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
        return _time.GetUtcNow() - job.HopelessSince >= HopelessGrace;
    }

    // Jobs that ended, that are gone, or that wait for ever.
    private async Task ResolveAsync(List<WatchedJob> jobs)
    {
        foreach (WatchedJob job in jobs.Where(job => job is { HopelessSince: not null, Job.State.Phase: JobPhase.Waiting }))
        {
            Complete(job, new JobEnd(null, job.Job) { NeverStarts = true });
        }

        List<WatchedJob> settled = [.. jobs.Where(job => !job.End.Task.IsCompleted && HasHadItsSay(job))];
        List<WatchedJob> silent = [.. jobs.Where(job => !job.End.Task.IsCompleted && !settled.Contains(job) && !job.HasBeenLookedUp)];
        ImmutableDictionary<string, SlurmJob> records = await _records.FindAsync([.. settled.Where(IsUnexplained).Concat(silent).Select(job => job.Id)]);
        foreach (WatchedJob job in settled)
        {
            Complete(job, new JobEnd(job.File, Combine(job.KnownJob, records.GetValueOrDefault(job.Id))));
        }

        foreach (WatchedJob job in silent)
        {
            job.HasBeenLookedUp = true;
            if (Combine(job.KnownJob, records.GetValueOrDefault(job.Id)) is { } known && SlurmVerdict.LeavesNoWord(known))
            {
                Complete(job, new JobEnd(null, known));
            }
        }
    }

    // A job that ended by itself and told how needs no more to be known of it.
    private static bool IsUnexplained(WatchedJob job) =>
        job.File is null || job.Absences > 0 || job.Job is not { State.Phase: JobPhase.Ended };

    // A job that ended by itself has written its outcome; the file may only not have arrived here.
    private bool HasHadItsSay(WatchedJob job)
    {
        job.File ??= OutcomeFile.TryRead(job.Directory);
        if (job.File is not null || (job.Absences == 0 && job.Job is { State.Phase: JobPhase.Broken }))
        {
            return true;
        }

        job.SilentSince ??= _time.GetUtcNow();
        _isLookWanted = true;
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

    private WatchedJob? Find(string key)
    {
        lock (_lock)
        {
            return _jobs.GetValueOrDefault(key);
        }
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
