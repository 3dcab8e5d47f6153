using System.Globalization;
using System.Text;

namespace Sprocket.Cli.Graph;

/// <summary>A diagram in the language of Mermaid: https://mermaid.js.org/syntax/flowchart.html</summary>
internal static class MermaidText
{
    /// <summary>The diagram's text.</summary>
    public static string Render(Diagram diagram)
    {
        var text = new StringBuilder("flowchart TD\n");
        AppendBody(text, diagram.Body, "  ");
        return text.ToString();
    }

    private static void AppendBody(StringBuilder text, DiagramBody body, string indent)
    {
        foreach (DiagramItem item in body.Items)
        {
            switch (item)
            {
                case DiagramNode node:
                    string label = Quote(node.Label) + (node.Detail is null ? "" : $"<br/>({Quote(node.Detail)})");
                    (string open, string close) = node.Kind == DiagramNodeKind.Workflow ? ("[[", "]]") : ("(", ")");
                    text.Append(CultureInfo.InvariantCulture, $"{indent}{Name(node)}{open}\"{label}\"{close}\n");
                    break;
                case DiagramGroup group:
                    text.Append(CultureInfo.InvariantCulture, $"{indent}subgraph {Name(group)}[\"{Quote(group.Label)}\"]\n");
                    AppendBody(text, group.Body, indent + "  ");
                    text.Append(indent).Append("end\n");
                    break;
            }
        }

        foreach (DiagramEdge edge in body.Edges)
        {
            text.Append(CultureInfo.InvariantCulture, $"{indent}{Name(edge.From)} --> {Name(edge.To)}\n");
        }
    }

    // A call may be named `end`, `class` or another word that means something to Mermaid.
    private static string Name(DiagramItem item) => $"n_{item.Id}";

    private static string Quote(string text) => text
        .Replace("#", "#35;", StringComparison.Ordinal)
        .Replace("&", "#amp;", StringComparison.Ordinal)
        .Replace("\"", "#quot;", StringComparison.Ordinal)
        .Replace("<", "#lt;", StringComparison.Ordinal)
        .Replace(">", "#gt;", StringComparison.Ordinal);
}
