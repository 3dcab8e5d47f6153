using Sprocket.Engine.Backends;
using Sprocket.Engine.Backends.Slurm;

namespace Sprocket.Engine.Tests.Backends.Slurm;

public sealed class JobInquiryTests : IDisposable
{
    private const string Job = "17";
    private const string OtherJob = "16";
    private const string UserLimit = "QOSMaxCpuPerUserLimit";
    private const string WrongGroup = "uid 1000 not in group permitted to use this partition (staff). groups allowed: root";

    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private readonly TemporaryDirectory _directory = new();
    private readonly ManualTimeProvider _time = new();
    private readonly FakeSlurm _slurm = new();
    private readonly WatchedJobs _jobs = new();
    private readonly List<TaskProgress> _progress = [];
    private readonly JobInquiry _inquiry;

    public JobInquiryTests()
    {
        var client = new SlurmClient(_slurm, [], new SlurmStatistics(_time));
        _inquiry = new JobInquiry(
            client,
            new SlurmRecords(client, _time.GetUtcNow(), _time),
            _jobs,
            new QueueRoom(null, _time),
            new QuestionSchedule(TimeSpan.FromSeconds(30), _time),
            Grace,
            _time);
        _slurm.Answering = () =>
        {
            _slurm.Evaluated = $"{_time.GetUtcNow():s}";
            return Task.CompletedTask;
        };
    }

    [Fact]
    public async Task A_job_whose_only_partition_does_not_take_it_is_given_up()
    {
        WatchedJob job = Watch(hasSeveralPartitions: false);

        await WaitAsync(WrongGroup, Grace);

        Assert.True((await job.End.Task).NeverStarts);
    }

    [Fact]
    public async Task A_job_that_one_of_its_partitions_does_not_take_waits_for_another()
    {
        WatchedJob job = Watch(hasSeveralPartitions: true);

        await WaitAsync(WrongGroup, Grace * 10);

        Assert.False(job.End.Task.IsCompleted);
        Assert.Equal([new TaskPending($"one of its partitions does not take it, another may ({WrongGroup})")], _progress);
    }

    [Fact]
    public async Task What_no_partition_would_take_is_given_up_in_several_ones_too()
    {
        WatchedJob job = Watch(hasSeveralPartitions: true);

        await WaitAsync("InvalidAccount", Grace);

        Assert.True((await job.End.Task).NeverStarts);
    }

    [Fact]
    public async Task A_job_that_exceeds_alone_what_its_user_may_have_is_given_up()
    {
        WatchedJob job = Watch();
        _slurm.Set(OtherJob, "COMPLETED");

        await WaitAsync(UserLimit, Grace);

        Assert.True((await job.End.Task).NeverStarts);
        Outcome outcome = SlurmVerdict.Judge(Plans.Plan(_directory.Path), Job, await job.End.Task, "", "");
        Assert.Contains("would have waited for ever: the job alone asks for more cores than", outcome.Explanation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("QOSMaxJobsPerUserLimit")]
    [InlineData("QOSGrpCpuLimit")]
    [InlineData("AssocGrpCpuLimit")]
    [InlineData("MaxCpuPerAccount")]
    public async Task A_limit_that_jobs_of_others_may_use_up_is_waited_for(string reason)
    {
        WatchedJob job = Watch();

        await WaitAsync(reason, Grace * 10);

        Assert.False(job.End.Task.IsCompleted);
    }

    [Theory]
    [InlineData("RUNNING")]
    [InlineData("CONFIGURING")]
    [InlineData("COMPLETING")]
    public async Task A_job_that_waits_for_another_of_its_user_is_given_up_only_a_while_after_that_ended(string state)
    {
        WatchedJob job = Watch();
        _slurm.Set(OtherJob, state);

        await WaitAsync(UserLimit, Grace * 10);
        _slurm.Set(OtherJob, "COMPLETED");
        await WaitAsync(UserLimit, Grace / 2);

        Assert.False(job.End.Task.IsCompleted);

        await WaitAsync(UserLimit, Grace);

        Assert.True((await job.End.Task).NeverStarts);
    }

    // However seldom Slurm shows them: they use the limit in turns.
    [Fact]
    public async Task A_job_is_not_alone_while_others_of_its_user_begin_and_end()
    {
        WatchedJob job = Watch();
        for (int id = 20; id < 40; id++)
        {
            await WaitAsync(UserLimit, TimeSpan.FromSeconds(30));
            _slurm.Set($"{id}", "COMPLETED");
        }

        Assert.False(job.End.Task.IsCompleted);
    }

    [Fact]
    public async Task Others_that_are_cancelled_while_they_wait_use_nothing()
    {
        WatchedJob job = Watch();
        _slurm.Set(OtherJob, "PENDING", "Priority");

        await WaitAsync(UserLimit, Grace / 2);
        _slurm.Set(OtherJob, "CANCELLED");
        await WaitAsync(UserLimit, Grace / 2);

        Assert.True(job.End.Task.IsCompleted);
    }

    // Where very many jobs wait, Slurm does not get round to all of them, and repeats its reason of long ago.
    [Fact]
    public async Task A_job_that_Slurm_has_not_looked_at_again_is_waited_for()
    {
        WatchedJob job = Watch();
        _slurm.Answering = () => Task.CompletedTask;
        _slurm.Evaluated = "2026-01-01T00:00:00";

        await WaitAsync(UserLimit, Grace * 10);

        Assert.False(job.End.Task.IsCompleted);
    }

    public void Dispose() => _directory.Dispose();

    private WatchedJob Watch(bool hasSeveralPartitions = false)
    {
        var job = new WatchedJob(Job, "run7.align-3.0", _directory.Path, _progress.Add) { HasSeveralPartitions = hasSeveralPartitions };
        _jobs.Add(job);
        return job;
    }

    // The job waits for a reason, and Slurm is asked about it every half a minute.
    private async Task WaitAsync(string reason, TimeSpan time)
    {
        _slurm.Set(Job, "PENDING", reason);
        await _inquiry.AskAsync();
        for (DateTimeOffset end = _time.GetUtcNow() + time; _time.GetUtcNow() < end;)
        {
            _time.Advance(TimeSpan.FromSeconds(30));
            await _inquiry.AskAsync();
        }
    }
}
