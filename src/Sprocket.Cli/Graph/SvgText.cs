using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Sprocket.Cli.Graph;

/// <summary>A diagram as a picture of its own, which needs no other program and no script.</summary>
internal static class SvgText
{
    private const double Margin = 20;
    private const double TitleHeight = 34;
    private const double ArrowLength = 7;
    private const double TitleCharacterWidth = 10;

    private const string Style = """
          <style>
            text { font: 12px system-ui, "DejaVu Sans", sans-serif; fill: #1f2933; }
            .title { font-size: 16px; font-weight: 600; }
            .label { font-style: italic; fill: #52606d; }
            .detail { font-size: 11px; fill: #52606d; }
            .task { fill: #e3f0fb; stroke: #2b6cb0; }
            .workflow { fill: #efe6fb; stroke: #6b46c1; }
            .scatter { fill: #2f855a; fill-opacity: .06; stroke: #2f855a; }
            .conditional { fill: #b7791f; fill-opacity: .06; stroke: #b7791f; stroke-dasharray: 5 3; }
            .open { fill: #6b46c1; fill-opacity: .05; stroke: #6b46c1; }
            .edge { fill: none; stroke: #52606d; stroke-width: 1.3; }
            .arrow { fill: #52606d; }
          </style>

        """;

    /// <summary>The picture.</summary>
    public static string Render(Diagram diagram)
    {
        BodyLayout layout = LayeredLayout.Place(diagram.Body);
        double width = Math.Max(layout.Width, diagram.Title.Length * TitleCharacterWidth) + (2 * Margin);
        double height = layout.Height + TitleHeight + (2 * Margin);
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:0.#}\" height=\"{height:0.#}\" viewBox=\"0 0 {width:0.#} {height:0.#}\" role=\"img\">\n");
        text.Append(CultureInfo.InvariantCulture, $"  <title>{Escape(diagram.Title)}</title>\n");
        text.Append(Style);
        text.Append("  <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
        text.Append(CultureInfo.InvariantCulture, $"  <text class=\"title\" x=\"{Margin:0.#}\" y=\"{Margin + 14:0.#}\">{Escape(diagram.Title)}</text>\n");
        AppendBody(text, layout, Margin, Margin + TitleHeight);
        return text.Append("</svg>\n").ToString();
    }

    private static void AppendBody(StringBuilder text, BodyLayout layout, double left, double top)
    {
        foreach (ImmutableArray<Point> edge in layout.Edges)
        {
            AppendEdge(text, edge, left, top);
        }

        foreach (PlacedItem item in layout.Items)
        {
            AppendItem(text, item, left + item.X, top + item.Y);
        }
    }

    private static void AppendItem(StringBuilder text, PlacedItem placed, double left, double top)
    {
        string shape = placed.Item switch
        {
            DiagramGroup { Kind: DiagramGroupKind.Scatter } => "scatter",
            DiagramGroup { Kind: DiagramGroupKind.Conditional } => "conditional",
            DiagramGroup => "open",
            DiagramNode { Kind: DiagramNodeKind.Workflow } => "workflow",
            _ => "task",
        };
        text.Append(
            CultureInfo.InvariantCulture,
            $"  <rect class=\"{shape}\" x=\"{left:0.#}\" y=\"{top:0.#}\" width=\"{placed.Width:0.#}\" height=\"{placed.Height:0.#}\" rx=\"6\"/>\n");
        if (placed.Inside is BodyLayout inside)
        {
            AppendText(text, "label", "start", left + LayeredLayout.Padding, top + LayeredLayout.LabelHeight, placed.Item.Label);

            // The label may be wider than what is inside.
            double indent = (placed.Width - inside.Width) / 2;
            AppendBody(text, inside, left + indent, top + LayeredLayout.Padding + LayeredLayout.LabelHeight);
            return;
        }

        double centre = left + (placed.Width / 2);
        string? detail = ((DiagramNode)placed.Item).Detail;
        AppendText(text, "name", "middle", centre, top + 21, placed.Item.Label);
        if (detail is not null)
        {
            AppendText(text, "detail", "middle", centre, top + 37, detail);
        }
    }

    private static void AppendText(StringBuilder text, string style, string anchor, double x, double y, string content) => text.Append(
        CultureInfo.InvariantCulture,
        $"  <text class=\"{style}\" text-anchor=\"{anchor}\" x=\"{x:0.#}\" y=\"{y:0.#}\">{Escape(content)}</text>\n");

    // Leaves and arrives upright, so that arrows point down whatever way the edge takes.
    private static void AppendEdge(StringBuilder text, ImmutableArray<Point> edge, double left, double top)
    {
        List<Point> points = [];
        foreach (Point point in edge)
        {
            points.Add(new Point(point.X + left, point.Y + top));
        }

        text.Append(CultureInfo.InvariantCulture, $"  <path class=\"edge\" d=\"M{points[0].X:0.#},{points[0].Y:0.#}");
        for (int i = 1; i < points.Count; i++)
        {
            Point from = points[i - 1];
            Point to = i == points.Count - 1 ? points[i] with { Y = points[i].Y - ArrowLength } : points[i];
            if (from.X == to.X)
            {
                text.Append(CultureInfo.InvariantCulture, $" V{to.Y:0.#}");
                continue;
            }

            double middle = (from.Y + to.Y) / 2;
            text.Append(CultureInfo.InvariantCulture, $" C{from.X:0.#},{middle:0.#} {to.X:0.#},{middle:0.#} {to.X:0.#},{to.Y:0.#}");
        }

        Point tip = points[^1];
        text.Append(
            CultureInfo.InvariantCulture,
            $"\"/>\n  <path class=\"arrow\" d=\"M{tip.X:0.#},{tip.Y:0.#} l-4,-{ArrowLength:0.#} h8 z\"/>\n");
    }

    private static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal);
}
