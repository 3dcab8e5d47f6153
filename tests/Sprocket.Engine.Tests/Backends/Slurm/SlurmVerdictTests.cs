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
    [InlineData("0:9", "node failed", "killed from outside")]
    public void An_exit_code_without_a_word_tells_where_it_went_wrong(string exitCode, string outcome, string words)
    {
        Outcome judged = Judge(new JobEnd(null, Job("FAILED") with { ExitCode = exitCode }));

        Assert.Equal(outcome, judged.Name);
        Assert.Contains(words, judged.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancellation_names_who_and_when()
    {
        Outcome judged = Judge(new JobEnd(OutcomeFiles.Exit(143).Asked(), Job("CANCELLED") with { CanceledBy = "1000" }));

        Assert.Equal("Slurm job 17 on node n1 was cancelled by user 1000 at 10:00:30 UTC, while it ran; this run did not ask for it.", judged.Explanation);
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
