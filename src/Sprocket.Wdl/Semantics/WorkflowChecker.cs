using System.Collections.Immutable;
using System.Diagnostics;
using Sprocket.Text;
using Sprocket.Wdl.Syntax;
using Sprocket.Wdl.Values;

namespace Sprocket.Wdl.Semantics;

/// <summary>Checks a workflow.</summary>
/// <remarks>
/// Three passes over the body: the first collects names, inside out, because a name is seen in all bodies around it and
/// may be used before it is declared; the second checks expressions, outside in, because a scatter's variable gets its
/// type from its array, and notes what each element reads; the third puts elements into order and makes the nodes.
/// </remarks>
internal sealed class WorkflowChecker(CheckContext context, ImmutableArray<TaskDefinition> tasks)
{
    private readonly ExpressionChecker _expressions = new(context);
    private readonly DeclarationBuilder _declarations = new(context);
    private readonly CallChecker _calls = new(context, tasks);
    private bool _allowsNestedInputs;

    public WorkflowDefinition Check(WorkflowSyntax syntax)
    {
        ReadHints(syntax);
        var body = new WorkflowBody(null, new Scope(null));
        var outputScope = new Scope(body.Scope);
        foreach (DeclarationSyntax input in syntax.Input?.Declarations ?? [])
        {
            Declare(input, DeclarationKind.Input, body, body.Scope);
        }

        Collect(syntax.Body, body, syntax);
        int outputStart = body.Elements.Count;
        if (syntax.Output is { } section)
        {
            foreach (DeclarationSyntax output in section.Declarations)
            {
                DeclareOutput(output, body, outputScope);
            }
        }

        CheckBody(body, outputStart);
        for (int i = outputStart; i < body.Elements.Count; i++)
        {
            CheckDeclaration((DeclarationElement)body.Elements[i], outputScope);
        }

        // SPEC 1.0 "Omitting Workflow Outputs": all outputs of all calls are outputs.
        if (syntax.Output is null && context.Version == WdlVersion.V1_0)
        {
            ExposeCallOutputs(body);
        }

        ImmutableArray<Declaration> inputs = Select(body, DeclarationKind.Input);
        ImmutableArray<Declaration> outputs = Select(body, DeclarationKind.Output);
        MetaValues.CheckParameters(
            syntax.ParameterMeta, inputs.Concat(outputs).Select(declaration => declaration.Name), "input or output of workflow", syntax.Name.Text, context);
        WarnOfUnused(body);
        return new WorkflowDefinition(syntax.Name.Text, context.Document, syntax.Name.Span)
        {
            Inputs = inputs,
            Outputs = outputs,
            Body = Build(body),
            AllowsNestedInputs = _allowsNestedInputs,
            Meta = MetaValues.Read(syntax.Meta),
            ParameterMeta = MetaValues.Read(syntax.ParameterMeta),
        };
    }

    private static ImmutableArray<Declaration> Select(WorkflowBody body, DeclarationKind kind) =>
    [
        .. body.Elements.OfType<DeclarationElement>().Where(element => element.Declaration.Kind == kind).Select(element => element.Declaration),
    ];

    // SPEC 1.1 "Computing Call Inputs" has it in `meta`, 1.2 "allow_nested_inputs" in `hints`; 1.0 has no such switch, and
    // its engines take nested inputs.
    private void ReadHints(WorkflowSyntax syntax)
    {
        ObjectValue meta = MetaValues.Read(syntax.Meta);
        if (context.Version >= WdlVersion.V1_2 && syntax.Meta?.Entries.FirstOrDefault(entry => entry.Key.Text == "allowNestedInputs") is { } old)
        {
            context.Deprecate("`allowNestedInputs` in `meta`", old.Key.Span, "write `hints { allow_nested_inputs: true }`");
        }

        _allowsNestedInputs = context.Version == WdlVersion.V1_0
            || (meta.Find("allowNestedInputs") ?? meta.Find("allow_nested_inputs")) is BooleanValue { Boolean: true };
        if (syntax.Hints is null)
        {
            return;
        }

        var place = new Place(PlaceKind.Literal, new Scope(null));
        foreach (AttributeSyntax hint in syntax.Hints.Attributes)
        {
            if (!LiteralFolder.IsLiteral(hint.Value))
            {
                context.Report(
                    SemanticDiagnostics.NotALiteral,
                    hint.Value.Span,
                    $"the hint `{hint.Name.Text}` of a workflow must be a literal, not computed");
                continue;
            }

            Expression value = _expressions.Check(hint.Value, place);
            if (hint.Name.Text is "allow_nested_inputs" or "allowNestedInputs")
            {
                if (value is LiteralExpression { Value: BooleanValue { Boolean: var allows } })
                {
                    _allowsNestedInputs = allows;
                }
                else if (value.Type is not ErrorType)
                {
                    context.Report(
                        SemanticDiagnostics.AttributeType, hint.Value.Span, $"`{hint.Name.Text}` wants `Boolean`, found `{value.Type}`");
                }
            }
        }
    }

    private void Collect(ImmutableArray<WorkflowElementSyntax> syntax, WorkflowBody body, WorkflowSyntax workflow)
    {
        foreach (WorkflowElementSyntax element in syntax)
        {
            switch (element)
            {
                case DeclarationSyntax declaration:
                    Declare(declaration, DeclarationKind.Private, body, body.Scope);
                    break;

                case CallSyntax call:
                    CollectCall(call, body, workflow);
                    break;

                case ScatterSyntax scatter:
                    var scattered = new ScatterElement(body, scatter);
                    body.Elements.Add(scattered);
                    scattered.Inside = new WorkflowBody(scattered, new Scope(body.Scope, scattered));
                    Collect(scatter.Body, scattered.Inside, workflow);
                    foreach (Binding inner in scattered.Inside.Scope.OwnBindings)
                    {
                        Define(new LiftedBinding(inner, isScatter: true) { Owner = scattered }, body.Scope);
                    }

                    break;

                case ConditionalSyntax conditional:
                    CollectConditional(conditional, body, workflow);
                    break;

                default:
                    throw new UnreachableException();
            }
        }
    }

    private void CollectCall(CallSyntax syntax, WorkflowBody body, WorkflowSyntax workflow)
    {
        var element = new CallElement(body, syntax);
        body.Elements.Add(element);
        Callable? target = _calls.FindTarget(syntax, workflow);
        CallNode? node = target is null ? null : new CallNode(syntax.Name.Text, target, syntax.Name.Span);
        element.Node = node;
        if (syntax.Name.IsMissing)
        {
            return;
        }

        // SPEC "Namespaces": there cannot be a call `foo` in a workflow also named `foo`. Of one without alias that calls a
        // task of this document, the task's name is the mistake, which is said there.
        if (syntax.Name.Text == workflow.Name.Text && target is not null && (target.Document != context.Document || syntax.Alias is not null))
        {
            context.Report(
                SemanticDiagnostics.DuplicateName,
                syntax.Name.Span,
                $"call `{syntax.Name.Text}` has the name of the workflow",
                labels: [context.Label(workflow.Name.Span, "the workflow")],
                help: "give the call another name with `as`");
        }

        Define(new CallBinding(syntax.Name.Text, syntax.Name.Span, node) { Owner = element }, body.Scope);
    }

    private void CollectConditional(ConditionalSyntax syntax, WorkflowBody body, WorkflowSyntax workflow)
    {
        var element = new ConditionalElement(body, syntax);
        body.Elements.Add(element);
        element.Insides = ImmutableArray.CreateRange(syntax.Clauses, clause =>
        {
            var inside = new WorkflowBody(element, new Scope(body.Scope, element));
            Collect(clause.Body, inside, workflow);
            return inside;
        });

        if (element.Insides is [var only])
        {
            foreach (Binding inner in only.Scope.OwnBindings)
            {
                Define(new LiftedBinding(inner, isScatter: false) { Owner = element }, body.Scope);
            }

            return;
        }

        HashSet<string> done = [];
        bool hasElse = syntax.Clauses[^1].Condition is null;
        foreach (Binding first in element.Insides.SelectMany(inside => inside.Scope.OwnBindings))
        {
            if (!done.Add(first.Name))
            {
                continue;
            }

            ImmutableArray<Binding> alternatives = [.. element.Insides.Select(inside => inside.Scope.FindOwn(first.Name)).OfType<Binding>()];
            if (alternatives.FirstOrDefault(alternative => alternative.IsCall != first.IsCall) is { } other)
            {
                _declarations.ReportDuplicate(other.Name, other.Span, first);
                continue;
            }

            bool isExhaustive = hasElse && alternatives.Length == element.Insides.Length;
            Define(new ClausesBinding(alternatives, isExhaustive) { Owner = element }, body.Scope);
        }
    }

    private void Declare(DeclarationSyntax syntax, DeclarationKind kind, WorkflowBody body, Scope scope)
    {
        var element = new DeclarationElement(body, _declarations.Create(syntax, kind), syntax);
        body.Elements.Add(element);
        if (!syntax.Name.IsMissing)
        {
            Define(new DeclarationBinding(element.Declaration) { Owner = element }, scope);
        }
    }

    // Real workflows name outputs like what they expose (`File bam = bam`). A name of the body then goes on meaning what
    // it means there, also in other outputs.
    private void DeclareOutput(DeclarationSyntax syntax, WorkflowBody body, Scope scope)
    {
        Binding? hidden = syntax.Name.IsMissing ? null : scope.Parent!.FindOwn(syntax.Name.Text);
        if (hidden is null)
        {
            Declare(syntax, DeclarationKind.Output, body, scope);
            return;
        }

        body.Elements.Add(new DeclarationElement(body, _declarations.Create(syntax, DeclarationKind.Output), syntax));
        if (!hidden.IsCall)
        {
            context.Report(
                SemanticDiagnostics.OutputNamedLikeDeclaration,
                syntax.Name.Span,
                $"output `{syntax.Name.Text}` has the name of a declaration in the workflow",
                labels: [context.Label(hidden.Span, "first declared here")],
                help: "every declaration of a workflow should have a name of its own; other engines may refuse this");
        }
    }

    private void Define(Binding binding, Scope scope)
    {
        if (scope.Define(binding) is { } existing)
        {
            _declarations.ReportDuplicate(binding.Name, binding.Span, existing);
        }
    }

    private void CheckBody(WorkflowBody body, int count)
    {
        for (int i = 0; i < count; i++)
        {
            BodyElement element = body.Elements[i];
            var place = new Place(PlaceKind.Workflow, body.Scope, element);
            switch (element)
            {
                case DeclarationElement declaration:
                    CheckDeclaration(declaration, body.Scope);
                    break;

                case CallElement call:
                    _calls.CheckInputs(call, place, _expressions, _allowsNestedInputs);
                    break;

                case ScatterElement scatter:
                    CheckScatter(scatter, place);
                    break;

                case ConditionalElement conditional:
                    CheckConditional(conditional, place);
                    break;
            }
        }
    }

    private void CheckDeclaration(DeclarationElement element, Scope scope)
    {
        if (element.Syntax is not null)
        {
            var place = new Place(PlaceKind.Workflow, scope, element);
            _declarations.CheckInitializer(element.Declaration, element.Syntax, place, _expressions);
        }
    }

    private void CheckScatter(ScatterElement element, Place place)
    {
        ScatterSyntax syntax = element.Syntax;
        Expression collection = _expressions.Check(syntax.Array, place);
        WdlType item = collection.Type.AsRequired() switch
        {
            ArrayType => ((ArrayType)new TypeMatcher(context).Require(collection, "the array of a scatter", place)).Item,
            AnyType => AnyType.Instance,
            ErrorType => ErrorType.Instance,
            _ => ReportNotAnArray(syntax, collection.Type),
        };

        var variable = new Declaration(DeclarationKind.ScatterVariable, syntax.Variable.Text, item, context.Source, syntax.Variable.Span);
        if (!syntax.Variable.IsMissing)
        {
            Binding? outer = place.Scope.Find(variable.Name, out Binding? _);
            Define(new DeclarationBinding(variable), element.Inside.Scope);
            if (outer is not null)
            {
                context.Report(
                    SemanticDiagnostics.ShadowedName,
                    variable.Span,
                    $"scatter variable `{variable.Name}` hides another `{variable.Name}`",
                    labels: [context.Label(outer.Span, "hidden inside the scatter")],
                    help: "give the variable another name");
            }
        }

        if (collection is ArrayExpression { Items.IsEmpty: true })
        {
            context.Report(
                SemanticDiagnostics.Unreachable, collection.Span, "the array is empty, so that nothing in the braces is ever run");
        }

        CheckBody(element.Inside, element.Inside.Elements.Count);
        element.Node = new ScatterNode(variable, element.Place) { Body = Build(element.Inside), Collection = collection };
    }

    private ErrorType ReportNotAnArray(ScatterSyntax syntax, WdlType type)
    {
        context.Report(
            SemanticDiagnostics.ScatterNotArray,
            syntax.Array.Span,
            $"a scatter goes over an array, found `{type}`",
            help: type switch
            {
                MapType when context.Version >= WdlVersion.V1_1 => "`as_pairs(map)` makes an array of pairs of a map",
                PrimitiveType { Kind: PrimitiveKind.Int } => "`range(n)` makes an array of the numbers from 0 to n - 1",
                _ => null,
            });
        return ErrorType.Instance;
    }

    private void CheckConditional(ConditionalElement element, Place place)
    {
        ImmutableArray<ConditionalClause>.Builder clauses = ImmutableArray.CreateBuilder<ConditionalClause>(element.Insides.Length);
        for (int i = 0; i < element.Insides.Length; i++)
        {
            Expression? condition = element.Syntax.Clauses[i].Condition is { } syntax ? _expressions.CheckCondition(syntax, place) : null;
            CheckBody(element.Insides[i], element.Insides[i].Elements.Count);
            clauses.Add(new ConditionalClause(Build(element.Insides[i])) { Condition = condition });
        }

        CheckCommonTypes(element);
        ImmutableArray<ConditionalClause> all = clauses.DrainToImmutable();
        WarnOfUnreachable(element.Syntax, all);
        element.Node = new ConditionalNode(element.Place) { Clauses = all };
    }

    // Of the clauses after one that is always taken, the first is told of.
    private void WarnOfUnreachable(ConditionalSyntax syntax, ImmutableArray<ConditionalClause> clauses)
    {
        for (int i = 0; i < clauses.Length; i++)
        {
            if (clauses[i].Condition is not LiteralExpression { Value: BooleanValue { Boolean: var isTaken } } condition)
            {
                continue;
            }

            if (!isTaken)
            {
                context.Report(
                    SemanticDiagnostics.Unreachable,
                    condition.Span,
                    "the condition is always false, so that nothing in the braces is ever run",
                    help: "remove the clause, or make an input of the condition");
            }
            else if (i + 1 < clauses.Length)
            {
                context.Report(
                    SemanticDiagnostics.Unreachable,
                    new TextSpan(syntax.Clauses[i + 1].Span.Start, "else".Length),
                    "the clause before it is always taken, so that nothing in the braces is ever run",
                    labels: [context.Label(condition.Span, "always true")]);
                return;
            }
        }
    }

    private void CheckCommonTypes(ConditionalElement element)
    {
        foreach (ClausesBinding binding in element.Body.Scope.OwnBindings.OfType<ClausesBinding>().Where(binding => binding.Owner == element))
        {
            _expressions.CheckCommonType(binding);
        }
    }

    private CallGraph Build(WorkflowBody body)
    {
        ImmutableArray<BodyElement> order = DependencySorter.Sort(body.Elements, context);
        ImmutableArray<WorkflowNode>.Builder nodes = ImmutableArray.CreateBuilder<WorkflowNode>(order.Length);
        foreach (BodyElement element in order)
        {
            if (element.Node is { } node)
            {
                node.Dependencies = FindDependencies(element);
                nodes.Add(node);
            }
        }

        return new CallGraph(nodes.DrainToImmutable());
    }

    private static ImmutableArray<WorkflowNode> FindDependencies(BodyElement element)
    {
        ImmutableArray<WorkflowNode>.Builder nodes = ImmutableArray.CreateBuilder<WorkflowNode>(element.Dependencies.Count);
        foreach (DependencyItem used in element.Dependencies)
        {
            if (((BodyElement)used).Node is { } node)
            {
                nodes.Add(node);
            }
        }

        return nodes.DrainToImmutable();
    }

    private void ExposeCallOutputs(WorkflowBody body)
    {
        foreach (Binding binding in body.Scope.OwnBindings.Where(binding => binding.IsCall).ToArray())
        {
            foreach (Declaration output in ExpressionChecker.FindCallees(binding).SelectMany(call => call.Target.Outputs))
            {
                if (_expressions.MakeOutputReference(binding, output.Name, binding.Span) is not { } reference)
                {
                    continue;
                }

                var declaration = new Declaration(
                    DeclarationKind.Output, $"{binding.Name}.{output.Name}", reference.Type, context.Source, binding.Span)
                {
                    Initializer = reference,
                };
                var element = new DeclarationElement(body, declaration, null);
                element.Use(binding, binding.Span);
                body.Elements.Add(element);
            }
        }
    }

    private void WarnOfUnused(WorkflowBody body)
    {
        foreach (BodyElement element in body.Elements)
        {
            switch (element)
            {
                case DeclarationElement declaration:
                    _declarations.WarnIfUnused(declaration.Declaration, body.Scope);
                    break;

                case ScatterElement scatter:
                    WarnOfUnused(scatter.Inside);
                    break;

                case ConditionalElement conditional:
                    foreach (WorkflowBody inside in conditional.Insides)
                    {
                        WarnOfUnused(inside);
                    }

                    break;
            }
        }
    }
}
