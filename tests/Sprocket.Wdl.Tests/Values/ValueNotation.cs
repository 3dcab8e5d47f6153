using Sprocket.Wdl.Values;
using Sprocket.Wdl.Values.Json;

namespace Sprocket.Wdl.Tests.Values;

/// <summary>Values in the tables of tests: written as JSON with their type, shown the way WDL writes them.</summary>
internal static class ValueNotation
{
    /// <summary>The value that JSON gives for a type, both as text: <c>Of("Pair[Int, File]", "{'left': 1, 'right': 'a'}")</c>.</summary>
    /// <remarks>Single quotes stand for double ones.</remarks>
    public static Value Of(string type, string json) =>
        ValueJson.Read(JsonReader.Read(json.Replace('\'', '"')), TypeNotation.Parse(type), WdlVersion.V1_3);

    /// <summary>Shows a value so that values of different types look different: <c>File(a.txt)</c>, <c>1.0</c>, <c>(1, "b")</c>.</summary>
    public static string Show(Value value) => value switch
    {
        NoneValue => "None",
        StringValue text => $"\"{text.Text}\"",
        FileValue file => $"File({file.Path}{(file.Basename is null ? "" : " as " + file.Basename)})",
        DirectoryValue directory => $"Directory({directory.Path}{(directory.Basename is null ? "" : " as " + directory.Basename)}"
            + $"{(directory.Listing is null ? "" : ": " + string.Join(", ", directory.Listing.Items.Select(Show)))})",
        EnumValue choice => $"{choice.EnumType.Name}.{choice.Choice.Name}",
        ArrayValue array => $"[{string.Join(", ", array.Items.Select(Show))}]",
        MapValue map => $"{{{string.Join(", ", map.Entries.Select(entry => $"{Show(entry.Key)}: {Show(entry.Value)}"))}}}",
        PairValue pair => $"({Show(pair.Left)}, {Show(pair.Right)})",
        StructValue structure => structure.StructType.Name + " {"
            + string.Join(", ", structure.StructType.Members.Zip(structure.Members, (member, v) => $"{member.Name}: {Show(v)}")) + "}",
        ObjectValue members => $"object {{{string.Join(", ", members.Members.Select(member => $"{member.Key}: {Show(member.Value)}"))}}}",
        _ => ValueJson.Format(value, ValueJsonForm.InputsAndOutputs),
    };
}
