using Sprocket.Engine.JobStep;
using Sprocket.Engine.Storage;

namespace Sprocket.Engine.Backends.Slurm;

/// <summary>Reads the notices that job steps leave in the run's directory when they begin and end.</summary>
internal sealed class JobNotices
{
    // A job step that has said that it ended, but whose word is not there, may not have been able to write it.
    private static readonly TimeSpan WordGrace = TimeSpan.FromSeconds(2);

    private readonly string _directory;
    private readonly WatchedJobs _jobs;
    private readonly QuestionSchedule _schedule;
    private readonly SlurmStatistics _statistics;
    private readonly TimeProvider _time;

    /// <summary>Creates the reader.</summary>
    /// <param name="directory">The directory of the notices; exists.</param>
    /// <param name="jobs">The jobs that are watched.</param>
    /// <param name="schedule">Told where Slurm has to be asked.</param>
    /// <param name="statistics">Where ends are counted.</param>
    /// <param name="time">The clock.</param>
    public JobNotices(string directory, WatchedJobs jobs, QuestionSchedule schedule, SlurmStatistics statistics, TimeProvider time)
    {
        _directory = directory;
        _jobs = jobs;
        _schedule = schedule;
        _statistics = statistics;
        _time = time;
    }

    /// <summary>Takes the end of a job that had told it before it was watched.</summary>
    public void TakeEarly(WatchedJob job)
    {
        string end = job.Key + Notice.Ended;
        if (File.Exists(Path.Join(_directory, end)))
        {
            Take(end);
        }
    }

    /// <summary>Writes the notice of a job's end anew: a runner before this one may have read it.</summary>
    public void Renew(WatchedJob job) =>
        Notice.Leave(new JobDescription { Arguments = [], NoticeDirectory = _directory, NoticeName = job.Key }, Notice.Ended);

    /// <summary>Reads what is there.</summary>
    public void Read()
    {
        string[] files;
        try
        {
            files = Directory.GetFiles(_directory);
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

    /// <summary>Takes note of a notice, and says whether there is no more to it.</summary>
    /// <remarks>One may come before this process knows the job's id: it stays until the job is watched.</remarks>
    public bool Take(string notice)
    {
        lock (_jobs.Lock)
        {
            // A call may itself be named `started`, so that the text alone does not tell which of the two it is.
            int start = notice.LastIndexOf(Notice.Started, StringComparison.Ordinal);
            bool isRead = (notice.EndsWith(Notice.Ended, StringComparison.Ordinal) && TakeEnd(notice[..^Notice.Ended.Length]))
                || (start > 0 && TakeStart(notice[..start], notice[(start + Notice.Started.Length)..]));
            if (isRead)
            {
                Delete(Path.Join(_directory, notice));
            }

            return isRead;
        }
    }

    private bool TakeStart(string key, string node)
    {
        WatchedJob? job = _jobs.Find(key);
        job?.Start(node);
        return job is not null;
    }

    private bool TakeEnd(string key)
    {
        if (_jobs.Find(key) is not { } job)
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
        _statistics.NoteEnd();
        if (SlurmVerdict.IsSettled(file) || job.IsBeingCanceled)
        {
            _jobs.Complete(job, new JobEnd(file, job.Job));
        }
        else
        {
            _schedule.IsWanted = true;
        }

        return true;
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
