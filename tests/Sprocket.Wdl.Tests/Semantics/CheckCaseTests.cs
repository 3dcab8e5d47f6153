using System.Text;
using Sprocket.Text;
using Sprocket.Wdl.Semantics;

namespace Sprocket.Wdl.Tests.Semantics;

/// <summary>Checks the documents in cases/check; `expected.txt` beside each is what is said of it. BLESS=1 writes it anew.</summary>
public sealed class CheckCaseTests
{
    private static readonly bool Blesses = Environment.GetEnvironmentVariable("BLESS") is { Length: > 0 };

    public static TheoryData<string> Names =>
        [.. Directory.EnumerateDirectories(CheckFolders.Cases).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_document_gets_the_complaints_it_deserves(string name)
    {
        string folder = Path.Combine(CheckFolders.Cases, name);
        string expectedFile = Path.Combine(folder, "expected.txt");

        string actual = Render(await CheckAsync(folder), folder);

        if (Blesses)
        {
            await File.WriteAllTextAsync(expectedFile, actual, TestContext.Current.CancellationToken);
        }

        Assert.Equal(await File.ReadAllTextAsync(expectedFile, TestContext.Current.CancellationToken), actual);
    }

    [Fact]
    public async Task Every_code_is_produced()
    {
        HashSet<string> produced = [SemanticDiagnostics.DocumentTooLarge.Code];
        foreach (string folder in Directory.EnumerateDirectories(CheckFolders.Cases))
        {
            produced.UnionWith((await CheckAsync(folder)).Select(diagnostic => diagnostic.Descriptor.Code));
        }

        Assert.Empty(SemanticDiagnostics.All.Select(descriptor => descriptor.Code).Except(produced));
    }

    [Fact]
    public void Codes_are_unique_and_ascend()
    {
        string[] codes = [.. SemanticDiagnostics.All.Select(descriptor => descriptor.Code)];

        Assert.Equal(codes.Distinct().Order(StringComparer.Ordinal), codes);
    }

    private static async Task<DiagnosticBag> CheckAsync(string folder)
    {
        DiagnosticBag diagnostics = [];
        await new DocumentLoader().LoadAsync(Path.Combine(folder, "source.wdl"), diagnostics, TestContext.Current.CancellationToken);
        return diagnostics;
    }

    private static string Render(DiagnosticBag diagnostics, string folder)
    {
        StringBuilder text = new();
        foreach (Diagnostic diagnostic in diagnostics.ToSorted())
        {
            text.Append(DiagnosticRenderer.Render(diagnostic, DiagnosticPalette.Plain)).Append('\n');
        }

        return text.ToString().Replace(folder + "/", "", StringComparison.Ordinal);
    }
}
