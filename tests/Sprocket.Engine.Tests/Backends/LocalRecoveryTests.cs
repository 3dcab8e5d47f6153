using System.Collections.Concurrent;
using Sprocket.Engine.Backends;
using Sprocket.Engine.Processes;
using Sprocket.Engine.Storage;

namespace Sprocket.Engine.Tests.Backends;

public sealed class LocalRecoveryTests : IDisposable
{
    // A process of this machine that runs as long as the test does, and one that never did.
    private static readonly ProcessIdentity Running = ProcessIdentity.Current;
    private static readonly ProcessIdentity Gone = ProcessIdentity.Current with { StartTicks = 1 };

    private readonly TemporaryDirectory _directory = new();
    private readonly ConcurrentQueue<TaskProgress> _reports = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task What_never_began_begins_now_in_the_same_directory()
    {
        var steps = new InProcessStep();

        Outcome outcome = await ExecuteAsync(TimeProvider.System, steps, () => new JobDescription { Arguments = ["/bin/true"] });

        Assert.IsType<Succeeded>(outcome);
        Assert.Equal("true", await File.ReadAllTextAsync(Path.Join(_directory.Path, "command"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_has_ended_meanwhile_is_taken_as_it_ended()
    {
        WriteDescription();
        WriteOutcome(exitCode: 3);

        Outcome outcome = await ExecuteAsync(TimeProvider.System);

        Assert.Equal(3, Assert.IsType<CommandFailed>(outcome).ExitCode);
    }

    [Fact]
    public async Task A_job_step_that_still_runs_is_waited_for()
    {
        var time = new ManualTimeProvider();
        WriteDescription();
        WriteClaim(Running);

        Task<Outcome> execution = ExecuteAsync(time);
        await WaitForAsync(() => time.WaitingCount > 0);
        bool waited = !execution.IsCompleted;

        Assert.True(waited);
        Assert.Contains(_reports, report => report is TaskNote { Message: string message } && message.StartsWith("still runs", StringComparison.Ordinal));
        Assert.Contains(_reports, report => report is TaskStarted);
    }

    [Fact]
    public async Task A_job_step_that_is_gone_without_a_word_leaves_the_attempt_interrupted()
    {
        WriteDescription();
        WriteClaim(Gone);

        Assert.IsType<Interrupted>(await ExecuteAsync(TimeProvider.System));
    }

    [Fact]
    public async Task A_job_step_of_another_host_is_not_waited_for()
    {
        WriteDescription();
        WriteClaim(Running with { Host = "n9" });

        Outcome outcome = await ExecuteAsync(TimeProvider.System);

        Assert.Contains("begun on n9", Assert.IsType<Interrupted>(outcome).Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_step_that_did_not_begin_in_time_never_will()
    {
        var time = new ManualTimeProvider();
        WriteDescription();

        Task<Outcome> execution = ExecuteAsync(time);
        while (!execution.IsCompleted)
        {
            await WaitForAsync(() => time.WaitingCount > 0 || execution.IsCompleted);
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.IsType<Interrupted>(await execution);
        Assert.False(AttemptClaim.TryTake(_directory.Path, new AttemptClaim { Process = Running }));
    }

    // As after a power failure: the name was on the disk, the content was not.
    [Fact]
    public async Task A_claim_that_says_nothing_is_not_waited_for_for_ever()
    {
        var time = new ManualTimeProvider();
        WriteDescription();
        _directory.Write(AttemptClaim.FileName, "");

        Outcome outcome = await time.AdvanceUntilAsync(ExecuteAsync(time), TimeSpan.FromSeconds(1)).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Contains("nothing tells by which process", Assert.IsType<Interrupted>(outcome).Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_has_not_begun_is_cancelled_by_keeping_it_from_beginning()
    {
        var recovery = new LocalRecovery(TimeProvider.System);

        Assert.Empty(await recovery.CancelAsync([new LeftAttempt("t", "run.t.0", _directory.Path, null)]));

        Assert.False(AttemptClaim.TryTake(_directory.Path, new AttemptClaim { Process = Running }));
    }

    [Fact]
    public async Task What_runs_on_another_host_is_said_to_be_left()
    {
        var recovery = new LocalRecovery(TimeProvider.System);
        WriteClaim(Running with { Host = "n9" });

        Assert.Equal(["run.t.0"], await recovery.CancelAsync([new LeftAttempt("t", "run.t.0", _directory.Path, null)]));
    }

    private Task<Outcome> ExecuteAsync(TimeProvider time, IProcessRunner? runner = null, Func<JobDescription>? prepare = null) =>
        new LocalExecution(runner ?? new NoPrograms(), "sprocket", new LocalMachine(1, 1L << 30), time).ExecuteAsync(
            new TaskPlan
            {
                CallId = "t",
                Attempt = 0,
                Key = "run.t.0",
                Directory = _directory.Path,
                Command = "true",
                Shell = "bash",
                Requirements = new Requirements(),
                Hints = new Hints(),
                Allocation = new Allocation { Cpu = 1, MemoryBytes = 1 },
                IsResumed = true,
            },
            prepare ?? (() => throw new InvalidOperationException("nothing is to be prepared")),
            _reports.Enqueue,
            RunCancellation.None);

    private static async Task WaitForAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Yield();
        }
    }

    private void WriteDescription() => _directory.Write(JobDescription.FileName, "{}");

    private void WriteClaim(ProcessIdentity process) => AttemptClaim.TryTake(_directory.Path, new AttemptClaim { Process = process });

    private void WriteOutcome(int exitCode) => new OutcomeFile
    {
        ExitCode = exitCode,
        Start = DateTimeOffset.UnixEpoch,
        End = DateTimeOffset.UnixEpoch,
        Node = "n1",
    }.Write(_directory.Path);

    private sealed class NoPrograms : IProcessRunner
    {
        public Task<ProcessResult> RunAsync(ProcessCommand command, CancellationToken cancellation) =>
            throw new InvalidOperationException("nothing is to be started");
    }
}
