using System.Collections.Immutable;
using Sprocket.Text;
using Sprocket.Wdl.Values;
using Sprocket.Wdl.Values.Json;

namespace Sprocket.Engine.Inputs;

/// <summary>Makes values of what is given for keys, with absolute paths that exist.</summary>
/// <param name="diagnostics">Told of what is wrong.</param>
internal sealed class InputValueReader(DiagnosticBag diagnostics)
{
    /// <summary>The value of a key; null when there is none, which is reported.</summary>
    /// <param name="key">The key.</param>
    /// <param name="given">What is given for it, in order; at least one.</param>
    public Value? Read(InputKey key, List<GivenValue> given)
    {
        if (key.IsArray && (given.Count > 1 || given[0].GetNode(key.Type) is not (JsonArray or JsonNull or JsonObject)))
        {
            return ReadArray(key, (ArrayType)key.Type.AsRequired(), given);
        }

        if (given.Count > 1)
        {
            diagnostics.Add(new Diagnostic(
                InputDiagnostics.GivenTwice, given[1].Source, given[1].Span, $"`{given[1].Key}` is given {given.Count} times, but is no Array")
            {
                Labels = [new DiagnosticLabel(given[0].Source, given[0].Span, "first given here")],
            });
            return null;
        }

        return Read(given[0], given[0].GetNode(key.Type), key.Type, key);
    }

    // A value that is itself an array adds its elements: each resolves its paths where it was written.
    private ArrayValue? ReadArray(InputKey key, ArrayType type, List<GivenValue> given)
    {
        ImmutableArray<Value>.Builder items = ImmutableArray.CreateBuilder<Value>();
        foreach (GivenValue value in given)
        {
            JsonNode node = value.GetNode(type.Item);
            bool isArray = value.Node is JsonArray && type.Item.AsRequired() is not ArrayType;
            IEnumerable<JsonNode> elements = isArray ? ((JsonArray)value.Node).Items
                : value.Node is JsonArray { Items: [JsonArray, ..] } nested ? nested.Items
                : [node];
            foreach (JsonNode element in elements)
            {
                if (Read(value, element, type.Item, key) is not Value item)
                {
                    return null;
                }

                items.Add(item);
            }
        }

        return new ArrayValue(type, items.ToImmutable());
    }

    private Value? Read(GivenValue given, JsonNode node, WdlType type, InputKey key)
    {
        Value value;
        try
        {
            value = ValueJson.Read(node, type, key.Version, (member, structure) => WarnOfMember(given, member, structure));
        }
        catch (JsonTextException exception)
        {
            diagnostics.Add(new Diagnostic(
                InputDiagnostics.WrongType, given.Source, given.Locate(exception.Span), $"`{given.Key}`: {exception.Message}")
            {
                Help = exception.Help,
                Labels = key.Input is null ? [] : [new DiagnosticLabel(key.Input.Source, key.Input.Span, $"`{key.Input.Name}` is declared `{key.Input.Type}` here")],
            });
            return null;
        }

        return new PathResolver(given, node, diagnostics).Resolve(value, type);
    }

    private void WarnOfMember(GivenValue given, JsonMember member, StructType structure) => diagnostics.Add(new Diagnostic(
        InputDiagnostics.UnknownMember, given.Source, given.Locate(member.NameSpan), $"struct `{structure.Name}` has no member `{member.Name}`")
    {
        Help = Spelling.FindClosest(member.Name, structure.Members.Select(known => known.Name)) is string near ? $"did you mean `{near}`?" : null,
    });
}
