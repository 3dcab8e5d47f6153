using System.Collections.Immutable;
using Sprocket.Text;

namespace Sprocket.Wdl.Syntax;

/// <summary><c>key: value</c> in a meta section or object.</summary>
/// <param name="Span">The entry.</param>
/// <param name="Key">The key; any word, reserved or not.</param>
/// <param name="Value">The value.</param>
public sealed record MetaEntrySyntax(TextSpan Span, IdentifierSyntax Key, MetaValueSyntax Value) : SyntaxNode(Span);

/// <summary>A value in a meta section: a literal, not an expression.</summary>
public abstract record MetaValueSyntax : SyntaxNode
{
    private protected MetaValueSyntax(TextSpan span)
        : base(span)
    {
    }
}

/// <summary>A string, escapes resolved; without placeholders.</summary>
/// <param name="Span">The literal.</param>
/// <param name="Value">Its value.</param>
public sealed record MetaStringSyntax(TextSpan Span, string Value) : MetaValueSyntax(Span);

/// <summary>A whole number, with its sign.</summary>
/// <param name="Span">The literal.</param>
/// <param name="Value">Its value.</param>
public sealed record MetaIntSyntax(TextSpan Span, long Value) : MetaValueSyntax(Span);

/// <summary>A floating point number, with its sign.</summary>
/// <param name="Span">The literal.</param>
/// <param name="Value">Its value.</param>
public sealed record MetaFloatSyntax(TextSpan Span, double Value) : MetaValueSyntax(Span);

/// <summary><c>true</c> or <c>false</c>.</summary>
/// <param name="Span">The literal.</param>
/// <param name="Value">Its value.</param>
public sealed record MetaBooleanSyntax(TextSpan Span, bool Value) : MetaValueSyntax(Span);

/// <summary><c>null</c>.</summary>
/// <param name="Span">The literal.</param>
public sealed record MetaNullSyntax(TextSpan Span) : MetaValueSyntax(Span);

/// <summary><c>[a, b]</c>.</summary>
/// <param name="Span">The literal.</param>
/// <param name="Items">The items, in order.</param>
public sealed record MetaArraySyntax(TextSpan Span, ImmutableArray<MetaValueSyntax> Items) : MetaValueSyntax(Span);

/// <summary><c>{ key: value }</c>.</summary>
/// <param name="Span">The literal.</param>
/// <param name="Entries">The entries, in order.</param>
public sealed record MetaObjectSyntax(TextSpan Span, ImmutableArray<MetaEntrySyntax> Entries) : MetaValueSyntax(Span);

/// <summary>A value that could not be read, which was reported: say nothing more about it.</summary>
/// <param name="Span">Where it should have stood.</param>
public sealed record ErrorMetaValueSyntax(TextSpan Span) : MetaValueSyntax(Span);
