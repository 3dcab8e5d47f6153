using System.Collections.Immutable;
using Sprocket.Wdl.Values;

namespace Sprocket.Engine.Inputs;

/// <summary>The paths of Files and Directories anywhere inside a value.</summary>
internal static class ValuePaths
{
    /// <summary>What becomes of a File or Directory.</summary>
    /// <param name="path">The value.</param>
    /// <param name="isOptional">Whether <c>None</c> may stand in its place.</param>
    public delegate Value Replacement(Value path, bool isOptional);

    /// <summary>The value with all Files and Directories replaced.</summary>
    /// <param name="value">The value.</param>
    /// <param name="type">The type it is declared with, which says where <c>None</c> may stand.</param>
    /// <param name="replace">What becomes of each.</param>
    public static Value Map(Value value, WdlType type, Replacement replace) => MayHoldPaths(type) ? Walk(value, type, replace) : value;

    /// <summary>All Files and Directories inside a value.</summary>
    public static IEnumerable<Value> List(Value value)
    {
        List<Value> paths = [];
        _ = Walk(value, AnyType.Instance, (path, _) =>
        {
            paths.Add(path);
            return path;
        });
        return paths;
    }

    /// <summary>The path of a File or Directory.</summary>
    public static string GetPath(Value value) => value switch
    {
        FileValue file => file.Path,
        DirectoryValue directory => directory.Path,
        _ => throw new ArgumentException("not a File or Directory", nameof(value)),
    };

    /// <summary>A File or Directory, as <paramref name="value"/> is, with another path.</summary>
    public static Value WithPath(Value value, string path) => value switch
    {
        FileValue file => file with { Path = path },
        DirectoryValue directory => directory with { Path = path },
        _ => throw new ArgumentException("not a File or Directory", nameof(value)),
    };

    /// <summary>Whether a path is one of the kind that it should be; a link that leads nowhere is none.</summary>
    /// <param name="value">The File or Directory.</param>
    /// <param name="hostPath">Where it is; absolute.</param>
    public static bool Exists(Value value, string hostPath) =>
        value is FileValue ? File.Exists(hostPath) && !LeadsNowhere(hostPath) : Directory.Exists(hostPath);

    /// <summary>What is wrong with a path that <see cref="Exists"/> denies.</summary>
    /// <param name="value">The File or Directory.</param>
    /// <param name="written">The path as it was written.</param>
    /// <param name="hostPath">Where it would be; absolute.</param>
    public static string DescribeMissing(Value value, string written, string hostPath) => value switch
    {
        FileValue when Directory.Exists(hostPath) => $"`{written}` is a directory, expected a file",
        DirectoryValue when File.Exists(hostPath) => $"`{written}` is a file, expected a directory",
        FileValue when new FileInfo(hostPath).LinkTarget is string target => $"`{written}` is a link to `{target}`, which does not exist",
        FileValue => $"file `{written}` does not exist",
        _ => $"directory `{written}` does not exist",
    };

    /// <summary>Whether a File names a directory, or a Directory a file: SPEC 1.2 "Files and Directories", as clarified in 1.2.1.</summary>
    /// <param name="value">The File or Directory.</param>
    /// <param name="hostPath">Where it is; absolute.</param>
    public static bool IsOtherKind(Value value, string hostPath) => value is FileValue ? Directory.Exists(hostPath) : File.Exists(hostPath);

    /// <summary>Whether values of a type can hold Files or Directories.</summary>
    public static bool MayHoldPaths(WdlType type) => type switch
    {
        PrimitiveType primitive => primitive.Kind is PrimitiveKind.File or PrimitiveKind.Directory,
        OptionalType optional => MayHoldPaths(optional.Inner),
        ArrayType array => MayHoldPaths(array.Item),
        MapType map => MayHoldPaths(map.Key) || MayHoldPaths(map.Value),
        PairType pair => MayHoldPaths(pair.Left) || MayHoldPaths(pair.Right),
        StructType structure => structure.Members.Any(member => MayHoldPaths(member.Type)),
        ObjectType or AnyType => true,
        _ => false,
    };

    // To the runtime a link exists by itself, whatever it leads to.
    private static bool LeadsNowhere(string hostPath)
    {
        try
        {
            return File.ResolveLinkTarget(hostPath, returnFinalTarget: true) is { Exists: false };
        }
        catch (IOException)
        {
            // Links that lead around in a circle.
            return true;
        }
    }

    private static Value Walk(Value value, WdlType type, Replacement replace)
    {
        WdlType inner = type.AsRequired();
        switch (value)
        {
            case FileValue or DirectoryValue:
                return replace(value, type.IsOptional);
            case ArrayValue array when inner is ArrayType or AnyType && !array.Items.IsEmpty:
                WdlType item = inner is ArrayType known ? known.Item : array.ArrayType.Item;
                return MayHoldPaths(item) ? array with { Items = [.. array.Items.Select(element => Walk(element, item, replace))] } : array;
            case MapValue map:
                MapType entry = inner as MapType ?? map.MapType;
                ImmutableArray<Entry<Value>> entries =
                    [.. map.Entries.Select(e => new Entry<Value>(Walk(e.Key, entry.Key, replace), Walk(e.Value, entry.Value, replace)))];
                return MayHoldPaths(entry) ? new MapValue(map.MapType, entries) : map;
            case PairValue pair:
                PairType sides = inner as PairType ?? pair.PairType;
                return pair with { Left = Walk(pair.Left, sides.Left, replace), Right = Walk(pair.Right, sides.Right, replace) };
            case StructValue structure:
                return structure with
                {
                    Members = [.. structure.Members.Select((member, i) => Walk(member, structure.StructType.Members[i].Type, replace))],
                };
            case ObjectValue members:
                return new ObjectValue([.. members.Members.Select(member => member with { Value = Walk(member.Value, AnyType.Instance, replace) })]);
            default:
                return value;
        }
    }
}
