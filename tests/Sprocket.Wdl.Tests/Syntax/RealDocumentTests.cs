using System.Diagnostics;
using System.Text.Json;
using Sprocket.Text;
using Sprocket.Wdl.Syntax;

namespace Sprocket.Wdl.Tests.Syntax;

/// <summary>Documents that people wrote.</summary>
/// <remarks>
/// Beside the examples of this repository, those that <c>manifest.json</c> in the folder <c>WDL_REALWORLD_DIR</c> lists, if
/// the variable is set: <c>{"files": [{"path", "version", "expect"}]}</c>, where <c>expect</c> is <c>accept</c> or null.
/// </remarks>
public sealed class RealDocumentTests
{
    [Fact]
    public void The_examples_parse_without_an_error()
    {
        string examples = Path.GetFullPath(Path.Combine(SyntaxCases.Folder, "..", "..", "..", "examples"));

        foreach (string path in Directory.EnumerateFiles(examples, "*.wdl", SearchOption.AllDirectories))
        {
            (_, DiagnosticBag diagnostics) = SyntaxCases.Parse(File.ReadAllText(path), path);

            Assert.Empty(SyntaxCases.Render(diagnostics));
        }
    }

    [Fact]
    public void Public_documents_that_others_accept_parse_without_an_error()
    {
        if (Environment.GetEnvironmentVariable("WDL_REALWORLD_DIR") is not { Length: > 0 } folder)
        {
            return;
        }

        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "manifest.json")));
        List<string> refused = [];
        long characters = 0;
        Stopwatch clock = new();
        foreach (JsonElement file in manifest.RootElement.GetProperty("files").EnumerateArray())
        {
            string path = file.GetProperty("path").GetString()!;
            SourceText source = new(path, File.ReadAllText(Path.Combine(folder, path)));
            DiagnosticBag diagnostics = new();
            clock.Start();
            DocumentParser.Parse(source, diagnostics);
            clock.Stop();
            characters += source.Text.Length;
            if (file.GetProperty("version").GetString() == "draft-2")
            {
                Assert.Equal("WDL0001", Assert.Single(diagnostics).Descriptor.Code);
            }
            else if (file.GetProperty("expect").ValueEquals("accept") && diagnostics.HasErrors)
            {
                refused.Add(SyntaxCases.Render(diagnostics));
            }
        }

        TestContext.Current.SendDiagnosticMessage($"{characters / 1e6:F1} MB at {characters / 1e6 / clock.Elapsed.TotalSeconds:F0} MB/s");
        Assert.Empty(refused);
    }
}
