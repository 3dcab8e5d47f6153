using Sprocket.Engine.Backends;
using Sprocket.Engine.Processes;

namespace Sprocket.Engine.Tests.Backends;

public sealed class LocalRecoveryTests
{
    [Fact]
    public async Task An_attempt_whose_process_is_gone_is_not_run_in_the_same_directory_again()
    {
        using var directory = new TemporaryDirectory();
        var execution = new LocalExecution(new NoPrograms(), "sprocket", new LocalMachine(1, 1L << 30));

        Outcome outcome = await execution.ExecuteAsync(
            new TaskPlan
            {
                CallId = "t",
                Attempt = 0,
                Key = "run.t.0",
                Directory = directory.Path,
                Command = "true",
                Shell = "bash",
                Requirements = new Requirements(),
                Hints = new Hints(),
                Allocation = new Allocation { Cpu = 1, MemoryBytes = 1 },
                IsResumed = true,
            },
            () => throw new InvalidOperationException("nothing is to be prepared"),
            _ => { },
            RunCancellation.None);

        Assert.True(Assert.IsType<NotStarted>(outcome).IsTransient);
    }

    private sealed class NoPrograms : IProcessRunner
    {
        public Task<ProcessResult> RunAsync(ProcessCommand command, CancellationToken cancellation) =>
            throw new InvalidOperationException("nothing is to be started");
    }
}
