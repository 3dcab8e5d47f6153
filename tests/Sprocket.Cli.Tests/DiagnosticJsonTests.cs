using System.Text.Json;
using Sprocket.Cli.Commands;
using Sprocket.Text;

namespace Sprocket.Cli.Tests;

public class DiagnosticJsonTests
{
    private static readonly SourceText Source = new("wf.wdl", "version 1.2\ncall «x»\n");

    private static DiagnosticBag Bag => new()
    {
        new Diagnostic(CommandDiagnostics.BadUsage, Source, new TextSpan(17, 3), "found \"x\"")
        {
            Help = "write `y`",
            Labels = [new DiagnosticLabel(Source, new TextSpan(0, 7), "because of this")],
        },
    };

    [Fact]
    public void Places_count_from_one()
    {
        using var json = JsonDocument.Parse(DiagnosticJson.Render(Bag));

        JsonElement entry = Assert.Single(json.RootElement.EnumerateArray());
        Assert.Equal("CLI0001", entry.GetProperty("code").GetString());
        Assert.Equal("error", entry.GetProperty("severity").GetString());
        Assert.Equal(2, entry.GetProperty("line").GetInt32());
        Assert.Equal(6, entry.GetProperty("column").GetInt32());
        Assert.Equal(9, entry.GetProperty("endColumn").GetInt32());
        Assert.Equal("because of this", entry.GetProperty("labels")[0].GetProperty("message").GetString());
    }

    [Fact]
    public void Sarif_names_the_rule_and_the_region()
    {
        using var json = JsonDocument.Parse(DiagnosticJson.RenderSarif(Bag));

        JsonElement run = Assert.Single(json.RootElement.GetProperty("runs").EnumerateArray());
        Assert.Equal("CLI0001", run.GetProperty("tool").GetProperty("driver").GetProperty("rules")[0].GetProperty("id").GetString());
        JsonElement result = Assert.Single(run.GetProperty("results").EnumerateArray());
        Assert.Equal("CLI0001", result.GetProperty("ruleId").GetString());
        JsonElement region = result.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("region");
        Assert.Equal(2, region.GetProperty("startLine").GetInt32());
        Assert.Equal(6, region.GetProperty("startColumn").GetInt32());
    }
}
