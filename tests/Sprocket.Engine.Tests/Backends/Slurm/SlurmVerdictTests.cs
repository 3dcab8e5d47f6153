using System.Collections.Immutable;
using Sprocket.Engine.Backends;
using Sprocket.Engine.Backends.Slurm;
using Sprocket.Engine.Storage;

namespace Sprocket.Engine.Tests.Backends.Slurm;

public sealed class SlurmVerdictTests
{
    private static readonly TaskPlan Plan = Plans.Plan("/run/attempts/0");

    /// <summary>How jobs without a word of a job step ended in each release: the recorded ending and the outcome it is.</summary>
    public static TheoryData<string, string, string> Endings
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (string release in RecordedOutput.Releases)
            {
                foreach ((string name, string[] _) in RecordedOutput.ReadParts($"endings-{release}.txt", "-- "))
                {
                    string? outcome = name switch
                    {
                        "oom" => "out of memory",
                        "timeout" => "timed out",
                        "cancelled" => "canceled",
                        "kill9" or "exit42" or "cmdkilled" or "badinterp" => "node failed",
                        _ => null,
                    };
                    if (outcome is not null)
                    {
                        data.Add(release, name, outcome);
                    }
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Endings))]
    public void An_ending_without_a_word_is_named_in_every_release(string release, string ending, string outcome)
    {
        (SlurmJob job, string errors) = ReadEnding(release, ending);

        Assert.Equal(outcome, Judge(new JobEnd(null, job), errors).Name);
    }

    [Theory]
    [InlineData("oom", "out of memory")]
    [InlineData("timeout", "timed out")]
    [InlineData("cancelled", "canceled")]
    public void A_job_that_Slurm_has_forgotten_is_known_by_its_last_words(string ending, string outcome)
    {
        foreach (string release in RecordedOutput.Releases)
        {
            (_, string errors) = ReadEnding(release, ending);

            Assert.Equal(outcome, Judge(new JobEnd(null, null), errors).Name);
        }
    }

    [Theory]
    [InlineData("OUT_OF_MEMORY", "out of memory")]
    [InlineData("TIMEOUT", "timed out")]
    [InlineData("DEADLINE", "timed out")]
    [InlineData("CANCELLED", "canceled")]
    [InlineData("NODE_FAIL", "node failed")]
    [InlineData("BOOT_FAIL", "node failed")]
    [InlineData("PREEMPTED", "preempted")]
    [InlineData("REVOKED", "canceled")]
    [InlineData("COMPLETED", "succeeded")]
    [InlineData("FAILED", "succeeded")]
    [InlineData("TELEPORTING", "succeeded")]
    public void The_state_wins_over_an_exit_code_that_says_success(string state, string outcome)
    {
        Outcome judged = Judge(new JobEnd(OutcomeFiles.Exit(0), Job(state)));

        Assert.Equal(outcome, judged.Name);
        Assert.Equal(state, judged.SchedulerState);
        Assert.Equal("17", judged.JobId);
    }

    [Fact]
    public void A_signal_that_did_not_end_the_job_does_not_make_it_a_failure() =>
        Assert.IsType<Succeeded>(Judge(new JobEnd(OutcomeFiles.Exit(0).Asked(), Job("COMPLETED"))));

    [Fact]
    public void A_word_that_nothing_contradicts_needs_no_question()
    {
        Assert.True(SlurmVerdict.IsSettled(OutcomeFiles.Exit(0)));
        Assert.True(SlurmVerdict.IsSettled(OutcomeFiles.Exit(1)));
        Assert.True(SlurmVerdict.IsSettled(OutcomeFiles.Exit(0) with { OomKills = 1 }));
    }

    [Fact]
    public void A_word_that_Slurm_might_contradict_needs_a_question()
    {
        Assert.False(SlurmVerdict.IsSettled(OutcomeFiles.Exit(0).Asked()));
        Assert.False(SlurmVerdict.IsSettled(OutcomeFiles.Exit(0) with { OomKills = null }));
        Assert.False(SlurmVerdict.IsSettled(OutcomeFiles.Exit(0) with { IsGroupOfJob = false }));
    }

    [Fact]
    public void A_signal_that_does_not_ask_to_end_needs_no_question() =>
        Assert.True(SlurmVerdict.IsSettled(OutcomeFiles.Exit(0) with { Signals = [new ReceivedSignal("USR1", OutcomeFiles.Start)] }));

    [Fact]
    public void A_job_that_vanished_is_a_failure_of_what_ran_it()
    {
        Outcome judged = Judge(new JobEnd(null, null));

        Assert.IsType<NodeFailed>(judged);
        Assert.Contains("no longer known to Slurm", judged.Explanation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0:53", "not started", "could not open its output files")]
    [InlineData("127:0", "not started", "could not start the copy of this program")]
    [InlineData("70:0", "node failed", "could not write how the command ended")]
    [InlineData("0:9", "node failed", "perhaps because it used more than the")]
    public void An_exit_code_without_a_word_tells_where_it_went_wrong(string exitCode, string outcome, string words)
    {
        Outcome judged = Judge(new JobEnd(null, Job("FAILED") with { ExitCode = exitCode }));

        Assert.Equal(outcome, judged.Name);
        Assert.Contains(words, judged.Explanation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("3:0", false, "it ended in `job_prologue` (FAILED, exit code 3:0)")]
    [InlineData("127:0", false, "it ended in `job_prologue`")]
    [InlineData("0:53", false, "could not open its output files")]
    [InlineData("0:9", false, "perhaps because it used more than the")]
    [InlineData("3:0", true, "left no word of how the command ended")]
    public void A_job_that_did_not_come_to_the_command_points_to_its_prologue(string exitCode, bool hasBegun, string words)
    {
        Outcome judged = Judge(new JobEnd(null, Job("FAILED") with { ExitCode = exitCode }) { HasPrologue = true, HasBegun = hasBegun });

        Assert.Contains(words, judged.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancellation_names_who_and_when()
    {
        Outcome judged = Judge(new JobEnd(OutcomeFiles.Exit(143).Asked(), Job("CANCELLED") with { CanceledBy = "1000" }));

        Assert.Equal("Slurm job 17 on node n1 was cancelled by user 1000 (`id 1000` says who that is) at 10:00:30 UTC, while it ran; this run did not ask for it.", judged.Explanation);
    }

    [Fact]
    public void A_cancellation_before_the_start_says_so()
    {
        Outcome judged = Judge(new JobEnd(null, Job("CANCELLED") with { CanceledBy = "0", Nodes = null }));

        Assert.Equal("Slurm job 17 was cancelled by an administrator (root) before it began to run; this run did not ask for it.", judged.Explanation);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(143)]
    public void A_command_that_was_asked_to_end_has_not_succeeded_where_Slurm_says_nothing(int exitCode)
    {
        Outcome judged = Judge(new JobEnd(OutcomeFiles.Exit(exitCode).Asked(), null));

        Assert.False(Assert.IsType<Canceled>(judged).ByRun);
        Assert.Contains("SIGTERM at 10:00:30 UTC", judged.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void A_job_that_was_put_back_gets_another_attempt()
    {
        Outcome judged = Judge(new JobEnd(OutcomeFiles.Exit(0).Asked(), Job("PENDING") with { Reason = "BeginTime" }) { WasPutBack = true });

        Assert.IsType<Preempted>(judged);
        Assert.Contains("was put back into the queue", judged.Explanation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_node_that_cannot_launch_a_job_is_to_blame_for_it(bool hadBegun)
    {
        Outcome judged = Judge(new JobEnd(null, Job("PENDING") with { Reason = "launch failed requeued held" }) { WasPutBack = hadBegun, NeverStarts = !hadBegun });

        Assert.IsType<NodeFailed>(judged);
        Assert.Contains("prologue", judged.Explanation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", "", false, "node failed")]
    [InlineData("1000", "", false, "canceled")]
    [InlineData("0", "", true, "canceled")]
    [InlineData("0", "slurmstepd-n1: error: *** JOB 17 ON n1 CANCELLED AT 2026-11-22T08:16:46 ***", false, "canceled")]
    public void A_prologue_that_fails_looks_like_a_cancellation(string by, string errors, bool hasStarted, string outcome)
    {
        SlurmJob job = Job("CANCELLED") with { CanceledBy = by, ExitCode = "0:0" };

        Assert.Equal(outcome, Judge(new JobEnd(null, job) { HasStarted = hasStarted }, errors).Name);
    }

    [Theory]
    [InlineData("NODE_FAIL", "its node went down, or stopped answering")]
    [InlineData("BOOT_FAIL", "its node did not boot")]
    [InlineData("LAUNCH_FAILED", "its node could not launch it")]
    [InlineData("DEADLINE", "its deadline passed")]
    [InlineData("PREEMPTED", "gave its place to a job of higher priority")]
    [InlineData("TIMEOUT", "reached its time limit")]
    public void Each_state_is_put_in_words(string state, string words)
    {
        Outcome judged = Judge(new JobEnd(null, Job(state)));

        Assert.Contains(words, judged.Explanation, StringComparison.Ordinal);
        Assert.StartsWith("Slurm job 17 on node n1 ", judged.Explanation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CANCELLED", true)]
    [InlineData("TIMEOUT", false)]
    [InlineData("COMPLETED", false)]
    public void A_cancellation_of_our_own_is_one_only_when_it_took_effect(string state, bool isOurs)
    {
        Outcome judged = Judge(new JobEnd(OutcomeFiles.Exit(0), Job(state)) { WasCanceledByRun = true });

        Assert.Equal(isOurs, judged is Canceled { ByRun: true });
    }

    [Fact]
    public void A_job_that_would_wait_for_ever_says_why()
    {
        Outcome judged = Judge(new JobEnd(null, Job("PENDING") with { Reason = "PartitionTimeLimit" }) { NeverStarts = true });

        Assert.IsType<NotStarted>(judged);
        Assert.Contains("more time than its partition allows", judged.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void A_state_from_before_the_end_is_not_told()
    {
        Outcome judged = Judge(new JobEnd(OutcomeFiles.Exit(7), Job("RUNNING")));

        Assert.Equal(7, Assert.IsType<CommandFailed>(judged).ExitCode);
        Assert.Null(judged.SchedulerState);
    }

    private static SlurmJob Job(string state) => new("17", JobState.Parse(state)) { Nodes = "n1" };

    private static Outcome Judge(JobEnd end, string jobErrors = "") => SlurmVerdict.Judge(Plan, "17", end, runtimeErrors: "", jobErrors);

    // `sbatch -W rc=1 JobState=FAILED Reason=… ExitCode=0:9`, then the accounts' lines, then standard error behind bars.
    private static (SlurmJob Job, string Errors) ReadEnding(string release, string ending)
    {
        string[] lines = RecordedOutput.ReadParts($"endings-{release}.txt", "-- ").Single(part => part.Name == ending).Lines;
        ImmutableDictionary<string, string> fields = SlurmText.ParseRecords(lines[0])[0];
        var job = new SlurmJob("17", JobState.Parse(fields["JobState"])) { Reason = fields["Reason"], ExitCode = fields["ExitCode"] };
        return (job, string.Join('\n', lines.Where(line => line.StartsWith("  | ", StringComparison.Ordinal)).Select(line => line[4..])));
    }
}
