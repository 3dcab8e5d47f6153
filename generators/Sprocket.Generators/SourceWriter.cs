using System.Text;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Sprocket.Generators;

/// <summary>Writes indented C#. A block is opened by <see cref="Open"/> and closed by <see cref="Close"/>.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public static string Literal(string value) => SymbolDisplay.FormatLiteral(value, quote: true);

    public static string Literal(char value) => SymbolDisplay.FormatLiteral(value, quote: true);

    /// <summary>The text as it may stand in an XML documentation comment.</summary>
    public static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    public SourceWriter Line(string text = "")
    {
        if (text.Length > 0)
        {
            _text.Append(' ', _depth * 4).Append(text);
        }

        _text.Append('\n');
        return this;
    }

    public SourceWriter Open(string header)
    {
        Line(header).Line("{");
        _depth++;
        return this;
    }

    /// <summary>Ends a block.</summary>
    /// <param name="after">What follows the brace on its line, such as <c>;</c>.</param>
    public SourceWriter Close(string after = "")
    {
        _depth--;
        return Line("}" + after);
    }

    /// <summary>Indents what follows without a brace, for a statement that takes several lines.</summary>
    public SourceWriter Indent()
    {
        _depth++;
        return this;
    }

    public SourceWriter Outdent()
    {
        _depth--;
        return this;
    }

    public override string ToString() => _text.ToString();

    public SourceText ToSourceText() => SourceText.From(ToString(), Encoding.UTF8);
}
