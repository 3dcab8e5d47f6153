using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Sprocket.Wdl.Values.Json;

namespace Sprocket.Wdl.Values;

/// <content>Values from JSON.</content>
public static partial class ValueJson
{
    /// <summary>Reads a value of a given type.</summary>
    /// <param name="node">The JSON.</param>
    /// <param name="type">The wanted type.</param>
    /// <param name="version">The document's version.</param>
    /// <param name="onUnknownMember">Told of members that a struct does not have, which are ignored; null when nobody wants to know.</param>
    /// <exception cref="JsonTextException">The JSON is not one of that type.</exception>
    public static Value Read(
        JsonNode node, WdlType type, WdlVersion version, Action<JsonMember, StructType>? onUnknownMember = null) =>
        new TypedJsonReader(version, onUnknownMember).Read(node, type);

    /// <summary>Reads a value of the type that the JSON suggests: SPEC "read_json".</summary>
    /// <exception cref="JsonTextException">The elements of an array have no common type, or a number is too large.</exception>
    public static Value ReadUntyped(JsonNode node, WdlVersion version)
    {
        switch (node)
        {
            case JsonNull:
                return NoneValue.Instance;
            case JsonBoolean boolean:
                return new BooleanValue(boolean.Boolean);
            case JsonNumber { IsInteger: true } number
                when long.TryParse(number.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long integer):
                return new IntValue(integer);
            case JsonNumber number:
                return AtNode(number, static number => new FloatValue(NumberText.ParseFloat(number.Text)));
            case JsonString text:
                return new StringValue(text.Text);
            case JsonObject members:
                return new ObjectValue(
                    [.. members.Members.Select(member => new Entry<string>(member.Name, ReadUntyped(member.Value, version)))]);
            case JsonArray array:
                ImmutableArray<Value> items = [.. array.Items.Select(item => ReadUntyped(item, version))];

                // SPEC 1.1 "read_json": "all the elements of the array must be coercible to the same type, or an error is raised".
                CoercionKind atLeast = version == WdlVersion.V1_0 ? CoercionKind.Deprecated : CoercionKind.Implicit;
                WdlType common = Coercion.CommonType(items.Select(item => item.Type), version, atLeast)
                    ?? throw new JsonTextException(array.Span, "the elements of this array have no common type");
                return AtNode(array, _ => Coercion.Coerce(new ArrayValue(new ArrayType(AnyType.Instance), items), new ArrayType(common), version));
            default:
                throw new UnreachableException();
        }
    }

    private static Value AtNode<TNode>(TNode node, Func<TNode, Value> read)
        where TNode : JsonNode
    {
        try
        {
            return read(node);
        }
        catch (CoercionException exception)
        {
            throw new JsonTextException(node.Span, exception.Message);
        }
    }
}
