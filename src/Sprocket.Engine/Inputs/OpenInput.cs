using System.Collections.Immutable;
using Sprocket.Wdl.Semantics;
using Sprocket.Wdl.Values;

namespace Sprocket.Engine.Inputs;

/// <summary>An input that can be given from outside: of the target itself, or of a call inside it that leaves the input open.</summary>
/// <param name="Key">The key it is given by, such as <c>wf.align.threads</c>.</param>
/// <param name="Owner">The task or workflow that declares it.</param>
/// <param name="Input">The input.</param>
/// <param name="Calls">The calls to go through, from the target inwards.</param>
internal sealed record OpenInput(string Key, Callable Owner, Declaration Input, ImmutableArray<CallNode> Calls)
{
    // The keys of an object in `parameter_meta` that describe, those that more documents use first.
    private static readonly ImmutableArray<string> DescribingKeys = ["description", "help", "label"];

    /// <summary>What <c>parameter_meta</c> says that it is, on one line; null when it says nothing.</summary>
    public string? Description => Owner.ParameterMeta.Find(Input.Name) switch
    {
        StringValue text => OnOneLine(text.Text),
        ObjectValue attributes => DescribingKeys
            .Select(key => attributes.Find(key) is StringValue text ? OnOneLine(text.Text) : null)
            .FirstOrDefault(text => text is not null),
        _ => null,
    };

    /// <summary>All of a target: its own, then those of its calls where the workflow lets them be given.</summary>
    public static IEnumerable<OpenInput> List(Callable target) => List(target, target.Name, []);

    private static IEnumerable<OpenInput> List(Callable callable, string path, ImmutableArray<CallNode> calls)
    {
        foreach (Declaration input in callable.Inputs)
        {
            if (calls.IsEmpty || !calls[^1].Inputs.Any(set => set.Input == input))
            {
                yield return new OpenInput($"{path}.{input.Name}", callable, input, calls);
            }
        }

        // What a workflow forbids, it forbids for the workflows that it calls, too: SPEC 1.2 "allow_nested_inputs".
        if (callable is WorkflowDefinition { AllowsNestedInputs: true } workflow)
        {
            foreach (CallNode call in workflow.Body.ListCalls())
            {
                foreach (OpenInput nested in List(call.Target, $"{path}.{call.Name}", calls.Add(call)))
                {
                    yield return nested;
                }
            }
        }
    }

    private static string? OnOneLine(string text)
    {
        string line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length == 0 ? null : line;
    }
}
