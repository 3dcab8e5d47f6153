using System.Collections.Immutable;

namespace Sprocket.Generators.Config;

/// <summary>A stretch of the documentation: one table of the file, with where it stands.</summary>
/// <param name="Path">Its header with a stand-in for each free name, such as <c>run.backends.&lt;name&gt;</c>.</param>
/// <param name="SamplePath">Its header in the sample file.</param>
/// <param name="IsList">Whether it is one of an array of tables.</param>
/// <param name="IsNamed">Whether the last part of its header is a free name.</param>
/// <param name="IsOptional">Whether writing its header alone would change something.</param>
/// <param name="Summary">What it is for, as Markdown.</param>
/// <param name="Table">Its keys.</param>
internal sealed record SchemaSection(
    string Path, string SamplePath, bool IsList, bool IsNamed, bool IsOptional, string Summary, TableModel Table);

/// <summary>All tables of a schema, seen together.</summary>
internal sealed class SchemaModel
{
    private readonly Dictionary<string, TableModel> _tables;
    private readonly ILookup<string, TableModel> _cases;

    public SchemaModel(ImmutableArray<TableModel> tables)
    {
        _tables = tables.ToDictionary(table => table.FullName, StringComparer.Ordinal);
        _cases = tables.Where(table => table.CaseName is not null).ToLookup(table => table.BaseName!, StringComparer.Ordinal);
    }

    public TableModel? Find(string fullName) => _tables.TryGetValue(fullName, out TableModel? table) ? table : null;

    /// <summary>The cases of a union, in the order of their records' files.</summary>
    public IEnumerable<TableModel> CasesOf(TableModel union) => _cases[union.FullName];

    /// <summary>The tables that a table holds, cases of unions among them.</summary>
    public IEnumerable<TableModel> TablesIn(TableModel table) => table.Keys
        .Where(key => key.Value.IsTable)
        .Select(key => Find(key.Value.TypeName))
        .OfType<TableModel>()
        .Concat(CasesOf(table));

    /// <summary>Every section below the document, each before those inside it.</summary>
    public IEnumerable<SchemaSection> Sections(TableModel document) => SectionsIn(document, "", "", isOptional: false);

    private IEnumerable<SchemaSection> SectionsIn(TableModel table, string path, string samplePath, bool isOptional)
    {
        foreach (KeyModel key in table.Keys.Where(key => key.Value.IsTable))
        {
            if (Find(key.Value.TypeName) is not TableModel target)
            {
                continue;
            }

            foreach (SchemaSection section in SectionsOf(key, target, path + key.Key, samplePath + key.Key, isOptional))
            {
                yield return section;
                IEnumerable<SchemaSection> inner =
                    SectionsIn(section.Table, section.Path + ".", section.SamplePath + ".", section.IsOptional);
                foreach (SchemaSection nested in inner)
                {
                    yield return nested;
                }
            }
        }
    }

    private IEnumerable<SchemaSection> SectionsOf(KeyModel key, TableModel target, string path, string samplePath, bool isOptional)
    {
        bool isMap = key.Value.Kind == ValueKind.TableMap;
        bool isList = key.Value.Kind == ValueKind.TableList;
        string shownPath = isMap ? path + ".<name>" : path;
        if (target.UnionKey is null)
        {
            yield return new SchemaSection(
                shownPath,
                isMap ? samplePath + ".name" : samplePath,
                isList,
                isMap,
                isOptional || isMap || isList || key.Value.IsNullable,
                key.Summary,
                target);
            yield break;
        }

        foreach (TableModel kind in CasesOf(target))
        {
            yield return new SchemaSection(
                shownPath,
                isMap ? $"{samplePath}.{kind.CaseName}" : samplePath,
                isList,
                isMap,
                IsOptional: true,
                kind.Summary,
                kind);
        }
    }
}
