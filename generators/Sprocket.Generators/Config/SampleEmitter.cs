using System.Text;

namespace Sprocket.Generators.Config;

/// <summary>
/// Writes the sample file: every key with its documentation and default, commented out so that a later default is not
/// frozen. A line that begins with <c># </c> is text, one that begins with <c>#</c> alone is TOML to be uncommented.
/// </summary>
internal static class SampleEmitter
{
    private const int Width = 98;

    public static string Emit(SchemaModel schema, TableModel document)
    {
        StringBuilder text = new();
        AppendComment(text, document.Summary);
        text.Append("#\n");
        AppendComment(text, "Each key is shown with its default or, where it has none, with an example. To set a key, remove the `#` before it and before the header of its section.");
        AppendKeys(text, document);
        foreach (SchemaSection section in schema.Sections(document))
        {
            text.Append('\n');
            AppendComment(text, section.Summary + (section.IsNamed ? " The last part of the header is a name of your choice." : ""));
            string header = section.IsList ? $"[[{section.SamplePath}]]" : $"[{section.SamplePath}]";
            text.Append(section.IsOptional ? "#" : "").Append(header).Append('\n');
            if (section.Table.CaseKey is not null)
            {
                text.Append('#').Append(section.Table.CaseKey).Append(" = ").Append(TomlText.Quote(section.Table.CaseName!)).Append('\n');
            }

            AppendKeys(text, section.Table);
        }

        return text.ToString();
    }

    private static void AppendKeys(StringBuilder text, TableModel table)
    {
        foreach (KeyModel key in table.Keys.Where(key => !key.Value.IsTable))
        {
            text.Append('\n');
            AppendComment(text, key.Summary);
            foreach (NameModel name in key.Value.Names)
            {
                AppendComment(text, $"{TomlText.Quote(name.Name)}: {name.Summary}");
            }

            text.Append('#').Append(key.Key).Append(" = ").Append(key.Shown).Append('\n');
        }
    }

    private static void AppendComment(StringBuilder text, string summary)
    {
        foreach (string line in Documentation.Wrap(summary, Width))
        {
            text.Append("# ").Append(line).Append('\n');
        }
    }
}
