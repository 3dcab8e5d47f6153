using System.Collections.Immutable;
using Sprocket.Engine.Inputs;
using Sprocket.Wdl.Semantics;
using Sprocket.Wdl.Values;
using Sprocket.Wdl.Values.Json;

namespace Sprocket.Engine.Runs;

/// <summary>The inputs and outputs of calls as JSON objects.</summary>
internal static class CallJson
{
    /// <summary>The values of declarations, in their order; those that have none are left out.</summary>
    /// <param name="declarations">The declarations.</param>
    /// <param name="values">Their values.</param>
    /// <param name="prefix">Put before each name, such as <c>wf.</c>.</param>
    public static string Format(ImmutableArray<Declaration> declarations, IReadOnlyDictionary<Declaration, Value> values, string prefix = "")
    {
        var members = new ObjectValue(
        [
            .. declarations
                .Where(values.ContainsKey)
                .Select(declaration => new Entry<string>(prefix + declaration.Name, values[declaration])),
        ]);
        return ValueJson.Format(members, ValueJsonForm.InputsAndOutputs);
    }

    /// <summary>All that is given for a run, by the keys of an inputs file without the target's name.</summary>
    public static string FormatInputs(CallInputs inputs) =>
        ValueJson.Format(new ObjectValue([.. List(inputs, "")]), ValueJsonForm.InputsAndOutputs);

    /// <summary>The outputs that <see cref="Format"/> wrote.</summary>
    /// <exception cref="JsonTextException">The text is of another callable, or was damaged.</exception>
    public static IReadOnlyDictionary<Declaration, Value> ReadOutputs(Callable callable, string json)
    {
        var members = (JsonObject)JsonReader.Read(json);
        Dictionary<Declaration, Value> outputs = [];
        foreach (Declaration output in callable.Outputs)
        {
            JsonNode? node = members.Find(output.Name)?.Value;
            outputs.Add(output, node is null ? NoneValue.Instance : ValueJson.Read(node, output.Type, callable.Document.Version));
        }

        return outputs;
    }

    private static IEnumerable<Entry<string>> List(CallInputs inputs, string prefix) =>
    [
        .. inputs.Target.Inputs
            .Where(inputs.Values.ContainsKey)
            .Select(input => new Entry<string>(prefix + input.Name, inputs.Values[input])),
        .. inputs.Requirements.Select(entry => new Entry<string>($"{prefix}requirements.{entry.Key}", entry.Value)),
        .. inputs.Hints.Select(entry => new Entry<string>($"{prefix}hints.{entry.Key}", entry.Value)),
        .. inputs.Calls.SelectMany(call => List(call.Value, $"{prefix}{call.Key}.")),
    ];
}
