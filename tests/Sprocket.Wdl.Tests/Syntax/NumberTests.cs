using Sprocket.Text;
using Sprocket.Wdl.Syntax;

namespace Sprocket.Wdl.Tests.Syntax;

public sealed class NumberTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("42", 42)]
    [InlineData("052", 42)]
    [InlineData("00", 0)]
    [InlineData("0x2A", 42)]
    [InlineData("0X2a", 42)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("0x7fffffffffffffff", long.MaxValue)]
    [InlineData("0777777777777777777777", long.MaxValue)]
    [InlineData("-9223372036854775808", long.MinValue)]
    [InlineData("-0x8000000000000000", long.MinValue)]
    public void Whole_numbers_are_decimal_octal_or_hexadecimal(string text, long expected)
    {
        (ExpressionSyntax expression, DiagnosticBag diagnostics) = SyntaxCases.ParseExpression(text);

        Assert.Empty(diagnostics);
        Assert.Equal(expected, Assert.IsType<IntLiteralSyntax>(expression).Value);
        Assert.Equal(new TextSpan(0, text.Length), expression.Span);
    }

    [Theory]
    [InlineData("1.5", 1.5)]
    [InlineData("1.", 1.0)]
    [InlineData(".25", 0.25)]
    [InlineData("1e3", 1000.0)]
    [InlineData("1E+3", 1000.0)]
    [InlineData("1.5e-1", 0.15)]
    [InlineData("1.e2", 100.0)]
    [InlineData("08.5", 8.5)]
    [InlineData("1.7976931348623157e308", double.MaxValue)]
    [InlineData("1e-400", 0.0)]
    public void Floating_point_numbers_have_a_point_or_an_exponent(string text, double expected)
    {
        (ExpressionSyntax expression, DiagnosticBag diagnostics) = SyntaxCases.ParseExpression(text);

        Assert.Empty(diagnostics);
        Assert.Equal(expected, Assert.IsType<FloatLiteralSyntax>(expression).Value);
    }

    [Theory]
    [InlineData("9223372036854775808", "WDL0017")]
    [InlineData("-9223372036854775809", "WDL0017")]
    [InlineData("99999999999999999999999999999999", "WDL0017")]
    [InlineData("0xffffffffffffffff", "WDL0017")]
    [InlineData("-(9223372036854775808)", "WDL0017")]
    [InlineData("1e309", "WDL0017")]
    [InlineData("08", "WDL0016")]
    [InlineData("0x", "WDL0016")]
    [InlineData("12ab", "WDL0016")]
    [InlineData("1e", "WDL0016")]
    [InlineData("1e+", "WDL0016")]
    [InlineData("0b1", "WDL0016")]
    [InlineData("1_000", "WDL0016")]
    public void A_number_that_is_malformed_or_too_large_is_an_error(string text, string code)
    {
        (_, DiagnosticBag diagnostics) = SyntaxCases.ParseExpression(text);

        Assert.Equal(code, Assert.Single(diagnostics).Descriptor.Code);
    }

    [Fact]
    public void The_smallest_number_binds_tighter_than_an_operator()
    {
        (ExpressionSyntax expression, _) = SyntaxCases.ParseExpression("a - 1 + -9223372036854775808 * 2");

        Assert.Equal("(+ (- a 1) (* -9223372036854775808 2))", SyntaxDump.Write(expression));
    }
}
