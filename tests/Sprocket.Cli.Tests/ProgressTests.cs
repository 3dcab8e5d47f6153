using Sprocket.Engine.Backends;
using Sprocket.Engine.Runs;

namespace Sprocket.Cli.Tests;

public class ProgressTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<RunEvent, string?> Lines => new()
    {
        { new RunStarted("4f2a", "align", "align.wdl", "local") { Time = Noon }, "12:00:00 run 4f2a: align of align.wdl, on local" },
        { new CallStarted("map-3", "map", IsWorkflow: false) { Time = Noon }, null },
        { new AttemptSubmitted("map-3", 0, "1153") { Time = Noon }, "12:00:00 map-3: submitted as job 1153" },
        { new AttemptPending("map-3", 1, "no node is free") { Time = Noon }, "12:00:00 map-3 (attempt 2): waiting: no node is free" },
        { new AttemptRunning("map-3", 0, "n2") { Time = Noon }, "12:00:00 map-3: running on n2" },
        { new AttemptRunning("map-3", 0, null) { Time = Noon }, "12:00:00 map-3: running" },
        { new AttemptEnded("map-3", 0, Done(83, 5 << 20), null) { Time = Noon }, "12:00:00 map-3: done (1m23s, 5 MiB)" },
        {
            new AttemptEnded("map-3", 0, new NodeFailed { Explanation = "Slurm job 7 was lost.\nMore." }, "retry 1 of 3") { Time = Noon },
            "12:00:00 map-3: node failed: Slurm job 7 was lost; trying again: retry 1 of 3"
        },
        { new AttemptEnded("map-3", 0, new OutOfMemory(), "more memory") { Time = Noon }, "12:00:00 map-3: out of memory, trying again: more memory" },
        { new AttemptEnded("map-3", 0, new TimedOut(), null) { Time = Noon }, null },
        { new CallFailed("map-3", "it timed out") { Time = Noon }, "12:00:00 map-3: failed: it timed out" },
        { new RunEnded(RunStatus.Canceled) { Time = Noon }, "12:00:00 run cancelled" },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public void An_event_is_told_in_a_line(RunEvent happened, string? line)
    {
        Assert.Equal(line, ProgressLine.Render(happened, isVerbose: false));
    }

    [Theory]
    [InlineData(0.04, "0.0s")]
    [InlineData(59.94, "59.9s")]
    [InlineData(60, "1m00s")]
    [InlineData(3599, "59m59s")]
    [InlineData(7500, "2h05m")]
    [InlineData(180000, "50h00m")]
    public void A_duration_is_said_in_the_units_that_matter(double seconds, string text)
    {
        Assert.Equal(text, ProgressLine.RenderDuration(TimeSpan.FromSeconds(seconds)));
    }

    [Fact]
    public void The_live_line_counts_the_calls_and_names_those_that_run()
    {
        RunProgress progress = Fold(
            new RunStarted("4f2a", "align", "align.wdl", "local"),
            new CallStarted("a", "t", IsWorkflow: false),
            new AttemptStarted("a", 0, "k", 1, 1, []),
            new AttemptRunning("a", 0, null),
            new CallStarted("b", "t", IsWorkflow: false),
            new AttemptStarted("b", 0, "k", 1, 1, []),
            new CallStarted("c", "t", IsWorkflow: false),
            new CallSucceeded("c", "{}", IsWorkflow: false));

        Assert.Equal("1m05s align: 1 done, 1 running, 1 waiting [a]", ProgressView.RenderSummary(progress, Noon.AddSeconds(65), 80));
    }

    [Fact]
    public void The_live_line_never_fills_the_last_column()
    {
        RunProgress progress = Fold(new RunStarted("4f2a", new string('x', 200), "align.wdl", "local"));

        Assert.Equal(39, ProgressView.RenderSummary(progress, Noon, 40).Length);
    }

    private static RunProgress Fold(params RunEvent[] events) =>
        events.Aggregate(RunProgress.Start, (progress, happened) => progress.Apply(happened with { Time = Noon }));

    private static Succeeded Done(int seconds, long peak) =>
        new() { Usage = new ResourceUsage { Start = Noon, End = Noon.AddSeconds(seconds), PeakMemoryBytes = peak } };
}
