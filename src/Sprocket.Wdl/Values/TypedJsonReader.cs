using System.Collections.Immutable;
using Sprocket.Wdl.Values.Json;

namespace Sprocket.Wdl.Values;

/// <summary>Reads JSON as values of wanted types, so that each mistake is found at its own place in the text.</summary>
internal sealed class TypedJsonReader
{
    private readonly WdlVersion _version;
    private readonly Action<JsonMember, StructType>? _onUnknownMember;

    public TypedJsonReader(WdlVersion version, Action<JsonMember, StructType>? onUnknownMember)
    {
        _version = version;
        _onUnknownMember = onUnknownMember;
    }

    public Value Read(JsonNode node, WdlType type) => (node, type) switch
    {
        (_, AnyType or ErrorType) => ValueJson.ReadUntyped(node, _version),
        (JsonNull, _) when type.IsOptional => NoneValue.Instance,
        (JsonNull, _) => throw new JsonTextException(node.Span, $"`null` is not a value of type `{type}`"),
        (_, OptionalType optional) => Read(node, optional.Inner),
        (JsonObject members, PrimitiveType { Kind: PrimitiveKind.File or PrimitiveKind.Directory } path) =>
            ReadExtendedPath(members, path.Kind),
        (JsonNumber or JsonBoolean or JsonString, PrimitiveType primitive) => ReadPrimitive(node, primitive),
        (JsonString text, EnumType) => Coerce(node, new StringValue(text.Text), type),
        (JsonArray array, ArrayType to) => ReadArray(array, to),
        (JsonObject members, MapType to) => ReadMap(members, to),
        (JsonArray pairs, MapType to) => Coerce(node, Read(pairs, new ArrayType(new PairType(to.Key, to.Value))), to),
        (JsonObject members, PairType to) => ReadPair(members, to),
        (JsonObject members, StructType to) => ReadStruct(members, to),
        (JsonObject, ObjectType) => ValueJson.ReadUntyped(node, _version),
        _ => throw Mismatch(node, type),
    };

    private Value ReadPrimitive(JsonNode node, PrimitiveType type) => (node, type.Kind) switch
    {
        // The number as it is written: a sample named 007 or 1.50 keeps its name.
        (JsonNumber number, PrimitiveKind.String) => new StringValue(number.Text),
        (JsonNumber { IsInteger: true } number, PrimitiveKind.Int) => Coerce(node, new StringValue(number.Text), type),
        (JsonNumber number, PrimitiveKind.Int or PrimitiveKind.Float) =>
            Coerce(node, Coerce(node, new StringValue(number.Text), PrimitiveType.Float), type),
        (JsonBoolean boolean, PrimitiveKind.Boolean or PrimitiveKind.String) => Coerce(node, new BooleanValue(boolean.Boolean), type),
        (JsonString text, _) => Coerce(node, new StringValue(text.Text), type),
        _ => throw Mismatch(node, type),
    };

    private ArrayValue ReadArray(JsonArray array, ArrayType to)
    {
        if (to.IsNonEmpty && array.Items.IsEmpty)
        {
            throw new JsonTextException(array.Span, $"an empty array is not a value of type `{to}`");
        }

        ImmutableArray<Value>.Builder items = ImmutableArray.CreateBuilder<Value>(array.Items.Length);
        foreach (JsonNode item in array.Items)
        {
            items.Add(Read(item, to.Item));
        }

        return new ArrayValue(to, items.MoveToImmutable());
    }

    private MapValue ReadMap(JsonObject members, MapType to)
    {
        ImmutableArray<Entry<Value>>.Builder entries = ImmutableArray.CreateBuilder<Entry<Value>>(members.Members.Length);
        HashSet<Value> keys = [];
        foreach (JsonMember member in members.Members)
        {
            Value key = Read(new JsonString(member.NameSpan, member.Name), to.Key);

            // Names that differ may be equal keys: "1" and "01" of a Map[Int, X].
            if (!keys.Add(key))
            {
                throw new JsonTextException(member.NameSpan, $"the key `{member.Name}` occurs twice");
            }

            entries.Add(new Entry<Value>(key, Read(member.Value, to.Value)));
        }

        return new MapValue(to, entries.MoveToImmutable());
    }

    // SPEC 1.0 "Pair Literals" says `Left` and `Right` in its text, and shows `left` and `right`.
    private PairValue ReadPair(JsonObject members, PairType to)
    {
        JsonMember? left = members.Find("left") ?? members.Find("Left");
        JsonMember? right = members.Find("right") ?? members.Find("Right");
        return left is null || right is null || members.Members.Length != 2
            ? throw new JsonTextException(members.Span, $"this is not a value of type `{to}`", "a Pair is written `{\"left\": …, \"right\": …}`")
            : new PairValue(to, Read(left.Value, to.Left), Read(right.Value, to.Right));
    }

    private StructValue ReadStruct(JsonObject members, StructType to)
    {
        ImmutableArray<Value>.Builder values = ImmutableArray.CreateBuilder<Value>(to.Members.Length);
        foreach (StructMember member in to.Members)
        {
            JsonNode? value = members.Find(member.Name)?.Value;
            if (value is null && !member.Type.IsOptional)
            {
                throw new JsonTextException(members.Span, $"the member `{member.Name}` of `{to.Name}` is missing");
            }

            values.Add(value is null ? NoneValue.Instance : Read(value, member.Type));
        }

        foreach (JsonMember member in members.Members)
        {
            if (to.IndexOf(member.Name) < 0)
            {
                _onUnknownMember?.Invoke(member, to);
            }
        }

        return new StructValue(to, values.MoveToImmutable());
    }

    // SPEC 1.2 "Extended File/Directory Input/Output Format"; other attributes, such as checksums, are allowed there.
    private static Value ReadExtendedPath(JsonObject members, PrimitiveKind? wanted)
    {
        PrimitiveKind kind = ReadPathKind(members, wanted);
        string? basename = ReadText(members, "basename");

        // What has no location within a listing lies in the listed directory, under its base name.
        string? path = ReadText(members, "location") ?? (wanted is null ? basename : null);
        if (kind == PrimitiveKind.File)
        {
            return path is null
                ? throw new JsonTextException(members.Span, "this File has no `location`")
                : new FileValue(path) { Basename = basename };
        }

        DirectoryListing? listing = ReadListing(members);
        return path is null && (basename is null || listing is null)
            ? throw new JsonTextException(members.Span, "this Directory has neither a `location` nor both `basename` and `listing`")
            : new DirectoryValue(TrimSlash(path ?? "")) { Basename = basename, Listing = listing };
    }

    private static PrimitiveKind ReadPathKind(JsonObject members, PrimitiveKind? wanted)
    {
        switch (ReadText(members, "type"))
        {
            case null:
                return wanted ?? throw new JsonTextException(
                    members.Span, "an item of a listing needs a `type`: `\"File\"` or `\"Directory\"`");
            case "File" when wanted is null or PrimitiveKind.File:
                return PrimitiveKind.File;
            case "Directory" when wanted is null or PrimitiveKind.Directory:
                return PrimitiveKind.Directory;
            case string other:
                string expected = wanted is null ? "`File` or `Directory`" : $"`{wanted}`";
                throw new JsonTextException(members.Find("type")!.Value.Span, $"found `{other}` where {expected} is expected");
        }
    }

    private static DirectoryListing? ReadListing(JsonObject members)
    {
        JsonNode? listing = members.Find("listing")?.Value;
        return listing is null ? null
            : listing is JsonArray items ? new DirectoryListing([.. items.Items.Select(ReadListed)])
            : throw new JsonTextException(listing.Span, $"found {listing.Kind} where a listing is expected, an array of files and directories");
    }

    private static Value ReadListed(JsonNode item) => item is JsonObject members
        ? ReadExtendedPath(members, wanted: null)
        : throw new JsonTextException(item.Span, $"found {item.Kind} where a file or directory in extended form is expected");

    private static string? ReadText(JsonObject members, string name)
    {
        JsonNode? node = members.Find(name)?.Value;
        return node is null ? null
            : node is JsonString text ? text.Text
            : throw new JsonTextException(node.Span, $"found {node.Kind} where `{name}` needs a string");
    }

    private static string TrimSlash(string path) => path.Length > 1 ? path.TrimEnd('/') : path;

    private Value Coerce(JsonNode node, Value value, WdlType to)
    {
        try
        {
            return Coercion.Coerce(value, to, _version);
        }
        catch (CoercionException exception)
        {
            throw new JsonTextException(node.Span, exception.Message, SuggestForm(node, to));
        }
    }

    private static JsonTextException Mismatch(JsonNode node, WdlType type) =>
        new(node.Span, $"found {node.Kind} where a value of type `{type}` is expected", SuggestForm(node, type));

    private static string? SuggestForm(JsonNode node, WdlType type) => (node, type) switch
    {
        (_, PrimitiveType { Kind: PrimitiveKind.Boolean }) => "a Boolean is `true` or `false`",
        (_, PairType) => "a Pair is written `{\"left\": …, \"right\": …}`",
        (not JsonObject and not JsonArray, ArrayType) => "put it in brackets: `[…]`",
        _ => null,
    };
}
