using System.Collections.Concurrent;
using Sprocket.Engine.Backends;
using Sprocket.Engine.Runs;

namespace Sprocket.Engine.Tests.Runs;

public sealed class SchedulingTests : IDisposable
{
    private readonly RunFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_call_starts_the_moment_its_own_inputs_are_ready()
    {
        // `slow` ends only after `second` has started: were there any barrier between generations, nothing would move.
        var secondStarted = new TaskCompletionSource();
        var backend = new ShellBackend
        {
            Decide = _ => new Succeeded { ExitCode = 0 },
            Delay = (plan, _) =>
            {
                if (plan.CallId == "second")
                {
                    secondStarted.SetResult();
                }

                return plan.CallId == "slow" ? secondStarted.Task.WaitAsync(TimeSpan.FromSeconds(30)) : Task.CompletedTask;
            },
        };

        RunResult result = await _fixture.RunAsync("""
            version 1.2
            task step {
              input { Int n }
              command <<< >>>
              output { Int next = n + 1 }
            }
            workflow wf {
              call step as slow { n = 0 }
              call step as first { n = 0 }
              call step as second { n = first.next }
              call step as last { n = slow.next + second.next }
              output { Int n = last.next }
            }
            """, backend);

        Assert.Equal(RunStatus.Succeeded, result.Status);
        Assert.Contains("\"wf.n\": 4", result.Outputs, StringComparison.Ordinal);
        Assert.Equal("last", backend.Plans.Last().CallId);
    }

    [Fact]
    public async Task After_makes_a_call_wait_though_it_reads_nothing()
    {
        var ended = new ConcurrentQueue<string>();
        var backend = new ShellBackend
        {
            Decide = plan =>
            {
                ended.Enqueue(plan.CallId);
                return new Succeeded { ExitCode = 0 };
            },
            Delay = (plan, _) => plan.CallId == "b" ? Task.CompletedTask : Task.Delay(50),
        };

        await _fixture.RunAsync("""
            version 1.1
            task t { command <<< >>> }
            workflow wf {
              call t as b after a
              call t as a
            }
            """, backend);

        Assert.Equal(["a", "b"], ended);
    }

    [Fact]
    public async Task A_scatter_works_on_no_more_elements_than_it_is_told()
    {
        int running = 0;
        int most = 0;
        var backend = new ShellBackend
        {
            Decide = _ => new Succeeded { ExitCode = 0 },
            Delay = async (_, _) =>
            {
                int now = Interlocked.Increment(ref running);
                InterlockedMax(ref most, now);
                await Task.Delay(5);
                Interlocked.Decrement(ref running);
            },
        };

        RunResult result = await _fixture.RunAsync(
            """
            version 1.1
            task t {
              input { Int i }
              command <<< >>>
              output { Int o = i }
            }
            workflow wf {
              scatter (i in range(40)) { call t { input: i = i } }
              output { Array[Int] o = t.o }
            }
            """,
            backend,
            settings: new RunSettings { ScatterConcurrency = 3 });

        Assert.Equal(RunStatus.Succeeded, result.Status);
        Assert.InRange(most, 2, 3);
        Assert.Equal(40, backend.Plans.Count);
    }

    [Fact]
    public async Task A_scatter_keeps_the_order_of_its_elements()
    {
        var backend = new ShellBackend
        {
            Decide = _ => new Succeeded { ExitCode = 0 },
            Delay = (plan, _) => Task.Delay((plan.CallId[^1] * 7) % 10),
        };

        RunResult result = await _fixture.RunAsync("""
            version 1.1
            task t {
              input { Int i }
              command <<< >>>
              output { Int o = i * i }
            }
            workflow wf {
              scatter (i in range(30)) { call t { input: i = i } }
              output { String o = sep(",", t.o) }
            }
            """, backend);

        Assert.Contains(string.Join(',', Enumerable.Range(0, 30).Select(i => i * i)), result.Outputs, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hundred_thousand_elements_are_gathered_in_bounded_memory()
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);

        RunResult result = await _fixture.RunAsync("""
            version 1.1
            workflow wf {
              scatter (i in range(100000)) {
                Int square = i * i
                if (i % 2 == 0) { String even = "e~{i}" }
              }
              output {
                Int last = square[99999]
                Int count = length(select_all(even))
              }
            }
            """);

        Assert.Contains("\"wf.last\": 9999800001", result.Outputs, StringComparison.Ordinal);
        Assert.Contains("\"wf.count\": 50000", result.Outputs, StringComparison.Ordinal);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 100 << 20);
    }

    [Fact]
    public async Task Progress_counts_what_happened()
    {
        await _fixture.RunAsync("""
            version 1.1
            task t { command <<< >>> }
            workflow wf { scatter (i in range(5)) { call t } }
            """);

        Assert.Equal(5, _fixture.Progress.Succeeded);
        Assert.Equal(0, _fixture.Progress.Running);
        Assert.Empty(_fixture.Progress.Active);
        Assert.Equal(RunStatus.Succeeded, _fixture.Progress.Status);
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen = Volatile.Read(ref target);
        while (value > seen)
        {
            int found = Interlocked.CompareExchange(ref target, value, seen);
            if (found == seen)
            {
                return;
            }

            seen = found;
        }
    }
}
