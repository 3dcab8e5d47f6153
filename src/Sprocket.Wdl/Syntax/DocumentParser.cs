using Sprocket.Text;

namespace Sprocket.Wdl.Syntax;

/// <summary>Turns text into a syntax tree; all mistakes of a text are reported in one pass.</summary>
/// <remarks>
/// What syntax can see is reported here, and the checker need not look at it again: versions, what a version lacks, reserved
/// words, escapes, number ranges, duplicate and exclusive sections, missing commands and values, second workflows, and the
/// deprecated constructs that are words of the grammar. Nodes for what is missing say so (<see cref="IdentifierSyntax.IsMissing"/>,
/// <see cref="ErrorExpressionSyntax"/>, <see cref="ErrorTypeSyntax"/>, <see cref="ErrorMetaValueSyntax"/>).
/// </remarks>
public static class DocumentParser
{
    /// <summary>The greatest height of an expression's tree: what consumers that recurse must be able to descend.</summary>
    public const int MaxHeight = 5_000;

    /// <summary>The deepest nesting of expressions, types, values and blocks that the parser follows on any stack of 1 MB.</summary>
    public const int MaxNesting = 500;

    /// <summary>The number of errors after which a document is not read further. As many warnings are reported.</summary>
    public const int MaxErrors = 1_000;

    /// <summary>Parses a document.</summary>
    /// <param name="source">The text.</param>
    /// <param name="diagnostics">Receives the mistakes found.</param>
    /// <returns>
    /// The tree. A document whose version is not supported has no elements; where text is wrong, nodes say that they are
    /// missing or in error.
    /// </returns>
    public static DocumentSyntax Parse(SourceText source, DiagnosticBag diagnostics) => new Parser(source, diagnostics).ParseDocument();

    /// <summary>Parses a text that is one expression.</summary>
    /// <param name="source">The text.</param>
    /// <param name="version">The version whose grammar applies.</param>
    /// <param name="diagnostics">Receives the mistakes found.</param>
    public static ExpressionSyntax ParseExpression(SourceText source, WdlVersion version, DiagnosticBag diagnostics) =>
        new Parser(source, diagnostics).ParseWholeExpression(version);
}
