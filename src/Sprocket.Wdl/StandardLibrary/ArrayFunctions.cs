using System.Collections.Immutable;
using System.Globalization;
using Sprocket.Wdl.Values;

namespace Sprocket.Wdl.StandardLibrary;

/// <summary>SPEC "Generic Array Functions", and those of "Other Functions".</summary>
internal static class ArrayFunctions
{
    // An array of that many numbers is some gigabytes; nobody means a longer one.
    private const long RangeLimit = 100_000_000;

    public static ImmutableArray<Overload> All { get; } =
    [
        new(WdlVersion.V1_0, "Array[Int] range(Int)", (_, arguments, type) => Range(((IntValue)arguments[0]).Integer, type)),
        new(WdlVersion.V1_0, "Array[Array[X]] transpose(Array[Array[X]])", (_, arguments, type) => Transpose(arguments, (ArrayType)type)),
        new(WdlVersion.V1_0, "Array[Pair[X, Y]] zip(Array[X], Array[Y])", (_, arguments, type) => Zip(arguments, (ArrayType)type)),
        new(WdlVersion.V1_0, "Array[Pair[X, Y]] cross(Array[X], Array[Y])", (_, arguments, type) => Cross(arguments, (ArrayType)type)),
        new(WdlVersion.V1_1, "Pair[Array[X], Array[Y]] unzip(Array[Pair[X, Y]])", (_, arguments, type) => Unzip(arguments, (PairType)type)),
        new(WdlVersion.V1_2, "Boolean contains(Array[P], =P)", (_, arguments, _) => Contains(arguments)),
        new(WdlVersion.V1_2, "Boolean contains(Array[P?], =P?)", (_, arguments, _) => Contains(arguments)),
        new(WdlVersion.V1_2, "Array[Array[X]] chunk(Array[X], Int)", (_, arguments, type) => Chunk(arguments, (ArrayType)type)),
        new(WdlVersion.V1_0, "Array[X] flatten(Array[Array[X]])",
            (_, arguments, type) => new ArrayValue((ArrayType)type, [.. Items(arguments[0]).SelectMany(array => Items(array))])),
        new(WdlVersion.V1_0, "X select_first(Array[X?])", (_, arguments, _) => SelectFirst(arguments[0])),
        new(WdlVersion.V1_2, "X select_first(Array[X?], X)",
            (_, arguments, _) => Items(arguments[0]).FirstOrDefault(IsDefined) ?? arguments[1]),
        new(WdlVersion.V1_0, "Array[X] select_all(Array[X?])",
            (_, arguments, type) => new ArrayValue((ArrayType)type, [.. Items(arguments[0]).Where(IsDefined)])),
        new(WdlVersion.V1_0, "Boolean defined(X?)", (_, arguments, _) => new BooleanValue(IsDefined(arguments[0]))),
        new(WdlVersion.V1_0, "Int length(Array[X])", (_, arguments, _) => new IntValue(Items(arguments[0]).Length)),
        new(WdlVersion.V1_2, "Int length(Map[K, Y])", (_, arguments, _) => new IntValue(((MapValue)arguments[0]).Entries.Length)),
        new(WdlVersion.V1_2, "Int length(Object)", (_, arguments, _) => new IntValue(((ObjectValue)arguments[0]).Members.Length)),
        new(WdlVersion.V1_2, "Int length(=String)", (_, arguments, _) => new IntValue(CountCharacters(((StringValue)arguments[0]).Text))),
        new(WdlVersion.V1_3, "V value(E)", (_, arguments, _) => ((EnumValue)arguments[0]).Choice.Value),
    ];

    private static ArrayValue Range(long count, WdlType type)
    {
        if (count < 0)
        {
            throw new FunctionException($"needs a length of at least 0, found {count.ToString(CultureInfo.InvariantCulture)}");
        }

        if (count > RangeLimit)
        {
            throw new FunctionException(
                $"makes arrays of up to {RangeLimit.ToString(CultureInfo.InvariantCulture)} elements, found {count.ToString(CultureInfo.InvariantCulture)}");
        }

        ImmutableArray<Value>.Builder items = ImmutableArray.CreateBuilder<Value>((int)count);
        for (int i = 0; i < count; i++)
        {
            items.Add(new IntValue(i));
        }

        return new ArrayValue((ArrayType)type, items.MoveToImmutable());
    }

    private static ArrayValue Transpose(ImmutableArray<Value> arguments, ArrayType type)
    {
        ImmutableArray<Value> rows = Items(arguments[0]);
        int width = rows.IsEmpty ? 0 : Items(rows[0]).Length;
        for (int i = 0; i < rows.Length; i++)
        {
            if (Items(rows[i]).Length != width)
            {
                throw new FunctionException(
                    $"needs rows of equal length, but row 0 has {Count(width, "element")} and row {i} has {Items(rows[i]).Length}");
            }
        }

        ArrayType columnType = (ArrayType)type.Item;
        return new ArrayValue(
            type,
            [.. Enumerable.Range(0, width).Select(column => new ArrayValue(columnType, [.. rows.Select(row => Items(row)[column])]))]);
    }

    private static ArrayValue Zip(ImmutableArray<Value> arguments, ArrayType type)
    {
        (ImmutableArray<Value> left, ImmutableArray<Value> right) = (Items(arguments[0]), Items(arguments[1]));
        if (left.Length != right.Length)
        {
            throw new FunctionException($"needs arrays of equal length, found {left.Length} and {Count(right.Length, "element")}");
        }

        PairType pairType = (PairType)type.Item;
        return new ArrayValue(type, [.. left.Zip(right, (a, b) => new PairValue(pairType, a, b))]);
    }

    private static ArrayValue Cross(ImmutableArray<Value> arguments, ArrayType type)
    {
        PairType pairType = (PairType)type.Item;
        return new ArrayValue(
            type, [.. Items(arguments[0]).SelectMany(left => Items(arguments[1]).Select(right => new PairValue(pairType, left, right)))]);
    }

    private static PairValue Unzip(ImmutableArray<Value> arguments, PairType type)
    {
        ImmutableArray<Value> pairs = Items(arguments[0]);
        return new PairValue(
            type,
            new ArrayValue((ArrayType)type.Left, [.. pairs.Select(pair => ((PairValue)pair).Left)]),
            new ArrayValue((ArrayType)type.Right, [.. pairs.Select(pair => ((PairValue)pair).Right)]));
    }

    private static BooleanValue Contains(ImmutableArray<Value> arguments) => new(Items(arguments[0]).Contains(arguments[1]));

    private static ArrayValue Chunk(ImmutableArray<Value> arguments, ArrayType type)
    {
        long size = ((IntValue)arguments[1]).Integer;
        if (size <= 0)
        {
            throw new FunctionException($"needs a length of at least 1, found {size.ToString(CultureInfo.InvariantCulture)}");
        }

        ArrayType chunkType = (ArrayType)type.Item;
        int length = (int)Math.Min(size, int.MaxValue);
        return new ArrayValue(type, [.. Items(arguments[0]).Chunk(length).Select(chunk => new ArrayValue(chunkType, [.. chunk]))]);
    }

    private static Value SelectFirst(Value array) =>
        Items(array).FirstOrDefault(IsDefined) ?? throw (Items(array).IsEmpty
            ? new FunctionException("there is nothing to select from: the array is empty")
            : new FunctionException("there is nothing to select: every element is `None`") { IsNone = true });

    private static bool IsDefined(Value value) => value is not NoneValue;

    private static int CountCharacters(string text)
    {
        int count = 0;
        foreach (System.Text.Rune _ in text.EnumerateRunes())
        {
            count++;
        }

        return count;
    }

    private static ImmutableArray<Value> Items(Value array) => ((ArrayValue)array).Items;

    private static string Count(int number, string noun) => number == 1 ? $"1 {noun}" : $"{number} {noun}s";
}
