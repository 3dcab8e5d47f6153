using System.Collections.Immutable;
using Sprocket.Wdl.Values;

namespace Sprocket.Wdl.StandardLibrary;

/// <summary>SPEC "File Functions" that look at paths and sizes.</summary>
internal static class FileFunctions
{
    public static ImmutableArray<Overload> All { get; } =
    [
        new(WdlVersion.V1_0, "String basename(String, [String])", (_, arguments, _) => Basename(arguments)),
        new(WdlVersion.V1_0, "String basename(File, [String])", (_, arguments, _) => Basename(arguments)),
        new(WdlVersion.V1_2, "String basename(Directory, [String])", (_, arguments, _) => Basename(arguments)),
        new(WdlVersion.V1_2, "String join_paths(Directory, String)", (context, arguments, _) => JoinPaths(context, arguments[0], [arguments[1]])),
        new(WdlVersion.V1_2, "String join_paths(Directory, Array[String])", (context, arguments, _) => JoinPaths(context, arguments[0], Items(arguments[1]))),

        // 1.2.0 wrote File where 1.2.1 writes Directory.
        new(WdlVersion.V1_2, "String join_paths(File, String)", (context, arguments, _) => JoinPaths(context, arguments[0], [arguments[1]])),
        new(WdlVersion.V1_2, "String join_paths(File, Array[String])", (context, arguments, _) => JoinPaths(context, arguments[0], Items(arguments[1]))),
        new(WdlVersion.V1_2, "String join_paths(Array[String])", (context, arguments, _) => JoinAll(context, Items(arguments[0]))),
        new(WdlVersion.V1_0, "Array[File] glob(String)", (context, arguments, type) => Glob(context, arguments[0], type)),

        // "`File` or `Directory` arguments may be specified as `String` values": only the file system knows which of them it
        // is, so this comes before the variant that would make it a File.
        new(WdlVersion.V1_2, "Float size(=String?, [String])", (context, arguments, _) => SizeOfPath(context, arguments)),
        new(WdlVersion.V1_0, "Float size(File?, [String])", (context, arguments, _) => Size(context, arguments)),
        new(WdlVersion.V1_0, "Float size(Array[File?], [String])", (context, arguments, _) => Size(context, arguments)),
        new(WdlVersion.V1_2, "Float size(Directory?, [String])", (context, arguments, _) => Size(context, arguments)),
        new(WdlVersion.V1_2, "Float size(F?, [String])", (context, arguments, _) => SizeOfPath(context, arguments)),
        new(WdlVersion.V1_0, "File stdout()", (context, _, _) => new FileValue(context.StandardOutput)),
        new(WdlVersion.V1_0, "File stderr()", (context, _, _) => new FileValue(context.StandardError)),
    ];

    private static StringValue Basename(ImmutableArray<Value> arguments)
    {
        string path = ValueText.Format(arguments[0]).TrimEnd('/');
        string name = path[(path.LastIndexOf('/') + 1)..];
        string suffix = arguments.Length > 1 ? ValueText.Format(arguments[1]) : "";
        return new StringValue(name.EndsWith(suffix, StringComparison.Ordinal) ? name[..^suffix.Length] : name);
    }

    private static StringValue JoinAll(FunctionContext context, ImmutableArray<Value> paths) =>
        paths.IsEmpty
            ? throw new FunctionException("there is nothing to join: the array is empty")
            : JoinPaths(context, paths[0], paths.RemoveAt(0));

    private static StringValue JoinPaths(FunctionContext context, Value first, ImmutableArray<Value> others)
    {
        if (others.IsEmpty && first is not StringValue)
        {
            throw new FunctionException("there is nothing to join: the array is empty");
        }

        string path = ValueText.Format(first);
        foreach (Value other in others)
        {
            string text = ValueText.Format(other);
            if (text.StartsWith('/'))
            {
                throw new FunctionException($"needs every path after the first to be relative, found `{text}`");
            }

            path = path.Length == 0 || path.EndsWith('/') ? path + text : $"{path}/{text}";
        }

        return new StringValue(context.ToAbsolutePath(path));
    }

    private static ArrayValue Glob(FunctionContext context, Value pattern, WdlType type) =>
        new((ArrayType)type, [.. context.Glob(ValueText.Format(pattern)).Select(path => new FileValue(path))]);

    // What read_json returns may be a text, too.
    private static FloatValue SizeOfPath(FunctionContext context, ImmutableArray<Value> arguments) =>
        Size(context, arguments[0] is StringValue text ? arguments.SetItem(0, FindPath(context, text.Text)) : arguments);

    private static Value FindPath(FunctionContext context, string path) =>
        Directory.Exists(context.ToHostPath(path)) ? new DirectoryValue(path) : new FileValue(path);

    private static FloatValue Size(FunctionContext context, ImmutableArray<Value> arguments)
    {
        string unit = arguments.Length > 1 ? ValueText.Format(arguments[1]) : "B";
        double divisor = StorageUnit.TryGetBytes(unit, out double bytes)
            ? bytes
            : throw new FunctionException($"`{unit}` is not a unit, which are B, KB, MB, GB, TB, KiB, MiB, GiB and TiB");
        return new FloatValue(FileSize.Measure(context, arguments[0]) / divisor);
    }

    private static ImmutableArray<Value> Items(Value array) => ((ArrayValue)array).Items;
}
