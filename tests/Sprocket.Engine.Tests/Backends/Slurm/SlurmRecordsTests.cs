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
}
