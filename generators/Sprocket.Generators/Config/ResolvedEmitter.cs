namespace Sprocket.Generators.Config;

/// <summary>Writes the method that lists the values of a table with where each comes from.</summary>
internal static class ResolvedEmitter
{
    public static void Emit(SourceWriter writer, TableModel table)
    {
        string modifier = table.CaseName is null ? "" : "override ";
        writer.Open($"internal {modifier}void WriteResolved(ResolvedConfigWriter writer, TomlTable table)");
        BinderEmitter.EmitOldKeys(writer, table, "ResolvedConfigWriter");
        if (table.CaseKey is not null)
        {
            writer.Line($"writer.Write(table, {SourceWriter.Literal(table.CaseKey)}, {SourceWriter.Literal(table.CaseName!)});");
        }

        // TOML wants the values of a table before the tables in it.
        foreach (KeyModel key in table.Keys.Where(key => !key.Value.IsTable))
        {
            EmitValue(writer, key);
        }

        foreach (KeyModel key in table.Keys.Where(key => key.Value.IsTable))
        {
            EmitTable(writer, key);
        }

        writer.Close();
    }

    private static void EmitValue(SourceWriter writer, KeyModel key)
    {
        string arguments = key.Value.Kind == ValueKind.Enum ? $"{BinderEmitter.NamesOf(key)}, {key.Property}" : key.Property;
        string word = key.NullWord is null ? "" : $", nullWord: {SourceWriter.Literal(key.NullWord)}";
        writer.Line($"writer.Write(table, {SourceWriter.Literal(key.Key)}, {arguments}{word});");
    }

    private static void EmitTable(SourceWriter writer, KeyModel key)
    {
        string name = SourceWriter.Literal(key.Key);
        string item = "static (item, writer, table) => item.WriteResolved(writer, table)";
        switch (key.Value.Kind)
        {
            case ValueKind.Table when key.Value.IsNullable:
                writer.Open($"if ({key.Property} is not null)");
                writer.Line($"writer.WriteTable(table, {name}, {key.Property}.WriteResolved);");
                writer.Close();
                break;
            case ValueKind.Table:
                writer.Line($"writer.WriteTable(table, {name}, {key.Property}.WriteResolved);");
                break;
            case ValueKind.TableList:
                writer.Line($"writer.WriteTables(table, {name}, {key.Property}, {item});");
                break;
            default:
                writer.Line($"writer.WriteNamedTables(table, {name}, {key.Property}, {item});");
                break;
        }
    }
}
