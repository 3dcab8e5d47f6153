using Sprocket.Text;

namespace Sprocket.Toml.Tests;

/// <summary>The documents of <c>cases/valid</c>, each with its content as JSON.</summary>
public sealed class ValidDocumentTests
{
    private static readonly Dictionary<string, TomlCase> Cases = CaseFile.ReadAll("valid").ToDictionary(item => item.Name);

    public static TheoryData<string, TomlVersion> Expected { get; } =
        [.. Cases.Values.SelectMany(item => item.Versions, (item, version) => (item.Name, version))];

    public static TheoryData<string> NewerOnly { get; } =
        [.. Cases.Values.Where(item => item.Versions is [TomlVersion.V1_1]).Select(item => item.Name)];

    [Theory]
    [MemberData(nameof(Expected))]
    public void A_valid_document_has_the_content_it_should(string name, TomlVersion version)
    {
        DiagnosticBag diagnostics = [];

        TomlTable table = TomlReader.Read(new SourceText("case.toml", Cases[name].Document), version, diagnostics);

        Assert.Equal([], diagnostics.Select(DiagnosticRenderer.RenderLine));
        Assert.Equal(TomlJson.Normalize(Cases[name].Expected), TomlJson.Write(table));
    }

    [Theory]
    [MemberData(nameof(NewerOnly))]
    public void What_needs_version_1_1_is_an_error_in_version_1_0_but_is_understood(string name)
    {
        DiagnosticBag diagnostics = [];

        TomlTable table = TomlReader.Read(new SourceText("case.toml", Cases[name].Document), TomlVersion.V1_0, diagnostics);

        Assert.NotEmpty(diagnostics);
        Assert.All(diagnostics, diagnostic => Assert.Same(TomlDiagnostics.NeedsNewerVersion, diagnostic.Descriptor));
        Assert.Equal(Cases[name].Document.Length > 0, table.Entries.Length > 0);
    }
}
