using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Sprocket.Generators.Config;

/// <summary>
/// Turns records with <c>[TomlTable]</c> into the schema of a configuration file: the binder from TOML, the dump of the
/// values in force, and, into the class with <c>[TomlReference]</c>, the sample file, the reference and the JSON schema.
/// To add a key, add a property with a summary.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class ConfigGenerator : IIncrementalGenerator
{
    /// <summary>The name under which a driver tracks the step that reads a record.</summary>
    internal const string ParseStep = "Table";

    /// <summary>The name under which a driver tracks the tables without what is wrong with them.</summary>
    internal const string ModelStep = "TableModel";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<TableResult> results = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                SchemaAttributes.Table,
                static (node, _) => node is TypeDeclarationSyntax,
                static (attributed, cancellation) => ConfigParser.ParseTable(attributed, cancellation))
            .WithTrackingName(ParseStep);
        IncrementalValuesProvider<TableModel> tables = results
            .Select(static (result, _) => result.Model)
            .WithTrackingName(ModelStep);
        IncrementalValueProvider<EquatableArray<TableModel>> schema = tables
            .Collect()
            .Select(static (all, _) => new EquatableArray<TableModel>(all));

        context.RegisterSourceOutput(
            tables.Where(static table => table.UnionKey is null),
            static (output, table) => output.AddSource(FileName(table), BinderEmitter.EmitTable(table)));
        context.RegisterSourceOutput(
            tables.Where(static table => table.UnionKey is not null).Combine(schema),
            static (output, pair) => output.AddSource(
                FileName(pair.Left),
                BinderEmitter.EmitUnion(pair.Left, new SchemaModel([.. pair.Right]).CasesOf(pair.Left))));
        context.RegisterSourceOutput(References(context).Combine(schema), static (output, pair) => EmitReference(output, pair.Left, [.. pair.Right]));

        // Mistakes travel apart from the models, so that a mistake moved to another line generates nothing again.
        context.RegisterSourceOutput(
            results.SelectMany(static (result, _) => result.Mistakes),
            static (output, mistake) => output.ReportDiagnostic(mistake.ToDiagnostic()));
        context.RegisterSourceOutput(
            results.Collect().SelectMany(static (all, _) => SchemaLinker.Check(all).ToImmutableArray()),
            static (output, mistake) => output.ReportDiagnostic(mistake.ToDiagnostic()));
    }

    private static IncrementalValuesProvider<ReferenceModel> References(IncrementalGeneratorInitializationContext context) =>
        context.SyntaxProvider.ForAttributeWithMetadataName(
            SchemaAttributes.Reference,
            static (node, _) => node is ClassDeclarationSyntax,
            static (attributed, _) => ConfigParser.ParseReference(attributed));

    private static void EmitReference(SourceProductionContext output, ReferenceModel reference, ImmutableArray<TableModel> tables)
    {
        SchemaModel schema = new(tables);
        if (schema.Find(reference.Document) is TableModel document && !SchemaLinker.IsRecursive(schema, tables))
        {
            output.AddSource($"{reference.Namespace}.{reference.Name}.g.cs", ReferenceEmitter.EmitClass(reference, schema, document));
        }
    }

    private static string FileName(TableModel table) => $"{table.Namespace}.{table.Name}.g.cs";
}
