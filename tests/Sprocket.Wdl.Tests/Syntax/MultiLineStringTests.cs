using Sprocket.Text;
using Sprocket.Wdl.Syntax;

namespace Sprocket.Wdl.Tests.Syntax;

/// <summary>WDL 1.2, section "Multi-line Strings"; the first tables are its own examples.</summary>
public sealed class MultiLineStringTests
{
    [Theory]
    [InlineData("<<<hello  world>>>")]
    [InlineData("<<<   hello  world   >>>")]
    [InlineData("<<<   \n        hello  world>>>")]
    [InlineData("<<<   \n        hello  world\n        >>>")]
    [InlineData("<<<   \n        hello  world\n    >>>")]
    [InlineData("<<<\n        hello  \\\n            world\n    >>>")]
    public void White_space_at_both_ends_and_line_continuations_are_removed(string text) => AssertText(text, "hello  world");

    [Theory]
    [InlineData("<<<\n\n    this is a\n\n      multi-line string\n\n    >>>", "\nthis is a\n\n  multi-line string\n")]
    [InlineData("<<<\n\n      this is a\n  \n        multi-line string\n\n    >>>", "\nthis is a\n\n  multi-line string\n")]
    [InlineData("<<<\nthis is a\n\n  multi-line string\n>>>", "this is a\n\n  multi-line string")]
    public void Blank_lines_do_not_count_for_the_common_indent(string text, string expected) => AssertText(text, expected);

    [Theory]
    [InlineData("<<<\n    hello \\\\\n      world\n    >>>", "hello \\\n  world")]
    [InlineData("<<<\n  a \\\n  \\\n  b\n>>>", "a b")]
    [InlineData("<<<a\\\n>>>", "a")]
    [InlineData("<<< \\\n a>>>", "a")]
    public void Only_an_odd_number_of_backslashes_continues_a_line(string text, string expected) => AssertText(text, expected);

    [Theory]
    [InlineData("<<<'a' \"b\"\\n\\x41>>>", "'a' \"b\"\nA")]
    [InlineData("<<<a \\>>> b>>>", "a >>> b")]
    [InlineData("<<<a >> b > c>>>", "a >> b > c")]
    [InlineData("<<<\n  \\ta\n    b\n>>>", "\ta\n  b")]
    [InlineData("<<<\\~{a} \\${b}>>>", "~{a} ${b}")]
    public void Escapes_are_resolved_after_white_space_is_removed(string text, string expected) => AssertText(text, expected);

    [Theory]
    [InlineData("<<<\n\ta\n  b\n>>>", "a\n b")]
    [InlineData("<<<\r\n  a\r\n    b\r\n  >>>", "a\n  b")]
    [InlineData("<<<>>>", "")]
    [InlineData("<<<   >>>", "")]
    [InlineData("<<<\n>>>", "")]
    [InlineData("<<<\n\n>>>", "")]
    [InlineData("<<<\n\n\n>>>", "\n")]
    [InlineData("<<<a\n    b>>>", "a\n    b")]
    public void Tabs_and_spaces_count_the_same_and_line_breaks_become_line_feeds(string text, string expected) => AssertText(text, expected);

    [Theory]
    [InlineData("<<<\n    ~{a}\n      b ~{c}\n  >>>", "(lines (~ a) \"\\n  b \" (~ c))")]
    [InlineData("<<<\n    a\n  ${b}c\n>>>", "(lines \"  a\\n\" (~ b) \"c\")")]
    [InlineData("<<<~{a}   ~{b}>>>", "(lines (~ a) \"   \" (~ b))")]
    [InlineData("<<<\n  ~{a +\nb}\n    c\n>>>", "(lines (~ (+ a b)) \"\\n  c\")")]
    [InlineData("<<<\n  a \\\n     ~{b}\n>>>", "(lines \"a \" (~ b))")]
    [InlineData("<<< ~{<<< ~{a} >>>} >>>", "(lines (~ (lines (~ a))))")]
    public void A_placeholder_counts_as_text_that_is_not_white_space(string text, string expected)
    {
        (ExpressionSyntax expression, DiagnosticBag diagnostics) = SyntaxCases.ParseExpression(text, WdlVersion.V1_2);

        Assert.Empty(diagnostics);
        Assert.Equal(expected, SyntaxDump.Write(expression));
    }

    private static void AssertText(string text, string expected)
    {
        (ExpressionSyntax expression, DiagnosticBag diagnostics) = SyntaxCases.ParseExpression(text, WdlVersion.V1_2);

        Assert.Empty(diagnostics);
        Assert.Equal(expected, Assert.IsType<StringLiteralSyntax>(expression).PlainText);
    }
}
