using System.Collections.Immutable;
using Sprocket.Text;
using Sprocket.Wdl;
using Sprocket.Wdl.Semantics;
using Sprocket.Wdl.Values;

namespace Sprocket.Engine.Inputs;

/// <summary>What a key names.</summary>
internal enum InputKeyKind
{
    /// <summary>An input.</summary>
    Input,

    /// <summary>An attribute of <c>requirements</c> or <c>runtime</c>.</summary>
    Requirement,

    /// <summary>An attribute of <c>hints</c>.</summary>
    Hint,
}

/// <summary>A key, resolved: two spellings of one key are equal.</summary>
/// <param name="Kind">What it names.</param>
/// <param name="Path">The calls to go through, the attribute or input last, with dots.</param>
internal sealed record InputKey(InputKeyKind Kind, string Path)
{
    /// <summary>The calls to go through.</summary>
    public ImmutableArray<CallNode> Calls { get; init; } = [];

    /// <summary>The input; null for an attribute.</summary>
    public Declaration? Input { get; init; }

    /// <summary>The name of the input or attribute.</summary>
    public required string Name { get; init; }

    /// <summary>The version of the document that declares it.</summary>
    public required WdlVersion Version { get; init; }

    /// <summary>The type that may be given.</summary>
    public WdlType Type => Input?.CallerType ?? AnyType.Instance;

    /// <summary>Whether several values make one array.</summary>
    public bool IsArray => Type.AsRequired() is ArrayType;

    /// <summary>Equal when kind and path are.</summary>
    public bool Equals(InputKey? other) => other is not null && Kind == other.Kind && Path == other.Path;

    /// <inheritdoc/>
    public override int GetHashCode() => Path.GetHashCode(StringComparison.Ordinal);
}

/// <summary>Finds what keys such as <c>wf.align.requirements.memory</c> name.</summary>
/// <param name="target">The task or workflow that inputs are given for.</param>
/// <param name="diagnostics">Told of keys that name nothing.</param>
internal sealed class InputKeyResolver(Callable target, DiagnosticBag diagnostics)
{
    /// <summary>What a key names; null when it names nothing, which is reported.</summary>
    public InputKey? Resolve(GivenValue given)
    {
        string[] parts = given.Key.Split('.');
        bool isQualified = parts.Length > 1 && parts[0] == target.Name;
        return Resolve(given, isQualified ? parts[1..] : parts);
    }

    /// <summary>The inputs that must be given, those of calls that leave theirs open among them.</summary>
    public IEnumerable<(ImmutableArray<CallNode> Calls, Declaration Input, string Name)> ListRequired() => ListRequired(target, [], target.Name, isNestingAllowed: true);

    private InputKey? Resolve(GivenValue given, string[] parts)
    {
        Callable callable = target;
        ImmutableArray<CallNode> calls = [];
        bool isNestingAllowed = true;
        for (int i = 0; i < parts.Length; i++)
        {
            string name = parts[i];
            bool isLast = i == parts.Length - 1;
            string path = string.Join('.', parts);
            if (callable is TaskDefinition && i == parts.Length - 2 && name is "requirements" or "runtime" or "hints")
            {
                return new InputKey(name == "hints" ? InputKeyKind.Hint : InputKeyKind.Requirement, path)
                {
                    Calls = calls,
                    Name = parts[^1],
                    Version = callable.Document.Version,
                };
            }

            if (isLast && callable.Inputs.FirstOrDefault(input => input.Name == name) is Declaration declaration)
            {
                return calls.IsEmpty || CheckNested(given, calls[^1], declaration, isNestingAllowed)
                    ? new InputKey(InputKeyKind.Input, path) { Calls = calls, Input = declaration, Name = name, Version = callable.Document.Version }
                    : null;
            }

            if (isLast || callable is not WorkflowDefinition workflow || FindCall(workflow.Body, name) is not CallNode call)
            {
                Report(given, callable, name, calls);
                return null;
            }

            isNestingAllowed &= workflow.AllowsNestedInputs;
            calls = calls.Add(call);
            callable = call.Target;
        }

        return null;
    }

    private bool CheckNested(GivenValue given, CallNode call, Declaration input, bool isAllowed)
    {
        if (call.Inputs.FirstOrDefault(set => set.Input == input) is CallInput set)
        {
            diagnostics.Add(new Diagnostic(
                InputDiagnostics.NestedInput,
                given.Source,
                given.KeySpan,
                $"input `{input.Name}` of call `{call.Name}` cannot be given: the call sets it itself")
            {
                Help = "remove the key, or make it an input of the workflow",
            });
            return false;
        }

        if (!isAllowed)
        {
            diagnostics.Add(new Diagnostic(
                InputDiagnostics.NestedInput,
                given.Source,
                given.KeySpan,
                $"input `{input.Name}` of call `{call.Name}` cannot be given: the workflow does not allow nested inputs")
            {
                Help = target.Document.Version >= WdlVersion.V1_2
                    ? "add `hints { allow_nested_inputs: true }` to the workflow"
                    : "add `meta { allowNestedInputs: true }` to the workflow",
            });
        }

        return isAllowed;
    }

    private void Report(GivenValue given, Callable callable, string name, ImmutableArray<CallNode> calls)
    {
        IEnumerable<string> names = callable.Inputs.Select(input => input.Name);
        if (callable is WorkflowDefinition workflow)
        {
            names = names.Concat(ListCalls(workflow.Body).Select(call => call.Name));
        }

        string kind = callable is WorkflowDefinition ? "workflow" : "task";
        string? near = Spelling.FindClosest(name, names);
        string[] known = [.. callable.Inputs.Take(8).Select(input => $"`{input.Name}`")];
        diagnostics.Add(new Diagnostic(
            InputDiagnostics.UnknownKey, given.Source, given.KeySpan, $"{kind} `{callable.Name}` has no input `{name}`")
        {
            Labels = [new DiagnosticLabel(callable.Document.Source, callable.Span, "defined here")],
            Help = near is not null ? $"did you mean `{string.Join('.', calls.Select(call => call.Name).Append(near))}`?"
                : known.Length == 0 ? "it has no inputs"
                : $"its inputs are {string.Join(", ", known)}{(callable.Inputs.Length > known.Length ? ", …" : "")}",
        });
    }

    private static IEnumerable<(ImmutableArray<CallNode> Calls, Declaration Input, string Name)> ListRequired(
        Callable callable, ImmutableArray<CallNode> calls, string name, bool isNestingAllowed)
    {
        CallNode? caller = calls.IsEmpty ? null : calls[^1];
        IEnumerable<(ImmutableArray<CallNode>, Declaration, string)> own = callable.Inputs
            .Where(input => input.IsRequired && (caller is null || !caller.Inputs.Any(set => set.Input == input)))
            .Select(input => (calls, input, $"{name}.{input.Name}"));
        return callable is WorkflowDefinition workflow && isNestingAllowed && workflow.AllowsNestedInputs
            ? own.Concat(ListCalls(workflow.Body).SelectMany(call => ListRequired(call.Target, calls.Add(call), $"{name}.{call.Name}", isNestingAllowed)))
            : own;
    }

    private static CallNode? FindCall(CallGraph body, string name) => ListCalls(body).FirstOrDefault(call => call.Name == name);

    private static IEnumerable<CallNode> ListCalls(CallGraph body) => body.Nodes.SelectMany(node => node switch
    {
        CallNode call => [call],
        ScatterNode scatter => ListCalls(scatter.Body),
        ConditionalNode conditional => conditional.Clauses.SelectMany(clause => ListCalls(clause.Body)),
        _ => [],
    });
}
