namespace Sprocket.Text.Tests;

public sealed class DiagnosticRendererTests
{
    private static readonly DiagnosticDescriptor Error = new("TST0001", DiagnosticSeverity.Error, "a title", "An explanation.");
    private static readonly DiagnosticDescriptor Warning = new("TST0002", DiagnosticSeverity.Warning, "a title", "An explanation.");
    private static readonly DiagnosticDescriptor Note = new("TST0003", DiagnosticSeverity.Note, "a title", "An explanation.");

    [Fact]
    public void A_diagnostic_shows_its_line_with_carets_below_the_place()
    {
        Diagnostic diagnostic = Mark("first\nkey = «value» # comment\n", "expected a value");

        AssertRendered(
            """
            error[TST0001]: expected a value
             --> dir/a.toml:2:7
              |
            2 | key = value # comment
              |       ^^^^^

            """,
            diagnostic);
    }

    [Fact]
    public void A_caption_stands_beside_the_carets_and_help_at_the_end()
    {
        Diagnostic diagnostic = Mark("key = «value»", "expected a value") with { Caption = "this is bare", Help = "write `\"value\"`" };

        AssertRendered(
            """
            error[TST0001]: expected a value
             --> dir/a.toml:1:7
              |
            1 | key = value
              |       ^^^^^ this is bare
              = help: write `"value"`

            """,
            diagnostic);
    }

    [Fact]
    public void Labels_show_their_places_and_all_gutters_are_as_wide_as_the_widest()
    {
        SourceText other = new("other.toml", string.Concat(Enumerable.Repeat("\n", 99)) + "a = 1\n");
        Diagnostic diagnostic = Mark("\na = 2\n«a» = 3\n", "defined twice");
        diagnostic = diagnostic with
        {
            Labels =
            [
                new DiagnosticLabel(diagnostic.Source, new TextSpan(1, 1), "first defined here"),
                new DiagnosticLabel(other, new TextSpan(99, 5), "and there"),
            ],
            Help = "remove one",
        };

        AssertRendered(
            """
            error[TST0001]: defined twice
               --> dir/a.toml:3:1
                |
              3 | a = 3
                | ^
               ::: dir/a.toml:2:1
                |
              2 | a = 2
                | - first defined here
               ::: other.toml:100:1
                |
            100 | a = 1
                | ----- and there
                = help: remove one

            """,
            diagnostic);
    }

    [Fact]
    public void A_line_is_shown_once_for_all_places_on_it()
    {
        Diagnostic diagnostic = Mark("first\na «<» bc\n", "cannot compare");
        diagnostic = diagnostic with
        {
            Labels =
            [
                new DiagnosticLabel(diagnostic.Source, new TextSpan(6, 1), "an Int"),
                new DiagnosticLabel(diagnostic.Source, new TextSpan(10, 2), "a String"),
                new DiagnosticLabel(diagnostic.Source, new TextSpan(0, 5), "elsewhere"),
                new DiagnosticLabel(diagnostic.Source, new TextSpan(6, 1), "and again"),
            ],
        };

        AssertRendered(
            """
            error[TST0001]: cannot compare
             --> dir/a.toml:2:3
              |
            2 | a < bc
              |   ^
              | - an Int
              |     -- a String
             ::: dir/a.toml:1:1
              |
            1 | first
              | ----- elsewhere
             ::: dir/a.toml:2:1
              |
            2 | a < bc
              | - and again

            """,
            diagnostic);
    }

    [Fact]
    public void Tabs_are_shown_as_one_space_so_that_carets_stay_below_their_text() =>
        AssertRendered(
            """
            error[TST0001]: expected a value
             --> dir/a.toml:1:9
              |
            1 |   key = value x
              |         ^^^^^^^

            """,
            Mark("\t\tkey =\t«value\tx»", "expected a value"));

    [Fact]
    public void Wide_and_combining_characters_keep_the_carets_below_their_text() =>
        AssertRendered(
            """
            error[TST0001]: unexpected text
             --> dir/a.toml:1:13
              |
            1 | "日本🧬é" = 「value」
              |               ^^^^^^^

            """,
            Mark("\"日本\U0001F9ECe\u0301\" = 「«value」»", "unexpected text"));

    [Fact]
    public void A_span_over_several_lines_is_marked_to_the_end_of_the_first() =>
        AssertRendered(
            """
            error[TST0001]: not closed
             --> dir/a.toml:1:5
              |
            1 | a = [1,
              |     ^^^

            """,
            Mark("a = «[1,\n  2»", "not closed"));

    [Fact]
    public void A_place_at_the_end_of_the_file_is_shown_after_the_last_character() =>
        AssertRendered(
            """
            error[TST0001]: expected a value, found the end of the file
             --> dir/a.toml:2:5
              |
            2 | b = 
              |     ^

            """,
            Mark("a = 1\nb = «»", "expected a value, found the end of the file"));

    [Fact]
    public void A_place_after_the_last_line_break_is_an_empty_line() =>
        AssertRendered(
            """
            error[TST0001]: found the end of the file
             --> dir/a.toml:2:1
              |
            2 |
              | ^

            """,
            Mark("a = [\n«»", "found the end of the file"));

    [Fact]
    public void A_place_at_a_line_break_is_shown_at_the_end_of_its_line() =>
        AssertRendered(
            """
            error[TST0001]: found the end of the line
             --> dir/a.toml:1:5
              |
            1 | a =
              |    ^

            """,
            Mark("a =\r«\n»b = 1", "found the end of the line"));

    [Fact]
    public void A_place_in_an_empty_file_can_be_shown() =>
        AssertRendered(
            """
            warning[TST0002]: the file is empty
             --> dir/a.toml:1:1
              |
            1 |
              | ^

            """,
            Mark("«»", "the file is empty") with { Descriptor = Warning });

    [Fact]
    public void A_byte_order_mark_takes_no_place() =>
        AssertRendered(
            """
            note[TST0003]: a key
             --> dir/a.toml:1:1
              |
            1 | key = 1
              | ^^^

            """.Replace("| key", "| \ufeffkey", StringComparison.Ordinal),
            Mark("\ufeff«key» = 1", "a key") with { Descriptor = Note });

    [Theory]
    [InlineData(0, 1, 160)]
    [InlineData(100, 48, 48 + 159)]
    [InlineData(999, 841, 1000)]
    public void Of_a_long_line_only_a_part_around_the_place_is_shown(int place, int first, int last)
    {
        string line = string.Concat(Enumerable.Range(1, 1000).Select(i => (char)('a' + (i % 26))));
        Diagnostic diagnostic = new(Error, new SourceText("a.toml", line), new TextSpan(place, 400), "long");

        string[] lines = DiagnosticRenderer.Render(diagnostic, DiagnosticPalette.Plain).Split('\n');

        string shown = (first > 1 ? "…" : "") + line[(first - 1)..last] + (last < 1000 ? "…" : "");
        Assert.Equal("1 | " + shown, lines[3]);
        int caret = lines[4].IndexOf('^', StringComparison.Ordinal);
        Assert.Equal(line[place], lines[3][caret]);
        Assert.True(lines[4].Length <= lines[3].Length);
    }

    [Fact]
    public void A_long_line_is_not_cut_within_a_character()
    {
        string line = string.Concat(Enumerable.Repeat("\U0001F9EC", 500));
        for (int place = 200; place < 210; place += 2)
        {
            Diagnostic diagnostic = new(Error, new SourceText("a.toml", "x" + line), new TextSpan(place + 1, 2), "long");

            string rendered = DiagnosticRenderer.Render(diagnostic, DiagnosticPalette.Plain);

            Assert.DoesNotContain('\ufffd', rendered);
            Assert.EndsWith(" ^^\n", rendered, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Nothing_in_a_document_commands_the_terminal()
    {
        SourceText source = new("a\e[31m.toml", "a = \e[2J\u202e«\u2028\u0085\r\0");
        Diagnostic diagnostic = new(Error, source, new TextSpan(0, 1), "the key `\e]0;x\a\n` is bad")
        {
            Caption = "\e[1m",
            Help = "\u2066write\n",
            Labels = [new DiagnosticLabel(source, new TextSpan(4, 1), "\e[m")],
        };

        string rendered = DiagnosticRenderer.Render(diagnostic, DiagnosticPalette.Plain) + DiagnosticRenderer.RenderLine(diagnostic);

        Assert.DoesNotContain(rendered, character => character != '\n' && char.IsControl(character));
        Assert.DoesNotContain(rendered, character => character is '\u202e' or '\u2028' or '\u2066');
        Assert.Contains("the key `?]0;x??` is bad\n", rendered, StringComparison.Ordinal);
        Assert.Contains("1 | a = ?[2J?«??\n", rendered, StringComparison.Ordinal);
    }

    [Fact]
    public void Colours_are_those_of_the_palette()
    {
        DiagnosticPalette palette = new("<E>", "<W>", "<N>", "<S>", "<F>", "<R>");
        Diagnostic diagnostic = Mark("a\n= «b»", "message");
        diagnostic = diagnostic with { Labels = [new DiagnosticLabel(diagnostic.Source, new TextSpan(0, 1), "label")], Help = "help" };

        Assert.Equal(
            """
            <E>error[TST0001]<R><S>: message<R>
             <F>--><R> dir/a.toml:2:3
             <F> |
            2 |<R> = b
             <F> | <R>  <E>^<R>
             <F>:::<R> dir/a.toml:1:1
             <F> |
            1 |<R> a
             <F> | <R><F>- label<R>
             <F> = <R>help: help

            """,
            DiagnosticRenderer.Render(diagnostic, palette));
        Assert.StartsWith("<W>warning[", DiagnosticRenderer.Render(diagnostic with { Descriptor = Warning }, palette), StringComparison.Ordinal);
        Assert.StartsWith("<N>note[", DiagnosticRenderer.Render(diagnostic with { Descriptor = Note }, palette), StringComparison.Ordinal);
        Assert.Contains("\e[1;31merror[TST0001]\e[0m", DiagnosticRenderer.Render(diagnostic, DiagnosticPalette.Ansi), StringComparison.Ordinal);
    }

    [Fact]
    public void A_diagnostic_can_be_one_line()
    {
        Diagnostic diagnostic = Mark("a = 1\nb = «x»", "expected a value, found `x`");

        Assert.Equal("dir/a.toml:2:5: error TST0001: expected a value, found `x`\n", DiagnosticRenderer.RenderLine(diagnostic));
        Assert.Equal(
            "dir/a.toml:2:5: note TST0003: expected a value, found `x`\n  help: write `\"x\"`\n",
            DiagnosticRenderer.RenderLine(diagnostic with { Descriptor = Note, Help = "write `\"x\"`" }));
    }

    private static void AssertRendered(string expected, Diagnostic diagnostic) =>
        Assert.Equal(expected, DiagnosticRenderer.Render(diagnostic, DiagnosticPalette.Plain));

    private static Diagnostic Mark(string marked, string message)
    {
        int start = marked.IndexOf('«', StringComparison.Ordinal);
        int end = marked.IndexOf('»', StringComparison.Ordinal) - 1;
        string text = marked.Remove(start, 1).Remove(end, 1);
        return new Diagnostic(Error, new SourceText("dir/a.toml", text), TextSpan.FromBounds(start, end), message);
    }
}
