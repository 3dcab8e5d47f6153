using Sprocket.Engine.Backends.Slurm;

namespace Sprocket.Engine.Tests.Backends.Slurm;

public sealed class SlurmRecordsTests
{
    // Where a controller began anew, its accounts know jobs of the same ids from before.
    [Fact]
    public async Task Jobs_that_ended_before_the_run_began_are_not_asked_for()
    {
        var time = new ManualTimeProvider();
        var slurm = new ScriptedRunner { Answer = command => ScriptedRunner.List(command, "") };
        var records = new SlurmRecords(new SlurmClient(slurm, [], new SlurmStatistics(time)), time.GetUtcNow().AddHours(-1), time);

        await records.FindAsync(["52_1"]);

        Assert.Contains(" -S now-65minutes ", Assert.Single(slurm.Lines("sacct")), StringComparison.Ordinal);
    }

    // A quiet cluster whose controller has forgotten all jobs of the run, and that keeps no accounts.
    [Theory]
    [InlineData("No jobs in the system\n", 4)]
    [InlineData("", 0)]
    [InlineData("%%% ERROR 0x17\n", 0)]
    public async Task Where_there_are_no_jobs_at_all_none_of_ours_is_there(string said, int unknown)
    {
        var time = new ManualTimeProvider();
        var slurm = new ScriptedRunner
        {
            Answer = command => command.FileName == "sacct" ? ScriptedRunner.Fail("Slurm accounting storage is disabled") : ScriptedRunner.Say(said),
        };
        var records = new SlurmRecords(new SlurmClient(slurm, [], new SlurmStatistics(time)), time.GetUtcNow(), time);

        RecordedJobs found = await records.FindAsync(["51", "52", "53_0", "53_1"]);

        Assert.Equal(unknown, found.Unknown.Count);
    }
}
