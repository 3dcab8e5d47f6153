using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Sprocket.Generators.Tests;

/// <summary>Runs a generator in the compiler's own driver, with tracked steps.</summary>
internal static class GeneratorDriverFixture
{
    private static readonly ImmutableArray<MetadataReference> References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("Sprocket.Generators", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path))];

    // Generated code names internal types of the engine, which lets its tests see them.
    private const string FriendOfEngine = "Sprocket.Engine.Tests";

    public static CSharpCompilation Compile(params ImmutableArray<string> sources) => CSharpCompilation.Create(
        FriendOfEngine,
        sources.Select((source, index) => Parse(source, $"source{index}.cs")),
        References,
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            nullableContextOptions: NullableContextOptions.Enable,
            // The engine is built for the framework before this process's own.
            specificDiagnosticOptions: [new("CS1701", ReportDiagnostic.Suppress)]));

    public static SyntaxTree Parse(string source, string path) =>
        CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.CSharp13, DocumentationMode.Parse), path);

    public static GeneratorDriver CreateDriver(IIncrementalGenerator generator, params ImmutableArray<AdditionalText> files) =>
        CSharpGeneratorDriver.Create(
            [generator.AsSourceGenerator()],
            files,
            new CSharpParseOptions(LanguageVersion.CSharp13, DocumentationMode.Parse),
            new ProjectOptionsProvider(),
            new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    public static string CaseFolder { get; } = Path.Combine(Path.GetDirectoryName(ThisFile())!, "cases");

    private static string ThisFile([CallerFilePath] string path = "") => path;

    private sealed class ProjectOptionsProvider : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new ProjectOptions();

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class ProjectOptions : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, out string value)
        {
            value = key switch
            {
                "build_property.RootNamespace" => "Sample",
                "build_property.ProjectDir" => "/project/",
                _ => "",
            };
            return value.Length > 0;
        }
    }
}

/// <summary>A file in memory that a generator reads.</summary>
internal sealed class MemoryFile(string path, string text) : AdditionalText
{
    public override string Path { get; } = path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
}
