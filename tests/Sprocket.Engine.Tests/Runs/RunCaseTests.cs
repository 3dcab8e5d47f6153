using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Sprocket.Engine.Runs;

namespace Sprocket.Engine.Tests.Runs;

/// <summary>Each directory in <c>cases/run</c> is a workflow with the outputs that it must have.</summary>
/// <remarks>
/// <c>inputs.json</c> is optional. In <c>outputs.json</c> a file of the run is named by its path within the run directory,
/// with its content after a colon where the case cares.
/// </remarks>
public sealed class RunCaseTests
{
    public static TheoryData<string> Cases =>
        [.. Directory.EnumerateDirectories(CasesDirectory()).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_case_has_its_outputs(string name)
    {
        using var fixture = new RunFixture();
        string directory = Path.Join(CasesDirectory(), name);
        string[] inputs = File.Exists(Path.Join(directory, "inputs.json")) ? ["@inputs.json"] : [];

        RunResult result = await fixture.RunFileAsync(Path.Join(directory, "source.wdl"), inputs: inputs);

        Assert.True(
            result.Status == RunStatus.Succeeded,
            RunFixture.Show(result.Failures.Select(f => f.Diagnostic)) + string.Join('\n', result.Failures.SelectMany(f => f.StandardErrorTail)));
        JsonNode expected = JsonNode.Parse(await File.ReadAllTextAsync(Path.Join(directory, "outputs.json"), TestContext.Current.CancellationToken))!;
        JsonNode actual = JsonNode.Parse(result.Outputs!)!;
        NameFiles(actual, fixture.Directory.Path, expected);
        Assert.Equal(expected.ToJsonString(), actual.ToJsonString());
    }

    private static void NameFiles(JsonNode? actual, string run, JsonNode? expected)
    {
        switch (actual)
        {
            case JsonObject members:
                foreach ((string key, JsonNode? value) in members.ToList())
                {
                    NameFiles(value, run, (expected as JsonObject)?[key]);
                }

                break;
            case JsonArray items:
                for (int i = 0; i < items.Count; i++)
                {
                    NameFiles(items[i], run, expected is JsonArray array && i < array.Count ? array[i] : null);
                }

                break;
            case JsonValue value when value.TryGetValue(out string? text) && text.StartsWith(run, StringComparison.Ordinal):
                bool wantsContent = expected is JsonValue wanted && wanted.TryGetValue(out string? written) && written.Contains(": ", StringComparison.Ordinal);
                string relative = text[(run.Length + 1)..];
                value.ReplaceWith(wantsContent ? $"{relative}: {File.ReadAllText(text).TrimEnd('\n')}" : relative);
                break;
            default:
                break;
        }
    }

    private static string CasesDirectory([CallerFilePath] string path = "") =>
        Path.Join(Path.GetDirectoryName(Path.GetDirectoryName(path)), "cases", "run");
}
