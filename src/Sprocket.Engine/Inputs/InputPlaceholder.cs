using Sprocket.Wdl.Values;
using Sprocket.Wdl.Values.Json;

namespace Sprocket.Engine.Inputs;

/// <summary>What stands in a template where a value must be put: the value's shape, with <c>&lt;Type&gt;</c> for each part.</summary>
internal static class InputPlaceholder
{
    /// <summary>The placeholder of an input.</summary>
    /// <param name="type">The type of the input.</param>
    /// <param name="description">What to say beside the type where that is the whole placeholder, or null.</param>
    public static JsonNode Make(WdlType type, string? description = null) => type.AsRequired() switch
    {
        ArrayType array => new JsonArray(default, [Make(array.Item)]),
        MapType map => new JsonObject(default, [Member(Leaf(map.Key, null), Make(map.Value))]),
        PairType pair => new JsonObject(default, [Member("left", Make(pair.Left)), Member("right", Make(pair.Right))]),
        StructType structure => new JsonObject(default, [.. structure.Members.Select(MakeMember)]),
        ObjectType => new JsonObject(default, []),
        WdlType leaf => new JsonString(default, Leaf(leaf, description)),
    };

    /// <summary>The first part of a value that still is the placeholder of its input, or null.</summary>
    /// <param name="given">The value.</param>
    /// <param name="input">The input.</param>
    public static JsonString? Find(JsonNode given, OpenInput input)
    {
        HashSet<string> placeholders = [.. ListTexts(Make(input.Input.Type)), .. ListTexts(Make(input.Input.Type, input.Description))];
        return ListStrings(given).FirstOrDefault(text => text.Text.StartsWith('<') && placeholders.Contains(text.Text));
    }

    private static string Leaf(WdlType type, string? description)
    {
        string kind = type is EnumType choices ? string.Join(" | ", choices.Choices.Select(choice => choice.Name)) : type.ToString();
        return description is null ? $"<{kind}>" : $"<{kind}: {description}>";
    }

    private static JsonMember MakeMember(StructMember member) =>
        Member(member.Name, member.Type.IsOptional ? new JsonNull(default) : Make(member.Type));

    private static JsonMember Member(string name, JsonNode value) => new(name, default, value);

    private static IEnumerable<string> ListTexts(JsonNode node) => ListStrings(node).Select(text => text.Text);

    // The names of members, too: they are the keys of a Map.
    private static IEnumerable<JsonString> ListStrings(JsonNode node) => node switch
    {
        JsonString text => [text],
        JsonArray array => array.Items.SelectMany(ListStrings),
        JsonObject members => members.Members.SelectMany(member => ListStrings(member.Value).Prepend(new JsonString(member.NameSpan, member.Name))),
        _ => [],
    };
}
