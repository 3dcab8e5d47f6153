using System.Xml.Linq;
using Sprocket.Cli.Graph;
using Sprocket.Engine.Inputs;
using Sprocket.Text;
using Sprocket.Wdl.Semantics;

namespace Sprocket.Cli.Tests;

/// <summary>Draws the documents in cases/graph; what is drawn lies beside each. BLESS=1 writes it anew.</summary>
public class GraphCaseTests
{
    private static readonly string Cases = Path.Join(Repository.Root, "tests/Sprocket.Cli.Tests/cases/graph");

    public static TheoryData<string> Names =>
        [.. Directory.EnumerateDirectories(Cases).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_workflow_is_drawn_in_each_language(string name)
    {
        Diagram closed = await BuildAsync(name, expands: false);
        Diagram open = await BuildAsync(name, expands: true);

        Golden.Verify(Path.Join(Cases, name, "expected.dot"), DotText.Render(closed));
        Golden.Verify(Path.Join(Cases, name, "expected.mmd"), MermaidText.Render(open));
        Golden.Verify(Path.Join(Cases, name, "expected.svg"), SvgText.Render(open));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_picture_is_well_formed(string name)
    {
        Diagram diagram = await BuildAsync(name, expands: true);

        var picture = XDocument.Parse(SvgText.Render(diagram));

        Assert.Equal("svg", picture.Root!.Name.LocalName);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Nothing_lies_on_anything_else(string name)
    {
        Diagram diagram = await BuildAsync(name, expands: true);

        AssertApart(LayeredLayout.Place(diagram.Body));
    }

    [Fact]
    public async Task An_item_lies_below_what_it_needs()
    {
        Diagram diagram = await BuildAsync("pipeline", expands: false);

        BodyLayout layout = LayeredLayout.Place(diagram.Body);

        Assert.NotEmpty(diagram.Body.Edges);
        Assert.All(diagram.Body.Edges, edge => Assert.True(
            layout.Items.Single(item => item.Item == edge.From) is PlacedItem above
                && layout.Items.Single(item => item.Item == edge.To).Y >= above.Y + above.Height,
            $"{edge.From.Id} -> {edge.To.Id}"));
    }

    private static void AssertApart(BodyLayout layout)
    {
        foreach (PlacedItem item in layout.Items)
        {
            Assert.InRange(item.X, 0, layout.Width - item.Width + 0.1);
            Assert.InRange(item.Y, 0, layout.Height - item.Height + 0.1);
            foreach (PlacedItem other in layout.Items.Where(other => other != item))
            {
                Assert.True(
                    item.X + item.Width <= other.X || other.X + other.Width <= item.X || item.Y + item.Height <= other.Y || other.Y + other.Height <= item.Y,
                    $"{item.Item.Id} lies on {other.Item.Id}");
            }

            if (item.Inside is BodyLayout inside)
            {
                AssertApart(inside);
            }
        }
    }

    private static async Task<Diagram> BuildAsync(string name, bool expands)
    {
        DiagnosticBag diagnostics = [];
        LoadResult result = await new DocumentLoader().LoadAsync(
            Path.Join(Cases, name, "source.wdl"), diagnostics, TestContext.Current.CancellationToken);
        Assert.False(diagnostics.HasErrors);
        return DiagramBuilder.Build(TargetSelector.Select(result.Document!, null, diagnostics)!, expands);
    }
}
