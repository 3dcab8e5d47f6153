using System.Globalization;
using System.Text;

namespace Sprocket.Cli.Graph;

/// <summary>A diagram in the language of Graphviz: https://graphviz.org/doc/info/lang.html</summary>
internal static class DotText
{
    /// <summary>The diagram's text.</summary>
    public static string Render(Diagram diagram)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"digraph {Quote(diagram.Title)} {{\n");
        text.Append("  compound=true;\n");
        text.Append("  node [shape=box, style=rounded, fontname=\"sans-serif\"];\n");
        text.Append("  graph [fontname=\"sans-serif\"];\n");
        AppendBody(text, diagram.Body, "  ");
        return text.Append("}\n").ToString();
    }

    private static void AppendBody(StringBuilder text, DiagramBody body, string indent)
    {
        foreach (DiagramItem item in body.Items)
        {
            switch (item)
            {
                case DiagramNode node:
                    string label = node.Detail is null ? node.Label : $"{node.Label}\n({node.Detail})";
                    string shape = node.Kind == DiagramNodeKind.Workflow ? ", shape=component" : "";
                    text.Append(CultureInfo.InvariantCulture, $"{indent}{Quote(node.Id)} [label={Quote(label)}{shape}];\n");
                    break;
                case DiagramGroup group:
                    // Only a subgraph whose name begins with `cluster` gets a frame.
                    text.Append(CultureInfo.InvariantCulture, $"{indent}subgraph {Quote($"cluster_{group.Id}")} {{\n");
                    string style = group.Kind == DiagramGroupKind.Conditional ? "dashed" : "solid";
                    text.Append(CultureInfo.InvariantCulture, $"{indent}  label={Quote(group.Label)}; style={style};\n");
                    AppendBody(text, group.Body, indent + "  ");
                    text.Append(indent).Append("}\n");
                    break;
            }
        }

        foreach (DiagramEdge edge in body.Edges)
        {
            AppendEdge(text, edge, indent);
        }
    }

    // An edge runs between nodes, and is cut where it enters the frame that is meant.
    private static void AppendEdge(StringBuilder text, DiagramEdge edge, string indent)
    {
        List<string> attributes = [];
        if (edge.From is DiagramGroup from)
        {
            attributes.Add($"ltail={Quote($"cluster_{from.Id}")}");
        }

        if (edge.To is DiagramGroup to)
        {
            attributes.Add($"lhead={Quote($"cluster_{to.Id}")}");
        }

        string suffix = attributes.Count == 0 ? "" : $" [{string.Join(", ", attributes)}]";
        text.Append(CultureInfo.InvariantCulture, $"{indent}{Quote(FindLast(edge.From).Id)} -> {Quote(FindFirst(edge.To).Id)}{suffix};\n");
    }

    private static DiagramItem FindFirst(DiagramItem item) => item is DiagramGroup group ? FindFirst(group.Body.Items[0]) : item;

    private static DiagramItem FindLast(DiagramItem item) => item is DiagramGroup group ? FindLast(group.Body.Items[^1]) : item;

    private static string Quote(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";
}
