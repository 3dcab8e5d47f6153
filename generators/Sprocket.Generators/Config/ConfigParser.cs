using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Sprocket.Generators.Config;

/// <summary>Reads one record of the schema into a <see cref="TableResult"/>.</summary>
internal sealed class ConfigParser
{
    private readonly INamedTypeSymbol _record;
    private readonly Compilation _compilation;
    private readonly CancellationToken _cancellation;
    private readonly ImmutableArray<SchemaMistake>.Builder _mistakes = ImmutableArray.CreateBuilder<SchemaMistake>();

    private ConfigParser(INamedTypeSymbol record, Compilation compilation, CancellationToken cancellation)
    {
        _record = record;
        _compilation = compilation;
        _cancellation = cancellation;
    }

    public static TableResult ParseTable(GeneratorAttributeSyntaxContext context, CancellationToken cancellation) =>
        new ConfigParser((INamedTypeSymbol)context.TargetSymbol, context.SemanticModel.Compilation, cancellation)
            .ParseTable((TypeDeclarationSyntax)context.TargetNode);

    public static ReferenceModel ParseReference(GeneratorAttributeSyntaxContext context)
    {
        INamedTypeSymbol holder = (INamedTypeSymbol)context.TargetSymbol;
        ITypeSymbol document = (ITypeSymbol)context.Attributes[0].ConstructorArguments[0].Value!;
        return new ReferenceModel(NamespaceOf(holder), holder.Name, SchemaAttributes.FullName(document));
    }

    private TableResult ParseTable(TypeDeclarationSyntax declaration)
    {
        bool isPartialRecord = declaration is RecordDeclarationSyntax
            && declaration.Modifiers.Any(SyntaxKind.PartialKeyword)
            && _record.ContainingType is null;
        if (!isPartialRecord)
        {
            Report(ConfigSchemaDiagnostics.NotPartialRecord, _record, _record.Name);
        }

        ImmutableArray<KeyModel> keys = ParseKeys();
        string? caseName = SchemaAttributes.FirstArgument(_record, SchemaAttributes.Case);
        TableModel model = new(
            NamespaceOf(_record),
            _record.Name,
            SchemaAttributes.FullName(_record),
            SummaryOf(_record),
            SchemaAttributes.FirstArgument(_record, SchemaAttributes.Union),
            caseName is null ? null : SchemaAttributes.FullName(_record.BaseType!),
            caseName is null ? null : SchemaAttributes.FirstArgument(_record.BaseType!, SchemaAttributes.Union),
            caseName,
            new(keys),
            new([.. SchemaAttributes.AllOf(_record, SchemaAttributes.OldKey).Select(attribute => new OldKeyModel(
                (string)attribute.ConstructorArguments[0].Value!, (string)attribute.ConstructorArguments[1].Value!))]),
            new([.. SchemaAttributes.AllOf(_record, SchemaAttributes.UnusedKey)
                .Select(attribute => (string)attribute.ConstructorArguments[0].Value!)]));
        return new TableResult(model, Place.From(declaration.Identifier.GetLocation()), new(_mistakes.ToImmutable()));
    }

    private ImmutableArray<KeyModel> ParseKeys()
    {
        ImmutableArray<KeyModel>.Builder keys = ImmutableArray.CreateBuilder<KeyModel>();
        IEnumerable<IPropertySymbol> properties = _record.GetMembers()
            .OfType<IPropertySymbol>()
            .Where(property => property is { IsStatic: false, SetMethod.IsInitOnly: true, DeclaredAccessibility: Accessibility.Public });
        foreach (IPropertySymbol property in properties)
        {
            if (ParseKey(property) is not KeyModel key)
            {
                continue;
            }

            if (keys.FirstOrDefault(other => other.Key == key.Key) is KeyModel same)
            {
                Report(ConfigSchemaDiagnostics.DuplicateKey, property, same.Property, key.Property, key.Key);
                continue;
            }

            keys.Add(key);
        }

        return keys.ToImmutable();
    }

    private KeyModel? ParseKey(IPropertySymbol property)
    {
        if (ValueParser.Parse(property.Type, _cancellation) is not ValueModel value)
        {
            Report(ConfigSchemaDiagnostics.UnsupportedType, property, property.Name, property.Type.ToDisplayString());
            return null;
        }

        AttributeData? attribute = SchemaAttributes.AllOf(property, SchemaAttributes.Key).FirstOrDefault();
        ImmutableDictionary<string, object?> options = attribute is null
            ? ImmutableDictionary<string, object?>.Empty
            : attribute.NamedArguments.ToImmutableDictionary(argument => argument.Key, argument => argument.Value.Value);
        string? name = attribute?.ConstructorArguments.Select(argument => argument.Value as string).FirstOrDefault();
        string? nullWord = options.GetValueOrDefault("NullWord") as string;
        KeyModel key = new(
            property.Name,
            name ?? ToSnakeCase(property.Name),
            value,
            SummaryOf(property),
            property.IsRequired,
            property.IsRequired || value.IsTable ? null : ParseDefault(property, value, nullWord),
            options.GetValueOrDefault("Example") as string,
            options.GetValueOrDefault("Minimum") as long?,
            options.GetValueOrDefault("Maximum") as long?,
            options.GetValueOrDefault("IsNotEmpty") is true,
            options.GetValueOrDefault("IsPath") is true,
            nullWord);
        CheckOptions(property, key);
        return key;
    }

    private void CheckOptions(IPropertySymbol property, KeyModel key)
    {
        bool isNumber = key.Value.Kind is ValueKind.Int32 or ValueKind.Int64 or ValueKind.Float or ValueKind.Size or ValueKind.Duration;
        if ((key.Minimum ?? key.Maximum) is not null && !isNumber)
        {
            Report(ConfigSchemaDiagnostics.RangeWithoutNumber, property, property.Name, $"of type `{property.Type.ToDisplayString()}`");
        }

        bool hasNothingToShow = !key.Value.IsTable && key.Default is null or "[]" && key.Example is null;
        if (hasNothingToShow && _mistakes.All(mistake => mistake.Descriptor != ConfigSchemaDiagnostics.UnknownDefault))
        {
            Report(ConfigSchemaDiagnostics.MissingExample, property, property.Name);
        }
    }

    private string? ParseDefault(IPropertySymbol property, ValueModel value, string? nullWord)
    {
        ExpressionSyntax? initializer = property.DeclaringSyntaxReferences
            .Select(reference => reference.GetSyntax(_cancellation))
            .OfType<PropertyDeclarationSyntax>()
            .Select(declaration => declaration.Initializer?.Value)
            .FirstOrDefault();
        if (initializer is null && value.IsNullable)
        {
            return nullWord is null ? null : TomlText.Quote(nullWord);
        }

        string? text = initializer is null
            ? DefaultValues.OfNothing(value)
            : DefaultValues.Render(initializer, value, _compilation.GetSemanticModel(initializer.SyntaxTree), _cancellation);
        if (text is null)
        {
            Report(ConfigSchemaDiagnostics.UnknownDefault, property, property.Name);
        }

        return text;
    }

    private string SummaryOf(ISymbol symbol)
    {
        string summary = Documentation.SummaryOf(symbol, _cancellation);
        if (summary.Length == 0)
        {
            Report(ConfigSchemaDiagnostics.MissingSummary, symbol, symbol.Name);
        }

        return summary;
    }

    private void Report(DiagnosticDescriptor descriptor, ISymbol symbol, params ReadOnlySpan<string> arguments) =>
        _mistakes.Add(new SchemaMistake(descriptor, Place.From(symbol.Locations[0]), EquatableArray.Create(arguments)));

    private static string NamespaceOf(INamedTypeSymbol type) => type.ContainingNamespace.ToDisplayString();

    /// <summary>The name in lower case with an underscore before each word but the first.</summary>
    internal static string ToSnakeCase(string name)
    {
        StringBuilder snake = new();
        foreach (char letter in name)
        {
            snake.Append(char.IsUpper(letter) && snake.Length > 0 ? "_" : "").Append(char.ToLowerInvariant(letter));
        }

        return snake.ToString();
    }
}
