using System.Globalization;
using System.Text;

namespace Sprocket.Generators.Config;

/// <summary>Writes the JSON Schema (2020-12) of a file, which editors use to complete and check TOML.</summary>
internal sealed class JsonSchemaEmitter
{
    private readonly SchemaModel _schema;
    private readonly StringBuilder _text = new();
    private int _depth;
    private bool _isFirst = true;

    private JsonSchemaEmitter(SchemaModel schema) => _schema = schema;

    public static string Emit(SchemaModel schema, TableModel document)
    {
        JsonSchemaEmitter emitter = new(schema);
        emitter.Open("", '{');
        emitter.Member("$schema", "https://json-schema.org/draft/2020-12/schema");
        emitter.Member("title", "sprocket.toml");
        emitter.Member("description", document.Summary);
        emitter.TableMembers(document);
        emitter.Close('}');
        return emitter._text.Append('\n').ToString();
    }

    private void TableMembers(TableModel table)
    {
        Member("type", "object");
        Open("properties", '{');
        if (table.CaseKey is not null)
        {
            Open(table.CaseKey, '{');
            Member("const", table.CaseName!);
            Close('}');
        }

        foreach (KeyModel key in table.Keys)
        {
            Open(key.Key, '{');
            Member("description", key.Summary);
            KeyMembers(key);
            Close('}');
        }

        foreach (OldKeyModel old in table.OldKeys)
        {
            Open(old.Key, '{');
            Member("description", $"Older spelling of `{old.Path}`.");
            Raw("deprecated", "true");
            Close('}');
        }

        foreach (string unused in table.UnusedKeys)
        {
            Open(unused, '{');
            Member("description", "Not used.");
            Raw("deprecated", "true");
            Close('}');
        }

        Close('}');
        List<string> required = [.. table.Keys.Where(key => key.IsRequired).Select(key => Quote(key.Key))];
        if (table.CaseKey is not null)
        {
            required.Insert(0, Quote(table.CaseKey));
        }

        if (required.Count > 0)
        {
            Raw("required", $"[{string.Join(", ", required)}]");
        }

        Raw("additionalProperties", "false");
    }

    private void KeyMembers(KeyModel key)
    {
        switch (key.Value.Kind)
        {
            case ValueKind.Table:
                TargetMembers(key);
                break;
            case ValueKind.TableList:
                Member("type", "array");
                Open("items", '{');
                TargetMembers(key);
                Close('}');
                break;
            case ValueKind.TableMap:
                Member("type", "object");
                Open("additionalProperties", '{');
                TargetMembers(key);
                Close('}');
                break;
            case ValueKind.Strings:
                Member("type", "array");
                Raw("items", "{ \"type\": \"string\" }");
                Raw("minItems", key.IsNotEmpty ? "1" : "0");
                break;
            case ValueKind.Enum:
                Raw("enum", $"[{string.Join(", ", key.Value.Names.Select(name => Quote(name.Name)))}]");
                break;
            case ValueKind.String or ValueKind.Text:
                Member("type", "string");
                Raw("minLength", key.IsNotEmpty ? "1" : "0");
                break;
            case ValueKind.Boolean:
                Member("type", "boolean");
                break;
            default:
                NumberMembers(key);
                break;
        }

        // A scalar of TOML is one of JSON.
        if (key.Default is not null)
        {
            Raw("default", key.Default);
        }
    }

    private void NumberMembers(KeyModel key)
    {
        string number = key.Value.Kind == ValueKind.Float ? "number" : "integer";
        bool takesStrings = key.Value.Kind is ValueKind.Size or ValueKind.Duration;
        if (key.NullWord is not null)
        {
            Raw("anyOf", $"[{{ \"type\": {Quote(number)}{Bounds(key)} }}, {{ \"const\": {Quote(key.NullWord)} }}]");
            return;
        }

        Raw("type", takesStrings ? $"[{Quote(number)}, \"string\"]" : Quote(number));
        foreach ((string name, long? bound) in new[] { ("minimum", key.Minimum), ("maximum", key.Maximum) })
        {
            if (bound is long value)
            {
                Raw(name, value.ToString(CultureInfo.InvariantCulture));
            }
        }
    }

    private static string Bounds(KeyModel key) =>
        (key.Minimum is long minimum ? $", \"minimum\": {minimum.ToString(CultureInfo.InvariantCulture)}" : "")
        + (key.Maximum is long maximum ? $", \"maximum\": {maximum.ToString(CultureInfo.InvariantCulture)}" : "");

    private void TargetMembers(KeyModel key)
    {
        if (_schema.Find(key.Value.TypeName) is not TableModel target)
        {
            return;
        }

        if (target.UnionKey is null)
        {
            TableMembers(target);
            return;
        }

        Open("oneOf", '[');
        foreach (TableModel kind in _schema.CasesOf(target))
        {
            Open("", '{');
            Member("description", kind.Summary);
            TableMembers(kind);
            Close('}');
        }

        Close(']');
    }

    private void Member(string name, string value) => Raw(name, Quote(value));

    private void Raw(string name, string json)
    {
        NextLine();
        _text.Append(Quote(name)).Append(": ").Append(json);
    }

    private void Open(string name, char bracket)
    {
        NextLine();
        _text.Append(name.Length == 0 ? "" : Quote(name) + ": ").Append(bracket);
        _depth++;
        _isFirst = true;
    }

    private void Close(char bracket)
    {
        _depth--;
        _text.Append('\n').Append(' ', _depth * 2).Append(bracket);
        _isFirst = false;
    }

    private void NextLine()
    {
        if (_text.Length > 0)
        {
            _text.Append(_isFirst ? "\n" : ",\n").Append(' ', _depth * 2);
        }

        _isFirst = false;
    }

    // The summaries hold no control characters, so JSON's escapes are those of a TOML basic string.
    private static string Quote(string value) => TomlText.Quote(value);
}
