using System.Collections.Immutable;
using Sprocket.Engine.Backends.Apptainer;
using Sprocket.Engine.Processes;
using Sprocket.Engine.Storage;

namespace Sprocket.Engine.Backends.Slurm;

/// <summary>Runs each task as a job of a Slurm cluster, in a container of Apptainer.</summary>
public sealed class SlurmApptainerBackend : ITaskExecutionBackend
{
    private readonly SlurmOptions _options;
    private readonly TimeProvider _time;
    private readonly SlurmSite _site;
    private readonly SlurmClient _client;
    private readonly ImageStore _images;
    private readonly QueueRoom _room;
    private readonly SubmissionQueue _submissions;
    private readonly JobMonitor _monitor;
    private readonly CancellationQueue _cancellations;
    private readonly LeftJobs _leftJobs;
    private PartitionChoice? _partitions;
    private TimeSpan _stopGrace;
    private NoticePort? _port;

    /// <summary>Creates the backend.</summary>
    /// <param name="options">How jobs are submitted and watched.</param>
    /// <param name="runner">Starts Slurm's commands and the container runtime.</param>
    /// <param name="time">The clock.</param>
    public SlurmApptainerBackend(SlurmOptions options, IProcessRunner runner, TimeProvider time)
    {
        _options = options;
        _time = time;
        _client = new SlurmClient(runner, ProcessEnvironment.ForJobs(ProcessEnvironment.Current), new SlurmStatistics(time));
        _site = new SlurmSite(options, _client);
        _images = new ImageStore(options.Apptainer, options.PullsInJobs
            ? new JobImagePuller(this, options, () => _site.Program)
            : new ImagePuller(options.Apptainer.Executable, runner, time));
        _room = new QueueRoom(options.MaxQueuedJobs, time);
        _submissions = new SubmissionQueue(_client, options, _room, _site.ArrayDirectory, time);
        _monitor = new JobMonitor(
            _client,
            new SlurmRecords(_client, options.Began, time),
            _room,
            _site.NoticeDirectory,
            options.Interval,
            options.PendingGrace,
            time);
        _cancellations = new CancellationQueue(_client, time);
        _leftJobs = new LeftJobs(_client, options.JobNamePrefix, _site.ArrayDirectory, time);
    }

    /// <inheritdoc/>
    public string Description => _site.Version is { } version ? $"slurm_apptainer (Slurm {version})" : "slurm_apptainer";

    /// <inheritdoc/>
    public ImmutableArray<string> Statistics => _client.Statistics.Describe();

    /// <summary>How often Slurm was asked something.</summary>
    internal int Questions => _client.Statistics.Questions;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellation)
    {
        (_partitions, _stopGrace) = await _site.PrepareAsync(cancellation);
        if (_options.UsesDatagrams && _site.Controller is { } controller)
        {
            _port = await NoticePort.OpenAsync(controller, cancellation);
        }

        _submissions.MaxArraySize = _site.MaxArraySize;
        await _monitor.StartAsync(_port);
        _client.Statistics.Begin();
    }

    /// <inheritdoc/>
    public Allocation Allocate(Requirements requirements, Hints hints)
    {
        Allocation allocation = (_partitions ?? throw new InvalidOperationException("the backend was not started")).Allocate(requirements, hints);
        return allocation with { UsesContainer = allocation.UsesContainer && _options.UsesContainers };
    }

    /// <inheritdoc/>
    public void Prefetch(IEnumerable<ImmutableArray<string>> containers, Action<string> report)
    {
        if (_options.UsesContainers)
        {
            _images.Prefetch(containers, report);
        }
    }

    /// <inheritdoc/>
    public async Task<Outcome> ExecuteAsync(TaskPlan plan, Action<TaskProgress> report, RunCancellation cancellation)
    {
        string? jobId = plan.SubmittedJobId;
        try
        {
            if (jobId is null && plan.IsResumed)
            {
                jobId = await _leftJobs.FindAsync(new LeftAttempt(plan.CallId, plan.Key, plan.Directory, null), message => report(new TaskNote(message)));
                if (jobId is null && AttemptClaim.TryRead(plan.Directory) is not null)
                {
                    return new Interrupted { Explanation = "The command was begun, but Slurm knows no job of it, and nothing tells how it ended." };
                }
            }

            if (jobId is not null)
            {
                _room.Adopt(jobId);
            }
            else
            {
                if (plan.IsResumed)
                {
                    // Nothing was submitted, so what the plan says now may differ from what was written then.
                    new AttemptDirectory(plan.Directory).Prepare(plan.Command);
                }

                SlurmAnswer<string> answer = await SubmitAsync(plan, report, cancellation);
                if (answer.Failure is { Kind: SlurmFailureKind.Refused } objection && !plan.ExcludedNodes.IsEmpty)
                {
                    // With those that failed the task before there may be no node left that it may run on.
                    report(new TaskNote($"Slurm refused the job without the nodes {string.Join(", ", plan.ExcludedNodes)} ({objection.Message}): they are not excluded"));
                    answer = await SubmitAsync(plan with { ExcludedNodes = [] }, report, cancellation);
                }

                if (answer.Failure is { } failure)
                {
                    return new NotStarted { Explanation = $"Slurm refused the job: {SubmitRefusal.Explain(failure)}." };
                }

                jobId = answer.Value;
            }

            report(new TaskSubmitted(jobId));
            return await WaitAsync(plan, jobId, report, cancellation);
        }
        catch (ImageException exception)
        {
            return new NotStarted { Explanation = exception.Message, IsTransient = exception.IsTransient };
        }
        catch (OperationCanceledException)
        {
            return new Canceled { ByRun = true };
        }
        finally
        {
            if (jobId is not null)
            {
                _room.Leave(jobId);
            }

            // Should Slurm show a job of this attempt only now, which it had not told to have taken, it runs nothing.
            AttemptClaim.TryTake(plan.Directory, new AttemptClaim());
        }
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<string>> CancelLeftAsync(ImmutableArray<LeftAttempt> attempts, Action<string> report) =>
        _leftJobs.CancelAsync([.. attempts, .. JobImagePuller.FindLeft(_options)], report);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // First of all: a pull may itself be a job that is watched.
        await _images.DisposeAsync();
        await _monitor.DisposeAsync();
        _port?.Dispose();
        await _submissions.DisposeAsync();
    }

    private async Task<JobDescription> DescribeAsync(TaskPlan plan, Action<TaskProgress> report, CancellationToken cancellation)
    {
        JobDescription description;
        if (plan.Allocation.UsesContainer)
        {
            ImageFile image = await _images.FindAsync(plan.Requirements.Containers, message => report(new TaskNote(message)), cancellation);
            description = AttemptScripts.ForContainer(plan, image, _options.Apptainer);
        }
        else
        {
            description = AttemptScripts.ForHost(plan);
        }

        return description with
        {
            NoticeDirectory = _site.NoticeDirectory,
            NoticeAddress = _port?.Address,
            NoticeSecret = _port?.Secret ?? "",
            StopGrace = _stopGrace,
        };
    }

    // Nothing of what it takes to submit a job is held while the job waits: there may be ten thousand of them.
    private async Task<SlurmAnswer<string>> SubmitAsync(TaskPlan plan, Action<TaskProgress> report, RunCancellation cancellation)
    {
        using var starting = CancellationTokenSource.CreateLinkedTokenSource(cancellation.Drain, cancellation.Cancel);
        JobDescription description = await DescribeAsync(plan, report, starting.Token);
        ImmutableArray<string> arguments = GenericResources.Complete(plan, _options.Resources);
        description.Write(new AttemptDirectory(plan.Directory).DescriptionPath);
        return await _submissions.SubmitAsync(new Submission
        {
            Directory = plan.Directory,
            Script = JobScripts.Write(plan, _options, _site.Program),
            Arguments = arguments,

            // What failed once asks for other things than its siblings, or fails again: it must not keep others.
            IsAlone = plan.Attempt > 0,
            Report = message => report(new TaskNote(message)),
            Cancellation = starting.Token,
        });
    }

    private async Task<Outcome> WaitAsync(TaskPlan plan, string jobId, Action<TaskProgress> report, RunCancellation cancellation)
    {
        string? partition = SubmitArguments.FindPartition(plan.Allocation.SchedulerArguments) ?? plan.Allocation.Partition;
        var job = new WatchedJob(jobId, plan.Key, plan.Directory, report) { HasSeveralPartitions = partition is not null && PartitionChoice.Names(partition).Length > 1 };
        _monitor.Watch(job, mayHaveEnded: plan.IsResumed);
        await using (cancellation.Drain.Register(() => _ = CancelAsync(job, onlyPending: true)))
        await using (cancellation.Cancel.Register(() => _ = CancelAsync(job, onlyPending: false)))
        {
            JobEnd end = await job.End.Task;
            if (end.NeverStarts || end.WasPutBack)
            {
                await GiveUpAsync(job.Id, onlyPending: end.NeverStarts);
            }

            string ranAs = end.File?.JobId ?? job.Id;
            if (ranAs != jobId)
            {
                // Nobody watches this one any more, and it has nothing to run.
                await GiveUpAsync(jobId, onlyPending: true);
            }

            var files = new AttemptDirectory(plan.Directory);
            Refresh(files.WorkPath);
            return SlurmVerdict.Judge(
                plan,
                ranAs,
                end with
                {
                    WasCanceledByRun = job.IsBeingCanceled,
                    HasStarted = job.HasStarted,
                    HasBegun = end.File is not null || AttemptClaim.TryRead(plan.Directory)?.JobId is not null,
                    HasPrologue = _options.JobPrologue is not null,
                },
                Tail(files.ContainerErrorPath),
                Tail(files.JobErrorPath));
        }
    }

    // Nothing more will be heard of the job, but it must not stay in the queue because Slurm was busy for a moment.
    private async Task GiveUpAsync(string jobId, bool onlyPending)
    {
        for (int attempts = 1; await _cancellations.CancelAsync(jobId, onlyPending) is not null && attempts < CancellationQueue.MaxAttempts; attempts++)
        {
            await Task.Delay(CancellationQueue.Patience, _time);
        }
    }

    // A job that does not go is told again: the first scancel may have been lost, or met a job that was just starting.
    private async Task CancelAsync(WatchedJob job, bool onlyPending)
    {
        while (!job.End.Task.IsCompleted && !(onlyPending && job.HasStarted))
        {
            _monitor.ExpectEnd(job);
            await _cancellations.CancelAsync(job.Id, onlyPending);
            await Task.WhenAny(job.End.Task, Task.Delay(CancellationQueue.Patience, _time));
        }
    }

    // A network file system may still remember the directory as it was before the job; to open it makes it ask again, so
    // that the outputs are there for whoever looks next.
    private static void Refresh(string directory)
    {
        try
        {
            _ = Directory.EnumerateFileSystemEntries(directory).Any();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Whoever looks next says it better.
        }
    }

    private static string Tail(string path) => string.Join('\n', StorageFile.ReadTail(path, lines: 20));
}
