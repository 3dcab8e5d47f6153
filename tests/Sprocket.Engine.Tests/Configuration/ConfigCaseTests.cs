using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using Sprocket.Engine.Configuration;
using Sprocket.Text;

namespace Sprocket.Engine.Tests.Configuration;

/// <summary>
/// Each folder of cases/config holds a <c>sprocket.toml</c> and, in <c>expected.txt</c>, what a user is shown for it:
/// every diagnostic, then the values in force.
/// </summary>
public sealed class ConfigCaseTests
{
    private static readonly string CaseFolder = Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "cases", "config");

    private static readonly ImmutableDictionary<string, string> Variables = ImmutableDictionary<string, string>.Empty
        .Add("HOME", "/home/ada")
        .Add("WORK", "/work")
        .Add("PROJECT", "wheat");

    public static TheoryData<string> Cases => [.. Directory.GetDirectories(CaseFolder).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_file_is_read_as_expected(string name)
    {
        (LoadedConfig? loaded, DiagnosticBag diagnostics) = Load(name);

        StringBuilder text = new();
        foreach (Diagnostic diagnostic in diagnostics.ToSorted())
        {
            text.Append(DiagnosticRenderer.Render(diagnostic, DiagnosticPalette.Plain)).Append('\n');
        }

        Assert.Equal(diagnostics.HasErrors, loaded is null);
        text.Append(loaded?.RenderResolved());
        Golden.Verify(Path.Combine(CaseFolder, name, "expected.txt"), text.ToString());
    }

    [Fact]
    public void Every_mistake_of_the_schema_has_a_case()
    {
        // Those of files and settings are tested with the loader.
        HashSet<DiagnosticDescriptor> elsewhere =
            [ConfigDiagnostics.UnreadableFile, ConfigDiagnostics.MalformedSetting, ConfigDiagnostics.MissingEnvironmentFile];

        HashSet<DiagnosticDescriptor> produced =
            [.. Cases.Select(name => (string)((ITheoryDataRow)name).GetData()[0]!).SelectMany(name => Load(name).Diagnostics).Select(diagnostic => diagnostic.Descriptor)];

        Assert.Equal([], ConfigDiagnostics.All.Where(descriptor => !produced.Contains(descriptor) && !elsewhere.Contains(descriptor)));
    }

    [Fact]
    public void Codes_are_unique_and_ascending()
    {
        string[] codes = [.. ConfigDiagnostics.All.Select(descriptor => descriptor.Code)];

        Assert.Equal(codes.Distinct().Order(StringComparer.Ordinal), codes);
    }

    private static (LoadedConfig? Loaded, DiagnosticBag Diagnostics) Load(string name)
    {
        DiagnosticBag diagnostics = new();
        ConfigSources sources = new()
        {
            CurrentDirectory = Path.Combine(CaseFolder, name),
            Environment = Variables,
            SkipSearch = true,
            Files = ["sprocket.toml"],
        };
        return (ConfigLoader.Load(sources, diagnostics), diagnostics);
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
