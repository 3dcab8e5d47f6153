using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Sprocket.Toml.Tests;

/// <summary>
/// Writes a TOML value as the JSON that case files expect. What JSON does not know stands in an object with one key:
/// <c>{"$float": "0.5"}</c>, <c>{"$date-time": "1979-05-27T07:32:00Z"}</c>.
/// </summary>
internal static class TomlJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(TomlValue value)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, Options))
        {
            Write(writer, value);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>The same JSON, written the same way.</summary>
    public static string Normalize(string json)
    {
        using MemoryStream stream = new();
        using JsonDocument document = JsonDocument.Parse(json);
        using (Utf8JsonWriter writer = new(stream, Options))
        {
            document.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Write(Utf8JsonWriter writer, TomlValue value)
    {
        switch (value)
        {
            case TomlTable table:
                writer.WriteStartObject();
                foreach (TomlEntry entry in table.Entries)
                {
                    writer.WritePropertyName(entry.Key);
                    Write(writer, entry.Value);
                }

                writer.WriteEndObject();
                break;
            case TomlArray array:
                writer.WriteStartArray();
                foreach (TomlValue item in array.Items)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case TomlString text:
                writer.WriteStringValue(text.Value);
                break;
            case TomlInteger integer:
                writer.WriteNumberValue(integer.Value);
                break;
            case TomlBoolean boolean:
                writer.WriteBooleanValue(boolean.Value);
                break;
            case TomlFloat number:
                WriteTagged(writer, "$float", number.Value.ToString("R", CultureInfo.InvariantCulture));
                break;
            case TomlDateTime dateTime:
                WriteTagged(writer, "$" + dateTime.KindName.Split(' ', 2)[1].Replace(' ', '-'), dateTime.ToRfc3339());
                break;
            default:
                WriteTagged(writer, "$unreadable", value.Source.ToString(value.Span));
                break;
        }
    }

    private static void WriteTagged(Utf8JsonWriter writer, string tag, string value)
    {
        writer.WriteStartObject();
        writer.WriteString(tag, value);
        writer.WriteEndObject();
    }
}
