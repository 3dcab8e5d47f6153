using Microsoft.CodeAnalysis;

namespace Sprocket.Generators.Config;

/// <summary>The mistakes a configuration schema can hold; each is a compile error at its record or property.</summary>
internal static class ConfigSchemaDiagnostics
{
    public static readonly DiagnosticDescriptor NotPartialRecord = Create(
        "SPK0001", "Table is not a partial record", "`{0}` must be a partial record, not nested in another type, to be a table");

    public static readonly DiagnosticDescriptor UnsupportedType = Create(
        "SPK0002",
        "Type without a TOML value",
        "`{0}` of type `{1}` cannot be a key; use string, bool, int, long, double, TimeSpan, ByteSize, ConfigText, an enum, a table, "
            + "ImmutableArray of string or of a table, or ImmutableDictionary from string to a table");

    public static readonly DiagnosticDescriptor MissingSummary = Create(
        "SPK0003", "Key without documentation", "`{0}` has no summary, which is the documentation of its key");

    public static readonly DiagnosticDescriptor DuplicateKey = Create(
        "SPK0004", "Key given twice", "`{0}` and `{1}` are both the key `{2}`");

    public static readonly DiagnosticDescriptor UnknownDefault = Create(
        "SPK0005", "Default that documentation cannot show", "the default of `{0}` must be a constant, `TimeSpan.FromSeconds` and the like of one, or `[]`");

    public static readonly DiagnosticDescriptor MissingExample = Create(
        "SPK0006", "Nothing to show for a key", "`{0}` has no default; give `TomlKey` an `Example`");

    public static readonly DiagnosticDescriptor RangeWithoutNumber = Create(
        "SPK0007", "Range of something that is not a number", "`{0}` has a range, but is {1}");

    public static readonly DiagnosticDescriptor CaseWithoutUnion = Create(
        "SPK0008", "Case without a union", "`{0}` is a case, but no record that it derives from directly is a union");

    public static readonly DiagnosticDescriptor UnionWithoutCases = Create(
        "SPK0009", "Union without cases", "`{0}` is a union, but no record is a case of it");

    public static readonly DiagnosticDescriptor DuplicateCase = Create(
        "SPK0010", "Case given twice", "`{0}` and `{1}` are both the case `{2}`");

    public static readonly DiagnosticDescriptor DeadOldKey = Create(
        "SPK0011", "Old spelling of nothing", "`{0}` is the old spelling of `{1}`, but there is no such key");

    public static readonly DiagnosticDescriptor RecursiveTable = Create(
        "SPK0012", "Table inside itself", "`{0}` holds itself, by way of `{1}`; a schema cannot be recursive");

    private static DiagnosticDescriptor Create(string id, string title, string message) =>
        new(id, title, message, "Sprocket.Config", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
