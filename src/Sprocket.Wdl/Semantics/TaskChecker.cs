using System.Collections.Immutable;
using Sprocket.Text;
using Sprocket.Wdl.Syntax;

namespace Sprocket.Wdl.Semantics;

/// <summary>Checks a task.</summary>
internal sealed class TaskChecker(CheckContext context)
{
    private readonly ExpressionChecker _expressions = new(context);
    private readonly DeclarationBuilder _declarations = new(context);

    public TaskDefinition Check(TaskSyntax syntax)
    {
        var scope = new Scope(null);
        var outputScope = new Scope(scope);
        List<DeclarationItem> body = [];
        List<DeclarationItem> outputs = [];
        DeclareAll(syntax.Input?.Declarations ?? [], DeclarationKind.Input, scope, body);
        DeclareAll(syntax.Declarations, DeclarationKind.Private, scope, body);
        DeclareAll(syntax.Output?.Declarations ?? [], DeclarationKind.Output, outputScope, outputs);

        CheckInitializers(body, PlaceKind.TaskDeclarations, scope);
        CheckInitializers(outputs, PlaceKind.TaskOutputs, outputScope);
        ImmutableArray<DeclarationItem> order = DependencySorter.Sort(body, context);
        ImmutableArray<DeclarationItem> outputOrder = DependencySorter.Sort(outputs, context);

        ImmutableArray<Declaration> inputs = [.. body.Where(item => item.Declaration.Kind == DeclarationKind.Input).Select(item => item.Declaration)];
        ImmutableArray<Declaration> results = [.. outputs.Select(item => item.Declaration)];
        var attributes = new AttributeChecker(context, _expressions, scope, new TaskNames(inputs, results));
        ImmutableArray<StringPart> command = syntax.Command is null
            ? []
            : _expressions.CheckParts(syntax.Command.Parts, new Place(PlaceKind.TaskCommand, scope));
        ImmutableArray<TaskAttribute> requirements = syntax.Runtime is not null
            ? attributes.CheckRuntime(syntax.Runtime)
            : attributes.CheckRequirements(syntax.Requirements);
        ImmutableArray<TaskAttribute> hints = attributes.CheckHints(syntax.Hints);
        MetaValues.CheckParameters(
            syntax.ParameterMeta, inputs.Concat(results).Select(declaration => declaration.Name), "input or output of task", syntax.Name.Text, context);
        foreach (DeclarationItem item in body)
        {
            _declarations.WarnIfUnused(item.Declaration, scope);
        }

        return new TaskDefinition(syntax.Name.Text, context.Document, syntax.Name.Span)
        {
            Inputs = inputs,
            Outputs = results,
            EvaluationOrder = [.. order.Select(item => item.Declaration)],
            OutputOrder = [.. outputOrder.Select(item => item.Declaration)],
            Command = command,
            Requirements = requirements,
            Hints = hints,
            HasRuntimeSection = syntax.Runtime is not null,
            Meta = MetaValues.Read(syntax.Meta),
            ParameterMeta = MetaValues.Read(syntax.ParameterMeta),
        };
    }

    private void DeclareAll(ImmutableArray<DeclarationSyntax> syntax, DeclarationKind kind, Scope scope, List<DeclarationItem> items)
    {
        scope.Reserve(syntax.Length);
        foreach (DeclarationSyntax declaration in syntax)
        {
            var item = new DeclarationItem(_declarations.Create(declaration, kind), declaration);
            items.Add(item);
            if (declaration.Name.IsMissing)
            {
                continue;
            }

            // An output may not have the name of an input either: "every declaration in a task must have a unique name".
            var binding = new DeclarationBinding(item.Declaration) { Owner = item };
            if ((scope.Parent?.FindOwn(declaration.Name.Text) ?? scope.Define(binding)) is { } existing)
            {
                _declarations.ReportDuplicate(declaration.Name, existing);
            }
        }
    }

    private void CheckInitializers(List<DeclarationItem> items, PlaceKind kind, Scope scope)
    {
        foreach (DeclarationItem item in items)
        {
            var place = new Place(kind, scope, item);
            _declarations.CheckInitializer(item.Declaration, item.Syntax, place, _expressions);
        }
    }
}

/// <summary>A declaration of a task, as an item of the graph of what reads what.</summary>
internal sealed class DeclarationItem(Declaration declaration, DeclarationSyntax syntax) : DependencyItem
{
    public Declaration Declaration { get; } = declaration;

    public DeclarationSyntax Syntax { get; } = syntax;

    public override string Description => $"`{Declaration.Name}`";

    public override TextSpan Place => Declaration.Span;

    public override void Use(Binding binding, TextSpan span)
    {
        if (binding.Owner is DeclarationItem other)
        {
            DependOn(other, span);
        }
    }
}
