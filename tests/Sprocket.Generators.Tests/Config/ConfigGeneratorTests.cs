using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Sprocket.Generators.Config;
using Sprocket.Generators.Templates;

namespace Sprocket.Generators.Tests.Config;

public sealed class ConfigGeneratorTests
{
    private static readonly string CaseFolder = Path.Combine(GeneratorDriverFixture.CaseFolder, "config", "farm");

    private static readonly string Farm = File.ReadAllText(Path.Combine(CaseFolder, "Farm.cs"));

    private const string Header = """
        using System;
        using System.Collections.Immutable;
        using Sprocket.Toml.Schema;
        namespace Sample;

        """;

    [Theory]
    [InlineData("Farm")]
    [InlineData("Field")]
    [InlineData("Machine")]
    [InlineData("Tractor")]
    [InlineData("FarmReference")]
    public void Generated_code_is_as_it_was_reviewed(string type)
    {
        GeneratorDriverRunResult result = Run(Farm, out Compilation compilation);

        Assert.Empty(result.Diagnostics);
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        GeneratedSourceResult source = Assert.Single(result.Results).GeneratedSources.Single(source => source.HintName == $"Sample.{type}.g.cs");
        Golden.Verify(Path.Combine(CaseFolder, type + ".g.cs.txt"), source.SourceText.ToString());
    }

    // The text between « and » is what the squiggle covers.
    [Theory]
    [InlineData("SPK0001", "/// <summary>A.</summary>\n[TomlTable] public sealed record «A»;")]
    [InlineData("SPK0001", "/// <summary>A.</summary>\n[TomlTable] public sealed partial class «A»;")]
    [InlineData("SPK0002", "/// <summary>A.</summary>\n[TomlTable] public partial record A { /// <summary>B.</summary>\npublic Uri «B» { get; init; } }")]
    [InlineData("SPK0002", "/// <summary>A.</summary>\n[TomlTable] public partial record A { /// <summary>B.</summary>\npublic ImmutableArray<int> «B» { get; init; } }")]
    [InlineData("SPK0002", "/// <summary>A.</summary>\n[TomlTable] public partial record A { /// <summary>B.</summary>\npublic string[] «B» { get; init; } }")]
    [InlineData("SPK0003", "[TomlTable] public sealed partial record «A»;")]
    [InlineData("SPK0003", "/// <summary>A.</summary>\n[TomlTable] public partial record A { public bool «B» { get; init; } }")]
    [InlineData("SPK0004", "/// <summary>A.</summary>\n[TomlTable] public partial record A { /// <summary>B.</summary>\npublic bool B { get; init; } /// <summary>C.</summary>\n[TomlKey(\"b\")] public bool «C» { get; init; } }")]
    [InlineData("SPK0005", "/// <summary>A.</summary>\n[TomlTable] public partial record A { /// <summary>B.</summary>\npublic string «B» { get; init; } = string.Concat(\"a\", \"b\"); }")]
    [InlineData("SPK0005", "/// <summary>A.</summary>\n[TomlTable] public partial record A { /// <summary>B.</summary>\npublic TimeSpan «B» { get; init; } = TimeSpan.MaxValue; }")]
    [InlineData("SPK0006", "/// <summary>A.</summary>\n[TomlTable] public partial record A { /// <summary>B.</summary>\npublic string? «B» { get; init; } }")]
    [InlineData("SPK0006", "/// <summary>A.</summary>\n[TomlTable] public partial record A { /// <summary>B.</summary>\npublic required string «B» { get; init; } }")]
    [InlineData("SPK0006", "/// <summary>A.</summary>\n[TomlTable] public partial record A { /// <summary>B.</summary>\npublic ImmutableArray<string> «B» { get; init; } = []; }")]
    [InlineData("SPK0007", "/// <summary>A.</summary>\n[TomlTable] public partial record A { /// <summary>B.</summary>\n[TomlKey(Minimum = 1)] public bool «B» { get; init; } }")]
    [InlineData("SPK0008", "/// <summary>A.</summary>\n[TomlTable, TomlCase(\"a\")] public sealed partial record «A»;")]
    [InlineData("SPK0009", "/// <summary>A.</summary>\n[TomlTable, TomlUnion(\"type\")] public abstract partial record «A»;")]
    [InlineData("SPK0010", "/// <summary>A.</summary>\n[TomlTable, TomlUnion(\"type\")] public abstract partial record A;\n/// <summary>B.</summary>\n[TomlTable, TomlCase(\"b\")] public partial record B : A;\n/// <summary>C.</summary>\n[TomlTable, TomlCase(\"b\")] public partial record «C» : A;")]
    [InlineData("SPK0011", "/// <summary>A.</summary>\n[TomlTable, TomlOldKey(\"b\", \"c.d\")] public partial record «A» { /// <summary>B.</summary>\npublic bool C { get; init; } }")]
    [InlineData("SPK0012", "/// <summary>A.</summary>\n[TomlTable] public partial record «A» { /// <summary>B.</summary>\npublic A? B { get; init; } }")]
    public void A_mistake_in_the_schema_is_a_compile_error_at_its_place(string code, string marked)
    {
        string source = Header + marked;
        int start = source.IndexOf('«', StringComparison.Ordinal);
        int end = source.IndexOf('»', StringComparison.Ordinal) - 1;

        GeneratorDriverRunResult result = Run(
            source.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal), out _);

        Diagnostic diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal(code, diagnostic.Id);
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
        Assert.Equal(TextSpan.FromBounds(start, end), diagnostic.Location.SourceSpan);
    }

    [Fact]
    public void Every_code_of_the_catalogue_is_unique_and_ascending()
    {
        string[] codes = [.. new[] { typeof(ConfigSchemaDiagnostics), typeof(TemplateDiagnostics) }
            .SelectMany(catalogue => catalogue.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Select(field => ((DiagnosticDescriptor)field.GetValue(null)!).Id)];

        Assert.Equal(codes.Distinct().Order(StringComparer.Ordinal), codes);
    }

    [Theory]
    [InlineData("class Unrelated;", "class Unrelated { int A; }")]
    [InlineData("// An edit elsewhere.", "// Another.")]
    public void An_edit_elsewhere_generates_nothing_again(string before, string after)
    {
        GeneratorRunResult result = RunTwice(Farm, before, Farm, after);

        Assert.All(ReasonsOf(result.TrackedSteps[ConfigGenerator.ParseStep]), AssertUnchanged);
        Assert.All(ReasonsOf(result.TrackedOutputSteps.SelectMany(pair => pair.Value)), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void An_edit_that_only_moves_the_schema_generates_nothing_again()
    {
        GeneratorRunResult result = RunTwice(Farm, "", "// Moved.\n\n" + Farm, "");

        Assert.All(ReasonsOf(result.TrackedSteps[ConfigGenerator.ModelStep]), AssertUnchanged);
        Assert.All(ReasonsOf(result.TrackedOutputSteps.SelectMany(pair => pair.Value)), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void A_new_key_generates_its_table_and_the_documentation_again()
    {
        string edited = Farm.Replace(
            "public int Hectares { get; init; } = 3;",
            "public int Hectares { get; init; } = 4;",
            StringComparison.Ordinal);

        GeneratorRunResult result = RunTwice(Farm, "", edited, "");

        Assert.Single(ReasonsOf(result.TrackedSteps[ConfigGenerator.ModelStep]), reason => reason == IncrementalStepRunReason.Modified);
        Assert.Contains("#hectares = 4", result.GeneratedSources.Single(source => source.HintName == "Sample.FarmReference.g.cs").SourceText.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Models_hold_no_symbols_and_no_syntax()
    {
        GeneratorDriver driver = GeneratorDriverFixture.CreateDriver(new ConfigGenerator())
            .RunGenerators(GeneratorDriverFixture.Compile(Farm), TestContext.Current.CancellationToken);
        GeneratorRunResult result = Assert.Single(driver.GetRunResult().Results);
        object[] models = [.. new[] { ConfigGenerator.ParseStep, ConfigGenerator.ModelStep }
            .SelectMany(step => result.TrackedSteps[step])
            .SelectMany(step => step.Outputs)
            .Select(output => output.Value)];

        Assert.NotEmpty(models);
        HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
        Assert.All(models, model => AssertPlain(model, seen));
    }

    private static void AssertUnchanged(IncrementalStepRunReason reason) =>
        Assert.Contains(reason, new[] { IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged });

    private static void AssertPlain(object? value, HashSet<object> seen)
    {
        if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum || !seen.Add(value))
        {
            return;
        }

        Assert.False(value is ISymbol or SyntaxNode or SyntaxTree or Compilation or Location, value.GetType().FullName);
        if (value is IEnumerable items)
        {
            foreach (object? item in items)
            {
                AssertPlain(item, seen);
            }

            return;
        }

        if (value is DiagnosticDescriptor)
        {
            return;
        }

        foreach (FieldInfo field in value.GetType().GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public))
        {
            AssertPlain(field.GetValue(value), seen);
        }
    }

    private static IEnumerable<IncrementalStepRunReason> ReasonsOf(IEnumerable<IncrementalGeneratorRunStep> steps) =>
        steps.SelectMany(step => step.Outputs).Select(output => output.Reason);

    private static GeneratorDriverRunResult Run(string source, out Compilation compilation) =>
        GeneratorDriverFixture.CreateDriver(new ConfigGenerator())
            .RunGeneratorsAndUpdateCompilation(
                GeneratorDriverFixture.Compile(source), out compilation, out _, TestContext.Current.CancellationToken)
            .GetRunResult();

    private static GeneratorRunResult RunTwice(string schemaBefore, string otherBefore, string schemaAfter, string otherAfter)
    {
        CSharpCompilation first = GeneratorDriverFixture.Compile(schemaBefore, otherBefore);
        ImmutableArray<SyntaxTree> trees = first.SyntaxTrees;
        CSharpCompilation second = first;
        if (schemaBefore != schemaAfter)
        {
            second = second.ReplaceSyntaxTree(trees[0], GeneratorDriverFixture.Parse(schemaAfter, trees[0].FilePath));
        }

        if (otherBefore != otherAfter)
        {
            second = second.ReplaceSyntaxTree(trees[1], GeneratorDriverFixture.Parse(otherAfter, trees[1].FilePath));
        }

        GeneratorDriver driver = GeneratorDriverFixture.CreateDriver(new ConfigGenerator())
            .RunGenerators(first, TestContext.Current.CancellationToken)
            .RunGenerators(second, TestContext.Current.CancellationToken);
        return Assert.Single(driver.GetRunResult().Results);
    }
}
