using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Sprocket.Wdl.Values;

/// <summary>Which values JSON is asked to hold.</summary>
public enum ValueJsonForm
{
    /// <summary>
    /// Inputs and outputs: a Pair is <c>{"left": …, "right": …}</c>, a Map's keys of any type are written as text.
    /// </summary>
    InputsAndOutputs,

    /// <summary><c>write_json</c>, which has no form for a Pair and for a Map whose keys are not Strings.</summary>
    WriteJson,
}

/// <summary>Values to and from JSON: SPEC "JSON Serialization of WDL Types".</summary>
public static partial class ValueJson
{
    // Paths and messages stay readable; the JSON is never put into HTML as it is.
    private static readonly JsonWriterOptions WriterOptions =
        new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n", SkipValidation = true };

    /// <summary>Writes a value to a stream, in one line with its line break: commands read it with tools that work on lines.</summary>
    /// <exception cref="CoercionException">JSON has no form for the value.</exception>
    public static void Write(Stream stream, Value value, ValueJsonForm form)
    {
        using Utf8JsonWriter writer = new(stream, WriterOptions with { Indented = false });
        Write(writer, value, form);
        writer.Flush();
        stream.WriteByte((byte)'\n');
    }

    /// <summary>The JSON of a value, without a final newline.</summary>
    /// <param name="value">The value.</param>
    /// <param name="form">Which values JSON is asked to hold.</param>
    /// <param name="isIndented">Whether it is indented by two spaces, rather than in one line.</param>
    /// <exception cref="CoercionException">JSON has no form for the value.</exception>
    public static string Format(Value value, ValueJsonForm form, bool isIndented = true)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, WriterOptions with { Indented = isIndented }))
        {
            Write(writer, value, form);
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>Writes a value where the writer stands.</summary>
    /// <exception cref="CoercionException">JSON has no form for the value.</exception>
    public static void Write(Utf8JsonWriter writer, Value value, ValueJsonForm form)
    {
        switch (value)
        {
            case NoneValue:
                writer.WriteNullValue();
                break;
            case BooleanValue boolean:
                writer.WriteBooleanValue(boolean.Boolean);
                break;
            case IntValue integer:
                writer.WriteNumberValue(integer.Integer);
                break;
            case FloatValue number:
                WriteFloat(writer, number.Number);
                break;
            case StringValue or FileValue or DirectoryValue or EnumValue:
                writer.WriteStringValue(ValueText.Format(value));
                break;
            case ArrayValue array:
                WriteArray(writer, array, form);
                break;
            case MapValue map:
                WriteMap(writer, map, form);
                break;
            case PairValue pair:
                WritePair(writer, pair, form);
                break;
            case StructValue structure:
                WriteMembers(writer, structure.StructType.Members.Select(member => member.Name), structure.Members, form);
                break;
            case ObjectValue members:
                WriteMembers(writer, members.Members.Select(member => member.Key), members.Members.Select(member => member.Value), form);
                break;
            default:
                throw new UnreachableException();
        }
    }

    // WriteNumberValue would write 1.0 as 1, which reads back as an Int.
    private static void WriteFloat(Utf8JsonWriter writer, double number)
    {
        if (!double.IsFinite(number))
        {
            throw new CoercionException("JSON has no form for a Float that is not finite");
        }

        // A raw value is not put on a line of its own, so only negative zero is one: decimals have none.
        string text = NumberText.FormatFloat(number);
        if (number == 0 && double.IsNegative(number))
        {
            writer.WriteRawValue(text, skipInputValidation: true);
        }
        else if (text.EndsWith(".0", StringComparison.Ordinal))
        {
            writer.WriteNumberValue(decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture));
        }
        else
        {
            writer.WriteNumberValue(number);
        }
    }

    private static void WriteArray(Utf8JsonWriter writer, ArrayValue array, ValueJsonForm form)
    {
        writer.WriteStartArray();
        for (int i = 0; i < array.Items.Length; i++)
        {
            try
            {
                Write(writer, array.Items[i], form);
            }
            catch (CoercionException exception)
            {
                throw exception.Within($"[{i}]");
            }
        }

        writer.WriteEndArray();
    }

    private static void WriteMap(Utf8JsonWriter writer, MapValue map, ValueJsonForm form)
    {
        // An empty map literal has no key type.
        if (form == ValueJsonForm.WriteJson && map.MapType.Key is not (PrimitiveType { Kind: PrimitiveKind.String } or AnyType))
        {
            throw new CoercionException($"JSON has no form for a `{map.MapType}`, whose keys are not Strings");
        }

        WriteMembers(writer, map.Entries.Select(entry => FormatKey(entry.Key)), map.Entries.Select(entry => entry.Value), form);
    }

    private static string FormatKey(Value key) =>
        key is FloatValue number ? NumberText.FormatFloat(number.Number) : ValueText.Format(key);

    private static void WritePair(Utf8JsonWriter writer, PairValue pair, ValueJsonForm form)
    {
        if (form == ValueJsonForm.WriteJson)
        {
            throw new CoercionException($"JSON has no form for a `{pair.PairType}`");
        }

        WriteMembers(writer, ["left", "right"], [pair.Left, pair.Right], form);
    }

    private static void WriteMembers(Utf8JsonWriter writer, IEnumerable<string> names, IEnumerable<Value> values, ValueJsonForm form)
    {
        writer.WriteStartObject();
        foreach ((string name, Value value) in names.Zip(values))
        {
            writer.WritePropertyName(name);
            try
            {
                Write(writer, value, form);
            }
            catch (CoercionException exception)
            {
                throw exception.Within($".{name}");
            }
        }

        writer.WriteEndObject();
    }
}
