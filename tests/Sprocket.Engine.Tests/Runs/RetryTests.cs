using Sprocket.Engine.Backends;
using Sprocket.Engine.Runs;
using Sprocket.Engine.Storage;

namespace Sprocket.Engine.Tests.Runs;

public sealed class RetryTests : IDisposable
{
    private const string Task = """
        version 1.2
        task t {
          command <<< >>>
          requirements { memory: 1073741824 max_retries: 1 }
          hints { time_minutes: 30 }
        }
        """;

    private static readonly RunSettings Settings = new()
    {
        Retries = new RetryBudgets { Infrastructure = 2, Preempted = 3, OutOfMemory = 3, TimeLimit = 2, MemoryFactor = 2, TimeFactor = 1.5 },
    };

    private readonly RunFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    public static TheoryData<string, Outcome[], string[]> Histories => new()
    {
        {
            "each kind of failure has a budget of its own",
            [new Preempted(), new NodeFailed { Node = "n3" }, new OutOfMemory(), new CommandFailed { ExitCode = 1 }, new TimedOut(), new Preempted()],
            [
                "it was preempted, retry 1 of 3",
                "the failure was not the command's, retry 1 of 2: node n3 excluded",
                "it ran out of memory, retry 1 of 3: memory 1 GiB → 2 GiB",
                "retry 1 of 1",
                "it ran out of time, retry 1 of 2: time limit 30 min → 45 min",
                "it was preempted, retry 2 of 3",
            ]
        },
        {
            "memory grows from what was given",
            [new OutOfMemory(), new OutOfMemory()],
            ["it ran out of memory, retry 1 of 3: memory 1 GiB → 2 GiB", "it ran out of memory, retry 2 of 3: memory 2 GiB → 3 GiB"]
        },
        {
            "where there is no more memory, the task's own retries are spent",
            [new OutOfMemory(), new OutOfMemory(), new OutOfMemory(), new OutOfMemory()],
            [
                "it ran out of memory, retry 1 of 3: memory 1 GiB → 2 GiB",
                "it ran out of memory, retry 2 of 3: memory 2 GiB → 3 GiB",
                "retry 1 of 1",
            ]
        },
        {
            "where there is no more time, too",
            [new TimedOut(), new TimedOut(), new TimedOut()],
            ["it ran out of time, retry 1 of 2: time limit 30 min → 45 min", "it ran out of time, retry 2 of 2: time limit 45 min → 1 h", "retry 1 of 1"]
        },
        {
            "a failed node spends no retry of the task",
            [new NodeFailed { Node = "n1" }, new NotStarted { IsTransient = true, Node = "n1" }, new NodeFailed { Node = "n2" }],
            ["the failure was not the command's, retry 1 of 2: node n1 excluded", "the failure was not the command's, retry 2 of 2"]
        },
        { "what would only fail again is not repeated", [new NotStarted()], [] },
        { "what somebody else cancelled is the task's own failure", [new Canceled(), new Canceled()], ["retry 1 of 1"] },
    };

    [Theory]
    [MemberData(nameof(Histories))]
    public async Task Attempts_are_repeated_and_what_changes_is_told(string what, Outcome[] outcomes, string[] reasons)
    {
        await _fixture.RunAsync(Task, Backend(outcomes), settings: Settings);

        Assert.Equal([what, .. reasons], [what, .. _fixture.Events.OfType<AttemptEnded>().Select(ended => ended.RetryReason).OfType<string>()]);
    }

    [Fact]
    public async Task A_run_that_is_taken_up_goes_on_with_what_was_decided()
    {
        Outcome[] outcomes = [new OutOfMemory(), new NodeFailed { Node = "n3" }, new TimedOut(), new OutOfMemory()];
        ShellBackend whole = Backend(outcomes);
        await _fixture.RunAsync(Task, whole, settings: Settings);

        for (int ended = 1; ended <= outcomes.Length; ended++)
        {
            ShellBackend first = Backend(outcomes);
            await _fixture.RunAsync(Task, first, settings: Settings);
            TearJournalAfter(ended);

            // The cluster offers less by now; what was decided before stays.
            ShellBackend second = Backend(outcomes, memoryLimit: ended == outcomes.Length ? null : 2L << 30);
            await _fixture.ResumeAsync(second, Settings);

            TaskPlan expected = whole.Plans.ElementAt(ended);
            TaskPlan resumed = second.Plans.First();
            Assert.Equal(
                (expected.Attempt, expected.Allocation.MemoryBytes, expected.Allocation.TimeLimit, string.Join(',', expected.ExcludedNodes)),
                (resumed.Attempt, resumed.Allocation.MemoryBytes, resumed.Allocation.TimeLimit, string.Join(',', resumed.ExcludedNodes)));
        }
    }

    [Fact]
    public async Task The_last_node_is_not_excluded()
    {
        Outcome[] outcomes = [new NodeFailed { Node = "n1" }, new NodeFailed { Node = "n2" }];
        var backend = new ShellBackend { Decide = plan => plan.Attempt < outcomes.Length ? outcomes[plan.Attempt] : null, Nodes = 2 };

        await _fixture.RunAsync(Task, backend, settings: Settings);

        Assert.Equal(["", "n1", "n2"], backend.Plans.Select(plan => string.Join(',', plan.ExcludedNodes)));
    }

    [Fact]
    public async Task A_task_that_asks_for_more_by_itself_is_not_given_more_still()
    {
        var backend = new ShellBackend { Decide = plan => plan.Attempt < 1 ? new OutOfMemory() : null };

        await _fixture.RunAsync(
            """
            version 1.3
            task t {
              command <<< >>>
              requirements { memory: 1000 * (1 + 4 * task.attempt) }
            }
            """,
            backend,
            settings: Settings);

        Assert.Equal([1000, 5000], backend.Plans.Select(plan => plan.Allocation.MemoryBytes));
    }

    private static ShellBackend Backend(Outcome[] outcomes, long? memoryLimit = null) => new()
    {
        Decide = plan => plan.Attempt < outcomes.Length ? outcomes[plan.Attempt] : null,
        MemoryLimit = memoryLimit ?? 3L << 30,
        LongestTime = TimeSpan.FromHours(1),
    };

    // The runner died just after the journal had taken the end of so many attempts.
    private void TearJournalAfter(int attempts)
    {
        string path = RunDirectory.Open(_fixture.Directory.Path).JournalPath;
        string[] lines = File.ReadAllLines(path);
        int[] ends = [.. lines.Index().Where(line => line.Item.Contains("\"attempt-ended\"", StringComparison.Ordinal)).Select(line => line.Index)];
        File.WriteAllLines(path, lines.Take(ends[attempts - 1] + 1));
    }
}
