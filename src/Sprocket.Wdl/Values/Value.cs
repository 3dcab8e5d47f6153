using System.Collections.Immutable;

namespace Sprocket.Wdl.Values;

/// <summary>A WDL value of a known type; structural equality is WDL's <c>==</c>.</summary>
/// <remarks>A closed family. A present value of type <c>T?</c> is the value of type <c>T</c> itself; there is no wrapper.</remarks>
public abstract record Value
{
    private protected Value()
    {
    }

    /// <summary>The value's own type; never optional, <see cref="NoneType"/> for <see cref="NoneValue"/>.</summary>
    public abstract WdlType Type { get; }
}

/// <summary><c>None</c></summary>
public sealed record NoneValue : Value
{
    private NoneValue()
    {
    }

    /// <summary>The value.</summary>
    public static NoneValue Instance { get; } = new();

    /// <inheritdoc/>
    public override WdlType Type => NoneType.Instance;
}

/// <summary>A Boolean.</summary>
/// <param name="Boolean">The truth value.</param>
public sealed record BooleanValue(bool Boolean) : Value
{
    /// <inheritdoc/>
    public override WdlType Type => PrimitiveType.Boolean;
}

/// <summary>An Int.</summary>
/// <param name="Integer">The number.</param>
public sealed record IntValue(long Integer) : Value
{
    /// <inheritdoc/>
    public override WdlType Type => PrimitiveType.Int;
}

/// <summary>A Float.</summary>
/// <param name="Number">The number; finite.</param>
public sealed record FloatValue(double Number) : Value
{
    /// <inheritdoc/>
    public override WdlType Type => PrimitiveType.Float;
}

/// <summary>A String.</summary>
/// <param name="Text">The text.</param>
public sealed record StringValue(string Text) : Value
{
    /// <inheritdoc/>
    public override WdlType Type => PrimitiveType.String;
}

/// <summary>A File.</summary>
/// <param name="Path">Where it is: on the host, or inside a container while a command is evaluated for one.</param>
public sealed record FileValue(string Path) : Value
{
    /// <summary>The name to localize it by when that is not the last part of its path, else null; from inputs in extended form.</summary>
    public string? Basename { get; init; }

    /// <inheritdoc/>
    public override WdlType Type => PrimitiveType.File;
}

/// <summary>A Directory.</summary>
/// <param name="Path">Where it is, without a trailing slash; empty when only <see cref="Listing"/> says what it holds.</param>
public sealed record DirectoryValue(string Path) : Value
{
    /// <summary>The name to localize it by when that is not the last part of its path, else null; from inputs in extended form.</summary>
    public string? Basename { get; init; }

    /// <summary>What it holds, when inputs in extended form say so; else null, and it holds what lies at its path.</summary>
    public DirectoryListing? Listing { get; init; }

    /// <inheritdoc/>
    public override WdlType Type => PrimitiveType.Directory;
}

/// <summary>The content of a Directory given in extended form: SPEC 1.2 "Extended File/Directory Input/Output Format".</summary>
/// <param name="Items">Its files and directories; the path of one without a location is its name within the directory.</param>
public sealed record DirectoryListing(ImmutableArray<Value> Items)
{
    /// <summary>Equal when the items are, in order.</summary>
    public bool Equals(DirectoryListing? other) => other is not null && Items.SequenceEqual(other.Items);

    /// <inheritdoc/>
    public override int GetHashCode() => Items.Length;
}

/// <summary>An Array.</summary>
/// <param name="ArrayType">Its type.</param>
/// <param name="Items">The elements, each of the item type.</param>
public sealed record ArrayValue(ArrayType ArrayType, ImmutableArray<Value> Items) : Value
{
    /// <inheritdoc/>
    public override WdlType Type => ArrayType;

    /// <summary>Equal when the elements are, in order.</summary>
    public bool Equals(ArrayValue? other) => other is not null && Items.SequenceEqual(other.Items);

    /// <inheritdoc/>
    public override int GetHashCode() => Items.IsEmpty ? 0 : HashCode.Combine(Items.Length, Items[0]);
}

/// <summary>An entry of a Map, or a member of an Object.</summary>
/// <typeparam name="TKey">A value, or a member's name.</typeparam>
/// <param name="Key">The key.</param>
/// <param name="Value">The value.</param>
public sealed record Entry<TKey>(TKey Key, Value Value);

/// <summary>A Map; its entries have an order, which counts for equality.</summary>
public sealed record MapValue : Value
{
    private Dictionary<Value, Value>? _lookup;

    /// <summary>Creates a map.</summary>
    /// <param name="mapType">Its type.</param>
    /// <param name="entries">The entries in order; the keys differ.</param>
    public MapValue(MapType mapType, ImmutableArray<Entry<Value>> entries)
    {
        MapType = mapType;
        Entries = entries;
    }

    /// <summary>The map's type.</summary>
    public MapType MapType { get; }

    /// <summary>The entries in order.</summary>
    public ImmutableArray<Entry<Value>> Entries { get; }

    /// <inheritdoc/>
    public override WdlType Type => MapType;

    /// <summary>The value of a key, or null.</summary>
    public Value? Find(Value key)
    {
        _lookup ??= Entries.ToDictionary(entry => entry.Key, entry => entry.Value);
        return _lookup.GetValueOrDefault(key);
    }

    /// <summary>Equal when the entries are, in order.</summary>
    public bool Equals(MapValue? other) => other is not null && Entries.SequenceEqual(other.Entries);

    /// <inheritdoc/>
    public override int GetHashCode() => Entries.Length;
}

/// <summary>A Pair.</summary>
/// <param name="PairType">Its type.</param>
/// <param name="Left">The first value.</param>
/// <param name="Right">The second value.</param>
public sealed record PairValue(PairType PairType, Value Left, Value Right) : Value
{
    /// <inheritdoc/>
    public override WdlType Type => PairType;

    /// <summary>Equal when both sides are.</summary>
    public bool Equals(PairValue? other) => other is not null && Left.Equals(other.Left) && Right.Equals(other.Right);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Left, Right);
}

/// <summary>A struct's value.</summary>
/// <param name="StructType">Its type.</param>
/// <param name="Members">The members' values, in the order of the type's members.</param>
public sealed record StructValue(StructType StructType, ImmutableArray<Value> Members) : Value
{
    /// <inheritdoc/>
    public override WdlType Type => StructType;

    /// <summary>Equal when the members are, in order.</summary>
    public bool Equals(StructValue? other) => other is not null && Members.SequenceEqual(other.Members);

    /// <inheritdoc/>
    public override int GetHashCode() => Members.Length;
}

/// <summary>An Object.</summary>
/// <param name="Members">The members in order; the names differ.</param>
public sealed record ObjectValue(ImmutableArray<Entry<string>> Members) : Value
{
    /// <inheritdoc/>
    public override WdlType Type => ObjectType.Instance;

    /// <summary>The value of a member, or null.</summary>
    public Value? Find(string name)
    {
        foreach (Entry<string> member in Members)
        {
            if (member.Key == name)
            {
                return member.Value;
            }
        }

        return null;
    }

    /// <summary>Equal when the members are, in any order.</summary>
    public bool Equals(ObjectValue? other) =>
        other is not null && Members.Length == other.Members.Length && Members.All(member => member.Value.Equals(other.Find(member.Key)));

    /// <inheritdoc/>
    public override int GetHashCode() => Members.Length;
}

/// <summary>A choice of an enum.</summary>
/// <param name="EnumType">The enum.</param>
/// <param name="Index">The index of the choice.</param>
public sealed record EnumValue(EnumType EnumType, int Index) : Value
{
    /// <inheritdoc/>
    public override WdlType Type => EnumType;

    /// <summary>The choice.</summary>
    public EnumChoice Choice => EnumType.Choices[Index];

    /// <summary>Equal when the enums and the choices are.</summary>
    public bool Equals(EnumValue? other) => other is not null && Index == other.Index && EnumType.Equals(other.EnumType);

    /// <inheritdoc/>
    public override int GetHashCode() => Index;
}
