using System.Globalization;
using System.Text;
using Sprocket.Text;

namespace Sprocket.Toml.Tests;

/// <summary>Documents that are too large, too deep or too wrong for a case file.</summary>
public sealed class LimitTests
{
    private const int MaxDepth = 128;

    public static TheoryData<string, string> Nestings { get; } = new()
    {
        { "a = " + Repeat("[", MaxDepth), Repeat("]", MaxDepth) },
        { "a = " + Repeat("{ b = ", MaxDepth) + "1", Repeat(" }", MaxDepth) },
        { Repeat("a.", MaxDepth) + "b = 1", "" },
        { "[" + Repeat("a.", MaxDepth - 1) + "b]", "" },
        { "[[" + Repeat("a.", MaxDepth - 2) + "b]]", "" },
        { "[a.b]\nc = " + Repeat("[", MaxDepth - 2), Repeat("]", MaxDepth - 2) },
        { "[[a]]\n" + Repeat("b.", MaxDepth - 2) + "c = 1", "" },
    };

    public static TheoryData<string> Bottomless { get; } =
    [
        "a = " + Repeat("[", 1_000_000),
        "a = " + Repeat("[\n", 1_000_000),
        "a = " + Repeat("{ b = ", 1_000_000),
        "a = " + Repeat("[{ b = ", 500_000),
        Repeat("a.", 1_000_000) + "b = 1",
        "[" + Repeat("a.", 1_000_000) + "b]\nc = 1",
        "[[" + Repeat("a.", 1_000_000) + "b]]",
        "a = { " + Repeat("b.", 1_000_000) + "c = 1 }",
    ];

    [Theory]
    [MemberData(nameof(Nestings))]
    public void The_deepest_nesting_is_allowed(string opening, string closing)
    {
        (_, DiagnosticBag diagnostics) = Read(opening + closing);

        Assert.Equal([], diagnostics.Select(DiagnosticRenderer.RenderLine));
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{ b = ", "}")]
    public void One_bracket_more_is_too_deep(string open, string close)
    {
        string before = "a = " + Repeat(open, MaxDepth);

        (_, DiagnosticBag diagnostics) = Read(before + open + "1" + Repeat(close, MaxDepth + 1) + "\nb = oops");

        Diagnostic found = Assert.Single(diagnostics);
        Assert.Same(TomlDiagnostics.TooDeep, found.Descriptor);
        Assert.Equal("more than 128 tables and arrays in one another", found.Message);
        Assert.Equal(new TextSpan(before.Length, 1), found.Span);
    }

    [Theory]
    [InlineData("«a.{0}b» = 1\nc = «x»")]
    [InlineData("[«{0}b»]\nc = «x»")]
    [InlineData("[[«{0}b»]]\nc = «x»")]
    public void A_key_with_more_parts_is_too_deep_and_passed_over(string document)
    {
        MarkedDocument marked = MarkedDocument.Parse(string.Format(CultureInfo.InvariantCulture, document, Repeat("a.", MaxDepth)));

        (_, DiagnosticBag diagnostics) = Read(marked.Text);

        Assert.Equal([TomlDiagnostics.TooDeep, TomlDiagnostics.UnquotedText], diagnostics.Select(diagnostic => diagnostic.Descriptor));
        Assert.Equal(marked.Marks, diagnostics.Select(diagnostic => diagnostic.Span));
    }

    [Theory]
    [MemberData(nameof(Bottomless))]
    public void A_bottomless_document_is_a_mistake_and_not_a_crash(string document)
    {
        (_, DiagnosticBag diagnostics) = Read(document);

        Assert.Contains(diagnostics, diagnostic => diagnostic.Descriptor == TomlDiagnostics.TooDeep);
    }

    [Fact]
    public void After_a_hundred_errors_the_rest_is_not_read()
    {
        (TomlTable table, DiagnosticBag diagnostics) = Read(Repeat("x\n", 1000) + "a = 1");

        Assert.Equal(101, diagnostics.Count);
        Diagnostic last = diagnostics.Last();
        Assert.Same(TomlDiagnostics.TooManyErrors, last.Descriptor);
        Assert.Equal("stopped reading after 100 errors", last.Message);
        Assert.Equal((100, 2), last.Source.GetPosition(last.Span.Start));
        Assert.Empty(table.Entries);
    }

    [Fact]
    public void A_file_of_forbidden_characters_has_no_more_errors_than_others()
    {
        (_, DiagnosticBag diagnostics) = Read(Repeat("\0\n", 100_000));

        Assert.Equal(101, diagnostics.Count);
    }

    [Theory]
    [InlineData("a = \"x\xff\"", 6, 1, 7, 0xff)]
    [InlineData("a = 1\n# \xc3", 8, 2, 3, 0xc3)]
    [InlineData("# \xc3\xa4\xc3\xa4\xe4", 5, 1, 5, 0xe4)]
    [InlineData("\xff\xfe" + "a\0=\0" + "1\0", 0, 1, 1, 0xff)]
    public void Bytes_that_are_not_UTF_8_are_reported_at_their_place(string latin1, int offset, int line, int column, int value)
    {
        DiagnosticBag diagnostics = [];

        TomlTable table = TomlReader.Read("case.toml", Encoding.Latin1.GetBytes(latin1), TomlVersion.V1_1, diagnostics);

        Diagnostic found = Assert.Single(diagnostics);
        Assert.Same(TomlDiagnostics.NotUtf8, found.Descriptor);
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"the byte 0x{value:X2} is not UTF-8 here"), found.Message);
        Assert.Equal((line, column), found.Source.GetPosition(found.Span.Start));
        Assert.InRange(found.Span.Start, 0, offset);
        Assert.Empty(table.Entries);
    }

    [Fact]
    public void A_lone_surrogate_is_a_forbidden_character()
    {
        (_, DiagnosticBag diagnostics) = Read("a = 'x\ud83ey'\nb = \"\udd2c\" # \ud83e\udd2c");

        Assert.Equal(["the control character U+D83E is not allowed", "the control character U+DD2C is not allowed"], diagnostics.Select(found => found.Message));
    }

    [Fact]
    public void A_document_of_ten_megabytes_is_read()
    {
        string block = "[[runs]]\nname = \"sample\" # comment\nvalues = [1, 2.5, true, 1979-05-27T07:32:00Z, 'x']\ntable = { a.b = 1, c = \"\\u00e9\" }\n";
        int count = (10_000_000 / block.Length) + 1;

        (TomlTable table, DiagnosticBag diagnostics) = Read(Repeat(block, count));

        Assert.Empty(diagnostics);
        Assert.Equal(count, Assert.IsType<TomlArray>(Assert.Single(table.Entries).Value).Items.Length);
    }

    [Fact]
    public void A_hundred_thousand_keys_in_one_table_are_read()
    {
        (TomlTable table, DiagnosticBag diagnostics) = Read(string.Concat(Enumerable.Range(0, 100_000).Select(i => $"key{i} = {i}\n")));

        Assert.Empty(diagnostics);
        Assert.Equal(100_000, table.Entries.Length);
        Assert.True(table.TryGet("key77777", out TomlEntry? entry));
        Assert.Equal(77777, Assert.IsType<TomlInteger>(entry.Value).Value);
    }

    [Theory]
    [InlineData("a = [", "1 ", "]")]
    [InlineData("a = [", "\n1", "]")]
    [InlineData("a = [\n", "x ", "]")]
    [InlineData("a = [", "[1,\n", "")]
    [InlineData("a = {", "b ", "}")]
    [InlineData("a = {", "\nb", "}")]
    [InlineData("", "\"", "")]
    [InlineData("a = ", "\"\"\"", "")]
    [InlineData("a = \"\"\"", "\\\n", "")]
    [InlineData("a = \"", "\\", "")]
    [InlineData("", "[", "")]
    [InlineData("", "\r", "")]
    [InlineData("a = ", "9", "")]
    [InlineData("a = 1.", "9", "")]
    [InlineData("a = 07:32:00.", "9", "")]
    [InlineData("a = ", "1_", "")]
    [InlineData("a = [", "#\n", "]")]
    [InlineData("a = [", "1,", "")]
    [InlineData("", "[a]\n", "")]
    public void A_megabyte_of_the_same_is_read_in_one_pass(string before, string repeated, string after)
    {
        (TomlTable table, _) = Read(before + Repeat(repeated, 1_000_000 / repeated.Length) + after);

        Assert.NotNull(table);
    }

    private static (TomlTable Table, DiagnosticBag Diagnostics) Read(string document)
    {
        DiagnosticBag diagnostics = [];
        return (TomlReader.Read(new SourceText("case.toml", document), diagnostics), diagnostics);
    }

    private static string Repeat(string text, int count) => new StringBuilder(text.Length * count).Insert(0, text, count).ToString();
}
