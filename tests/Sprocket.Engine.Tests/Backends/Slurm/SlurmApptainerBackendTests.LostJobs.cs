using Sprocket.Engine.Backends;
using Sprocket.Engine.Storage;

namespace Sprocket.Engine.Tests.Backends.Slurm;

/// <summary>Jobs that Slurm had taken, but showed only after they were submitted again.</summary>
public sealed partial class SlurmApptainerBackendTests
{
    private const string LostJob = "16";

    [Theory]
    [InlineData("PENDING", "Priority")]
    [InlineData("FAILED", "NonZeroExitCode")]
    public async Task A_lost_job_that_begins_in_the_place_of_its_successor_is_watched(string state, string reason)
    {
        Outcome outcome = await ExecuteAsync((id, directory) =>
        {
            BeginLost(directory);
            _slurm.Set(id, state, reason);
            _ = EndLostAsync("OUT_OF_MEMORY");
        });

        Assert.IsType<OutOfMemory>(outcome);
        Assert.Equal(LostJob, outcome.JobId);
        Assert.Contains(new TaskSubmitted(LostJob), _progress);
        Assert.Equal([$"--state=PENDING {FirstJob}"], _slurm.Runner.Lines("scancel"));
    }

    [Fact]
    public async Task A_lost_job_that_ends_well_before_its_successor_begins_is_the_one_that_ran()
    {
        Outcome outcome = await ExecuteAsync((id, directory) =>
        {
            BeginLost(directory);
            Finish(directory, OutcomeFiles.Exit(0) with { JobId = LostJob });
        });

        Assert.IsType<Succeeded>(outcome);
        Assert.Equal(LostJob, outcome.JobId);
        Assert.Equal([$"--state=PENDING {FirstJob}"], _slurm.Runner.Lines("scancel"));
    }

    [Fact]
    public async Task Cancelling_reaches_a_lost_job_that_has_begun()
    {
        Outcome outcome = await ExecuteAsync((id, directory) =>
        {
            BeginLost(directory);
            _cancel.CancelAfter(TimeSpan.Zero);
        });

        Assert.True(Assert.IsType<Canceled>(outcome).ByRun);
        Assert.Contains(LostJob, _slurm.Runner.Lines("scancel"));
    }

    [Fact]
    public async Task No_job_begins_an_attempt_that_is_over()
    {
        await ExecuteAsync((id, _) => _slurm.Set(id, "CANCELLED"));

        Assert.False(AttemptClaim.TryTake(Path.Join(_directory.Path, "attempt"), new AttemptClaim { JobId = LostJob }));
    }

    private void BeginLost(string directory)
    {
        AttemptClaim.TryTake(directory, new AttemptClaim { JobId = LostJob });
        _slurm.Set(LostJob, "RUNNING");
        File.Create(Path.Join(_directory.Path, "run/.sprocket/notices/run7.align-3.0.started.n1")).Dispose();
    }

    private async Task EndLostAsync(string state)
    {
        await Task.Delay(TimeSpan.FromMinutes(5), _time);
        _slurm.Set(LostJob, state);
    }
}
