using Sprocket.Text;
using Sprocket.Wdl.Syntax;
using Sprocket.Wdl.Values;

namespace Sprocket.Wdl.Semantics;

/// <summary>Makes declarations of what is written, for tasks and workflows alike.</summary>
internal sealed class DeclarationBuilder(CheckContext context)
{
    private readonly TypeResolver _types = new(context);

    public Declaration Create(DeclarationSyntax syntax, DeclarationKind kind) =>
        new(kind, syntax.Name.Text, _types.Resolve(syntax.Type), context.Source, syntax.Name.Span) { IsEnvironment = syntax.IsEnv };

    public void CheckInitializer(Declaration declaration, DeclarationSyntax syntax, Place place, ExpressionChecker expressions)
    {
        if (syntax.Expression is null)
        {
            return;
        }

        string subject = declaration.Kind switch
        {
            DeclarationKind.Input => "input",
            DeclarationKind.Output => "output",
            _ => "declaration",
        };
        declaration.Initializer = expressions.CheckAgainst(
            syntax.Expression,
            place,
            new Expectation(declaration.Type, subject, declaration.Name) { LabelSource = context.Source, LabelSpan = syntax.Type.Span });
    }

    public void ReportDuplicate(IdentifierSyntax name, Binding existing) => ReportDuplicate(name.Text, name.Span, existing);

    public void ReportDuplicate(string name, TextSpan span, Binding existing) =>
        context.Report(
            SemanticDiagnostics.DuplicateName,
            span,
            $"`{name}` is declared twice",
            labels: [context.Label(existing.Span, existing.IsCall ? "a call has the name" : "first declared here")],
            help: existing.IsCall ? "give the call another name with `as`" : null);

    /// <summary>Warns of a private declaration that nothing reads.</summary>
    /// <remarks>
    /// Inputs are left alone: index files are declared to be brought along, and are named by nobody. So is a version that a
    /// pipeline carries as a declaration for people to read.
    /// </remarks>
    public void WarnIfUnused(Declaration declaration, Scope scope)
    {
        if (declaration is { Kind: DeclarationKind.Private, IsEnvironment: false, Initializer.Type: not ErrorType }
            && !context.HasSyntaxErrors
            && !(declaration.Initializer is LiteralExpression && declaration.Name.EndsWith("version", StringComparison.OrdinalIgnoreCase))
            && scope.FindOwn(declaration.Name) is DeclarationBinding { IsUsed: false } binding && binding.Declaration == declaration)
        {
            context.Report(
                SemanticDiagnostics.UnusedDeclaration,
                declaration.Span,
                $"declaration `{declaration.Name}` is never used",
                help: "remove it, or use it");
        }
    }
}
