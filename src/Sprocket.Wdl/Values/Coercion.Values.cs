using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;

namespace Sprocket.Wdl.Values;

/// <content>The coercion of values.</content>
public static partial class Coercion
{
    private const int QuotedTextLimit = 40;

    /// <summary>Makes a value one of the wanted type.</summary>
    /// <param name="value">The value; present values have no optional wrapper.</param>
    /// <param name="to">The wanted type.</param>
    /// <param name="version">The document's version.</param>
    /// <returns>A value whose type is <paramref name="to"/> without its optionality, or <c>None</c>.</returns>
    /// <remarks>
    /// More lenient than <see cref="Classify"/> where the value decides: a Float without fraction becomes an Int (in 1.0 any
    /// Float, by its floor), and an Object with <c>left</c> and <c>right</c>, as JSON writes it, becomes a Pair.
    /// </remarks>
    /// <exception cref="CoercionException">The value cannot become one of that type.</exception>
    public static Value Coerce(Value value, WdlType to, WdlVersion version) => to switch
    {
        AnyType or ErrorType => value,
        OptionalType optional => value is NoneValue ? value : Coerce(value, optional.Inner, version),
        NoneType when value is NoneValue => value,
        _ when value is NoneValue => throw new CoercionException($"`None` is not a value of type `{to}`"),
        PrimitiveType primitive => CoerceToPrimitive(value, primitive.Kind, version),
        ArrayType array => CoerceToArray(value, array, version),
        MapType map => CoerceToMap(value, map, version),
        PairType pair => CoerceToPair(value, pair, version),
        StructType structure => CoerceToStruct(value, structure, version),
        ObjectType => CoerceToObject(value),
        EnumType enumeration => CoerceToEnum(value, enumeration),
        _ => throw Mismatch(value, to),
    };

    private static Value CoerceToPrimitive(Value value, PrimitiveKind to, WdlVersion version) => (value, to) switch
    {
        (BooleanValue, PrimitiveKind.Boolean) or (IntValue, PrimitiveKind.Int) or (FloatValue, PrimitiveKind.Float)
            or (StringValue, PrimitiveKind.String) or (FileValue, PrimitiveKind.File)
            or (DirectoryValue, PrimitiveKind.Directory) => value,
        (IntValue number, PrimitiveKind.Float) => new FloatValue(number.Integer),
        (FloatValue number, PrimitiveKind.Int) => new IntValue(ToInteger(number.Number, version)),
        (StringValue text, PrimitiveKind.File) => new FileValue(text.Text),
        (StringValue text, PrimitiveKind.Directory) => new DirectoryValue(WithoutTrailingSlash(text.Text)),
        (StringValue text, PrimitiveKind.Int) => new IntValue(NumberText.ParseInt(text.Text)),
        (StringValue text, PrimitiveKind.Float) => new FloatValue(NumberText.ParseFloat(text.Text)),
        (StringValue { Text: "true" or "false" } text, PrimitiveKind.Boolean) => new BooleanValue(text.Text == "true"),
        (BooleanValue or IntValue or FloatValue or FileValue or DirectoryValue or EnumValue, PrimitiveKind.String) =>
            new StringValue(ValueText.Format(value)),
        _ => throw Mismatch(value, to.ToString()),
    };

    // SPEC 1.0 "Type Coercion": "Use floor of the value for non-integers". Later: only "with no loss of precision".
    private static long ToInteger(double number, WdlVersion version)
    {
        double whole = Math.Floor(number);
        if (whole != number && version > WdlVersion.V1_0)
        {
            throw new CoercionException($"`{NumberText.FormatFloat(number)}` is not a whole number");
        }

        return NumberText.ToInt(whole);
    }

    private static ArrayValue CoerceToArray(Value value, ArrayType to, WdlVersion version)
    {
        ImmutableArray<Value> items = value switch
        {
            ArrayValue array => CoerceItems(array, to, version),
            MapValue map when to.Item is PairType pair => CoerceEntriesToPairs(map, pair, version),
            _ => throw Mismatch(value, to),
        };

        return to.IsNonEmpty && items.IsEmpty
            ? throw new CoercionException($"an empty array is not a value of type `{to}`")
            : value is ArrayValue same && same.Items == items && same.ArrayType == to ? same : new ArrayValue(to, items);
    }

    private static ImmutableArray<Value> CoerceItems(ArrayValue array, ArrayType to, WdlVersion version)
    {
        if (array.ArrayType.Item == to.Item && to.Item is not AnyType)
        {
            return array.Items;
        }

        ImmutableArray<Value>.Builder items = ImmutableArray.CreateBuilder<Value>(array.Items.Length);
        for (int i = 0; i < array.Items.Length; i++)
        {
            items.Add(CoerceWithin(array.Items[i], to.Item, version, i, static index => $"[{index}]"));
        }

        return items.MoveToImmutable();
    }

    private static ImmutableArray<Value> CoerceEntriesToPairs(MapValue map, PairType to, WdlVersion version)
    {
        ImmutableArray<Value>.Builder pairs = ImmutableArray.CreateBuilder<Value>(map.Entries.Length);
        foreach (Entry<Value> entry in map.Entries)
        {
            Value left = CoerceWithin(entry.Key, to.Left, version, entry.Key, KeyStep);
            Value right = CoerceWithin(entry.Value, to.Right, version, entry.Key, KeyStep);
            pairs.Add(new PairValue(to, left, right));
        }

        return pairs.MoveToImmutable();
    }

    private static MapValue CoerceToMap(Value value, MapType to, WdlVersion version) => value switch
    {
        MapValue map when map.MapType == to => map,
        MapValue map => BuildMap(map.Entries, to, version),
        StructValue structure => BuildMap(ListMembers(structure), to, version),
        ObjectValue members => BuildMap(
            members.Members.Select(member => new Entry<Value>(new StringValue(member.Key), member.Value)), to, version),
        ArrayValue array when array.Items.All(item => item is PairValue) => BuildMap(
            array.Items.Cast<PairValue>().Select(pair => new Entry<Value>(pair.Left, pair.Right)), to, version),
        _ => throw Mismatch(value, to),
    };

    private static MapValue BuildMap(IEnumerable<Entry<Value>> from, MapType to, WdlVersion version)
    {
        ImmutableArray<Entry<Value>>.Builder entries = ImmutableArray.CreateBuilder<Entry<Value>>();
        HashSet<Value> keys = [];
        foreach (Entry<Value> entry in from)
        {
            Value key = CoerceWithin(entry.Key, to.Key, version, entry.Key, KeyStep);
            Value value = CoerceWithin(entry.Value, to.Value, version, entry.Key, KeyStep);
            if (!keys.Add(key))
            {
                throw new CoercionException($"the key `{Shorten(ValueText.Format(key))}` occurs twice");
            }

            entries.Add(new Entry<Value>(key, value));
        }

        return new MapValue(to, entries.ToImmutable());
    }

    private static PairValue CoerceToPair(Value value, PairType to, WdlVersion version)
    {
        (Value? left, Value? right) = value switch
        {
            PairValue pair => (pair.Left, pair.Right),
            ObjectValue { Members.Length: 2 } members => (members.Find("left"), members.Find("right")),
            _ => (null, null),
        };

        return left is null || right is null
            ? throw Mismatch(value, to)
            : value is PairValue same && same.PairType == to ? same
            : new PairValue(
                to,
                CoerceWithin(left, to.Left, version, ".left", static step => step),
                CoerceWithin(right, to.Right, version, ".right", static step => step));
    }

    private static StructValue CoerceToStruct(Value value, StructType to, WdlVersion version)
    {
        switch (value)
        {
            case StructValue structure when structure.StructType == to:
                return structure;
            case StructValue structure:
                return BuildStruct(name => structure.StructType.IndexOf(name) is int i and >= 0 ? structure.Members[i] : null, to, version);
            case ObjectValue members:
                CheckMemberNames(members.Members.Select(member => member.Key), to, version);
                return BuildStruct(members.Find, to, version);
            case MapValue map when map.Entries.All(entry => entry.Key is StringValue):
                CheckMemberNames(map.Entries.Select(entry => ((StringValue)entry.Key).Text), to, version);
                return BuildStruct(name => map.Find(new StringValue(name)), to, version);
            default:
                throw Mismatch(value, to);
        }
    }

    // SPEC 1.1 "Custom Types (Structs)": "must not have any members that are not declared". From 1.2 on they are ignored.
    private static void CheckMemberNames(IEnumerable<string> names, StructType to, WdlVersion version)
    {
        if (version == WdlVersion.V1_1 && names.FirstOrDefault(name => to.IndexOf(name) < 0) is string unknown)
        {
            throw new CoercionException($"struct `{to.Name}` has no member `{Shorten(unknown)}`");
        }
    }

    private static StructValue BuildStruct(Func<string, Value?> find, StructType to, WdlVersion version)
    {
        ImmutableArray<Value>.Builder members = ImmutableArray.CreateBuilder<Value>(to.Members.Length);
        foreach (StructMember member in to.Members)
        {
            Value? value = find(member.Name);
            if (value is null && !member.Type.IsOptional)
            {
                throw new CoercionException($"the member `{member.Name}` of `{to.Name}` is missing");
            }

            members.Add(CoerceWithin(value ?? NoneValue.Instance, member.Type, version, member.Name, static name => $".{name}"));
        }

        return new StructValue(to, members.MoveToImmutable());
    }

    private static ObjectValue CoerceToObject(Value value) => value switch
    {
        ObjectValue members => members,
        StructValue structure => new ObjectValue(
            [.. structure.StructType.Members.Select((member, i) => new Entry<string>(member.Name, structure.Members[i]))]),
        MapValue map when map.Entries.All(entry => entry.Key is StringValue) =>
            new ObjectValue([.. map.Entries.Select(entry => new Entry<string>(((StringValue)entry.Key).Text, entry.Value))]),
        _ => throw Mismatch(value, ObjectType.Instance),
    };

    private static EnumValue CoerceToEnum(Value value, EnumType to)
    {
        string name = value switch
        {
            EnumValue choice => choice.Choice.Name,
            StringValue text => text.Text,
            _ => throw Mismatch(value, to),
        };

        int index = to.IndexOf(name);
        return index >= 0
            ? new EnumValue(to, index)
            : throw new CoercionException(
                $"`{Shorten(name)}` is not a choice of `{to.Name}`, which has {string.Join(", ", to.Choices.Select(choice => $"`{choice.Name}`"))}");
    }

    private static IEnumerable<Entry<Value>> ListMembers(StructValue structure) =>
        structure.StructType.Members.Select((member, i) => new Entry<Value>(new StringValue(member.Name), structure.Members[i]));

    private static Value CoerceWithin<TStep>(Value value, WdlType to, WdlVersion version, TStep step, Func<TStep, string> describe)
    {
        try
        {
            return Coerce(value, to, version);
        }
        catch (CoercionException exception)
        {
            throw exception.Within(describe(step));
        }
    }

    private static string KeyStep(Value key) => key is StringValue text ? $"[\"{text.Text}\"]" : $"[{ValueText.Format(key)}]";

    private static string WithoutTrailingSlash(string path)
    {
        string trimmed = path.TrimEnd('/');
        return trimmed.Length == 0 && path.Length > 0 ? "/" : trimmed;
    }

    private static CoercionException Mismatch(Value value, WdlType to) => Mismatch(value, to.ToString());

    private static CoercionException Mismatch(Value value, string to) =>
        new($"{Describe(value)} is not a value of type `{to}`");

    /// <summary>A value in a few words for a message: <c>the String `abc`</c>, <c>an Array[Int] of 3</c>.</summary>
    private static string Describe(Value value) => value switch
    {
        NoneValue => "`None`",
        BooleanValue or IntValue or FloatValue => $"the {value.Type} `{FormatNumberOrBoolean(value)}`",
        StringValue or FileValue or DirectoryValue or EnumValue => $"the {value.Type} `{Shorten(ValueText.Format(value))}`",
        ArrayValue array => $"an `{array.ArrayType}` of {array.Items.Length.ToString(CultureInfo.InvariantCulture)}",
        MapValue map => $"a `{map.MapType}`",
        PairValue pair => $"a `{pair.PairType}`",
        StructValue structure => $"a `{structure.StructType}`",
        ObjectValue => "an `Object`",
        _ => throw new UnreachableException(),
    };

    private static string FormatNumberOrBoolean(Value value) =>
        value is FloatValue number ? NumberText.FormatFloat(number.Number) : ValueText.Format(value);

    private static string Shorten(string text) =>
        text.Length <= QuotedTextLimit ? text : string.Concat(text.AsSpan(0, QuotedTextLimit), "…");
}
