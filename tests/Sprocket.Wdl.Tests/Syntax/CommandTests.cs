using Sprocket.Text;
using Sprocket.Wdl.Syntax;

namespace Sprocket.Wdl.Tests.Syntax;

/// <summary>WDL 1.2, section "Command Section".</summary>
public sealed class CommandTests
{
    [Theory]
    [InlineData("<<<\n    echo a\n      echo b\n  >>>", "echo a\n  echo b")]
    [InlineData("<<< echo a >>>", "echo a")]
    [InlineData("<<<\n  a \\\n    b\n>>>", "a \\\n  b")]
    [InlineData("<<<\n\n  a\n\n>>>", "\na\n")]
    [InlineData("<<<\n    python <<CODE\n      with x:\n        y\n    CODE\n  >>>", "python <<CODE\n  with x:\n    y\nCODE")]
    [InlineData("<<<\r\n  a\r\n  b\r\n>>>", "a\nb")]
    [InlineData("{\n  echo $x\n    { a\n}", "echo $x\n  { a")]
    [InlineData("<<<>>>", null)]
    [InlineData("{}", null)]
    public void The_common_indent_is_removed(string command, string? expected) =>
        AssertParts(command, expected is null ? "" : Quote(expected));

    // SPEC 1.1 "Stripping Leading Whitespace": "issue a warning and leave the whitespace unmodified"; 1.2 "Command Section": each
    // counts once; 1.0: undefined, a warning is suggested.
    [Theory]
    [InlineData("1.0", "<<<\n    \ta\n\tb\n>>>", "   \ta\nb")]
    [InlineData("1.1", "<<<\n    \ta\n\tb\n>>>", "    \ta\n\tb")]
    [InlineData("1.2", "<<<\n    \ta\n\tb\n>>>", "   \ta\nb")]
    [InlineData("1.3", "<<<\n    a\n\tb\n  >>>", "   a\nb")]
    [InlineData("1.1", "{\n    a\n\tb\n  }", "    a\n\tb")]
    [InlineData("1.1", "<<<\n  \ta\n  \tb\n>>>", "  \ta\n  \tb")]
    public void Tabs_and_spaces_in_one_indent_are_warned_of(string version, string command, string expected)
    {
        (DocumentSyntax document, DiagnosticBag diagnostics) = SyntaxCases.Parse($"version {version}\ntask t {{ command {command} }}");

        Assert.Equal("WDL0038", Assert.Single(diagnostics).Descriptor.Code);
        Assert.Equal(Quote(expected), SyntaxDump.WriteParts(Assert.Single(document.Tasks).Command!.Parts));
    }

    // What all lines begin with is spaces or tabs alone; blank lines, and what follows the common indent, may differ.
    [Theory]
    [InlineData("<<<\n  a\n  \tb\n>>>", "a\n\tb")]
    [InlineData("<<<\n\ta\n\t  b\n>>>", "a\n  b")]
    [InlineData("<<<\n  a\n\t\n  b\n>>>", "a\n\nb")]
    [InlineData("<<<\n  a\nb\tc\n\t>>>", "  a\nb\tc")]
    public void Tabs_and_spaces_elsewhere_are_not(string command, string expected)
    {
        (DocumentSyntax document, DiagnosticBag diagnostics) = SyntaxCases.Parse($"version 1.1\ntask t {{ command {command} }}");

        Assert.Empty(diagnostics);
        Assert.Equal(Quote(expected), SyntaxDump.WriteParts(Assert.Single(document.Tasks).Command!.Parts));
    }

    [Theory]
    [InlineData("<<< a ~{b} ${c} $d >>>", " \"a \" (~ b) \" ${c} $d\"")]
    [InlineData("{ a ~{b} ${c} $d }", " \"a \" (~ b) \" \" (~ c) \" $d\"")]
    [InlineData("<<<\n  ~{a}\n    ~{b}\n>>>", " (~ a) \"\\n  \" (~ b)")]
    [InlineData("<<< awk '{ print }' ~{a['}']} >>>", " \"awk '{ print }' \" (~ (at a \"}\"))")]
    [InlineData("<<< # ~{a}\n>>>", " \"# \" (~ a)")]
    [InlineData("<<< \"~{\"~{a}\"}\" >>>", " \"\\\"\" (~ (string (~ a))) \"\\\"\"")]
    [InlineData("<<< ~ ~a $~{b} >>>", " \"~ ~a $\" (~ b)")]
    public void Placeholders_are_read_in_the_forms_of_the_command(string command, string expected) => AssertParts(command, expected);

    [Theory]
    [InlineData("<<< a \\>>> b >>>", " \"a >>> b\"")]
    [InlineData("<<< a >\\>> b >\\>\\> c >>>", " \"a >>> b >>> c\"")]
    [InlineData("<<< \\< \\> >> x \\n \\\\ >>>", " \"\\\\< \\\\> >> x \\\\n \\\\\\\\\"")]
    [InlineData("<<< \\~{a} \\\\~{b} \\${c} >>>", " \"~{a} \\\\\\\\\" (~ b) \" \\\\${c}\"")]
    [InlineData("{ awk '{ print \\} \\${a\\} \\~{b\\}' }", " \"awk '{ print } ${a} ~{b}'\"")]
    public void Only_what_would_end_the_command_or_begin_a_placeholder_is_escaped(string command, string expected) =>
        AssertParts(command, expected);

    [Fact]
    public void The_parts_know_where_they_stand()
    {
        const string Text = "version 1.2\ntask t {\n  command <<<\n    a ~{b} c\n  >>>\n}";

        (DocumentSyntax document, _) = SyntaxCases.Parse(Text);

        CommandSyntax command = document.Tasks[0].Command!;
        Assert.Equal(["\n    a ", "~{b}", " c\n  "], command.Parts.Select(part => Text.Substring(part.Span.Start, part.Span.Length)));
        Assert.Equal("command <<<\n    a ~{b} c\n  >>>", Text.Substring(command.Span.Start, command.Span.Length));
    }

    private static string Quote(string text) =>
        $" \"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal)}\"";

    private static void AssertParts(string command, string expected)
    {
        (DocumentSyntax document, DiagnosticBag diagnostics) = SyntaxCases.Parse($"version 1.2\ntask t {{ command {command} }}");

        Assert.Empty(diagnostics);
        Assert.Equal(expected, SyntaxDump.WriteParts(Assert.Single(document.Tasks).Command!.Parts));
    }
}
