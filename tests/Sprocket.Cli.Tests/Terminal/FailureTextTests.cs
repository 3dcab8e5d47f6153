using Sprocket.Engine.Runs;
using Sprocket.Text;

namespace Sprocket.Cli.Tests.Terminal;

public sealed class FailureTextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("\u001b[31mred\u001b[0m\a", "?[31mred?[0m?")]
    [InlineData("1 %\r50 %\r100 %\r", "100 %")]
    public void A_line_of_standard_error_commands_no_terminal(string line, string shown) => Assert.Contains($"  | {shown}\n", Render(line), StringComparison.Ordinal);

    [Fact]
    public void A_line_without_end_is_cut() => Assert.Contains($"  | {new string('x', 400)}…\n", Render(new string('x', 9000)), StringComparison.Ordinal);

    private static string Render(string line) => FailureText.Render(
        new RunFailure("a", new Diagnostic(RunDiagnostics.CommandFailed, new SourceText("wf.wdl", "task a {}\n"), new TextSpan(5, 1), "`a` failed"))
        {
            StandardErrorTail = [line],
        },
        DiagnosticPalette.Plain);
}
