using Sprocket.Engine.Backends;
using Sprocket.Engine.Processes;

namespace Sprocket.Engine.Tests.Backends;

public sealed class LocalBackendTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly List<TaskProgress> _progress = [];

    [Fact]
    public async Task A_command_runs_in_its_directory_with_its_environment()
    {
        TaskPlan plan = Plan("pwd; echo \"$GREETING\"; echo oops >&2") with { Environment = [new EnvironmentVariable("GREETING", "it's $HOME\n`id`")] };

        Outcome outcome = await ExecuteAsync(plan);

        Assert.IsType<Succeeded>(outcome);
        Assert.Equal($"{plan.Directory}/work\nit's $HOME\n`id`\n", await ReadAsync(plan, "stdout"));
        Assert.Equal("oops\n", await ReadAsync(plan, "stderr"));
        Assert.Equal([new TaskStarted(null)], _progress);
    }

    [Fact]
    public async Task A_command_that_fails_is_an_outcome()
    {
        CommandFailed failed = Assert.IsType<CommandFailed>(await ExecuteAsync(Plan("exit 3")));

        Assert.Equal(3, failed.ExitCode);
        Assert.Equal("The command ended with exit code 3.", failed.Explanation);
    }

    [Fact]
    public async Task A_step_that_says_nothing_is_not_taken_for_success()
    {
        var runner = new ScriptedRunner { Answer = _ => new ProcessResult(0, "", "cannot write: No space left on device") };

        Outcome outcome = await ExecuteAsync(Plan("true"), runner);

        Assert.IsType<NodeFailed>(outcome);
        Assert.Contains("No space left on device", outcome.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_that_waits_for_room_does_not_start_when_the_run_drains()
    {
        using var drain = new CancellationTokenSource();
        await drain.CancelAsync();
        LocalBackend backend = Backend(new ScriptedRunner());

        Outcome outcome = await backend.ExecuteAsync(Plan("true"), _progress.Add, new RunCancellation(drain.Token, CancellationToken.None));

        Assert.True(Assert.IsType<Canceled>(outcome).ByRun);
        Assert.Empty(_progress);
    }

    [Fact]
    public void What_does_not_fit_is_denied()
    {
        LocalBackend backend = Backend(new ScriptedRunner());

        UnsatisfiableException exception = Assert.Throws<UnsatisfiableException>(() => backend.Allocate(new Requirements { Cpu = 5 }, new Hints()));
        Assert.StartsWith("the task asks for 5 CPU cores, but this machine has 4", exception.Message, StringComparison.Ordinal);
        Assert.Throws<UnsatisfiableException>(() => backend.Allocate(new Requirements { MemoryBytes = 2L << 40 }, new Hints()));
    }

    // SPEC 1.2 "Hardware Accelerators (`gpu` and `fpga`)": "guarantee that at least one … is available or immediately fail the task".
    [Theory]
    [InlineData(true, false, "the task needs a GPU, but this machine has none; run it where there is one, or set its `gpu` to `false` in the inputs")]
    [InlineData(false, true, "the task needs an FPGA, but this machine has none; run it where there is one, or set its `fpga` to `false` in the inputs")]
    public void An_accelerator_that_is_not_there_is_denied(bool gpu, bool fpga, string message)
    {
        LocalBackend backend = Backend(new ScriptedRunner());

        UnsatisfiableException exception =
            Assert.Throws<UnsatisfiableException>(() => backend.Allocate(new Requirements { Gpu = gpu, Fpga = fpga }, new Hints()));

        Assert.Equal(message, exception.Message);
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData(2, 2)]
    [InlineData(5, 3)]
    public void A_task_gets_the_gpus_it_would_like_as_far_as_there_are_any(int? wished, int expected)
    {
        LocalMachine machine = new(4, 8L << 30) { Gpus = 3 };

        Assert.Equal(expected, machine.GrantGpus(new Requirements { Gpu = true }, new Hints { GpuCount = wished }));
        Assert.Equal(0, machine.GrantGpus(new Requirements(), new Hints { GpuCount = wished }));
    }

    [Theory]
    [InlineData("null tty", 0)]
    [InlineData("nvidiactl nvidia-uvm nvidia0 nvidia1", 2)]
    [InlineData("nvidiactl", 0)]
    [InlineData("kfd dri/card0 dri/renderD128 dri/renderD129", 2)]
    [InlineData("dri/renderD128", 0)]
    [InlineData("dxg", 1)]
    public void Gpus_are_found_among_the_devices(string files, int expected)
    {
        foreach (string file in files.Split(' '))
        {
            string path = Path.Join(_directory.Path, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "");
        }

        Assert.Equal(expected, LocalMachine.CountGpus(_directory.Path));
    }

    [Fact]
    public async Task What_does_not_fit_is_cut_where_that_is_wished()
    {
        await using var backend = new LocalBackend(new LocalMachine(4, 8L << 30), clampsCpu: true, clampsMemory: true, new ScriptedRunner(), "/bin/sprocket");

        Allocation allocation = backend.Allocate(new Requirements { Cpu = 5, MemoryBytes = 9L << 30 }, new Hints());

        Assert.Equal((4, 8L << 30), (allocation.Cpu, allocation.MemoryBytes));
        Assert.Equal("the task asks for 5 CPU cores, but this machine has 4: it runs with those", allocation.Notes[0]);
    }

    public void Dispose() => _directory.Dispose();

    private static LocalBackend Backend(IProcessRunner runner) =>
        new(new LocalMachine(4, 8L << 30), clampsCpu: false, clampsMemory: false, runner, "/bin/sprocket");

    private TaskPlan Plan(string command) => Plans.Plan(Path.Join(_directory.Path, "attempt"), command).Prepared();

    private Task<Outcome> ExecuteAsync(TaskPlan plan, IProcessRunner? runner = null) =>
        Backend(runner ?? new InProcessStep()).ExecuteAsync(plan, _progress.Add, RunCancellation.None);

    private static Task<string> ReadAsync(TaskPlan plan, string name) =>
        File.ReadAllTextAsync(Path.Join(plan.Directory, name), TestContext.Current.CancellationToken);
}
