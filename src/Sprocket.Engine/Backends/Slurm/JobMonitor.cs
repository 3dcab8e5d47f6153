namespace Sprocket.Engine.Backends.Slurm;

/// <summary>Watches all jobs of a run: one directory read a second, and one question to Slurm an interval.</summary>
/// <remarks>
/// News comes from the job steps' notices, so that the questions may be rare: they find jobs that were killed before their
/// step could write a word, and say why jobs wait.
/// </remarks>
internal sealed class JobMonitor : IAsyncDisposable
{
    // How often the notices are read; and while a datagram has told of a file that a network file system does not show yet.
    private static readonly TimeSpan QuietInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BusyInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan BusyTime = TimeSpan.FromSeconds(5);

    private readonly QueueRoom _room;
    private readonly JobNotices _notices;
    private readonly JobInquiry _inquiry;
    private readonly QuestionSchedule _schedule;
    private readonly TimeProvider _time;
    private readonly IdleMemory _memory;
    private readonly WatchedJobs _jobs = new();
    private readonly CancellationTokenSource _stop = new();
    private DateTimeOffset _busyUntil;
    private Task _look = Task.CompletedTask;
    private Task _loop = Task.CompletedTask;

    /// <summary>Creates the monitor.</summary>
    /// <param name="client">Slurm.</param>
    /// <param name="records">What else it knows of jobs.</param>
    /// <param name="room">Told how many jobs the user has.</param>
    /// <param name="notices">The directory of the notices; exists.</param>
    /// <param name="interval">The time between two questions.</param>
    /// <param name="hopelessGrace">How long a job may wait for what never comes: a reason may be wrong for a moment, or be put right.</param>
    /// <param name="time">The clock.</param>
    public JobMonitor(
        SlurmClient client, SlurmRecords records, QueueRoom room, string notices, TimeSpan interval, TimeSpan hopelessGrace, TimeProvider time)
    {
        _room = room;
        _schedule = new QuestionSchedule(interval, time);
        _notices = new JobNotices(notices, _jobs, _schedule, client.Statistics, time);
        _inquiry = new JobInquiry(client, records, _jobs, room, _schedule, hopelessGrace, time);
        _time = time;
        _memory = new IdleMemory(time);
    }

    /// <summary>Begins to watch.</summary>
    /// <param name="port">Where job steps wake this monitor, or null.</param>
    public async Task StartAsync(NoticePort? port)
    {
        if (_room.IsLimited)
        {
            await _inquiry.AskAsync();
        }

        _loop = RunAsync(port, _stop.Token);
        _ = FailWithLoopAsync();
    }

    /// <summary>Watches one more job; its <see cref="WatchedJob.End"/> tells when it has ended.</summary>
    /// <param name="job">The job.</param>
    /// <param name="mayHaveEnded">Whether its notice may have been read already, by a runner before this one.</param>
    public void Watch(WatchedJob job, bool mayHaveEnded)
    {
        _jobs.Add(job);
        if (_loop.IsFaulted)
        {
            job.End.TrySetException(_loop.Exception.InnerExceptions);
        }

        if (mayHaveEnded)
        {
            // It may also have vanished without a word, as only Slurm can tell.
            _schedule.IsWanted = true;
            _notices.Renew(job);
        }

        // A quick one has told its end before sbatch told its id.
        _notices.TakeEarly(job);
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
        foreach (WatchedJob job in _loop.IsFaulted ? _jobs.All : [])
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
                if (datagram.IsCompletedSuccessfully && !_notices.Take(await datagram))
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
        int count = _jobs.Count;
        if (count == 0 && !_room.IsAwaited)
        {
            return;
        }

        _memory.Note(count);
        _notices.Read();
        if (_look.IsFaulted)
        {
            throw _look.Exception!.InnerException!;
        }

        if (_look.IsCompleted && _schedule.IsTime(isUrgent: _jobs.AreBeingCanceled))
        {
            _look = _inquiry.AskAsync();
        }
    }
}
