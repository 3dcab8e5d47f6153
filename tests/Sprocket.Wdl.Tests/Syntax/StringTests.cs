using Sprocket.Text;
using Sprocket.Wdl.Syntax;

namespace Sprocket.Wdl.Tests.Syntax;

public sealed class StringTests
{
    [Theory]
    [InlineData("""
        "a\\b\n\t\'\"\~\$"
        """, "a\\b\n\t'\"~$")]
    [InlineData("""
        "\101\x41\u0041\U00000041"
        """, "AAAA")]
    [InlineData("""
        "\u00e9\U0001F600"
        """, "é😀")]
    [InlineData("""
        "it's ~ $ # { } $5"
        """, "it's ~ $ # { } $5")]
    [InlineData("""
        'say "hi"'
        """, "say \"hi\"")]
    [InlineData("""
        "\~{a} \${b}"
        """, "~{a} ${b}")]
    [InlineData("''", "")]
    public void Escapes_are_resolved(string text, string expected)
    {
        (ExpressionSyntax expression, DiagnosticBag diagnostics) = SyntaxCases.ParseExpression(text);

        Assert.Empty(diagnostics);
        Assert.Equal(expected, Assert.IsType<StringLiteralSyntax>(expression).PlainText);
    }

    [Theory]
    [InlineData(WdlVersion.V1_0, """ "\7\12\123" """, "\a\nS")]
    [InlineData(WdlVersion.V1_0, """ "\x9" """, "\t")]
    [InlineData(WdlVersion.V1_0, """ "\x1F600" """, "😀")]
    [InlineData(WdlVersion.V1_0, """ "\U00e9" """, "é")]
    [InlineData(WdlVersion.V1_0, """ "\r\b\a\f\v\?" """, "\r\b\a\f\v?")]
    [InlineData(WdlVersion.V1_1, """ "\x41B" """, "AB")]
    [InlineData(WdlVersion.V1_1, """ "\1234" """, "S4")]
    public void Escapes_differ_between_versions(WdlVersion version, string text, string expected)
    {
        (ExpressionSyntax expression, DiagnosticBag diagnostics) = SyntaxCases.ParseExpression(text, version);

        Assert.Empty(diagnostics);
        Assert.Equal(expected, Assert.IsType<StringLiteralSyntax>(expression).PlainText);
    }

    [Theory]
    [InlineData(WdlVersion.V1_1, """ "«\7»" """, "WDL0015")]
    [InlineData(WdlVersion.V1_1, """ "«\12»x" """, "WDL0015")]
    [InlineData(WdlVersion.V1_1, """ "«\x4»" """, "WDL0015")]
    [InlineData(WdlVersion.V1_0, """ "«\x»g" """, "WDL0015")]
    [InlineData(WdlVersion.V1_1, """ "«\u12»" """, "WDL0015")]
    [InlineData(WdlVersion.V1_1, """ "«\U00e9»" """, "WDL0015")]
    [InlineData(WdlVersion.V1_1, """ "«\ud83d»" """, "WDL0015")]
    [InlineData(WdlVersion.V1_1, """ "«\U00110000»" """, "WDL0015")]
    [InlineData(WdlVersion.V1_0, """ "«\x110000»" """, "WDL0015")]
    [InlineData(WdlVersion.V1_0, """ "«\xfffffffffffffffff»" """, "WDL0015")]
    [InlineData(WdlVersion.V1_0, """ "«\.»gz" """, "WDL0035")]
    [InlineData(WdlVersion.V1_3, """ "«\😀»" """, "WDL0035")]
    [InlineData(WdlVersion.V1_1, """ "«\r»" """, "WDL0035")]
    [InlineData(WdlVersion.V1_2, """ <<< a «\.» >>> """, "WDL0035")]
    public void A_wrong_escape_is_reported_where_it_stands(WdlVersion version, string marked, string code)
    {
        int start = marked.IndexOf('«', StringComparison.Ordinal);
        int end = marked.IndexOf('»', StringComparison.Ordinal) - 1;
        string text = marked.Remove(end + 1, 1).Remove(start, 1);

        (_, DiagnosticBag diagnostics) = SyntaxCases.ParseExpression(text, version);

        Diagnostic diagnostic = Assert.Single(diagnostics);
        Assert.Equal(code, diagnostic.Descriptor.Code);
        Assert.Equal(TextSpan.FromBounds(start, end), diagnostic.Span);
    }

    [Fact]
    public void An_unknown_escape_is_kept_as_it_stands()
    {
        (ExpressionSyntax expression, _) = SyntaxCases.ParseExpression("""
            "\.bam$"
            """);

        Assert.Equal("\\.bam$", Assert.IsType<StringLiteralSyntax>(expression).PlainText);
    }

    [Theory]
    [InlineData("\"~{a}\"", "(string (~ a))")]
    [InlineData("\"x~{a}y${b}z\"", "(string \"x\" (~ a) \"y\" (~ b) \"z\")")]
    [InlineData("\"~{\"~{'~{a}'}\"}\"", "(string (~ (string (~ (string (~ a))))))")]
    [InlineData("\"~{if b then '~{1 + i}' else '0'}\"", "(string (~ (if b (string (~ (+ 1 i))) \"0\")))")]
    [InlineData("\"~{ {'a': 1}['a'] }\"", "(string (~ (at {\"a\": 1} \"a\")))")]
    [InlineData("\"~{\n a # }\n }\"", "(string (~ a))")]
    [InlineData("\"a\\n~{b}\\t\"", "(string \"a\\n\" (~ b) \"\\t\")")]
    public void Placeholders_nest_to_any_depth(string text, string expected)
    {
        (ExpressionSyntax expression, DiagnosticBag diagnostics) = SyntaxCases.ParseExpression(text);

        Assert.Empty(diagnostics);
        Assert.Equal(expected, SyntaxDump.Write(expression));
    }

    [Theory]
    [InlineData("'~{sep=\", \" a}'", "(string (~ sep=\", \" a))")]
    [InlineData("'~{true=\"x\" false=\"\" a && b}'", "(string (~ true=\"x\" false=\"\" (&& a b)))")]
    [InlineData("'~{default=\"x\" a}'", "(string (~ default=\"x\" a))")]
    [InlineData("'~{default=-1 a}'", "(string (~ default=(- 1) a))")]
    [InlineData("'~{default=\"\" sep=\" -x \" a}'", "(string (~ default=\"\" sep=\" -x \" a))")]
    [InlineData("'~{sep(\",\", a)}'", "(string (~ (call sep \",\" a)))")]
    [InlineData("'~{default == a}'", "(string (~ (== default a)))")]
    [InlineData("'~{true}'", "(string (~ true))")]
    public void Placeholder_options_stand_before_the_expression(string text, string expected)
    {
        (ExpressionSyntax expression, DiagnosticBag diagnostics) = SyntaxCases.ParseExpression(text, WdlVersion.V1_0);

        Assert.Empty(diagnostics);
        Assert.Equal(expected, SyntaxDump.Write(expression));
    }

    [Theory]
    [InlineData("'~{true=\"x\" a}'")]
    [InlineData("'~{false=\"x\" a}'")]
    [InlineData("'~{sep=\",\" sep=\";\" a}'")]
    [InlineData("'~{sep=\",\" true=\"a\" false=\"b\" a}'")]
    [InlineData("'~{seq=\",\" a}'")]
    public void Options_that_contradict_each_other_are_an_error(string text)
    {
        (_, DiagnosticBag diagnostics) = SyntaxCases.ParseExpression(text, WdlVersion.V1_0);

        Assert.Equal("WDL0034", Assert.Single(diagnostics).Descriptor.Code);
    }
}
