using System.Collections.Immutable;
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

    private static string[] Render(ImmutableArray<RunFailure> failures) => [.. FailureReport.Render(failures, DiagnosticPalette.Plain)];

    private static RunFailure Fail(string call, TextSpan span) =>
        new(call, new Diagnostic(RunDiagnostics.CommandFailed, Source, span, $"`{call}` failed"));
}
