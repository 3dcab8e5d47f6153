using System.Collections.Immutable;
using Sprocket.Engine.Backends;
using Sprocket.Engine.Runs;
using Sprocket.Text;

namespace Sprocket.Cli.Tests.Terminal;

public sealed class FailureReportTests
{
    private static readonly SourceText Source = new("wf.wdl", "task align {}\ntask count {}\n");
    private static readonly TextSpan Align = new(5, 5);
    private static readonly TextSpan Count = new(19, 5);

    [Fact]
    public void Three_calls_that_fail_alike_are_all_told_in_full()
    {
        string[] texts = Render([.. Enumerable.Range(0, 3).Select(i => Fail($"align-{i}", Align))]);

        Assert.Equal(3, texts.Length);
        Assert.Equal("error[RUN0101]: `align-2` failed", texts[2].Split('\n')[0]);
    }

    [Fact]
    public void Of_a_hundred_that_fail_alike_three_are_told_in_full_and_the_others_in_a_line()
    {
        string[] texts = Render([.. Enumerable.Range(0, 100).Select(i => Fail($"align-{i}", Align))]);

        string names = string.Join(", ", Enumerable.Range(3, 20).Select(i => $"`align-{i}`"));
        Assert.Equal(4, texts.Length);
        Assert.Equal($"error[RUN0101]: 97 more calls of it failed in the same way: {names} and 77 more\n", texts[3]);
    }

    [Fact]
    public void Calls_of_another_task_are_told_for_themselves()
    {
        ImmutableArray<RunFailure> failures =
            [.. Enumerable.Range(0, 4).Select(i => Fail($"align-{i}", Align)), Fail("count", Count)];

        string[] texts = Render(failures);

        Assert.Equal(5, texts.Length);
        Assert.Equal("error[RUN0101]: 1 more call of it failed in the same way: `align-3`\n", texts[3]);
        Assert.Equal("error[RUN0101]: `count` failed", texts[4].Split('\n')[0]);
    }

    [Fact]
    public void Only_calls_with_the_same_exit_code_failed_in_the_same_way()
    {
        ImmutableArray<RunFailure> failures =
            [.. new[] { 5, 5, 7, 5, 5, 7, 127, 137, 5, 5 }.Select((code, i) => Fail($"align-{i}", Align, new CommandFailed { ExitCode = code }))];

        string[] texts = Render(failures);

        Assert.Equal(
            [
                "error[RUN0101]: `align-0` failed",
                "error[RUN0101]: `align-2` failed",
                "error[RUN0101]: `align-6` failed",
                "error[RUN0101]: 7 more calls of it failed: exit code 5 (`align-1`, `align-3`, `align-4` and 2 more), exit code 7 (`align-5`), exit code 137 (`align-7`)",
            ],
            texts.Select(text => text.Split('\n')[0]));
        Assert.EndsWith("(`align-7`)\n", texts[3], StringComparison.Ordinal);
    }

    [Fact]
    public void Of_very_many_ends_the_most_frequent_are_named()
    {
        ImmutableArray<RunFailure> failures =
            [.. Enumerable.Range(0, 100).Select(i => Fail($"align-{i}", Align, new CommandFailed { ExitCode = i < 98 ? i : 50 }))];

        string others = Render(failures)[^1];

        Assert.StartsWith(
            "error[RUN0101]: 97 more calls of it failed: exit code 50 (`align-50`, `align-98`, `align-99`), exit code 3 (`align-3`), ", others, StringComparison.Ordinal);
        Assert.EndsWith("exit code 9 (`align-9`), and 87 otherwise\n", others, StringComparison.Ordinal);
    }

    [Fact]
    public void Kinds_of_an_end_under_one_code_are_told_apart()
    {
        ImmutableArray<RunFailure> failures =
        [
            .. Enumerable.Range(0, 4).Select(i => Fail($"align-{i}", Align, new Canceled())),
            Fail("align-4", Align, new Interrupted()),
        ];

        string[] texts = Render(failures);

        Assert.Equal("error[RUN0101]: `align-4` failed", texts[2].Split('\n')[0]);
        Assert.Equal("error[RUN0101]: 2 more calls of it failed: canceled (`align-2`, `align-3`)\n", texts[3]);
    }

    [Fact]
    public void What_is_killed_for_its_memory_fails_in_the_same_way_whatever_its_exit_code()
    {
        string[] texts = Render([.. Enumerable.Range(0, 5).Select(i => Fail($"align-{i}", Align, new OutOfMemory { ExitCode = i }))]);

        Assert.Equal("error[RUN0101]: 2 more calls of it failed in the same way: `align-3`, `align-4`\n", texts[3]);
    }

    private static string[] Render(ImmutableArray<RunFailure> failures) => [.. FailureReport.Render(failures, DiagnosticPalette.Plain)];

    private static RunFailure Fail(string call, TextSpan span, Outcome? outcome = null) =>
        new(call, new Diagnostic(RunDiagnostics.CommandFailed, Source, span, $"`{call}` failed")) { Outcome = outcome };
}
