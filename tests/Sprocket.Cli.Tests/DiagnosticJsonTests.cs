using System.Text.Json;
using Sprocket.Cli.Commands;
using Sprocket.Text;

namespace Sprocket.Cli.Tests;

public class DiagnosticJsonTests
{
    private static readonly SourceText Source = new("/runs of today/wf.wdl", "version 1.2\ncall «x»\n");

    private static DiagnosticBag Bag => new()
    {
        new Diagnostic(CommandDiagnostics.BadUsage, Source, new TextSpan(17, 3), "found \"x\"")
        {
            Help = "write `y`",
            Labels = [new DiagnosticLabel(Source, new TextSpan(0, 7), "because of this")],
            Fix = new DiagnosticFix(new TextSpan(17, 3), "y"),
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

    [Fact]
    public void A_fix_is_given_to_programs()
    {
        using var json = JsonDocument.Parse(DiagnosticJson.Render(Bag));
        using var sarif = JsonDocument.Parse(DiagnosticJson.RenderSarif(Bag));

        JsonElement fix = json.RootElement[0].GetProperty("fix");
        Assert.Equal(("y", 6), (fix.GetProperty("replacement").GetString(), fix.GetProperty("column").GetInt32()));
        JsonElement change = sarif.RootElement.GetProperty("runs")[0].GetProperty("results")[0].GetProperty("fixes")[0].GetProperty("artifactChanges")[0];
        Assert.Equal("file:///runs%20of%20today/wf.wdl", change.GetProperty("artifactLocation").GetProperty("uri").GetString());
        JsonElement replacement = change.GetProperty("replacements")[0];
        Assert.Equal(6, replacement.GetProperty("deletedRegion").GetProperty("startColumn").GetInt32());
        Assert.Equal("y", replacement.GetProperty("insertedContent").GetProperty("text").GetString());
    }
}
