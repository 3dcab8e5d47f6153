using System.Collections.Immutable;
using Sprocket.Wdl.Values;

namespace Sprocket.Wdl.StandardLibrary;

/// <summary>SPEC "File Functions" that write.</summary>
/// <remarks>
/// Where the specification says String, every primitive type is taken: the values are written as placeholders write them.
/// </remarks>
internal static class WriteFunctions
{
    public static ImmutableArray<Overload> All { get; } =
    [
        new(WdlVersion.V1_0, "File write_lines(Array[P])",
            (context, arguments, _) => WriteLines(context, ".txt", Items(arguments[0]).Select(ValueText.Format))),
        new(WdlVersion.V1_0, "File write_tsv(Array[Array[P]])",
            (context, arguments, _) => WriteLines(context, ".tsv", Items(arguments[0]).Select(row => JoinCells(Items(row))))),
        new(WdlVersion.V1_2, "File write_tsv(Array[Array[P]], Boolean, [Array[String]])", (context, arguments, _) => WriteRows(context, arguments)),
        new(WdlVersion.V1_2, "File write_tsv(Array[S], [Boolean], [Array[String]])", (context, arguments, _) => WriteStructs(context, arguments)),
        new(WdlVersion.V1_0, "File write_map(Map[P, Q])",
            (context, arguments, _) => WriteLines(
                context, ".tsv", ((MapValue)arguments[0]).Entries.Select(entry => JoinCells([entry.Key, entry.Value])))),
        new(WdlVersion.V1_0, "File write_json(X)", (context, arguments, _) => WriteJson(context, arguments[0])),
        new(WdlVersion.V1_0, "File write_object(S)", (context, arguments, _) => WriteObjects(context, [arguments[0]])),
        new(WdlVersion.V1_0, "File write_object(Object)", (context, arguments, _) => WriteObjects(context, [arguments[0]])),
        new(WdlVersion.V1_0, "File write_objects(Array[S])", (context, arguments, _) => WriteObjects(context, Items(arguments[0]))),
        new(WdlVersion.V1_0, "File write_objects(Array[Object])", (context, arguments, _) => WriteObjects(context, Items(arguments[0]))),
    ];

    private static FileValue WriteLines(FunctionContext context, string extension, IEnumerable<string> lines) =>
        new(TextFile.WriteLines(context, extension, lines));

    private static FileValue WriteRows(FunctionContext context, ImmutableArray<Value> arguments)
    {
        ImmutableArray<Value> rows = Items(arguments[0]);
        if (!((BooleanValue)arguments[1]).Boolean)
        {
            return WriteLines(context, ".tsv", rows.Select(row => JoinCells(Items(row))));
        }

        if (arguments.Length < 3)
        {
            throw new FunctionException("needs column names as its third argument to write a header");
        }

        ImmutableArray<Value> header = Items(arguments[2]);
        for (int i = 0; i < rows.Length; i++)
        {
            if (Items(rows[i]).Length != header.Length)
            {
                throw new FunctionException(
                    $"there are {header.Length} column names, but row {i} has {Items(rows[i]).Length} columns");
            }
        }

        return WriteLines(context, ".tsv", rows.Select(row => JoinCells(Items(row))).Prepend(JoinCells(header)));
    }

    private static FileValue WriteStructs(FunctionContext context, ImmutableArray<Value> arguments)
    {
        ImmutableArray<Value> rows = Items(arguments[0]);
        IEnumerable<string> lines = rows.Select(row => JoinMembers(ListMembers(row)));
        if (arguments.Length < 2 || !((BooleanValue)arguments[1]).Boolean)
        {
            return WriteLines(context, ".tsv", lines);
        }

        // The names come from the type, so that an empty array has a header, too; that of an empty literal has none.
        string[] names = arguments[0].Type is ArrayType { Item: StructType type } ? [.. type.Members.Select(member => member.Name)] : [];
        if (arguments.Length > 2)
        {
            ImmutableArray<Value> given = Items(arguments[2]);
            names = given.Length == names.Length
                ? [.. given.Select(ValueText.Format)]
                : throw new FunctionException($"there are {given.Length} column names for {names.Length} members");
        }

        return WriteLines(context, ".tsv", lines.Prepend(string.Join('\t', names)));
    }

    private static FileValue WriteJson(FunctionContext context, Value value)
    {
        // SPEC 1.0 says nothing against pairs and maps of any key; later versions do.
        ValueJsonForm form = context.Version == WdlVersion.V1_0 ? ValueJsonForm.InputsAndOutputs : ValueJsonForm.WriteJson;
        try
        {
            using MemoryStream json = new();
            ValueJson.Write(json, value, form);
            return new FileValue(TextFile.Write(context, ".json", stream => json.WriteTo(stream)));
        }
        catch (CoercionException exception)
        {
            throw new FunctionException($"cannot write this value: {exception.Message}", exception);
        }
    }

    private static FileValue WriteObjects(FunctionContext context, ImmutableArray<Value> objects)
    {
        if (objects.IsEmpty)
        {
            return WriteLines(context, ".tsv", []);
        }

        string[] names = [.. ListMembers(objects[0]).Select(member => member.Key)];
        IEnumerable<string> lines = objects.Select((row, i) => JoinMembers(OrderMembers(row, names, i)));
        return WriteLines(context, ".tsv", [string.Join('\t', names), .. lines]);
    }

    // Objects may list the same members in different orders.
    private static IEnumerable<Entry<string>> OrderMembers(Value row, string[] names, int index)
    {
        Dictionary<string, Entry<string>> members = ListMembers(row).ToDictionary(member => member.Key);
        return members.Count == names.Length && names.All(members.ContainsKey)
            ? names.Select(name => members[name])
            : throw new FunctionException(
                $"needs the same members in every element, but element {index} has {string.Join(", ", members.Keys)}"
                + $" and element 0 has {string.Join(", ", names)}");
    }

    private static IEnumerable<Entry<string>> ListMembers(Value value) => value switch
    {
        StructValue structure => structure.StructType.Members.Zip(
            structure.Members, (member, memberValue) => new Entry<string>(member.Name, memberValue)),
        _ => ((ObjectValue)value).Members,
    };

    private static string JoinMembers(IEnumerable<Entry<string>> members) =>
        string.Join('\t', members.Select(member => FormatMember(member)));

    private static string FormatMember(Entry<string> member)
    {
        try
        {
            return ValueText.Format(member.Value);
        }
        catch (CoercionException exception)
        {
            throw new FunctionException($"cannot write the member `{member.Key}`: {exception.Message}", exception);
        }
    }

    private static string JoinCells(IEnumerable<Value> cells) => string.Join('\t', cells.Select(ValueText.Format));

    private static ImmutableArray<Value> Items(Value array) => ((ArrayValue)array).Items;
}
