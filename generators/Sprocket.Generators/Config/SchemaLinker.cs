using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Sprocket.Generators.Config;

/// <summary>Finds the mistakes that only show when all tables of a schema are known.</summary>
internal static class SchemaLinker
{
    public static IEnumerable<SchemaMistake> Check(ImmutableArray<TableResult> results)
    {
        SchemaModel schema = new([.. results.Select(result => result.Model)]);
        foreach (TableResult result in results)
        {
            TableModel table = result.Model;
            if (table.CaseName is not null && schema.Find(table.BaseName!)?.UnionKey is null)
            {
                yield return Mistake(ConfigSchemaDiagnostics.CaseWithoutUnion, result, table.Name);
            }

            if (table.UnionKey is not null && !schema.CasesOf(table).Any())
            {
                yield return Mistake(ConfigSchemaDiagnostics.UnionWithoutCases, result, table.Name);
            }

            TableModel? twin = results
                .Select(other => other.Model)
                .TakeWhile(other => other != table)
                .FirstOrDefault(other => other.CaseName is not null && other.CaseName == table.CaseName && other.BaseName == table.BaseName);
            if (twin is not null)
            {
                yield return Mistake(ConfigSchemaDiagnostics.DuplicateCase, result, twin.Name, table.Name, table.CaseName!);
            }

            foreach (OldKeyModel old in table.OldKeys.Where(old => !LeadsToKey(schema, table, old.Path)))
            {
                yield return Mistake(ConfigSchemaDiagnostics.DeadOldKey, result, old.Key, old.Path);
            }

            if (FindWayBack(schema, table) is string wayBack)
            {
                yield return Mistake(ConfigSchemaDiagnostics.RecursiveTable, result, table.Name, wayBack);
            }
        }
    }

    /// <summary>Whether some table holds itself, so that its documentation would have no end.</summary>
    public static bool IsRecursive(SchemaModel schema, IEnumerable<TableModel> tables) =>
        tables.Any(table => FindWayBack(schema, table) is not null);

    private static bool LeadsToKey(SchemaModel schema, TableModel table, string path)
    {
        TableModel? current = table;
        string[] steps = path.Split('.');
        for (int i = 0; i < steps.Length; i++)
        {
            if (current?.Keys.FirstOrDefault(key => key.Key == steps[i]) is not KeyModel key)
            {
                return false;
            }

            current = schema.Find(key.Value.TypeName);
        }

        return true;
    }

    private static string? FindWayBack(SchemaModel schema, TableModel start)
    {
        HashSet<string> seen = [];
        Stack<TableModel> pending = new([start]);
        while (pending.Count > 0)
        {
            TableModel current = pending.Pop();
            foreach (TableModel inner in schema.TablesIn(current))
            {
                if (inner.FullName == start.FullName)
                {
                    return current.Name;
                }

                if (seen.Add(inner.FullName))
                {
                    pending.Push(inner);
                }
            }
        }

        return null;
    }

    private static SchemaMistake Mistake(DiagnosticDescriptor descriptor, TableResult result, params ReadOnlySpan<string> arguments) =>
        new(descriptor, result.Place, EquatableArray.Create(arguments));
}
