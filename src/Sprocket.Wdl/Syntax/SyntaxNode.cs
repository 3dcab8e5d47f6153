using Sprocket.Text;

namespace Sprocket.Wdl.Syntax;

/// <summary>A piece of a document as written.</summary>
/// <remarks>
/// Immutable. As a record it hashes and prints its whole subtree: use <see cref="ReferenceEqualityComparer"/> where nodes
/// are keys.
/// </remarks>
/// <param name="Span">The text from the node's first token to its last.</param>
public abstract record SyntaxNode(TextSpan Span);

/// <summary>A name as written.</summary>
/// <param name="Text">The name; empty when the parser had to invent it.</param>
/// <param name="Span">Where it stands; empty when invented.</param>
public sealed record IdentifierSyntax(string Text, TextSpan Span) : SyntaxNode(Span)
{
    /// <summary>Whether the name is absent from the text, which was reported: say nothing more about it.</summary>
    public bool IsMissing => Text.Length == 0;
}
