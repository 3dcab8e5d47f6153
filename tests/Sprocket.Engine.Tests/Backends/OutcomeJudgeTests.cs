using Sprocket.Engine.Backends;

namespace Sprocket.Engine.Tests.Backends;

public sealed class OutcomeJudgeTests
{
    private static readonly TaskPlan Plan = Plans.Plan("/run/attempts/0");

    [Theory]
    [InlineData(0, "succeeded")]
    [InlineData(1, "failed")]
    [InlineData(255, "failed")]
    public void The_exit_code_decides_when_nothing_else_happened(int exitCode, string outcome)
    {
        Outcome judged = OutcomeJudge.Judge(Plan, OutcomeFiles.Exit(exitCode), "");

        Assert.Equal(outcome, judged.Name);
        Assert.Equal(exitCode, judged.ExitCode);
        Assert.Equal("n1", judged.Node);
        Assert.Equal(TimeSpan.FromSeconds(3), judged.Usage!.CpuTime);
    }

    [Fact]
    public void An_exit_code_that_the_task_accepts_is_success()
    {
        TaskPlan plan = Plan with { Requirements = new Requirements { ReturnCodes = [0, 3] } };

        Assert.IsType<Succeeded>(OutcomeJudge.Judge(plan, OutcomeFiles.Exit(3), ""));
        Assert.IsType<CommandFailed>(OutcomeJudge.Judge(plan, OutcomeFiles.Exit(4), ""));
    }

    [Fact]
    public void An_exit_code_above_128_names_the_signal()
    {
        CommandFailed failed = Assert.IsType<CommandFailed>(OutcomeJudge.Judge(Plan, OutcomeFiles.Exit(139), ""));

        Assert.Equal(11, failed.Signal);
        Assert.Contains("SIGSEGV", failed.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kill_for_memory_in_the_jobs_own_group_wins_over_exit_code_0()
    {
        Outcome judged = OutcomeJudge.Judge(Plan, OutcomeFiles.Exit(0) with { OomKills = 1, GroupPeakMemoryBytes = 100 << 20 }, "");

        Assert.IsType<OutOfMemory>(judged);
        Assert.Contains("more than the 100 MiB", judged.Explanation, StringComparison.Ordinal);
        Assert.Contains("went on and ended with exit code 0", judged.Explanation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "succeeded")]
    [InlineData(137, "out of memory")]
    public void A_kill_for_memory_in_a_shared_group_counts_only_when_the_command_was_killed(int exitCode, string outcome) =>
        Assert.Equal(outcome, OutcomeJudge.Judge(Plan, OutcomeFiles.Exit(exitCode) with { OomKills = 1, IsGroupOfJob = false }, "").Name);

    [Fact]
    public void A_command_that_was_asked_to_end_has_not_succeeded()
    {
        Canceled canceled = Assert.IsType<Canceled>(OutcomeJudge.Judge(Plan, OutcomeFiles.Exit(0).Asked(), ""));

        Assert.False(canceled.ByRun);
        Assert.Contains("SIGTERM at 10:00:30 UTC", canceled.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_limit_of_the_job_step_is_named() =>
        Assert.IsType<TimedOut>(OutcomeJudge.Judge(Plan, OutcomeFiles.Exit(143) with { TimedOut = true }, ""));

    [Fact]
    public void A_command_that_could_not_be_started_says_why()
    {
        Outcome judged = OutcomeJudge.Judge(Plan, OutcomeFiles.Exit(0) with { ExitCode = null, StartError = "`/bin/sh` does not exist" }, "");

        Assert.IsType<NotStarted>(judged);
        Assert.Equal("The command could not be started: `/bin/sh` does not exist.", judged.Explanation);
    }

    [Theory]
    [InlineData("FATAL:   While checking container encryption: could not open image /x.sif: image format not recognized", "is no image, or only a part of one")]
    [InlineData(
        "FATAL:   While checking image: could not open image /x.sif: while checking system partition header: error while checking squashfs header: corrupted image: unknown compression algorithm value 6",
        "compressed in a way that this runtime cannot read")]
    [InlineData(
        "FATAL:   container creation failed: mount /proc/self/fd/3->/var/lib/singularity/mnt/session/rootfs error: while mounting image /proc/self/fd/3: failed to find loop device: could not attach image file to loop device: no loop devices available",
        "no loop device free")]
    [InlineData("FATAL:   exec /bin/sh failed: fork/exec /bin/sh: argument list too long", "Put them into one directory")]
    [InlineData(
        "FATAL:   while executing starter: while initializing starter command: while copying engine configuration: argument size limit is too low (2097152 bytes) to pass configuration (2130957 bytes): use 'ulimit -S -s 8328' and run it again",
        "Put them into one directory")]
    [InlineData("\x1b[91mERROR  : No setuid installation found\n\x1b[0m", "It said: ERROR  : No setuid installation found")]
    public void The_runtimes_own_255_is_not_the_commands(string errors, string meaning)
    {
        Outcome judged = OutcomeJudge.Judge(Plan, OutcomeFiles.Exit(255) with { CommandStarted = false }, errors);

        Assert.IsType<NotStarted>(judged);
        Assert.Null(judged.ExitCode);
        Assert.Contains(meaning, judged.Explanation, StringComparison.Ordinal);
    }
}
