using Sprocket.Text;
using Sprocket.Wdl.Syntax;

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

    public void WarnOfUnused(Declaration declaration) =>
        context.Report(
            SemanticDiagnostics.UnusedDeclaration,
            declaration.Span,
            $"declaration `{declaration.Name}` is never used",
            help: "remove it, or use it");
}
