namespace Sprocket.Generators.Config;

// The law of these records: immutable, equal when the schema says the same, and free of symbols and syntax, so that an
// edit elsewhere leaves them equal and nothing is generated again.

/// <summary>What a key holds.</summary>
internal enum ValueKind
{
    String,
    Boolean,
    Int32,
    Int64,
    Float,
    Enum,
    Size,
    Duration,
    Text,
    Strings,
    Table,
    TableList,
    TableMap,
}

/// <summary>A member of an enum and the word that stands for it.</summary>
internal sealed record NameModel(string Member, string Name, string Summary);

/// <summary>The type of a key.</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="TypeName">The type without its nullability, fully qualified; of a list or map, that of its items.</param>
/// <param name="IsNullable">Whether the property may be null.</param>
/// <param name="Names">The words of an enum.</param>
internal sealed record ValueModel(ValueKind Kind, string TypeName, bool IsNullable, EquatableArray<NameModel> Names)
{
    /// <summary>Whether the key opens one or more sections of its own.</summary>
    public bool IsTable => Kind is ValueKind.Table or ValueKind.TableList or ValueKind.TableMap;
}

/// <summary>A key of a table.</summary>
/// <param name="Property">The property it is bound to.</param>
/// <param name="Key">As written in a file.</param>
/// <param name="Value">Its type.</param>
/// <param name="Summary">Its documentation, as Markdown.</param>
/// <param name="IsRequired">Whether the table is wrong without it.</param>
/// <param name="Default">Its default as TOML, or null.</param>
/// <param name="Example">A value to show as TOML, or null.</param>
/// <param name="Minimum">The least number, or null.</param>
/// <param name="Maximum">The greatest number, or null.</param>
/// <param name="IsNotEmpty">Whether an empty string or array is refused.</param>
/// <param name="IsPath">Whether <c>~</c> and variables are replaced.</param>
/// <param name="NullWord">The string that stands for null, or null.</param>
internal sealed record KeyModel(
    string Property,
    string Key,
    ValueModel Value,
    string Summary,
    bool IsRequired,
    string? Default,
    string? Example,
    long? Minimum,
    long? Maximum,
    bool IsNotEmpty,
    bool IsPath,
    string? NullWord)
{
    /// <summary>The value that documentation shows.</summary>
    public string Shown => Default is null or "[]" ? Example ?? Default ?? "\"\"" : Default;
}

/// <summary>A spelling that a key had once.</summary>
/// <param name="Key">The old key, in the table that says so.</param>
/// <param name="Path">The key as it is, with dots between.</param>
internal sealed record OldKeyModel(string Key, string Path);

/// <summary>A table of the schema.</summary>
/// <param name="Namespace">The namespace of its record.</param>
/// <param name="Name">The record's name.</param>
/// <param name="FullName">The record's name, fully qualified.</param>
/// <param name="Summary">Its documentation, as Markdown.</param>
/// <param name="UnionKey">The key that tells its cases apart; null unless it is a union.</param>
/// <param name="BaseName">The union it is a case of, fully qualified, or null.</param>
/// <param name="CaseKey">The union's key, or null unless it is a case.</param>
/// <param name="CaseName">The value of the union's key, or null unless it is a case.</param>
/// <param name="Keys">Its keys in order.</param>
/// <param name="OldKeys">Old spellings that it accepts.</param>
/// <param name="UnusedKeys">Keys of other programs that it accepts.</param>
internal sealed record TableModel(
    string Namespace,
    string Name,
    string FullName,
    string Summary,
    string? UnionKey,
    string? BaseName,
    string? CaseKey,
    string? CaseName,
    EquatableArray<KeyModel> Keys,
    EquatableArray<OldKeyModel> OldKeys,
    EquatableArray<string> UnusedKeys);

/// <summary>The class that receives the documentation.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name.</param>
/// <param name="Document">The record of the whole document, fully qualified.</param>
internal sealed record ReferenceModel(string Namespace, string Name, string Document);

/// <summary>What reading one record gave.</summary>
/// <param name="Model">The table.</param>
/// <param name="Place">The record's name, for mistakes that only show when all tables are known.</param>
/// <param name="Mistakes">What is wrong with the record by itself.</param>
internal sealed record TableResult(TableModel Model, Place? Place, EquatableArray<SchemaMistake> Mistakes);
