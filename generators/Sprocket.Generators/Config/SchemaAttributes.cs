using Microsoft.CodeAnalysis;

namespace Sprocket.Generators.Config;

/// <summary>The attributes of a schema, which this project knows by name only.</summary>
internal static class SchemaAttributes
{
    public const string Table = Prefix + "TomlTableAttribute";
    public const string Key = Prefix + "TomlKeyAttribute";
    public const string Union = Prefix + "TomlUnionAttribute";
    public const string Case = Prefix + "TomlCaseAttribute";
    public const string OldKey = Prefix + "TomlOldKeyAttribute";
    public const string UnusedKey = Prefix + "TomlUnusedKeyAttribute";
    public const string Reference = Prefix + "TomlReferenceAttribute";

    private const string Prefix = "Sprocket.Toml.Schema.";

    public static IEnumerable<AttributeData> AllOf(ISymbol symbol, string name) =>
        symbol.GetAttributes().Where(attribute => attribute.AttributeClass?.ToDisplayString() == name);

    public static string? FirstArgument(ISymbol symbol, string name) =>
        AllOf(symbol, name).Select(attribute => attribute.ConstructorArguments[0].Value as string).FirstOrDefault();

    public static string FullName(ITypeSymbol type) =>
        type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
}
