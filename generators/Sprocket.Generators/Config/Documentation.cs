using System.Text;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace Sprocket.Generators.Config;

/// <summary>Turns XML documentation into one paragraph of Markdown.</summary>
internal static class Documentation
{
    /// <summary>The summary of a symbol, on one line; empty when there is none.</summary>
    public static string SummaryOf(ISymbol symbol, CancellationToken cancellation)
    {
        string? xml = symbol.GetDocumentationCommentXml(cancellationToken: cancellation);
        if (string.IsNullOrEmpty(xml))
        {
            return "";
        }

        try
        {
            XElement? summary = XElement.Parse(xml).Element("summary");
            return summary is null ? "" : string.Join(" ", Render(summary).Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries));
        }
        catch (XmlException)
        {
            // The compiler itself complains about malformed documentation.
            return "";
        }
    }

    /// <summary>The text broken into lines of at most <paramref name="width"/> characters.</summary>
    public static IEnumerable<string> Wrap(string text, int width)
    {
        StringBuilder line = new();
        foreach (string word in text.Split([' '], StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line.ToString();
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(word);
        }

        if (line.Length > 0)
        {
            yield return line.ToString();
        }
    }

    private static string Render(XElement element)
    {
        StringBuilder text = new();
        foreach (XNode node in element.Nodes())
        {
            text.Append(node switch
            {
                XText words => words.Value,
                XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
                XElement reference when reference.Attribute("cref") is XAttribute target => $"`{LastName(target.Value)}`",
                XElement other => " " + Render(other) + " ",
                _ => "",
            });
        }

        return text.ToString();
    }

    private static string LastName(string cref) => cref.Substring(cref.LastIndexOfAny(['.', ':']) + 1);
}
