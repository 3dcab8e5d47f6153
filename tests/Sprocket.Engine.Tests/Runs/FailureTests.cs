using Sprocket.Engine.Backends;
using Sprocket.Engine.Runs;
using Sprocket.Engine.Storage;

namespace Sprocket.Engine.Tests.Runs;

public sealed class FailureTests : IDisposable
{
    private readonly RunFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_command_that_fails_says_all_that_helps()
    {
        RunResult result = await _fixture.RunAsync("""
            version 1.1
            task align {
              input { Int i }
              command <<<
                seq 20 >&2
                exit 7
              >>>
            }
            workflow wf { scatter (i in [5]) { call align { input: i = i } } }
            """);

        RunFailure failure = Assert.Single(result.Failures);
        Assert.Equal(RunStatus.Failed, result.Status);
        Assert.Equal("align-0", failure.CallId);
        Assert.Equal("RUN0101", failure.Diagnostic.Descriptor.Code);
        Assert.Equal("`align-0` failed: the command ended with exit code 7", failure.Diagnostic.Message);
        Assert.Equal("align", failure.Diagnostic.Source.ToString(failure.Diagnostic.Span));
        Assert.Equal("align", failure.Diagnostic.Labels[0].Source.ToString(failure.Diagnostic.Labels[0].Span));
        Assert.Equal("called from here for element 0", failure.Diagnostic.Labels[0].Message);
        Assert.Equal(Enumerable.Range(11, 10).Select(i => $"{i}"), failure.StandardErrorTail);
        Assert.Equal($"{_fixture.Directory.Path}/calls/align-0/attempts/0/stderr", failure.StandardErrorPath);
        Assert.Null(result.Outputs);
    }

    // The largest is handed to a real program, so that the limit is the system's own.
    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task An_environment_variable_may_be_as_large_as_the_system_takes(int excess, bool fits)
    {
        int limit = (32 * Environment.SystemPageSize) - 1;
        string text = "é" + new string('x', limit - "text=é".Length - 1 + excess);

        RunResult result = await _fixture.RunAsync(
            """
            version 1.2
            task t {
              input { env String text }
              command <<< printf %s "$text" >>>
              output { String said = read_string(stdout()) }
            }
            """,
            inputs: [$"text={text}"]);

        if (fits)
        {
            Assert.Contains($"\"{text}\"", result.Outputs, StringComparison.Ordinal);
        }
        else
        {
            RunFailure failure = Assert.Single(result.Failures);
            Assert.Equal("RUN0109", failure.Diagnostic.Descriptor.Code);
            Assert.StartsWith($"the environment variable `text` has {limit + 1} bytes", failure.Diagnostic.Message, StringComparison.Ordinal);
            Assert.False(Directory.Exists(Path.Join(_fixture.Directory.Path, "attempts")));
        }
    }

    [Fact]
    public async Task The_call_stack_leads_from_the_task_to_the_target()
    {
        _fixture.Files.Write("inner.wdl", """
            version 1.1
            task t { command <<< exit 1 >>> }
            workflow inner { call t as deep }
            """);

        RunResult result = await _fixture.RunAsync("""
            version 1.1
            import "inner.wdl"
            workflow outer { call inner.inner as middle }
            """);

        RunFailure failure = Assert.Single(result.Failures);
        Assert.Equal("middle.deep", failure.CallId);
        Assert.Equal(["deep", "middle"], failure.Diagnostic.Labels.Select(label => label.Source.ToString(label.Span)));
    }

    [Fact]
    public async Task An_expression_that_fails_in_a_scatter_says_for_which_elements()
    {
        _fixture.Files.Write("inner.wdl", """
            version 1.1
            workflow inner {
              input { Array[Int] ns }
              scatter (n in ns) { scatter (m in [1, n]) { Int k = 1 / m } }
              output { Array[Array[Int]] ks = k }
            }
            """);

        RunResult result = await _fixture.RunAsync("""
            version 1.1
            import "inner.wdl"
            workflow outer { scatter (i in [7]) { call inner.inner as deep { input: ns = [1, 2, 0] } } }
            """);

        RunFailure failure = Assert.Single(result.Failures);
        Assert.Equal(
            ["m: in element 1 of this scatter", "n: in element 2 of this scatter", "deep: called from here for element 0"],
            failure.Diagnostic.Labels.Select(label => $"{label.Source.ToString(label.Span)}: {label.Message}"));
    }

    [Fact]
    public async Task A_missing_output_is_reported_at_its_expression()
    {
        RunResult result = await _fixture.RunAsync("""
            version 1.1
            task t {
              command <<< mkdir d >>>
              output { File made = "made.txt" }
            }
            """);

        RunFailure failure = Assert.Single(result.Failures);
        Assert.Equal("WDL3013", failure.Diagnostic.Descriptor.Code);
        Assert.Equal("output `made`: file `made.txt` does not exist", failure.Diagnostic.Message);
        Assert.Equal("\"made.txt\"", failure.Diagnostic.Source.ToString(failure.Diagnostic.Span));
    }

    [Fact]
    public async Task A_directory_is_no_file()
    {
        RunResult result = await _fixture.RunAsync("""
            version 1.1
            task t {
              command <<< mkdir d >>>
              output { File made = "d" }
            }
            """);

        Assert.Equal("output `made`: `d` is a directory, expected a file", Assert.Single(result.Failures).Diagnostic.Message);
    }

    [Theory]
    [InlineData("1.2", RunStatus.Succeeded)]
    [InlineData("1.3", RunStatus.Failed)]
    public async Task From_1_3_on_a_file_must_exist_when_its_value_is_made(string version, RunStatus expected)
    {
        RunResult result = await _fixture.RunAsync($$"""
            version {{version}}
            workflow wf {
              File f = "/no/such/file"
              File? g = "/no/such/file"
              output { Boolean has_g = defined(g) }
            }
            """);

        Assert.Equal(expected, result.Status);
        Assert.Equal(expected == RunStatus.Failed ? ["WDL3011"] : [], result.Failures.Select(failure => failure.Diagnostic.Descriptor.Code));
    }

    [Fact]
    public async Task A_mistake_in_a_workflow_expression_fails_the_run()
    {
        RunResult result = await _fixture.RunAsync("""
            version 1.1
            workflow wf {
              input { Int zero = 0 }
              Int n = 1 / zero
              output { Int m = n }
            }
            """);

        Assert.Equal("WDL3002", Assert.Single(result.Failures).Diagnostic.Descriptor.Code);
    }

    [Theory]
    [InlineData("memory: \"lots\"", "`memory` is `\"lots\"`, expected bytes, or a number with a unit such as `\"4 GiB\"`")]
    [InlineData("cpu: 0", "`cpu` is `0`, expected a number greater than 0")]
    [InlineData("max_retries: -1", "`max_retries` is `-1`, expected a whole number, at least 0")]
    [InlineData("return_codes: \"none\"", "`return_codes` is `\"none\"`, expected an Int, an Array of them, or `\"*\"`")]
    [InlineData("disks: \"big\"", "`disks` is `\"big\"`, expected a size in GiB, or `\"[MOUNT] SIZE [UNIT]\"`")]
    public async Task A_wrong_requirement_is_reported_at_its_value(string requirement, string message)
    {
        RunResult result = await _fixture.RunAsync($$"""
            version 1.2
            task t {
              command <<< >>>
              requirements { {{requirement}} }
            }
            """);

        RunFailure failure = Assert.Single(result.Failures);
        Assert.Equal("WDL3012", failure.Diagnostic.Descriptor.Code);
        Assert.Equal(message, failure.Diagnostic.Message);
    }

    [Fact]
    public async Task Requirements_that_nothing_satisfies_fail_before_anything_runs()
    {
        var backend = new ShellBackend { MemoryLimit = 1 << 20 };

        RunResult result = await _fixture.RunAsync("""
            version 1.2
            task t {
              command <<< >>>
              requirements { memory: "2 MiB" }
            }
            """, backend);

        Assert.Equal("RUN0108", Assert.Single(result.Failures).Diagnostic.Descriptor.Code);
        Assert.Empty(backend.Plans);
    }

    public static TheoryData<Outcome, string> Outcomes => new()
    {
        { new CommandFailed { ExitCode = 137, Signal = 9 }, "RUN0101" },
        { new OutOfMemory(), "RUN0102" },
        { new TimedOut(), "RUN0103" },
        { new Preempted(), "RUN0104" },
        { new NodeFailed(), "RUN0105" },
        { new NotStarted { Explanation = "there is no image." }, "RUN0106" },
        { new Canceled { Explanation = "cancelled by uid 0." }, "RUN0107" },
    };

    [Theory]
    [MemberData(nameof(Outcomes))]
    public async Task Each_outcome_has_a_name(Outcome outcome, string code)
    {
        var backend = new ShellBackend { Decide = _ => outcome };

        RunResult result = await _fixture.RunAsync(
            "version 1.1\ntask t { command <<< >>> }",
            backend,
            settings: new RunSettings { Retries = new RetryBudgets { Infrastructure = 0, Preempted = 0, OutOfMemory = 0 } });

        Assert.Equal(code, Assert.Single(result.Failures).Diagnostic.Descriptor.Code);
    }

    // What dash, bash and busybox say when what they are to become is not there.
    [Theory]
    [InlineData("/mnt/task/task.sh: 6: exec: bash: not found")]
    [InlineData("/mnt/task/task.sh: line 6: exec: bash: not found")]
    [InlineData("/mnt/task/task.sh: exec: line 6: bash: not found")]
    public async Task A_missing_shell_is_told_apart_from_a_missing_program(string said)
    {
        RunFailure failure = await FailWithAsync(said);

        Assert.Equal(
            "this machine has no `bash`: set `run.task.shell` to a shell that it has, such as `sh`, or choose another container",
            failure.Diagnostic.Help);
    }

    [Fact]
    public async Task A_missing_program_is_not_taken_for_a_missing_shell()
    {
        RunFailure failure = await FailWithAsync("/mnt/task/command: line 1: samtools: command not found");

        Assert.Null(failure.Diagnostic.Help);
    }

    [Fact]
    public async Task A_failed_command_is_tried_again_as_often_as_the_task_says()
    {
        var backend = new ShellBackend();

        RunResult result = await _fixture.RunAsync("""
            version 1.2
            task t {
              command <<< echo try ~{task.attempt}; [ ~{task.attempt} = 2 ] >>>
              output { String said = read_string(stdout()) }
              requirements { max_retries: 3 }
            }
            """, backend);

        Assert.Contains("try 2", result.Outputs, StringComparison.Ordinal);
        Assert.Equal([0, 1, 2], backend.Plans.Select(plan => plan.Attempt));
        Assert.Equal(3, backend.Plans.Select(plan => plan.Directory).Distinct().Count());
        Assert.Equal(2, _fixture.Progress.Retried);
    }

    [Fact]
    public async Task When_all_retries_are_spent_the_call_fails_and_says_how_often()
    {
        RunResult result = await _fixture.RunAsync("""
            version 1.1
            task t {
              command <<< exit 3 >>>
              runtime { maxRetries: 1 }
            }
            """);

        Assert.Equal("`t` failed 2 times, at last because the command ended with exit code 3", Assert.Single(result.Failures).Diagnostic.Message);
    }

    [Fact]
    public async Task A_preempted_job_is_submitted_again_without_spending_a_retry()
    {
        var backend = new ShellBackend { Decide = plan => plan.Attempt < 2 ? new Preempted() : null };

        RunResult result = await _fixture.RunAsync("version 1.1\ntask t { command <<< >>> }", backend);

        Assert.Equal(RunStatus.Succeeded, result.Status);
        Assert.Equal(3, backend.Plans.Count);
    }

    [Fact]
    public async Task A_node_that_failed_is_avoided_afterwards()
    {
        var backend = new ShellBackend { Decide = plan => plan.Attempt == 0 ? new NodeFailed { Node = "n7" } : null };

        await _fixture.RunAsync("version 1.1\ntask t { command <<< >>> }", backend);

        Assert.Equal(["n7"], backend.Plans.Last().ExcludedNodes);
    }

    [Fact]
    public async Task Memory_that_ran_out_is_raised_and_the_task_sees_it()
    {
        var backend = new ShellBackend { Decide = plan => plan.Attempt == 0 ? new OutOfMemory() : null };

        RunResult result = await _fixture.RunAsync(
            """
            version 1.3
            task t {
              command <<< echo ~{task.memory} ~{task.previous.memory} >>>
              output { String said = read_string(stdout()) }
              requirements { memory: 1000 }
            }
            """,
            backend,
            settings: new RunSettings { Retries = new RetryBudgets { OutOfMemory = 1 } });

        Assert.Contains("2000 1000", result.Outputs, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_failure_lets_what_runs_end_and_starts_nothing_new()
    {
        var failed = new TaskCompletionSource();
        var backend = new ShellBackend
        {
            Delay = async (plan, cancellation) =>
            {
                if (plan.CallId == "good")
                {
                    await failed.Task.WaitAsync(TimeSpan.FromSeconds(30));
                    Assert.False(cancellation.Cancel.IsCancellationRequested);
                }
            },
            Decide = plan => plan.CallId == "bad" ? new CommandFailed { ExitCode = 1 } : null,
        };

        Task<RunResult> run = _fixture.RunAsync("""
            version 1.1
            task t { command <<< >>> }
            workflow wf {
              call t as good
              call t as bad
              call t as later after good
            }
            """, backend);
        await WaitForAsync(() => _fixture.Events.Any(happened => happened is RunDraining));
        failed.SetResult();
        RunResult result = await run;

        Assert.Equal("bad", Assert.Single(result.Failures).CallId);
        Assert.Contains(_fixture.Events, happened => happened is CallSucceeded { CallId: "good" });
        Assert.DoesNotContain(backend.Plans, plan => plan.CallId == "later");
    }

    [Fact]
    public async Task A_run_that_fails_fast_cancels_what_runs()
    {
        var backend = new ShellBackend
        {
            Delay = (plan, cancellation) => plan.CallId == "good" ? WaitForCancelAsync(cancellation) : Task.CompletedTask,
            Decide = plan => plan.CallId == "bad" ? new CommandFailed { ExitCode = 1 } : null,
        };

        RunResult result = await _fixture.RunAsync(
            """
            version 1.1
            task t { command <<< >>> }
            workflow wf {
              call t as good
              call t as bad
            }
            """,
            backend,
            settings: new RunSettings { FailsFast = true });

        Assert.Equal(RunStatus.Failed, result.Status);
        Assert.Equal("bad", Assert.Single(result.Failures).CallId);
    }

    [Fact]
    public async Task A_run_that_is_told_to_stop_is_canceled_not_failed()
    {
        using var drain = new CancellationTokenSource();
        var backend = new ShellBackend { Delay = (_, _) => drain.CancelAsync() };

        RunResult result = await _fixture.RunAsync(
            """
            version 1.1
            task t { command <<< >>> }
            workflow wf {
              call t as one
              call t as two after one
            }
            """,
            backend,
            cancellation: new RunCancellation(drain.Token, default));

        Assert.Equal(RunStatus.Canceled, result.Status);
        Assert.Equal("one", Assert.Single(backend.Plans).CallId);
        Assert.Contains(_fixture.Events, happened => happened is CallSucceeded { CallId: "one" });
    }

    [Fact]
    public async Task A_backend_that_is_no_longer_there_ends_the_run()
    {
        await using var backend = new ShellBackend { Decide = _ => throw new BackendUnavailableException("RUN0001", "no scheduler", "find one") };

        await Assert.ThrowsAsync<BackendUnavailableException>(() => _fixture.RunAsync("version 1.1\ntask t { command <<< >>> }", backend));
    }

    [Fact]
    public async Task Files_that_cannot_be_written_end_the_run()
    {
        await using var backend = new ShellBackend
        {
            Decide = plan =>
            {
                Directory.Delete(Path.Join(_fixture.Directory.Path, "calls"), recursive: true);
                File.WriteAllText(Path.Join(_fixture.Directory.Path, "calls"), "in the way");
                return new Succeeded { ExitCode = 0 };
            },
        };

        await Assert.ThrowsAsync<StorageException>(() => _fixture.RunAsync("""
            version 1.1
            task t { command <<< >>> }
            workflow wf { call t }
            """, backend));
    }

    private static async Task WaitForCancelAsync(RunCancellation cancellation)
    {
        var canceled = new TaskCompletionSource();
        await using CancellationTokenRegistration registration = cancellation.Cancel.Register(canceled.SetResult);
        await canceled.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private static async Task WaitForAsync(Func<bool> condition)
    {
        for (int i = 0; !condition(); i++)
        {
            Assert.True(i < 3000, "waited for 30 s");
            await Task.Delay(10);
        }
    }

    private async Task<RunFailure> FailWithAsync(string standardError)
    {
        var backend = new ShellBackend
        {
            Decide = plan =>
            {
                File.WriteAllText(new AttemptDirectory(plan.Directory).StandardErrorPath, standardError + "\n");
                return new CommandFailed { ExitCode = 127 };
            },
        };
        return Assert.Single((await _fixture.RunAsync("version 1.1\ntask t { command <<< >>> }", backend)).Failures);
    }
}
