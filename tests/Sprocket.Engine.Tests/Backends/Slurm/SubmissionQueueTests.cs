using Sprocket.Engine.Backends.Slurm;

namespace Sprocket.Engine.Tests.Backends.Slurm;

public sealed class SubmissionQueueTests : IDisposable
{
    private const string TimedOut = "sbatch: error: Batch job submission failed: Socket timed out on send/recv operation";

    private readonly ManualTimeProvider _time = new();
    private readonly ScriptedRunner _slurm = new();
    private readonly SubmissionQueue _queue;

    public SubmissionQueueTests()
    {
        _queue = new SubmissionQueue(new SlurmClient(_slurm, []), maxConcurrency: 2, maxQueuedJobs: null, _time);
    }

    [Fact]
    public async Task A_job_that_was_taken_although_sbatch_failed_is_not_submitted_again()
    {
        _slurm.Answer = command => command.FileName == "sbatch"
            ? ScriptedRunner.Fail(TimedOut)
            : ScriptedRunner.Say("42|42|PENDING|Priority\n");

        SlurmAnswer<string> answer = await SubmitAsync();

        Assert.Equal("42", answer.Value);
        Assert.Single(_slurm.Lines("sbatch"));
        Assert.Equal(["--me -h -r -t all -n name-1 -o %i|%A|%T|%r"], _slurm.Lines("squeue"));
    }

    [Fact]
    public async Task An_sbatch_that_was_interrupted_may_have_submitted_the_job()
    {
        _slurm.Answer = command => command.FileName == "sbatch"
            ? ScriptedRunner.Fail("", exitCode: 130)
            : ScriptedRunner.Say("42|42|PENDING|Priority\n");

        Assert.Equal("42", (await SubmitAsync()).Value);
    }

    [Fact]
    public async Task A_job_that_Slurm_does_not_have_is_submitted_again_after_two_looks()
    {
        int submissions = 0;
        _slurm.Answer = command => command.FileName != "sbatch" ? ScriptedRunner.Say("")
            : submissions++ == 0 ? ScriptedRunner.Fail(TimedOut)
            : ScriptedRunner.Say("43\n");

        SlurmAnswer<string> answer = await SubmitAsync();

        Assert.Equal("43", answer.Value);
        Assert.Equal(["sbatch", "squeue", "squeue", "sbatch"], _slurm.Commands.Select(command => command.FileName));
    }

    [Fact]
    public async Task A_look_that_fails_says_nothing_about_the_job()
    {
        int looks = 0;
        _slurm.Answer = command => command.FileName == "sbatch" ? ScriptedRunner.Fail(TimedOut)
            : looks++ < 5 ? ScriptedRunner.Fail("slurm_load_jobs error: Unable to contact slurm controller (connect failure)")
            : ScriptedRunner.Say("44|44|RUNNING|None\n");

        SlurmAnswer<string> answer = await SubmitAsync();

        Assert.Equal("44", answer.Value);
        Assert.Single(_slurm.Lines("sbatch"));
    }

    [Theory]
    [InlineData("sbatch: error: Batch job submission failed: Unable to contact slurm controller (connect failure)")]
    [InlineData("sbatch: error: QOSMaxSubmitJobPerUserLimit\nsbatch: error: Batch job submission failed: Job violates accounting/QOS policy (job submit limit, user's size and/or time limits)")]
    public async Task What_passes_is_waited_for(string errors)
    {
        int submissions = 0;
        _slurm.Answer = _ => submissions++ < 6 ? ScriptedRunner.Fail(errors) : ScriptedRunner.Say("45\n");

        Assert.Equal("45", (await SubmitAsync()).Value);
        Assert.Equal(7, submissions);
    }

    [Fact]
    public async Task A_refusal_is_not_repeated()
    {
        _slurm.Answer = _ => ScriptedRunner.Fail("sbatch: error: Batch job submission failed: Invalid feature specification");

        SlurmAnswer<string> answer = await SubmitAsync();

        Assert.Equal("Invalid feature specification", answer.Failure!.Message);
        Assert.Single(_slurm.Commands);
    }

    [Fact]
    public async Task A_job_whose_fate_is_open_is_cancelled_by_name_when_the_run_is()
    {
        _slurm.Answer = command => command.FileName == "sbatch" ? ScriptedRunner.Fail(TimedOut) : ScriptedRunner.Say("");
        using var cancellation = new CancellationTokenSource();
        Task<SlurmAnswer<string>> submission = _queue.SubmitAsync("name-1", [], "/run/job.sbatch", _ => { }, cancellation.Token);
        while (_time.WaitingCount == 0)
        {
            await Task.Yield();
        }

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => submission);
        Assert.Equal(["--me -n name-1"], _slurm.Lines("scancel"));
    }

    public void Dispose() => _queue.Dispose();

    private Task<SlurmAnswer<string>> SubmitAsync() => _time.AdvanceUntilAsync(
        _queue.SubmitAsync("name-1", ["--nice=5"], "/run/job.sbatch", _ => { }, CancellationToken.None),
        TimeSpan.FromSeconds(1));
}
