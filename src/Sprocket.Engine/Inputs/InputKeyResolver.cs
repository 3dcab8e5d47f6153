using System.Collections.Immutable;
using Sprocket.Text;
using Sprocket.Wdl;
using Sprocket.Wdl.Semantics;

namespace Sprocket.Engine.Inputs;

/// <summary>Finds what keys such as <c>wf.align.requirements.memory</c> name.</summary>
/// <param name="target">The task or workflow that inputs are given for.</param>
/// <param name="diagnostics">Told of keys that name nothing.</param>
internal sealed class InputKeyResolver(Callable target, DiagnosticBag diagnostics)
{
    private const int MaxListed = 12;

    private readonly HashSet<string> _suggested = new(StringComparer.Ordinal);

    /// <summary>Whether a key that names nothing probably was meant to be this one.</summary>
    public bool WasSuggested(OpenInput input) => _suggested.Contains(input.Key);

    /// <summary>What a key names; null when it names nothing, which is reported.</summary>
    public InputKey? Resolve(GivenValue given)
    {
        string[] parts = given.Key.Split('.');
        bool isQualified = parts.Length > 1 && parts[0] == target.Name;
        return Resolve(given, isQualified ? parts[1..] : parts, isQualified);
    }

    private InputKey? Resolve(GivenValue given, string[] parts, bool isQualified)
    {
        Callable callable = target;
        ImmutableArray<CallNode> calls = [];
        WorkflowDefinition? forbidding = null;
        string path = $"{target.Name}.{string.Join('.', parts)}";
        for (int i = 0; i < parts.Length; i++)
        {
            string name = parts[i];
            bool isLast = i == parts.Length - 1;
            if (callable is TaskDefinition && i == parts.Length - 2 && name is "requirements" or "runtime" or "hints")
            {
                return ResolveAttribute(given, name, new InputKey(name == "hints" ? InputKeyKind.Hint : InputKeyKind.Requirement, path)
                {
                    Calls = calls,
                    Owner = callable,
                    Name = parts[^1],
                });
            }

            if (isLast && callable.Inputs.FirstOrDefault(input => input.Name == name) is Declaration declaration)
            {
                return calls.IsEmpty || CheckNested(given, calls[^1], declaration, forbidding)
                    ? new InputKey(InputKeyKind.Input, path)
                    {
                        Calls = calls,
                        Owner = callable,
                        Input = new OpenInput(path, callable, declaration, calls),
                        Name = name,
                    }
                    : null;
            }

            if (isLast || callable is not WorkflowDefinition workflow || FindCall(workflow, name) is not CallNode call)
            {
                Report(given, callable, parts, i, canBePrefix: i == 0 && !isQualified);
                return null;
            }

            forbidding ??= workflow.AllowsNestedInputs ? null : workflow;
            calls = calls.Add(call);
            callable = call.Target;
        }

        return null;
    }

    // In `runtime` and `hints` any key may stand, in `requirements` only those of the specification.
    private InputKey? ResolveAttribute(GivenValue given, string section, InputKey key)
    {
        if (section != "requirements" || KnownAttributes.Find(KnownAttributes.Requirements, key.Name) is not null)
        {
            return key;
        }

        string[] names = [.. KnownAttributes.Requirements.Select(attribute => attribute.Name)];
        diagnostics.Add(new Diagnostic(
            InputDiagnostics.UnknownKey, given.Source, given.KeySpan, $"there is no requirement `{key.Name}`")
        {
            Help = Spelling.FindClosest(key.Name, names) is string near
                ? $"did you mean `{near}`?"
                : $"the requirements are {List(names)}; anything else can be given as `hints.{key.Name}`",
        });
        return null;
    }

    private bool CheckNested(GivenValue given, CallNode call, Declaration input, WorkflowDefinition? forbidding)
    {
        bool isSet = call.Inputs.Any(set => set.Input == input);
        if (forbidding is null && !isSet)
        {
            return true;
        }

        string reason = isSet ? "the call sets it itself" : $"workflow `{forbidding!.Name}` does not allow nested inputs";
        diagnostics.Add(new Diagnostic(
            InputDiagnostics.NestedInput, given.Source, given.KeySpan, $"input `{input.Name}` of call `{call.Name}` cannot be given: {reason}")
        {
            Help = isSet ? "remove the key, or make it an input of the workflow"
                : forbidding!.Document.Version >= WdlVersion.V1_2 ? $"add `hints {{ allow_nested_inputs: true }}` to `{forbidding.Name}`"
                : $"add `meta {{ allowNestedInputs: true }}` to `{forbidding.Name}`",
        });
        return false;
    }

    private void Report(GivenValue given, Callable callable, string[] parts, int index, bool canBePrefix)
    {
        string name = parts[index];
        string kind = Describe(callable);
        if (callable is WorkflowDefinition && name is "requirements" or "runtime" or "hints")
        {
            diagnostics.Add(new Diagnostic(
                InputDiagnostics.UnknownKey, given.Source, given.KeySpan, $"`{name}` can be given for tasks only, and `{callable.Name}` is a workflow")
            {
                Help = $"name one of its calls, as in `{callable.Name}.CALL.{string.Join('.', parts[index..])}`",
            });
            return;
        }

        if (FindOther(callable, name) is Declaration other)
        {
            string what = other.Kind == DeclarationKind.Output ? "an output" : "computed by it";
            diagnostics.Add(new Diagnostic(
                InputDiagnostics.UnknownKey, given.Source, given.KeySpan, $"`{name}` is no input of {kind}: it is {what}")
            {
                Labels = [new DiagnosticLabel(other.Source, other.Span, "declared here")],
            });
            return;
        }

        string[] inputs = [.. callable.Inputs.Select(input => input.Name)];
        string[] calls = callable is WorkflowDefinition workflow ? [.. workflow.Body.ListCalls().Select(call => call.Name)] : [];
        bool isLast = index == parts.Length - 1;
        string[] attributes = callable is TaskDefinition && !isLast ? ["requirements", "runtime", "hints"] : [];
        bool isPrefix = canBePrefix && parts.Length > 1 && Spelling.FindClosest(name, [target.Name]) is not null;
        string? near = isPrefix ? target.Name : Spelling.FindClosest(name, isLast ? [.. inputs, .. calls] : [.. calls, .. attributes, .. inputs]);
        if (near is not null)
        {
            string[] mended = [.. parts.Select((part, i) => i == index ? near : part)];
            string meant = isPrefix ? string.Join('.', mended) : string.Join('.', mended.Prepend(target.Name));
            _suggested.Add(meant);
            near = $"did you mean `{meant}`?";
        }

        diagnostics.Add(new Diagnostic(
            InputDiagnostics.UnknownKey,
            given.Source,
            given.KeySpan,
            isLast ? $"{kind} has no input `{name}`" : $"{kind} has no {(callable is WorkflowDefinition ? "call" : "section")} `{name}`")
        {
            Labels = [new DiagnosticLabel(callable.Document.Source, callable.Span, "defined here")],
            Help = near
                ?? (isLast && inputs.Length > 0 ? $"its inputs are {List(inputs)}"
                : !isLast && calls.Length > 0 ? $"its calls are {List(calls)}"
                : !isLast && attributes.Length > 0 ? $"its sections are {List(attributes)}"
                : isLast ? "it has no inputs" : null),
        });
    }

    private static string Describe(Callable callable) => $"{(callable is WorkflowDefinition ? "workflow" : "task")} `{callable.Name}`";

    private static string List(string[] names) =>
        string.Join(", ", names.Take(MaxListed).Select(name => $"`{name}`")) + (names.Length > MaxListed ? $" and {names.Length - MaxListed} more" : "");

    // A declaration that can be taken for an input.
    private static Declaration? FindOther(Callable callable, string name) => callable switch
    {
        TaskDefinition task => task.EvaluationOrder.Concat(task.Outputs).FirstOrDefault(declaration => declaration.Name == name),
        WorkflowDefinition workflow => workflow.Body.Nodes.OfType<DeclarationNode>()
            .Select(node => node.Declaration)
            .FirstOrDefault(declaration => declaration.Name == name),
        _ => null,
    };

    private static CallNode? FindCall(WorkflowDefinition workflow, string name) =>
        workflow.Body.ListCalls().FirstOrDefault(call => call.Name == name);
}
