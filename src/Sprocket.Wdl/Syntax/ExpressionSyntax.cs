using System.Collections.Immutable;
using Sprocket.Text;

namespace Sprocket.Wdl.Syntax;

/// <summary>An expression as written. Parentheses leave no node, but spans of the nodes around include them.</summary>
/// <remarks>
/// The parser bounds the height of every expression by <see cref="DocumentParser.MaxHeight"/>, so a consumer may recurse
/// on a thread with a large stack. Only chains such as <c>a + b + c</c> (deep on the left) come near it.
/// </remarks>
public abstract record ExpressionSyntax : SyntaxNode
{
    private protected ExpressionSyntax(TextSpan span)
        : base(span)
    {
    }
}

/// <summary><c>true</c> or <c>false</c>.</summary>
/// <param name="Span">The literal.</param>
/// <param name="Value">Its value.</param>
public sealed record BooleanLiteralSyntax(TextSpan Span, bool Value) : ExpressionSyntax(Span);

/// <summary>A whole number in decimal, octal or hexadecimal notation.</summary>
/// <param name="Span">The literal; includes the sign only in the smallest number, which has no positive counterpart.</param>
/// <param name="Value">Its value; 0 after an overflow, which was reported.</param>
public sealed record IntLiteralSyntax(TextSpan Span, long Value) : ExpressionSyntax(Span);

/// <summary>A floating point number.</summary>
/// <param name="Span">The literal.</param>
/// <param name="Value">Its value; always finite.</param>
public sealed record FloatLiteralSyntax(TextSpan Span, double Value) : ExpressionSyntax(Span);

/// <summary><c>None</c> (1.1).</summary>
/// <param name="Span">The literal.</param>
public sealed record NoneLiteralSyntax(TextSpan Span) : ExpressionSyntax(Span);

/// <summary>How a string is delimited.</summary>
public enum StringQuote
{
    /// <summary><c>"…"</c>.</summary>
    Double,

    /// <summary><c>'…'</c>.</summary>
    Single,

    /// <summary><c>&lt;&lt;&lt;…&gt;&gt;&gt;</c> (1.2).</summary>
    MultiLine,
}

/// <summary>A string, perhaps with placeholders.</summary>
/// <param name="Span">The literal with its quotes.</param>
/// <param name="Quote">How it is delimited.</param>
/// <param name="Parts">
/// Text and placeholders in order, escapes resolved and multi-line strings stripped and dedented; neighbouring texts are
/// joined, empty ones left out.
/// </param>
public sealed record StringLiteralSyntax(TextSpan Span, StringQuote Quote, ImmutableArray<StringPartSyntax> Parts) : ExpressionSyntax(Span)
{
    /// <summary>The value of a string without placeholders, or null.</summary>
    public string? PlainText => Parts switch
    {
        [] => "",
        [TextPartSyntax text] => text.Text,
        _ => null,
    };
}

/// <summary>A part of a string or command.</summary>
public abstract record StringPartSyntax : SyntaxNode
{
    private protected StringPartSyntax(TextSpan span)
        : base(span)
    {
    }
}

/// <summary>Text between placeholders.</summary>
/// <param name="Span">Where it stands in the source, as written.</param>
/// <param name="Text">What it means.</param>
public sealed record TextPartSyntax(TextSpan Span, string Text) : StringPartSyntax(Span);

/// <summary><c>~{…}</c> or <c>${…}</c>.</summary>
/// <param name="Span">The placeholder with its braces.</param>
/// <param name="Options">The options, in order; deprecated since 1.1.</param>
/// <param name="Expression">The expression whose value is inserted.</param>
public sealed record PlaceholderPartSyntax(
    TextSpan Span, ImmutableArray<PlaceholderOptionSyntax> Options, ExpressionSyntax Expression) : StringPartSyntax(Span);

/// <summary>The options of a placeholder.</summary>
public enum PlaceholderOptionKind
{
    /// <summary><c>sep="…"</c>: what stands between the items of an array.</summary>
    Sep,

    /// <summary><c>default="…"</c>: what stands for None.</summary>
    Default,

    /// <summary><c>true="…"</c>: what stands for true.</summary>
    True,

    /// <summary><c>false="…"</c>: what stands for false.</summary>
    False,
}

/// <summary><c>name="value"</c> in a placeholder.</summary>
/// <param name="Span">The option.</param>
/// <param name="Kind">Which option.</param>
/// <param name="Value">Its value: a string, or an Int or Float literal in a default.</param>
public sealed record PlaceholderOptionSyntax(TextSpan Span, PlaceholderOptionKind Kind, ExpressionSyntax Value) : SyntaxNode(Span);

/// <summary><c>[a, b]</c>.</summary>
/// <param name="Span">The literal.</param>
/// <param name="Items">The items, in order.</param>
public sealed record ArrayLiteralSyntax(TextSpan Span, ImmutableArray<ExpressionSyntax> Items) : ExpressionSyntax(Span);

/// <summary><c>{ key: value }</c>, where the keys are expressions.</summary>
/// <param name="Span">The literal.</param>
/// <param name="Entries">The entries, in order.</param>
public sealed record MapLiteralSyntax(TextSpan Span, ImmutableArray<MapEntrySyntax> Entries) : ExpressionSyntax(Span);

/// <summary><c>key: value</c> in a map.</summary>
/// <param name="Span">The entry.</param>
/// <param name="Key">The key.</param>
/// <param name="Value">The value.</param>
public sealed record MapEntrySyntax(TextSpan Span, ExpressionSyntax Key, ExpressionSyntax Value) : SyntaxNode(Span);

/// <summary><c>(left, right)</c>.</summary>
/// <param name="Span">The literal.</param>
/// <param name="Left">The left value.</param>
/// <param name="Right">The right value.</param>
public sealed record PairLiteralSyntax(TextSpan Span, ExpressionSyntax Left, ExpressionSyntax Right) : ExpressionSyntax(Span);

/// <summary><c>object { name: value }</c>.</summary>
/// <param name="Span">The literal.</param>
/// <param name="Members">The members, in order.</param>
public sealed record ObjectLiteralSyntax(TextSpan Span, ImmutableArray<MemberValueSyntax> Members) : ExpressionSyntax(Span);

/// <summary><c>Name { name: value }</c> (1.1).</summary>
/// <param name="Span">The literal.</param>
/// <param name="Name">The struct's name.</param>
/// <param name="Members">The members, in order.</param>
public sealed record StructLiteralSyntax(TextSpan Span, IdentifierSyntax Name, ImmutableArray<MemberValueSyntax> Members) : ExpressionSyntax(Span);

/// <summary><c>name: value</c> in an object or struct.</summary>
/// <param name="Span">The member.</param>
/// <param name="Name">Its name; any word, or a string in an object.</param>
/// <param name="Value">Its value.</param>
public sealed record MemberValueSyntax(TextSpan Span, IdentifierSyntax Name, ExpressionSyntax Value) : SyntaxNode(Span);

/// <summary>The literals that only hints sections have.</summary>
public enum HintsLiteralKind
{
    /// <summary><c>hints { … }</c>.</summary>
    Hints,

    /// <summary><c>input { … }</c>.</summary>
    Input,

    /// <summary><c>output { … }</c>.</summary>
    Output,
}

/// <summary><c>hints { … }</c>, <c>input { … }</c> or <c>output { … }</c> as a value (1.2). The parser refuses it outside hints sections.</summary>
/// <param name="Span">The literal.</param>
/// <param name="Kind">Which of them.</param>
/// <param name="Members">The members, in order.</param>
public sealed record HintsLiteralSyntax(TextSpan Span, HintsLiteralKind Kind, ImmutableArray<HintsMemberSyntax> Members) : ExpressionSyntax(Span);

/// <summary><c>path.to.name: value</c> in a hints literal.</summary>
/// <param name="Span">The member.</param>
/// <param name="Path">The dotted name; at least one part.</param>
/// <param name="Value">The value.</param>
public sealed record HintsMemberSyntax(TextSpan Span, ImmutableArray<IdentifierSyntax> Path, ExpressionSyntax Value) : SyntaxNode(Span);

/// <summary>A name used as a value; also the word <c>task</c> (1.2).</summary>
/// <param name="Span">The name.</param>
/// <param name="Name">The name.</param>
public sealed record NameExpressionSyntax(TextSpan Span, IdentifierSyntax Name) : ExpressionSyntax(Span);

/// <summary><c>!a</c>, <c>-a</c> or <c>+a</c>.</summary>
/// <param name="Span">The expression.</param>
/// <param name="Operator">The operator.</param>
/// <param name="Operand">The operand.</param>
public sealed record UnaryExpressionSyntax(TextSpan Span, UnaryOperator Operator, ExpressionSyntax Operand) : ExpressionSyntax(Span);

/// <summary><c>a + b</c> and its like.</summary>
/// <param name="Span">The expression.</param>
/// <param name="Left">The left operand.</param>
/// <param name="Operator">The operator.</param>
/// <param name="OperatorSpan">The operator's place.</param>
/// <param name="Right">The right operand.</param>
public sealed record BinaryExpressionSyntax(
    TextSpan Span, ExpressionSyntax Left, BinaryOperator Operator, TextSpan OperatorSpan, ExpressionSyntax Right) : ExpressionSyntax(Span);

/// <summary><c>if condition then a else b</c>.</summary>
/// <param name="Span">The expression.</param>
/// <param name="Condition">The condition.</param>
/// <param name="WhenTrue">The value if it holds.</param>
/// <param name="WhenFalse">The value if not.</param>
public sealed record ConditionalExpressionSyntax(
    TextSpan Span, ExpressionSyntax Condition, ExpressionSyntax WhenTrue, ExpressionSyntax WhenFalse) : ExpressionSyntax(Span);

/// <summary><c>function(a, b)</c>.</summary>
/// <param name="Span">The expression.</param>
/// <param name="Function">The function's name.</param>
/// <param name="Arguments">The arguments, in order.</param>
public sealed record ApplyExpressionSyntax(
    TextSpan Span, IdentifierSyntax Function, ImmutableArray<ExpressionSyntax> Arguments) : ExpressionSyntax(Span);

/// <summary><c>target.member</c>.</summary>
/// <param name="Span">The expression.</param>
/// <param name="Target">What has the member.</param>
/// <param name="Member">The member's name; any word.</param>
public sealed record MemberExpressionSyntax(TextSpan Span, ExpressionSyntax Target, IdentifierSyntax Member) : ExpressionSyntax(Span);

/// <summary><c>target[index]</c>.</summary>
/// <param name="Span">The expression.</param>
/// <param name="Target">The array or map.</param>
/// <param name="Index">The index or key.</param>
public sealed record IndexExpressionSyntax(TextSpan Span, ExpressionSyntax Target, ExpressionSyntax Index) : ExpressionSyntax(Span);

/// <summary>An expression that could not be read, which was reported: say nothing more about it.</summary>
/// <param name="Span">Where it should have stood.</param>
public sealed record ErrorExpressionSyntax(TextSpan Span) : ExpressionSyntax(Span);
