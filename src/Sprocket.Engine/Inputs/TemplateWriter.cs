using System.Diagnostics;
using System.Globalization;
using System.Text;
using Sprocket.Wdl.Values.Json;

namespace Sprocket.Engine.Inputs;

/// <summary>Writes values of a template as JSON, or as YAML.</summary>
/// <remarks>Strings stand in double quotes in both, with escapes that both know.</remarks>
internal static class TemplateWriter
{
    private const string Indent = "  ";

    /// <summary>Appends JSON: objects over several lines, all else on one.</summary>
    /// <param name="text">Where to append.</param>
    /// <param name="node">The value.</param>
    /// <param name="indent">What lines after the first begin with.</param>
    public static void AppendJson(StringBuilder text, JsonNode node, string indent)
    {
        if (node is not JsonObject { Members.IsEmpty: false } members)
        {
            AppendFlow(text, node);
            return;
        }

        text.Append('{');
        string separator = "\n";
        foreach (JsonMember member in members.Members)
        {
            text.Append(separator).Append(indent).Append(Indent);
            AppendQuoted(text, member.Name);
            text.Append(": ");
            AppendJson(text, member.Value, indent + Indent);
            separator = ",\n";
        }

        text.Append('\n').Append(indent).Append('}');
    }

    /// <summary>Appends what stands after a key and its colon in YAML: maps and lists as blocks, what is inside of lists on one line.</summary>
    /// <param name="text">Where to append.</param>
    /// <param name="node">The value.</param>
    /// <param name="indent">What lines after the first begin with.</param>
    public static void AppendYaml(StringBuilder text, JsonNode node, string indent)
    {
        switch (node)
        {
            case JsonArray { Items.IsEmpty: false } array:
                foreach (JsonNode item in array.Items)
                {
                    text.Append('\n').Append(indent).Append(Indent).Append("- ");
                    AppendFlow(text, item);
                }

                break;
            case JsonObject { Members.IsEmpty: false } members:
                foreach (JsonMember member in members.Members)
                {
                    text.Append('\n').Append(indent).Append(Indent);
                    AppendQuoted(text, member.Name);
                    text.Append(':');
                    AppendYaml(text, member.Value, indent + Indent);
                }

                break;
            default:
                text.Append(' ');
                AppendFlow(text, node);
                break;
        }
    }

    /// <summary>Appends a string in double quotes.</summary>
    public static void AppendQuoted(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (char c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\t' => text.Append("\\t"),

                // Line ends of Unicode would end a line of YAML, too.
                _ when char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }

    private static void AppendFlow(StringBuilder text, JsonNode node)
    {
        switch (node)
        {
            case JsonNull:
                text.Append("null");
                break;
            case JsonBoolean boolean:
                text.Append(boolean.Boolean ? "true" : "false");
                break;
            case JsonNumber number:
                text.Append(number.Text);
                break;
            case JsonString value:
                AppendQuoted(text, value.Text);
                break;
            case JsonArray array:
                AppendList(text, '[', array.Items, item => AppendFlow(text, item), ']');
                break;
            case JsonObject members:
                AppendList(text, '{', members.Members, AppendMember, '}');
                break;
            default:
                throw new UnreachableException();
        }

        void AppendMember(JsonMember member)
        {
            AppendQuoted(text, member.Name);
            text.Append(": ");
            AppendFlow(text, member.Value);
        }
    }

    private static void AppendList<T>(StringBuilder text, char open, IEnumerable<T> items, Action<T> append, char close)
    {
        text.Append(open);
        string separator = "";
        foreach (T item in items)
        {
            text.Append(separator);
            append(item);
            separator = ", ";
        }

        text.Append(close);
    }
}
