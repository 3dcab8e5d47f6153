using System.Collections.Immutable;
using Sprocket.Engine.Processes;

namespace Sprocket.Engine.Tests.Processes;

public sealed class HostProcessRunnerTests
{
    private readonly HostProcessRunner _runner = new();

    [Fact]
    public async Task A_program_tells_its_exit_code_and_both_streams()
    {
        ProcessResult result = await ShellAsync("echo out; echo err >&2; exit 7");

        Assert.Equal(new ProcessResult(7, "out\n", "err\n"), result);
    }

    [Fact]
    public async Task Arguments_arrive_as_they_are()
    {
        string[] arguments = ["two words", "$HOME `id` *", "it's \"quoted\"", "line\nbreak", "-n", "", "é"];

        ProcessResult result = await _runner.RunAsync(
            new ProcessCommand("/bin/sh", ["-c", "printf '%s\\0' \"$@\"", "sh", .. arguments]),
            CancellationToken.None);

        Assert.Equal(string.Concat(arguments.Select(argument => argument + '\0')), result.StandardOutput);
    }

    [Fact]
    public async Task The_environment_is_the_whole_environment()
    {
        ProcessResult result = await _runner.RunAsync(
            new ProcessCommand("/usr/bin/env", []) { Environment = ImmutableDictionary<string, string>.Empty.Add("ONLY", "this one") },
            CancellationToken.None);

        Assert.Equal("ONLY=this one\n", result.StandardOutput);
    }

    [Fact]
    public async Task Input_is_what_is_given_or_nothing()
    {
        Assert.Equal("hello", (await _runner.RunAsync(new ProcessCommand("/bin/cat", []) { StandardInput = "hello" }, CancellationToken.None)).StandardOutput);
        Assert.Equal("", (await _runner.RunAsync(new ProcessCommand("/bin/cat", []), CancellationToken.None)).StandardOutput);
    }

    [Fact]
    public async Task Input_that_nobody_reads_does_no_harm()
    {
        ProcessResult result = await _runner.RunAsync(
            new ProcessCommand("/bin/true", []) { StandardInput = new string('x', 1 << 20) },
            CancellationToken.None);

        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task A_program_that_takes_too_long_is_killed_with_what_it_started()
    {
        ProcessResult result = await _runner.RunAsync(
            new ProcessCommand("/bin/sh", ["-c", "trap '' TERM; echo begun; sleep 60; echo done"]) { Timeout = TimeSpan.FromSeconds(4) },
            CancellationToken.None);

        Assert.True(result.TimedOut);
        Assert.Equal("begun\n", result.StandardOutput);
    }

    [Fact]
    public async Task A_cancelled_program_has_its_grace()
    {
        using var directory = new TemporaryDirectory();
        string mark = Path.Join(directory.Path, "mark");
        using var cancellation = new CancellationTokenSource();
        Task<ProcessResult> running = _runner.RunAsync(
            new ProcessCommand("/bin/sh", ["-c", $"trap 'echo asked >{mark}; exit' TERM; echo ready >{mark}; while :; do sleep 0.05; done"]) { StopGrace = TimeSpan.FromSeconds(30) },
            cancellation.Token);
        while (!File.Exists(mark) || await ReadAsync(mark) != "ready\n")
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TestContext.Current.CancellationToken);
        }

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal("asked\n", await ReadAsync(mark));
    }

    [Fact]
    public async Task Output_beyond_the_limit_is_dropped_and_not_waited_for()
    {
        ProcessResult result = await _runner.RunAsync(
            new ProcessCommand("/bin/sh", ["-c", "head -c 3000000 /dev/zero; echo end >&2"]) { MaxOutputBytes = 1000 },
            CancellationToken.None);

        Assert.Equal(1000, result.StandardOutput.Length);
        Assert.Equal("end\n", result.StandardError);
    }

    [Fact]
    public async Task What_is_left_in_the_background_does_not_hold_up_the_answer()
    {
        ProcessResult result = await ShellAsync("sleep 20 & echo $!").WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);

        Assert.Equal(0, result.ExitCode);
        await ShellAsync($"kill {result.StandardOutput}");
    }

    [Theory]
    [InlineData("no-such-program", "`no-such-program` is not on PATH")]
    [InlineData("/no/such/program", "`/no/such/program` does not exist")]
    [InlineData("/etc/passwd", "`/etc/passwd` may not be executed")]
    public async Task A_program_that_cannot_be_started_is_named(string program, string message)
    {
        ProcessStartException exception = await Assert.ThrowsAsync<ProcessStartException>(() => _runner.RunAsync(new ProcessCommand(program, []), CancellationToken.None));

        Assert.Equal(message, exception.Message);
    }

    [Fact]
    public async Task A_missing_directory_is_not_taken_for_a_missing_program()
    {
        ProcessStartException exception = await Assert.ThrowsAsync<ProcessStartException>(() =>
            _runner.RunAsync(new ProcessCommand("/bin/true", []) { WorkingDirectory = "/no/such" }, CancellationToken.None));

        Assert.Equal("cannot start `/bin/true` in `/no/such`: no such directory", exception.Message);
    }

    [Fact]
    public async Task A_program_beside_the_caller_is_not_found_by_its_name()
    {
        using var directory = new TemporaryDirectory();
        string program = directory.Write("sbatch", "#!/bin/sh\n");
        File.SetUnixFileMode(program, UnixFileMode.UserExecute | UnixFileMode.UserRead);

        Assert.Equal(program, ProgramPath.Find("sbatch", $"/no/such:{directory.Path}"));
        Assert.Null(ProgramPath.Find("sbatch", "/no/such:.:"));
        await Task.CompletedTask;
    }

    [Fact]
    public async Task No_file_descriptor_is_left_open()
    {
        await ShellAsync("true");
        int before = Directory.GetFiles("/proc/self/fd").Length;

        for (int round = 0; round < 30; round++)
        {
            await ShellAsync("echo x; echo y >&2");
        }

        Assert.InRange(Directory.GetFiles("/proc/self/fd").Length, 0, before + 30);
    }

    private Task<ProcessResult> ShellAsync(string script) => _runner.RunAsync(new ProcessCommand("/bin/sh", ["-c", script]), CancellationToken.None);

    private static Task<string> ReadAsync(string path) => File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
}
