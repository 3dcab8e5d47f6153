using System.Collections.Immutable;
using Sprocket.Engine.Backends;
using Sprocket.Engine.Runs;
using Sprocket.Engine.Storage;

namespace Sprocket.Engine.Tests.Runs;

public sealed class ResumeTests : IDisposable
{
    private const string Workflow = """
        version 1.2
        task t {
          input {
            Int n
            File? f
          }
          command <<< echo ~{n} > out; ~{if n == 3 then "exit 1" else "true"} >>>
          output {
            Int next = n + 1
            File out = "out"
            Pair[Int, Map[Int, String]] odd = (n, {n: "x"})
          }
        }
        workflow wf {
          call t as a { n = 1 }
          call t as b { n = a.next, f = a.out }
          call t as c { n = b.next, f = b.out }
          output {
            File out = c.out
            Array[Pair[Int, Map[Int, String]]] odd = [a.odd, b.odd]
          }
        }
        """;

    private readonly RunFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task What_was_done_is_not_done_again()
    {
        RunResult first = await _fixture.RunAsync(Workflow);
        var backend = new ShellBackend { Decide = plan => WriteOutput(plan, "mended") };

        RunResult second = await _fixture.ResumeAsync(backend);

        Assert.Equal(RunStatus.Failed, first.Status);
        Assert.Equal(RunStatus.Succeeded, second.Status);
        TaskPlan plan = Assert.Single(backend.Plans);
        Assert.Equal("c", plan.CallId);
        Assert.Equal(1, plan.Attempt);
        Assert.Contains("calls/c/attempts/1/work/out", second.Outputs, StringComparison.Ordinal);
        Assert.Equal(3, _fixture.Progress.Succeeded);
        Assert.Equal(2, _fixture.Progress.Reused);
    }

    [Fact]
    public async Task A_workflow_that_was_done_counts_as_done()
    {
        _fixture.Files.Write("inner.wdl", """
            version 1.2
            task t {
              command <<< echo done >>>
            }
            workflow inner {
              call t
            }
            """);
        await _fixture.RunAsync("""
            version 1.2
            import "inner.wdl"
            task fail {
              command <<< exit 1 >>>
            }
            workflow wf {
              call inner.inner
              call fail after inner
            }
            """);

        await _fixture.ResumeAsync();

        Assert.Equal(["inner"], _fixture.Events.OfType<CallReused>().Select(call => call.CallId));
        Assert.Equal(1, _fixture.Progress.Reused);
    }

    [Fact]
    public async Task A_run_that_succeeded_gives_the_same_outputs_again()
    {
        RunResult first = await _fixture.RunAsync(Workflow, new ShellBackend { Decide = plan => WriteOutput(plan, "done") });
        var backend = new ShellBackend();

        RunResult second = await _fixture.ResumeAsync(backend);

        Assert.Equal(first.Outputs, second.Outputs);
        Assert.Empty(backend.Plans);
    }

    [Theory]
    [InlineData("attempt-started", true, null)]
    [InlineData("attempt-submitted", true, "4711")]
    [InlineData("attempt-ended", false, null)]
    public async Task A_runner_that_died_is_taken_over_from(string lastEvent, bool isHandedBack, string? jobId)
    {
        await _fixture.RunAsync(Workflow, new SubmittingBackend("done"));
        TearJournalAfter(lastEvent, "b");
        var backend = new SubmittingBackend("done");

        RunResult result = await _fixture.ResumeAsync(backend);

        Assert.Equal(RunStatus.Succeeded, result.Status);
        TaskPlan[] plans = [.. backend.Plans.Where(plan => plan.CallId == "b")];
        Assert.Equal(isHandedBack ? 1 : 0, plans.Length);
        Assert.All(plans, plan =>
        {
            Assert.True(plan.IsResumed);
            Assert.Equal(jobId, plan.SubmittedJobId);
            Assert.Equal(0, plan.Attempt);
        });
        Assert.Single(backend.Plans, plan => plan.CallId == "c");
        Assert.DoesNotContain(backend.Plans, plan => plan.CallId == "a");
    }

    [Fact]
    public async Task Resumed_after_each_line_of_the_journal_a_run_ends_the_same()
    {
        RunResult whole = await _fixture.RunAsync(Workflow, new SubmittingBackend("done"));
        string[] lines = await File.ReadAllLinesAsync(_fixture.Directory.JournalPath, TestContext.Current.CancellationToken);

        for (int kept = 1; kept < lines.Length; kept++)
        {
            await File.WriteAllTextAsync(
                _fixture.Directory.JournalPath,
                string.Concat(lines.Take(kept).Select(line => line + "\n")) + lines[kept][..(lines[kept].Length / 2)],
                TestContext.Current.CancellationToken);

            RunResult resumed = await _fixture.ResumeAsync(new SubmittingBackend("done"));

            Assert.Equal(whole.Outputs, resumed.Outputs);
        }
    }

    [Fact]
    public async Task What_was_given_for_calls_is_given_again()
    {
        const string text = """
            version 1.2
            task t {
              input { String name = "Joe" }
              command <<< exit 1 >>>
              output { String said = name }
            }
            workflow wf {
              call t
              output { String said = t.said }
              hints { allow_nested_inputs: true }
            }
            """;
        await _fixture.RunAsync(text, inputs: ["t.name=John", "wf.t.runtime.memory=3 GB"]);
        var backend = new ShellBackend { Decide = _ => new Succeeded { ExitCode = 0 } };

        RunResult result = await _fixture.ResumeAsync(backend);

        Assert.Contains("John", result.Outputs, StringComparison.Ordinal);
        Assert.Equal(3_000_000_000, Assert.Single(backend.Plans).Requirements.MemoryBytes);
    }

    [Fact]
    public async Task The_journal_tells_the_progress_of_a_run_that_is_over()
    {
        await _fixture.RunAsync(Workflow);

        var history = RunHistory.Read(_fixture.Directory);

        Assert.Equal("wf", history.Target);
        Assert.Equal(_fixture.Progress with { Active = history.Progress.Active }, history.Progress);
        Assert.Equal(_fixture.Events.Count, history.Events.Length);
    }

    [Fact]
    public async Task A_runner_that_is_sent_away_leaves_what_runs()
    {
        using var detach = new CancellationTokenSource();
        var backend = new ShellBackend
        {
            Delay = async (_, _) =>
            {
                await detach.CancelAsync();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, CancellationToken.None);
            },
        };

        _fixture.Detach = detach.Token;

        RunResult left = await _fixture.RunAsync(Workflow, backend);
        RunResult resumed = await _fixture.ResumeAsync(new SubmittingBackend("done"));

        Assert.Equal(RunStatus.Detached, left.Status);
        Assert.Equal(RunStatus.Succeeded, resumed.Status);
        Assert.DoesNotContain(_fixture.Events, happened => happened is RunCanceling);
    }

    [Fact]
    public async Task A_run_that_nobody_drives_is_cancelled_and_can_be_taken_up_again()
    {
        await _fixture.RunAsync(Workflow, new SubmittingBackend("done"));
        TearJournalAfter("attempt-submitted", "b");
        await using var backend = new SubmittingBackend("done");
        var directory = RunDirectory.Open(_fixture.Directory.Path);

        ImmutableArray<string> left = await RunCanceler.CancelAsync(directory, RunHistory.Read(directory), backend, (_, _) => { }, TimeProvider.System);

        var history = RunHistory.Read(directory);
        Assert.Empty(left);
        LeftAttempt attempt = Assert.Single(backend.Cancelled);
        Assert.Equal(("b", "4711", $"{directory.Path}/calls/b/attempts/0"), (attempt.CallId, attempt.JobId, attempt.Directory));
        Assert.Equal(RunStatus.Canceled, history.Progress.Status);
        Assert.Empty(history.OpenAttempts);
        RunResult resumed = await _fixture.ResumeAsync(backend);
        Assert.Equal(RunStatus.Succeeded, resumed.Status);
    }

    [Fact]
    public async Task What_is_followed_is_what_was_written()
    {
        await _fixture.RunAsync(Workflow);
        var follower = new JournalFollower(_fixture.Directory);
        string journal = await File.ReadAllTextAsync(_fixture.Directory.JournalPath, TestContext.Current.CancellationToken);
        int torn = journal.Length - 20;
        await File.WriteAllTextAsync(_fixture.Directory.JournalPath, journal[..torn], TestContext.Current.CancellationToken);

        int first = follower.ReadNew().Length;
        await File.AppendAllTextAsync(_fixture.Directory.JournalPath, journal[torn..], TestContext.Current.CancellationToken);
        int second = follower.ReadNew().Length;

        Assert.Equal(_fixture.Events.Count - 1, first);
        Assert.Equal(1, second);
        Assert.Equal(RunStatus.Failed, follower.Progress.Status);
        Assert.Empty(follower.ReadNew());
    }

    [Fact]
    public async Task However_often_nobody_saw_the_end_there_is_another_attempt()
    {
        const int Interruptions = 12;
        var backend = new ShellBackend { Decide = plan => plan.Attempt < Interruptions ? new Interrupted() : WriteOutput(plan, "done") };

        RunResult result = await _fixture.RunAsync(Workflow, backend);

        Assert.Equal(RunStatus.Succeeded, result.Status);
        Assert.Equal(3 * (Interruptions + 1), backend.Plans.Count);
    }

    private static Succeeded WriteOutput(TaskPlan plan, string text)
    {
        File.WriteAllText(Path.Join(plan.Directory, "work", "out"), text);
        return new Succeeded { ExitCode = 0 };
    }

    private void TearJournalAfter(string eventName, string call)
    {
        string[] lines = File.ReadAllLines(_fixture.Directory.JournalPath);
        int last = Array.FindIndex(lines, line => line.Contains($"\"{eventName}\"", StringComparison.Ordinal) && line.Contains($"\"call\":\"{call}\"", StringComparison.Ordinal));
        File.WriteAllText(_fixture.Directory.JournalPath, string.Concat(lines.Take(last + 1).Select(line => line + "\n")) + "{\"event\":\"att");
    }

    /// <summary>Says that it submitted a job, and succeeds.</summary>
    private sealed class SubmittingBackend(string text) : ITaskExecutionBackend
    {
        public System.Collections.Concurrent.ConcurrentQueue<TaskPlan> Plans { get; } = new();

        public ImmutableArray<LeftAttempt> Cancelled { get; private set; } = [];

        public string Description => "submitting";

        public Task StartAsync(CancellationToken cancellation) => Task.CompletedTask;

        public Allocation Allocate(Requirements requirements, Hints hints) =>
            new() { Cpu = requirements.Cpu, MemoryBytes = requirements.MemoryBytes };

        public Task<Outcome> ExecuteAsync(TaskPlan plan, Action<TaskProgress> report, RunCancellation cancellation)
        {
            Plans.Enqueue(plan);
            report(new TaskSubmitted("4711"));
            report(new TaskStarted("n1"));
            return Task.FromResult<Outcome>(WriteOutput(plan, text));
        }

        public Task<ImmutableArray<string>> CancelLeftAsync(ImmutableArray<LeftAttempt> attempts, Action<string> report)
        {
            Cancelled = attempts;
            return Task.FromResult<ImmutableArray<string>>([]);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
