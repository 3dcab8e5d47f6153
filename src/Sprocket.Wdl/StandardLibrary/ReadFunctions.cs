using System.Collections.Immutable;
using Sprocket.Text;
using Sprocket.Wdl.Values;
using Sprocket.Wdl.Values.Json;

namespace Sprocket.Wdl.StandardLibrary;

/// <summary>SPEC "File Functions" that read.</summary>
internal static class ReadFunctions
{
    private static readonly ArrayType Strings = new(PrimitiveType.String);
    private static readonly ArrayType Rows = new(Strings);
    private static readonly ArrayType Objects = new(ObjectType.Instance);

    public static ImmutableArray<Overload> All { get; } =
    [
        new(WdlVersion.V1_0, "String read_string(File)",
            (context, arguments, _) => new StringValue(ReadAll(context, arguments).TrimEnd('\r', '\n'))),
        new(WdlVersion.V1_0, "Int read_int(File)",
            (context, arguments, _) => ReadPrimitive(context, arguments, text => new IntValue(NumberText.ParseInt(text)))),
        new(WdlVersion.V1_0, "Float read_float(File)",
            (context, arguments, _) => ReadPrimitive(context, arguments, text => new FloatValue(NumberText.ParseFloat(text)))),
        new(WdlVersion.V1_0, "Boolean read_boolean(File)",
            (context, arguments, _) => ReadPrimitive(context, arguments, ParseBoolean)),
        new(WdlVersion.V1_0, "Array[String] read_lines(File)", (context, arguments, _) => ReadLines(context, arguments)),
        new(WdlVersion.V1_0, "Array[Array[String]] read_tsv(File)", (context, arguments, _) => ReadRows(context, arguments)),

        // The second argument decides: Array[Array[String]] when it is false, Array[Object] when it is true.
        new(WdlVersion.V1_2, "Any read_tsv(File, Boolean)",
            (context, arguments, _) => IsTrue(arguments[1])
                ? ReadTable(context, arguments, hasHeader: true, names: null, areIdentifiers: true)
                : ReadRows(context, arguments)),
        new(WdlVersion.V1_2, "Array[Object] read_tsv(File, Boolean, Array[String])",
            (context, arguments, _) => ReadTable(context, arguments, IsTrue(arguments[1]), [.. Texts(arguments[2])], areIdentifiers: true)),
        new(WdlVersion.V1_0, "Map[String, String] read_map(File)", (context, arguments, type) => ReadMap(context, arguments, (MapType)type)),
        new(WdlVersion.V1_0, "Any read_json(File)", (context, arguments, _) => ReadJson(context, arguments)),
        new(WdlVersion.V1_0, "Object read_object(File)", (context, arguments, _) => ReadObject(context, arguments)),
        new(WdlVersion.V1_0, "Array[Object] read_objects(File)",
            (context, arguments, _) => ReadTable(context, arguments, hasHeader: true, names: null, areIdentifiers: false)),
    ];

    /// <summary>Gives <c>read_tsv(File, Boolean)</c> its type where the second argument is a literal.</summary>
    public static FunctionBinding Refine(FunctionBinding binding, bool? secondArgument) =>
        binding is { Name: "read_tsv", ResultType: AnyType } && secondArgument is bool hasHeader
            ? binding with { ResultType = hasHeader ? Objects : Rows }
            : binding;

    private static string ReadAll(FunctionContext context, ImmutableArray<Value> arguments) =>
        TextFile.ReadAll(context, Path(arguments));

    private static Value ReadPrimitive(
        FunctionContext context, ImmutableArray<Value> arguments, Func<string, Value> parse)
    {
        string text = ReadAll(context, arguments).Trim();
        try
        {
            return parse(text);
        }
        catch (CoercionException exception)
        {
            string reason = text.Length == 0 ? "the file is empty"
                : text.Contains('\n', StringComparison.Ordinal) ? "the file has more than one line"
                : exception.Message;
            throw new FunctionException($"cannot read `{Path(arguments)}`: {reason}", exception);
        }
    }

    private static BooleanValue ParseBoolean(string text) => text.ToUpperInvariant() switch
    {
        "TRUE" => new BooleanValue(true),
        "FALSE" => new BooleanValue(false),
        _ => throw new CoercionException($"the String `{text}` is not a value of type `Boolean`"),
    };

    private static ArrayValue ReadLines(FunctionContext context, ImmutableArray<Value> arguments)
    {
        ImmutableArray<Value>.Builder lines = ImmutableArray.CreateBuilder<Value>();
        TextFile.ReadLines(context, Path(arguments), line => lines.Add(new StringValue(line)));
        return new ArrayValue(Strings, lines.ToImmutable());
    }

    private static ArrayValue ReadRows(FunctionContext context, ImmutableArray<Value> arguments)
    {
        ImmutableArray<Value>.Builder rows = ImmutableArray.CreateBuilder<Value>();
        TextFile.ReadLines(
            context,
            Path(arguments),
            line => rows.Add(new ArrayValue(Strings, [.. line.Split('\t').Select(cell => new StringValue(cell))])));
        return new ArrayValue(Rows, rows.ToImmutable());
    }

    private static MapValue ReadMap(FunctionContext context, ImmutableArray<Value> arguments, MapType type)
    {
        ImmutableArray<Entry<Value>>.Builder entries = ImmutableArray.CreateBuilder<Entry<Value>>();
        HashSet<string> keys = [];
        int number = 0;
        TextFile.ReadLines(context, Path(arguments), line =>
        {
            number++;
            string[] cells = line.Split('\t');
            if (cells.Length != 2)
            {
                throw new FunctionException(
                    $"needs two columns in every line, but line {number} of `{Path(arguments)}` has {cells.Length}");
            }

            if (!keys.Add(cells[0]))
            {
                throw new FunctionException($"found the key `{cells[0]}` twice, again in line {number} of `{Path(arguments)}`");
            }

            entries.Add(new Entry<Value>(new StringValue(cells[0]), new StringValue(cells[1])));
        });
        return new MapValue(type, entries.ToImmutable());
    }

    private static Value ReadJson(FunctionContext context, ImmutableArray<Value> arguments)
    {
        string text = ReadAll(context, arguments);
        try
        {
            return ValueJson.ReadUntyped(JsonReader.Read(text), context.Version);
        }
        catch (JsonTextException exception)
        {
            (int line, int column) = new SourceText(Path(arguments), text).GetPosition(exception.Span.Start);
            throw new FunctionException(
                $"cannot read `{Path(arguments)}`, line {line} column {column}: {exception.Message}", exception);
        }
    }

    private static ObjectValue ReadObject(FunctionContext context, ImmutableArray<Value> arguments)
    {
        ImmutableArray<Value> objects = ReadTable(context, arguments, hasHeader: true, names: null, areIdentifiers: false).Items;
        return objects.Length == 1
            ? (ObjectValue)objects[0]
            : throw new FunctionException(
                $"needs a line of names and one of values, but `{Path(arguments)}` has {objects.Length} lines of values");
    }

    private static ArrayValue ReadTable(
        FunctionContext context, ImmutableArray<Value> arguments, bool hasHeader, string[]? names, bool areIdentifiers)
    {
        ImmutableArray<Value>.Builder objects = ImmutableArray.CreateBuilder<Value>();
        if (names is not null)
        {
            CheckNames(names, areIdentifiers, "the given names");
        }

        int number = 0;
        TextFile.ReadLines(context, Path(arguments), line =>
        {
            string[] cells = line.Split('\t');
            if (++number == 1 && hasHeader)
            {
                if (names is null)
                {
                    names = cells;
                    CheckNames(names, areIdentifiers, $"the first line of `{Path(arguments)}`");
                }

                return;
            }

            if (cells.Length != names!.Length)
            {
                throw new FunctionException(
                    $"expects {names.Length} columns, but line {number} of `{Path(arguments)}` has {cells.Length}");
            }

            objects.Add(new ObjectValue([.. names.Zip(cells, (name, cell) => new Entry<string>(name, new StringValue(cell)))]));
        });
        return new ArrayValue(Objects, objects.ToImmutable());
    }

    // "The field names in the header row must be valid Object field names" is said of read_tsv only.
    private static void CheckNames(string[] names, bool areIdentifiers, string place)
    {
        HashSet<string> seen = [];
        foreach (string name in names)
        {
            if (!seen.Add(name))
            {
                throw new FunctionException($"found the name `{name}` twice in {place}");
            }

            if (areIdentifiers && !IsIdentifier(name))
            {
                throw new FunctionException($"cannot name a member `{name}`, found in {place}");
            }
        }
    }

    private static bool IsIdentifier(string name) =>
        name.Length > 0 && char.IsAsciiLetter(name[0]) && name.All(character => char.IsAsciiLetterOrDigit(character) || character == '_');

    private static bool IsTrue(Value value) => ((BooleanValue)value).Boolean;

    private static string Path(ImmutableArray<Value> arguments) => ((FileValue)arguments[0]).Path;

    private static IEnumerable<string> Texts(Value array) => ((ArrayValue)array).Items.Select(ValueText.Format);
}
