using System.Globalization;

namespace Sprocket.Generators.Config;

/// <summary>Says in words what a key holds.</summary>
internal static class KeyDescription
{
    /// <summary>The type with its range, such as <c>integer, at least 1</c>.</summary>
    public static string Of(KeyModel key)
    {
        string kind = key.Value.Kind switch
        {
            ValueKind.String => key.IsPath ? "path" : "string",
            ValueKind.Boolean => "boolean",
            ValueKind.Int32 or ValueKind.Int64 => "integer",
            ValueKind.Float => "number",
            ValueKind.Size => "size: bytes, or a string with a unit such as `\"4 GiB\"`",
            ValueKind.Duration => "duration: seconds, or a string with a unit such as `\"2 min\"`",
            ValueKind.Text => "WDL expression",
            ValueKind.Strings => "array of strings",
            ValueKind.Enum => string.Join(" or ", key.Value.Names.Select(name => $"`\"{name.Name}\"`")),
            ValueKind.TableList => "array of tables",
            ValueKind.TableMap => "tables by name",
            _ => "table",
        };
        string word = key.NullWord is null ? "" : $", or `\"{key.NullWord}\"`";
        return kind + Range(key) + word;
    }

    private static string Range(KeyModel key) => (key.Minimum, key.Maximum) switch
    {
        (null, null) => "",
        (long minimum, null) => $", at least {Show(minimum)}",
        (null, long maximum) => $", at most {Show(maximum)}",
        (long minimum, long maximum) => $", {Show(minimum)} to {Show(maximum)}",
    };

    private static string Show(long number) => number.ToString(CultureInfo.InvariantCulture);
}
