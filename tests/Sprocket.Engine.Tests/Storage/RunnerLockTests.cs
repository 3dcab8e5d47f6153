using Sprocket.Engine.Processes;
using Sprocket.Engine.Storage;

namespace Sprocket.Engine.Tests.Storage;

public sealed class RunnerLockTests : IDisposable
{
    private readonly TemporaryDirectory _temporary = new();
    private readonly RunDirectory _directory;

    public RunnerLockTests() => _directory = RunDirectory.Create(_temporary.Path, "align", null, TimeProvider.System);

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task A_second_runner_is_refused_and_told_who_the_first_one_is()
    {
        using RunnerLock first = await AcquireAsync();

        RunStateException exception = await Assert.ThrowsAsync<RunStateException>(() => AcquireAsync());

        Assert.Equal("RUN0302", exception.Descriptor.Code);
        Assert.Equal($"process {Environment.ProcessId} on {Environment.MachineName} drives the run in `{_directory.Path}`", exception.Message);
        Assert.True(RunnerLock.IsHeld(_directory));
    }

    [Fact]
    public async Task A_runner_that_ended_leaves_nothing_to_tell()
    {
        (await AcquireAsync()).Dispose();

        Assert.False(RunnerLock.IsHeld(_directory));
        using RunnerLock second = await AcquireAsync();
        Assert.Null(second.Note);
    }

    [Fact]
    public async Task A_runner_of_this_host_that_is_gone_is_taken_over_from()
    {
        // No process has started at the very start of the machine but the first.
        WriteHolder(ProcessIdentity.Current with { ProcessId = Environment.ProcessId, StartTicks = 1 });

        Assert.False(RunnerLock.IsHeld(_directory));
        using RunnerLock next = await AcquireAsync();

        Assert.Equal($"taking the run over from process {Environment.ProcessId} on {Environment.MachineName}, which is gone", next.Note);
    }

    [Fact]
    public async Task A_process_of_before_the_last_reboot_is_gone_whatever_its_number()
    {
        WriteHolder(ProcessIdentity.Current with { Boot = "another" });

        using RunnerLock next = await AcquireAsync();

        Assert.NotNull(next.Note);
    }

    [Fact]
    public async Task A_runner_that_runs_is_believed_where_the_file_system_keeps_no_locks()
    {
        WriteHolder(ProcessIdentity.Current);

        RunStateException exception = await Assert.ThrowsAsync<RunStateException>(() => AcquireAsync());

        Assert.Contains("drives the run", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_runner_of_another_host_has_to_be_known_to_be_gone()
    {
        WriteHolder(ProcessIdentity.Current with { Host = "login9" });

        RunStateException exception = await Assert.ThrowsAsync<RunStateException>(() => AcquireAsync());
        using RunnerLock next = await AcquireAsync(takesOver: true);

        Assert.Contains("on login9 may still drive the run", exception.Message, StringComparison.Ordinal);
        Assert.Contains("--take-over", exception.Help, StringComparison.Ordinal);
        Assert.EndsWith("on login9, which is taken to be gone", next.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_asked_is_found_until_it_is_cleared()
    {
        RunDemand? before = RunRequests.Find(_directory);
        RunRequests.Post(_directory, RunDemand.Detach);
        RunDemand? detach = RunRequests.Find(_directory);
        RunRequests.Post(_directory, RunDemand.Cancel);
        RunDemand? both = RunRequests.Find(_directory);
        RunRequests.Clear(_directory);

        Assert.Equal([null, RunDemand.Detach, RunDemand.Cancel, null], [before, detach, both, RunRequests.Find(_directory)]);
    }

    private Task<RunnerLock> AcquireAsync(bool takesOver = false) => RunnerLock.AcquireAsync(_directory, takesOver, TimeProvider.System);

    private void WriteHolder(ProcessIdentity holder) => File.WriteAllText(
        _directory.RunnerPath,
        $$"""{"host":"{{holder.Host}}","boot":"{{holder.Boot}}","process":{{holder.ProcessId}},"start_ticks":{{holder.StartTicks}}}""");
}
