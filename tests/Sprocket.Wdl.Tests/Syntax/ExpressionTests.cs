using Sprocket.Text;
using Sprocket.Wdl.Syntax;

namespace Sprocket.Wdl.Tests.Syntax;

public sealed class ExpressionTests
{
    [Theory]
    [InlineData("a || b && c", "(|| a (&& b c))")]
    [InlineData("a && b == c", "(&& a (== b c))")]
    [InlineData("a == b < c", "(== a (< b c))")]
    [InlineData("a < b + c", "(< a (+ b c))")]
    [InlineData("a + b * c", "(+ a (* b c))")]
    [InlineData("a * b ** c", "(* a (** b c))")]
    [InlineData("a * b + c", "(+ (* a b) c)")]
    [InlineData("-a ** b", "(** (- a) b)")]
    [InlineData("!a == b", "(== (! a) b)")]
    [InlineData("-a.b[0]", "(- (at (. a b) 0))")]
    [InlineData("a <= b != (c >= d)", "(!= (<= a b) (>= c d))")]
    [InlineData("a % b / c > d", "(> (/ (% a b) c) d)")]
    [InlineData("+a - -b", "(- (+ a) (- b))")]
    public void Operators_bind_as_the_precedence_table_says(string text, string expected) => AssertTree(text, expected);

    [Theory]
    [InlineData("a - b - c", "(- (- a b) c)")]
    [InlineData("a / b * c", "(* (/ a b) c)")]
    [InlineData("a ** b ** c", "(** (** a b) c)")]
    [InlineData("a || b || c", "(|| (|| a b) c)")]
    [InlineData("a - (b - c)", "(- a (- b c))")]
    public void Operators_associate_to_the_left(string text, string expected) => AssertTree(text, expected);

    [Theory]
    [InlineData("if a then b else c + d", "(if a b (+ c d))")]
    [InlineData("a + if b then c else d", "(+ a (if b c d))")]
    [InlineData("if a then b else if c then d else e", "(if a b (if c d e))")]
    [InlineData("if if a then b else c then d else e", "(if (if a b c) d e)")]
    public void A_conditional_takes_all_that_follows_else(string text, string expected) => AssertTree(text, expected);

    [Theory]
    [InlineData("[]", "[]")]
    [InlineData("[1, [2, 3], ]", "[1 [2 3]]")]
    [InlineData("{}", "{}")]
    [InlineData("{1: 'a', x: b}", "{1: \"a\", x: b}")]
    [InlineData("{'a': {'b': 1},}", "{\"a\": {\"b\": 1}}")]
    [InlineData("(1, (2, 3))", "(pair 1 (pair 2 3))")]
    [InlineData("((a))", "a")]
    [InlineData("object {a: 1, 'b c': 2}", "(object a: 1 b c: 2)")]
    [InlineData("object {}", "(object)")]
    [InlineData("Person {name: \"x\", input: 1,}", "(struct Person name: \"x\" input: 1)")]
    [InlineData("None", "None")]
    [InlineData("true && false", "(&& true false)")]
    public void Literals_are_read(string text, string expected) => AssertTree(text, expected);

    [Theory]
    [InlineData("f()", "(call f)")]
    [InlineData("f(a, g(b), [c],)", "(call f a (call g b) [c])")]
    [InlineData("f(a).left[1].object", "(. (at (. (call f a) left) 1) object)")]
    [InlineData("task.meta.parameter_meta", "(. (. task meta) parameter_meta)")]
    [InlineData("a[b[c]][d]", "(at (at a (at b c)) d)")]
    [InlineData("a # comment ) \n + b", "(+ a b)")]
    public void Calls_members_and_indices_are_read(string text, string expected) => AssertTree(text, expected);

    [Theory]
    [InlineData("x * (a + b)")]
    [InlineData("(a + b) * x")]
    [InlineData("f((a))")]
    [InlineData("(a)[(b)]")]
    [InlineData("-(a)")]
    public void The_span_of_a_node_includes_the_parentheses_in_it(string text)
    {
        (ExpressionSyntax expression, DiagnosticBag diagnostics) = SyntaxCases.ParseExpression(text);

        Assert.Empty(diagnostics);
        Assert.Equal(new TextSpan(0, text.Length), expression.Span);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a +")]
    [InlineData("a b")]
    [InlineData("(a")]
    [InlineData("[1, 2")]
    [InlineData("{1: }")]
    [InlineData("f(a b)")]
    [InlineData("if a then b")]
    [InlineData("a.")]
    [InlineData("a[")]
    [InlineData("a[]")]
    [InlineData("a.b(c)")]
    [InlineData("* a")]
    [InlineData("a == = b")]
    [InlineData("(a, b, c)")]
    [InlineData("$a")]
    [InlineData("a & b")]
    [InlineData("\"abc")]
    [InlineData("'~{a'")]
    [InlineData("'~{a b}'")]
    [InlineData("<<< abc")]
    [InlineData("input { a: 1 }")]
    [InlineData("call")]
    public void One_mistake_is_one_diagnostic(string text)
    {
        (_, DiagnosticBag diagnostics) = SyntaxCases.ParseExpression(text);

        Assert.Single(diagnostics);
    }

    private static void AssertTree(string text, string expected)
    {
        (ExpressionSyntax expression, DiagnosticBag diagnostics) = SyntaxCases.ParseExpression(text);

        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.IsError);
        Assert.Equal(expected, SyntaxDump.Write(expression));
    }
}
