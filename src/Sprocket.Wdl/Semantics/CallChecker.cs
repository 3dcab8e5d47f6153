using System.Collections.Immutable;
using Sprocket.Text;
using Sprocket.Wdl.Syntax;

namespace Sprocket.Wdl.Semantics;

/// <summary>Checks calls: what they call, and what they give it.</summary>
internal sealed class CallChecker(CheckContext context, ImmutableArray<TaskDefinition> tasks)
{
    private readonly Dictionary<string, TaskDefinition> _tasks =
        tasks.GroupBy(task => task.Name).ToDictionary(group => group.Key, group => group.First());

    /// <summary>The task or workflow that is called, or null when there is none, which is reported.</summary>
    public Callable? FindTarget(CallSyntax syntax, WorkflowSyntax workflow)
    {
        if (syntax.Target.Any(part => part.IsMissing))
        {
            return null;
        }

        IdentifierSyntax name = syntax.Target[^1];
        if (syntax.Target.Length == 1)
        {
            if (_tasks.TryGetValue(name.Text, out TaskDefinition? task))
            {
                return task;
            }

            ReportUnknown(syntax, workflow);
            return null;
        }

        if (FindDocument(syntax.Target[..^1], out bool isUnknown) is not { } document)
        {
            if (isUnknown)
            {
                ReportUnknownNamespace(syntax.Target);
            }

            return null;
        }

        Callable? target = document.FindCallable(name.Text);
        if (target is null && !context.HasSyntaxErrors)
        {
            IEnumerable<string> names = document.Tasks.Select(task => task.Name);
            string? suggestion = Spelling.FindClosest(name.Text, document.Workflow is { } other ? names.Append(other.Name) : names);
            context.Report(
                SemanticDiagnostics.UnknownCallTarget,
                name.Span,
                $"`{syntax.Target[^2].Text}` has no task or workflow `{name.Text}`",
                labels: [context.Label(context.Namespaces[syntax.Target[0].Text].Span, "imported here")],
                help: CheckContext.Suggest(suggestion),
                fix: CheckContext.FixName(name.Span, suggestion));
        }

        return target;
    }

    /// <summary>Checks what a call gives and whether that is all its target needs, and what it waits for.</summary>
    public void CheckInputs(CallElement element, Place place, ExpressionChecker expressions, bool allowsNestedInputs)
    {
        CallSyntax syntax = element.Syntax;
        var node = (CallNode?)element.Node;
        Dictionary<string, TextSpan> given = [];
        ImmutableArray<CallInput>.Builder inputs = ImmutableArray.CreateBuilder<CallInput>(syntax.Inputs.Length);
        foreach (CallInputSyntax input in syntax.Inputs)
        {
            ExpressionSyntax value = input.Value ?? new NameExpressionSyntax(input.Name.Span, input.Name);
            Declaration? parameter = node?.Target.FindInput(input.Name.Text);
            if (parameter is null)
            {
                // The short form `x` is one mistake, even where there is no declaration `x` either.
                if (node is null || input.Value is not null)
                {
                    expressions.Check(value, place);
                }

                if (node is { Target.Document.HasSyntaxErrors: false } && !input.Name.IsMissing)
                {
                    ReportUnknownInput(input.Name, node.Target);
                }

                continue;
            }

            Expression checkedValue = expressions.CheckAgainst(value, place, new Expectation(parameter.CallerType, "input", parameter.Name)
            {
                Owner = node!.Target,
                Shown = parameter.Type,
                LabelSource = parameter.Source,
                LabelSpan = parameter.Span,
            });
            if (given.TryAdd(input.Name.Text, input.Name.Span))
            {
                inputs.Add(new CallInput(parameter, checkedValue));
            }
            else
            {
                context.Report(
                    SemanticDiagnostics.DuplicateName,
                    input.Name.Span,
                    $"call `{syntax.Name.Text}` gives input `{input.Name.Text}` twice",
                    labels: [context.Label(given[input.Name.Text], "first given here")]);
            }
        }

        CheckAfters(element, place);
        if (node is not null)
        {
            node.Inputs = inputs.DrainToImmutable();
            CheckMissing(syntax, node, given, allowsNestedInputs);
        }
    }

    private void CheckAfters(CallElement element, Place place)
    {
        foreach (IdentifierSyntax after in element.Syntax.Afters)
        {
            if (after.IsMissing)
            {
                continue;
            }

            Binding? binding = place.Scope.Find(after.Text, out Binding? _);
            if (binding is { IsCall: true })
            {
                binding.IsUsed = true;
                element.Use(binding, after.Span);
                continue;
            }

            string? suggestion = Spelling.FindClosest(
                after.Text, place.Scope.AllNames().Where(name => place.Scope.Find(name, out Binding? _) is { IsCall: true }));
            context.Report(
                SemanticDiagnostics.UnknownName,
                after.Span,
                binding is null ? $"there is no call `{after.Text}` to wait for" : $"`{after.Text}` is not a call, so that nothing can be done after it",
                labels: binding is null ? [] : [context.Label(binding.Span, "declared here")],
                help: CheckContext.Suggest(suggestion),
                fix: CheckContext.FixName(after.Span, suggestion));
        }
    }

    // SPEC "Computing Call Inputs": required inputs may only be left to the run where nested inputs are allowed.
    private void CheckMissing(CallSyntax syntax, CallNode node, Dictionary<string, TextSpan> given, bool allowsNestedInputs)
    {
        Declaration[] missing = [.. node.Target.Inputs.Where(input => input.IsRequired && !given.ContainsKey(input.Name))];
        if (missing.Length == 0 || node.Target.Document.HasSyntaxErrors)
        {
            return;
        }

        if (allowsNestedInputs)
        {
            if (context.Version >= WdlVersion.V1_2)
            {
                context.Deprecate(
                    "leaving required inputs of a call to the run", syntax.TargetSpan, "make them inputs of the workflow, and give them in the call");
            }

            return;
        }

        string names = string.Join(", ", missing.Select(input => $"`{input.Name}`"));
        context.Report(
            SemanticDiagnostics.MissingCallInput,
            syntax.TargetSpan,
            $"call `{syntax.Name.Text}` gives no value for the required {(missing.Length == 1 ? "input" : "inputs")} {names}",
            labels: [.. missing.Take(3).Select(input => new DiagnosticLabel(input.Source, input.Span, "required because it has no default"))],
            help: $"add `{string.Join(", ", missing.Select(input => $"{input.Name} = …"))}` to the call");
    }

    private void ReportUnknownInput(IdentifierSyntax name, Callable target)
    {
        string kind = target is TaskDefinition ? "task" : "workflow";
        string? suggestion = Spelling.FindClosest(name.Text, target.Inputs.Select(input => input.Name));
        Declaration? own = (target as TaskDefinition)?.EvaluationOrder.FirstOrDefault(declaration => declaration.Name == name.Text)
            ?? target.FindOutput(name.Text);
        context.Report(
            SemanticDiagnostics.UnknownCallInput,
            name.Span,
            $"{kind} `{target.Name}` has no input `{name.Text}`",
            labels: [own is null ? new DiagnosticLabel(target.Document.Source, target.Span, "defined here") : new DiagnosticLabel(own.Source, own.Span, "declared here, but not as an input")],
            help: own is not null
                ? $"move `{name.Text}` into the `input` section of `{target.Name}`"
                : CheckContext.Suggest(suggestion) ?? (target.Inputs.IsEmpty ? $"{kind} `{target.Name}` has no inputs" : null),
            fix: own is null ? CheckContext.FixName(name.Span, suggestion) : null);
    }

    private Document? FindDocument(ImmutableArray<IdentifierSyntax> path, out bool isUnknown)
    {
        isUnknown = false;
        if (!context.Namespaces.TryGetValue(path[0].Text, out ImportedDocument? import))
        {
            isUnknown = true;
            return null;
        }

        import.IsUsed = true;
        Document? document = import.Document;
        foreach (IdentifierSyntax part in path.AsSpan()[1..])
        {
            if (document is null)
            {
                return null;
            }

            DocumentImport? next = document.Imports.FirstOrDefault(candidate => candidate.Namespace == part.Text);
            isUnknown = next is null;
            document = next?.Document;
        }

        return document;
    }

    private void ReportUnknownNamespace(ImmutableArray<IdentifierSyntax> path)
    {
        string? suggestion = Spelling.FindClosest(path[0].Text, context.Namespaces.Keys);
        context.Report(
            SemanticDiagnostics.UnknownCallTarget,
            path[0].Span,
            $"no import has the namespace `{string.Join('.', path[..^1].Select(part => part.Text))}`",
            help: CheckContext.Suggest(suggestion) ?? $"import its document: `import \"….wdl\" as {path[0].Text}`",
            fix: CheckContext.FixName(path[0].Span, suggestion));
    }

    private void ReportUnknown(CallSyntax syntax, WorkflowSyntax workflow)
    {
        IdentifierSyntax name = syntax.Target[0];
        if (name.Text == workflow.Name.Text)
        {
            context.Report(
                SemanticDiagnostics.RecursiveWorkflow,
                name.Span,
                $"workflow `{name.Text}` calls itself",
                labels: [context.Label(workflow.Name.Span, "the workflow")],
                help: "a workflow cannot call itself; loop over an array with `scatter`");
            return;
        }

        if (context.HasSyntaxErrors)
        {
            return;
        }

        ImportedDocument? import = context.Namespaces.Values.FirstOrDefault(candidate => candidate.Document?.FindCallable(name.Text) is not null);
        string? suggestion = import is null ? Spelling.FindClosest(name.Text, _tasks.Keys) : $"{import.Namespace}.{name.Text}";
        if (import is not null)
        {
            import.IsUsed = true;
        }

        context.Report(
            SemanticDiagnostics.UnknownCallTarget,
            name.Span,
            $"this document has no task `{name.Text}`",
            help: import is null ? CheckContext.Suggest(suggestion) : $"the imported one is called `{suggestion}`",
            fix: CheckContext.FixName(name.Span, suggestion));
    }
}
