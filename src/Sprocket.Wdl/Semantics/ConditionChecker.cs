using Sprocket.Text;
using Sprocket.Wdl.Syntax;
using Sprocket.Wdl.Values;

namespace Sprocket.Wdl.Semantics;

/// <summary>Checks a condition that stands outside any document, such as one in a configuration.</summary>
public static class ConditionChecker
{
    /// <summary>Checks a Boolean expression over given variables.</summary>
    /// <param name="source">The text of the expression, and nothing else.</param>
    /// <param name="version">The version whose grammar and functions apply.</param>
    /// <param name="variables">What the expression may use.</param>
    /// <param name="diagnostics">Receives the mistakes, at places in <paramref name="source"/>.</param>
    /// <returns>The expression; of use only when nothing was reported.</returns>
    public static Expression Check(SourceText source, WdlVersion version, IReadOnlyList<Declaration> variables, DiagnosticBag diagnostics)
    {
        ExpressionSyntax syntax = DocumentParser.ParseExpression(source, version, diagnostics);
        var context = new CheckContext(new Document(source, source.Path, version), diagnostics) { HasSyntaxErrors = diagnostics.HasErrors };
        context.Types = new TypeNames(context);
        var scope = new Scope(null);
        foreach (Declaration variable in variables)
        {
            scope.Define(new DeclarationBinding(variable));
        }

        return new ExpressionChecker(context).CheckAgainst(
            syntax, new Place(PlaceKind.TaskDeclarations, scope), new Expectation(PrimitiveType.Boolean, "a condition"));
    }
}
