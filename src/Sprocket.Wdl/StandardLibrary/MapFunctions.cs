using System.Collections.Immutable;
using Sprocket.Wdl.Values;

namespace Sprocket.Wdl.StandardLibrary;

/// <summary>SPEC "Map Functions".</summary>
internal static class MapFunctions
{
    public static ImmutableArray<Overload> All { get; } =
    [
        new(WdlVersion.V1_1, "Array[Pair[K, Y]] as_pairs(Map[K, Y])", (_, arguments, type) => AsPairs(arguments, (ArrayType)type)),
        new(WdlVersion.V1_1, "Map[K, Y] as_map(Array[Pair[K, Y]])", (_, arguments, type) => AsMap(arguments, (MapType)type)),
        new(WdlVersion.V1_1, "Array[K] keys(Map[K, Y])",
            (_, arguments, type) => new ArrayValue((ArrayType)type, [.. Entries(arguments[0]).Select(entry => entry.Key)])),
        new(WdlVersion.V1_2, "Array[String] keys(S)",
            (_, arguments, type) => Names(((StructType)arguments[0].Type).Members.Select(member => member.Name), type)),
        new(WdlVersion.V1_2, "Array[String] keys(Object)",
            (_, arguments, type) => Names(((ObjectValue)arguments[0]).Members.Select(member => member.Key), type)),
        new(WdlVersion.V1_2, "Boolean contains_key(Map[K, Y], =K)",
            (_, arguments, _) => new BooleanValue(((MapValue)arguments[0]).Find(arguments[1]) is not null)),
        new(WdlVersion.V1_2, "Boolean contains_key(Object, =String)", (_, arguments, _) => ContainsPath(arguments[0], [arguments[1]])),
        new(WdlVersion.V1_2, "Boolean contains_key(Map[String, Y], Array[String])",
            (_, arguments, _) => ContainsPath(arguments[0], ((ArrayValue)arguments[1]).Items)),
        new(WdlVersion.V1_2, "Boolean contains_key(S, Array[String])",
            (_, arguments, _) => ContainsPath(arguments[0], ((ArrayValue)arguments[1]).Items)),
        new(WdlVersion.V1_2, "Boolean contains_key(Object, Array[String])",
            (_, arguments, _) => ContainsPath(arguments[0], ((ArrayValue)arguments[1]).Items)),
        new(WdlVersion.V1_2, "Array[Y] values(Map[K, Y])",
            (_, arguments, type) => new ArrayValue((ArrayType)type, [.. Entries(arguments[0]).Select(entry => entry.Value)])),
        new(WdlVersion.V1_1, "Map[K, Array[Y]] collect_by_key(Array[Pair[K, Y]])", (_, arguments, type) => CollectByKey(arguments, (MapType)type)),
    ];

    private static ArrayValue AsPairs(ImmutableArray<Value> arguments, ArrayType type)
    {
        PairType pairType = (PairType)type.Item;
        return new ArrayValue(type, [.. Entries(arguments[0]).Select(entry => new PairValue(pairType, entry.Key, entry.Value))]);
    }

    private static MapValue AsMap(ImmutableArray<Value> arguments, MapType type)
    {
        ImmutableArray<Entry<Value>>.Builder entries = ImmutableArray.CreateBuilder<Entry<Value>>();
        HashSet<Value> keys = [];
        foreach (PairValue pair in Pairs(arguments[0]))
        {
            if (!keys.Add(pair.Left))
            {
                throw new FunctionException($"needs keys that differ, but `{ValueText.Format(pair.Left)}` occurs twice");
            }

            entries.Add(new Entry<Value>(pair.Left, pair.Right));
        }

        return new MapValue(type, entries.ToImmutable());
    }

    private static MapValue CollectByKey(ImmutableArray<Value> arguments, MapType type)
    {
        ArrayType groupType = (ArrayType)type.Value;

        // GroupBy keeps the order of the keys' first occurrence, and the order within each group.
        return new MapValue(
            type,
            [.. Pairs(arguments[0]).GroupBy(pair => pair.Left, pair => pair.Right)
                .Select(group => new Entry<Value>(group.Key, new ArrayValue(groupType, [.. group])))]);
    }

    private static ArrayValue Names(IEnumerable<string> names, WdlType type) =>
        new((ArrayType)type, [.. names.Select(name => new StringValue(name))]);

    // "If the value associated with any except the last key in the array is None or not a collection type,
    // this function returns false." Of no keys at all nothing is said: there is nothing that is not contained.
    private static BooleanValue ContainsPath(Value collection, ImmutableArray<Value> path)
    {
        Value? value = collection;
        foreach (Value key in path)
        {
            value = value is null ? null : FindMember(value, key);
        }

        return new BooleanValue(value is not null);
    }

    private static Value? FindMember(Value collection, Value key) => collection switch
    {
        MapValue map => map.Find(key),
        ObjectValue members => members.Find(((StringValue)key).Text),
        StructValue structure when structure.StructType.IndexOf(((StringValue)key).Text) is int index and >= 0 => structure.Members[index],
        _ => null,
    };

    private static ImmutableArray<Entry<Value>> Entries(Value map) => ((MapValue)map).Entries;

    private static IEnumerable<PairValue> Pairs(Value array) => ((ArrayValue)array).Items.Cast<PairValue>();
}
