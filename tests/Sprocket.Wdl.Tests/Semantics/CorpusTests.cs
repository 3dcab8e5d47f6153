using System.Globalization;
using System.Text;
using System.Text.Json;
using Sprocket.Text;
using Sprocket.Wdl.Semantics;

namespace Sprocket.Wdl.Tests.Semantics;

/// <summary>Documents that others wrote, where they are at hand: WDL_REALWORLD_DIR says where.</summary>
/// <remarks>Explicit, so that they are not counted as skipped where nobody asks for them.</remarks>
public sealed class CorpusTests(ITestOutputHelper output)
{
    [Fact(Explicit = true)]
    public async Task Public_pipelines_are_accepted()
    {
        string? folder = CheckFolders.Find("WDL_REALWORLD_DIR");
        Assert.SkipWhen(folder is null, "WDL_REALWORLD_DIR names no folder of pipelines");
        using JsonDocument manifest = JsonDocument.Parse(
            await File.ReadAllTextAsync(Path.Combine(folder, "manifest.json"), TestContext.Current.CancellationToken));
        List<string> wrong = [];
        StringBuilder others = new();
        StringBuilder warnings = new();
        int count = 0;
        foreach (JsonElement entry in manifest.RootElement.GetProperty("files").EnumerateArray())
        {
            string path = Path.Combine(folder, entry.GetProperty("path").GetString()!);
            DiagnosticBag diagnostics = await LoadAsync(path);
            bool isDraft = entry.GetProperty("version").GetString() == "draft-2";
            bool isExpected = entry.GetProperty("expect").GetString() == "accept" || isDraft;
            if (isExpected)
            {
                count++;
                if (diagnostics.HasErrors != isDraft)
                {
                    wrong.Add($"{path}: expected {(isDraft ? "reject" : "accept")}\n{Render(diagnostics)}");
                }
            }
            else if (diagnostics.HasErrors)
            {
                others.Append(Render(diagnostics));
            }

            foreach (Diagnostic diagnostic in diagnostics.Where(diagnostic => !diagnostic.IsError))
            {
                warnings.Append(DiagnosticRenderer.RenderLine(diagnostic));
            }
        }

        if (Environment.GetEnvironmentVariable("WDL_REPORT_DIR") is { Length: > 0 } reports)
        {
            await File.WriteAllTextAsync(Path.Combine(reports, "refused.txt"), others.ToString(), TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(Path.Combine(reports, "warnings.txt"), warnings.ToString(), TestContext.Current.CancellationToken);
        }

        Report("documents", count, wrong);
        Assert.Empty(wrong);
    }

    private static async Task<DiagnosticBag> LoadAsync(string path)
    {
        DiagnosticBag diagnostics = [];
        await new DocumentLoader().LoadAsync(path, diagnostics, TestContext.Current.CancellationToken);
        return diagnostics;
    }

    private static string Render(DiagnosticBag diagnostics) =>
        string.Concat(diagnostics.Where(diagnostic => diagnostic.IsError).Take(10).Select(DiagnosticRenderer.RenderLine));

    private void Report(string kind, int count, List<string> wrong)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count - wrong.Count} of {count} {kind} as expected"));
        foreach (string text in wrong)
        {
            output.WriteLine(text);
        }
    }
}
