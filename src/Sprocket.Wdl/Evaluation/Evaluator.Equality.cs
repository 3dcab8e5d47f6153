using Sprocket.Wdl.Semantics;
using Sprocket.Wdl.StandardLibrary;
using Sprocket.Wdl.Values;

namespace Sprocket.Wdl.Evaluation;

/// <content>Equality.</content>
public sealed partial class Evaluator
{
    private bool AreEqual(BinaryExpression binary, Value left, Value right)
    {
        if (left is NoneValue || right is NoneValue)
        {
            return left is NoneValue && right is NoneValue;
        }

        WdlType type = binary.OperandType;
        return IsKnown(type)
            ? ToCanonical(Coerce(left, type, binary.Left.Span)).Equals(ToCanonical(Coerce(right, type, binary.Right.Span)))
            : HoldTheSame(left, right);
    }

    private static bool IsKnown(WdlType type) => type.AsRequired() switch
    {
        AnyType or NoneType or ObjectType => false,
        ArrayType array => IsKnown(array.Item),
        MapType map => IsKnown(map.Key) && IsKnown(map.Value),
        PairType pair => IsKnown(pair.Left) && IsKnown(pair.Right),
        StructType structure => structure.Members.All(member => IsKnown(member.Type)),
        _ => true,
    };

    // What `read_json` returns and the members of an Object have types that only the values tell, and neither side may
    // be made to fit the other: `[1] == [1.5]` must not depend on which of them is coerced.
    private bool HoldTheSame(Value left, Value right) => (left, right) switch
    {
        (NoneValue, _) or (_, NoneValue) => left is NoneValue && right is NoneValue,
        (ArrayValue l, ArrayValue r) => l.Items.Length == r.Items.Length && l.Items.Zip(r.Items).All(items => HoldTheSame(items.First, items.Second)),
        (MapValue l, MapValue r) => l.Entries.Length == r.Entries.Length
            && l.Entries.Zip(r.Entries).All(entries =>
                HoldTheSame(entries.First.Key, entries.Second.Key) && HoldTheSame(entries.First.Value, entries.Second.Value)),
        _ when FindMembers(left) is { } l && FindMembers(right) is { } r =>
            (l.Count == r.Count || left is StructValue || right is StructValue) && HaveTheSameMembers(l, r),
        _ when IsSimple(left) && IsSimple(right) => AreSameSimple(left, right),
        _ => false,
    };

    private static Dictionary<string, Value>? FindMembers(Value value) => value switch
    {
        ObjectValue members => members.Members.ToDictionary(member => member.Key, member => member.Value),
        StructValue structure => structure.StructType.Members.Zip(structure.Members).ToDictionary(member => member.First.Name, member => member.Second),

        // JSON has objects for these, too.
        MapValue map => map.Entries.ToDictionary(entry => ValueText.Format(entry.Key), entry => entry.Value),
        PairValue pair => new() { ["left"] = pair.Left, ["right"] = pair.Right },
        _ => null,
    };

    // An optional member of a struct may be missing elsewhere.
    private bool HaveTheSameMembers(Dictionary<string, Value> left, Dictionary<string, Value> right) =>
        left.Keys.Union(right.Keys).All(name =>
            HoldTheSame(left.GetValueOrDefault(name, NoneValue.Instance), right.GetValueOrDefault(name, NoneValue.Instance)));

    private static bool IsSimple(Value value) => value.Type is PrimitiveType or EnumType;

    private bool AreSameSimple(Value left, Value right)
    {
        if (left is EnumValue && right is EnumValue)
        {
            return left.Equals(right);
        }

        WdlType type = left is EnumValue || right is EnumValue ? PrimitiveType.String
            : left is FileValue or DirectoryValue && right is StringValue ? left.Type
            : right is FileValue or DirectoryValue && left is StringValue ? right.Type
            : FindCommonType(left, right);
        return ToCanonical(Coercion.Coerce(left, type, Version)).Equals(ToCanonical(Coercion.Coerce(right, type, Version)));
    }

    // SPEC 1.3 "Files and Directories": paths that name the same file are equal, however they are written.
    private Value ToCanonical(Value value) => value switch
    {
        FileValue file => new FileValue(ToCanonical(file.Path)),
        DirectoryValue directory => new DirectoryValue(ToCanonical(directory.Path)),
        ArrayValue { ArrayType.Item: not PrimitiveType { Kind: < PrimitiveKind.File } } array =>
            array with { Items = [.. array.Items.Select(ToCanonical)] },
        MapValue map => new MapValue(
            map.MapType, [.. map.Entries.Select(entry => new Entry<Value>(ToCanonical(entry.Key), ToCanonical(entry.Value)))]),
        PairValue pair => pair with { Left = ToCanonical(pair.Left), Right = ToCanonical(pair.Right) },
        StructValue structure => structure with { Members = [.. structure.Members.Select(ToCanonical)] },
        ObjectValue members => new ObjectValue([.. members.Members.Select(member => member with { Value = ToCanonical(member.Value) })]),
        _ => value,
    };

    private string ToCanonical(string path)
    {
        try
        {
            return functions.ToCanonicalPath(path);
        }
        catch (FunctionException)
        {
            return path;
        }
    }
}
