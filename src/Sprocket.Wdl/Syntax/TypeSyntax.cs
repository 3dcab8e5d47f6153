using Sprocket.Text;

namespace Sprocket.Wdl.Syntax;

/// <summary>A type as written.</summary>
public abstract record TypeSyntax : SyntaxNode
{
    private protected TypeSyntax(TextSpan span)
        : base(span)
    {
    }

    /// <summary>Whether a <c>?</c> follows the type.</summary>
    public bool IsOptional { get; init; }
}

/// <summary>A primitive type's name.</summary>
public enum PrimitiveTypeKind
{
    /// <summary><c>Boolean</c>.</summary>
    Boolean,

    /// <summary><c>Int</c>.</summary>
    Int,

    /// <summary><c>Float</c>.</summary>
    Float,

    /// <summary><c>String</c>.</summary>
    String,

    /// <summary><c>File</c>.</summary>
    File,

    /// <summary><c>Directory</c>, since 1.2.</summary>
    Directory,
}

/// <summary><c>Boolean</c>, <c>Int</c>, <c>Float</c>, <c>String</c>, <c>File</c> or <c>Directory</c>.</summary>
/// <param name="Span">The type.</param>
/// <param name="Kind">Which of them.</param>
public sealed record PrimitiveTypeSyntax(TextSpan Span, PrimitiveTypeKind Kind) : TypeSyntax(Span);

/// <summary><c>Array[Item]</c> or <c>Array[Item]+</c>.</summary>
/// <param name="Span">The type.</param>
/// <param name="Item">The items' type.</param>
/// <param name="IsNonEmpty">Whether a <c>+</c> follows.</param>
public sealed record ArrayTypeSyntax(TextSpan Span, TypeSyntax Item, bool IsNonEmpty) : TypeSyntax(Span);

/// <summary><c>Map[Key, Value]</c>.</summary>
/// <param name="Span">The type.</param>
/// <param name="Key">The keys' type.</param>
/// <param name="Value">The values' type.</param>
public sealed record MapTypeSyntax(TextSpan Span, TypeSyntax Key, TypeSyntax Value) : TypeSyntax(Span);

/// <summary><c>Pair[Left, Right]</c>.</summary>
/// <param name="Span">The type.</param>
/// <param name="Left">The left type.</param>
/// <param name="Right">The right type.</param>
public sealed record PairTypeSyntax(TextSpan Span, TypeSyntax Left, TypeSyntax Right) : TypeSyntax(Span);

/// <summary><c>Object</c>.</summary>
/// <param name="Span">The type.</param>
public sealed record ObjectTypeSyntax(TextSpan Span) : TypeSyntax(Span);

/// <summary>The name of a struct or enum.</summary>
/// <param name="Span">The type.</param>
/// <param name="Name">The name.</param>
public sealed record NamedTypeSyntax(TextSpan Span, IdentifierSyntax Name) : TypeSyntax(Span);

/// <summary>A type that could not be read, which was reported: say nothing more about it.</summary>
/// <param name="Span">Where it should have stood.</param>
public sealed record ErrorTypeSyntax(TextSpan Span) : TypeSyntax(Span);
