using System.Collections.Immutable;
using Sprocket.Text;
using Sprocket.Wdl.StandardLibrary;
using Sprocket.Wdl.Values;

namespace Sprocket.Wdl.Semantics;

/// <summary>A checked expression, with its type, all names and overloads resolved, and its span in the document it stands in.</summary>
/// <remarks>
/// A closed family. Coercions are not nodes: who takes a value coerces it to the type it wants (a declaration to its
/// type, a call to its parameter types), which the checker has proven possible or left to run time.
/// </remarks>
/// <param name="Type">The type of its values.</param>
/// <param name="Span">Its place.</param>
public abstract record Expression(WdlType Type, TextSpan Span);

/// <summary>A value known at check time: numbers, Booleans, <c>None</c>, strings without placeholders, enum choices.</summary>
/// <param name="Value">The value.</param>
/// <param name="Span">Its place.</param>
public sealed record LiteralExpression(Value Value, TextSpan Span) : Expression(Value.Type, Span);

/// <summary>A string with placeholders.</summary>
/// <param name="Parts">Texts and placeholders in order.</param>
/// <param name="Span">Its place.</param>
public sealed record StringExpression(ImmutableArray<StringPart> Parts, TextSpan Span) : Expression(PrimitiveType.String, Span);

/// <summary>A part of a string or command.</summary>
public abstract record StringPart;

/// <summary>Text between placeholders, escapes already replaced and indentation already removed.</summary>
/// <param name="Text">The text.</param>
public sealed record TextPart(string Text) : StringPart;

/// <summary>A placeholder, <c>~{…}</c>.</summary>
/// <param name="Expression">What is put in place.</param>
/// <param name="Options">The options before it.</param>
/// <param name="Span">Its place.</param>
public sealed record PlaceholderPart(Expression Expression, PlaceholderOptions Options, TextSpan Span) : StringPart;

/// <summary>The options of a placeholder; null where not given.</summary>
/// <param name="Separator"><c>sep</c>: put between the elements of an array.</param>
/// <param name="Default"><c>default</c>: put instead of <c>None</c>.</param>
/// <param name="True"><c>true</c>: put for a true Boolean.</param>
/// <param name="False"><c>false</c>: put for a false Boolean.</param>
public sealed record PlaceholderOptions(Expression? Separator, Expression? Default, Expression? True, Expression? False)
{
    /// <summary>No options.</summary>
    public static PlaceholderOptions None { get; } = new(null, null, null, null);
}

/// <summary><c>[a, b]</c></summary>
/// <param name="Items">The elements.</param>
/// <param name="Type">The array's type; the item type is <see cref="AnyType"/> for <c>[]</c>.</param>
/// <param name="Span">Its place.</param>
public sealed record ArrayExpression(ImmutableArray<Expression> Items, WdlType Type, TextSpan Span) : Expression(Type, Span);

/// <summary><c>{k: v}</c></summary>
/// <param name="Entries">Keys and values.</param>
/// <param name="Type">The map's type.</param>
/// <param name="Span">Its place.</param>
public sealed record MapExpression(ImmutableArray<MapExpressionEntry> Entries, WdlType Type, TextSpan Span) : Expression(Type, Span);

/// <summary>An entry of a map literal.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value.</param>
public sealed record MapExpressionEntry(Expression Key, Expression Value);

/// <summary><c>(a, b)</c></summary>
/// <param name="Left">The first value.</param>
/// <param name="Right">The second value.</param>
/// <param name="Type">The pair's type.</param>
/// <param name="Span">Its place.</param>
public sealed record PairExpression(Expression Left, Expression Right, WdlType Type, TextSpan Span) : Expression(Type, Span);

/// <summary><c>object {a: 1}</c>, or <c>Name {a: 1}</c> where <see cref="Expression.Type"/> is a struct.</summary>
/// <param name="Members">Names and values as written.</param>
/// <param name="Type"><see cref="ObjectType"/> or a <see cref="StructType"/>.</param>
/// <param name="Span">Its place.</param>
public sealed record ObjectExpression(ImmutableArray<ObjectExpressionMember> Members, WdlType Type, TextSpan Span) : Expression(Type, Span);

/// <summary>A member of an object or struct literal.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
public sealed record ObjectExpressionMember(string Name, Expression Value);

/// <summary>An operator before its operand.</summary>
/// <param name="Operator">What it does.</param>
/// <param name="Operand">What it is applied to.</param>
/// <param name="Type">The type of the result.</param>
/// <param name="Span">Its place.</param>
public sealed record UnaryExpression(UnaryOperator Operator, Expression Operand, WdlType Type, TextSpan Span) : Expression(Type, Span);

/// <summary>An operator between two operands.</summary>
/// <param name="Operator">What it does.</param>
/// <param name="Left">The left operand.</param>
/// <param name="Right">The right operand.</param>
/// <param name="OperandType">The type both operands are coerced to first; <see cref="AnyType"/> when that is decided at run time.</param>
/// <param name="Type">The type of the result.</param>
/// <param name="Span">Its place.</param>
public sealed record BinaryExpression(
    BinaryOperator Operator, Expression Left, Expression Right, WdlType OperandType, WdlType Type, TextSpan Span) : Expression(Type, Span);

/// <summary><c>if c then a else b</c></summary>
/// <param name="Condition">Decides which one is evaluated.</param>
/// <param name="WhenTrue">The value when true.</param>
/// <param name="WhenFalse">The value when false.</param>
/// <param name="Type">The common type of both.</param>
/// <param name="Span">Its place.</param>
public sealed record ConditionalExpression(Expression Condition, Expression WhenTrue, Expression WhenFalse, WdlType Type, TextSpan Span) : Expression(Type, Span);

/// <summary>A call of a standard library function.</summary>
/// <param name="Function">The overload that was chosen.</param>
/// <param name="Arguments">The arguments, one for each of its parameter types.</param>
/// <param name="Span">Its place.</param>
public sealed record FunctionCallExpression(FunctionBinding Function, ImmutableArray<Expression> Arguments, TextSpan Span) : Expression(Function.ResultType, Span);

/// <summary><c>a[i]</c> of an array or map.</summary>
/// <param name="Target">The array or map.</param>
/// <param name="Index">The zero-based index, or the key.</param>
/// <param name="Type">The type of the element.</param>
/// <param name="Span">Its place.</param>
public sealed record IndexExpression(Expression Target, Expression Index, WdlType Type, TextSpan Span) : Expression(Type, Span);

/// <summary><c>a.b</c> of a pair, struct or object.</summary>
/// <param name="Target">The whole.</param>
/// <param name="Member">The member's name.</param>
/// <param name="Type">The type of the member.</param>
/// <param name="Span">Its place.</param>
public sealed record MemberExpression(Expression Target, string Member, WdlType Type, TextSpan Span) : Expression(Type, Span);

/// <summary>A use of a declaration.</summary>
/// <param name="Declaration">What is used.</param>
/// <param name="Type">Its type as seen from here: outside a scatter an array, outside a conditional optional.</param>
/// <param name="Span">Its place.</param>
public sealed record DeclarationReference(Declaration Declaration, WdlType Type, TextSpan Span) : Expression(Type, Span);

/// <summary>A use of a call's output, <c>call.output</c>.</summary>
/// <param name="Call">The call.</param>
/// <param name="Output">The output of the task or workflow that is called.</param>
/// <param name="Type">Its type as seen from here: outside a scatter an array, outside a conditional optional.</param>
/// <param name="Span">Its place.</param>
public sealed record CallOutputReference(CallNode Call, Declaration Output, WdlType Type, TextSpan Span) : Expression(Type, Span);

/// <summary>A use of a name declared in several clauses of a conditional (WDL 1.3): the value of the clause that was taken.</summary>
/// <remarks>
/// Seen from outside the conditional, a declaration in a clause that was not taken is <c>None</c>, so the value is the
/// first alternative that is not. Where scatters lie between here and the conditional, the alternatives are arrays of
/// equal length, nested <paramref name="ScatterDepth"/> deep, and the choice is made for each innermost element.
/// </remarks>
/// <param name="Alternatives">One reference for each clause that defines it, in order.</param>
/// <param name="ScatterDepth">The number of scatters that are left between the conditional and here.</param>
/// <param name="Type">Its type as seen from here.</param>
/// <param name="Span">Its place.</param>
public sealed record ClauseReference(ImmutableArray<Expression> Alternatives, int ScatterDepth, WdlType Type, TextSpan Span) : Expression(Type, Span);

/// <summary>The <c>task</c> variable (WDL 1.2), from which <see cref="MemberExpression"/>s select; its value is an Object made by the engine.</summary>
/// <param name="Span">Its place.</param>
public sealed record TaskVariableExpression(TextSpan Span) : Expression(ObjectType.Instance, Span);

/// <summary>An expression with a mistake that was reported. A document without errors has none.</summary>
/// <param name="Span">Its place.</param>
public sealed record ErrorExpression(TextSpan Span) : Expression(ErrorType.Instance, Span);
