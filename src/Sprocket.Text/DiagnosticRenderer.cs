using System.Globalization;
using System.Text;

namespace Sprocket.Text;

/// <summary>Turns diagnostics into text for people.</summary>
public static class DiagnosticRenderer
{
    // A line longer than this is cut around the carets: a 100 MB line must not be printed.
    private const int MaxExcerpt = 160;

    /// <summary>One line: <c>wf.wdl:17:31: error WDL2004: message</c>, and the help, if any, on a second.</summary>
    public static string RenderLine(Diagnostic diagnostic)
    {
        (int line, int column) = diagnostic.Source.GetPosition(diagnostic.Span.Start);
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"{diagnostic.Source.Path}:{line}:{column}: {Word(diagnostic.Descriptor.Severity)} {diagnostic.Descriptor.Code}: {diagnostic.Message}");
        return diagnostic.Help is null ? text + "\n" : text + "\n  help: " + diagnostic.Help + "\n";
    }

    /// <summary>The diagnostic with the source lines it is about, carets below them, labels, and help.</summary>
    /// <param name="diagnostic">What to render.</param>
    /// <param name="palette">The colours; <see cref="DiagnosticPalette.Plain"/> for none.</param>
    public static string Render(Diagnostic diagnostic, DiagnosticPalette palette)
    {
        StringBuilder text = new();
        DiagnosticSeverity severity = diagnostic.Descriptor.Severity;
        string accent = palette.For(severity);
        text.Append(accent).Append(Word(severity)).Append('[').Append(diagnostic.Descriptor.Code).Append(']')
            .Append(palette.Reset).Append(palette.Strong).Append(": ").Append(diagnostic.Message).Append(palette.Reset).Append('\n');

        int gutter = diagnostic.Labels
            .Select(label => label.Source.GetPosition(label.Span.Start).Line)
            .Append(diagnostic.Source.GetPosition(diagnostic.Span.Start).Line)
            .Max().ToString(CultureInfo.InvariantCulture).Length;
        AppendExcerpt(text, diagnostic.Source, diagnostic.Span, diagnostic.Caption, '^', accent, gutter, "-->", palette);
        foreach (DiagnosticLabel label in diagnostic.Labels)
        {
            AppendExcerpt(text, label.Source, label.Span, label.Message, '-', palette.Faint, gutter, ":::", palette);
        }

        if (diagnostic.Help is not null)
        {
            text.Append(' ', gutter).Append(palette.Faint).Append(" = ").Append(palette.Reset).Append("help: ").Append(diagnostic.Help).Append('\n');
        }

        return text.ToString();
    }

    private static void AppendExcerpt(
        StringBuilder text, SourceText source, TextSpan span, string? caption, char mark, string accent, int gutter, string arrow, DiagnosticPalette palette)
    {
        (int line, int column) = source.GetPosition(span.Start);
        text.Append(' ', gutter).Append(palette.Faint).Append(arrow).Append(palette.Reset)
            .Append(CultureInfo.InvariantCulture, $" {source.Path}:{line}:{column}").Append('\n');
        TextSpan whole = source.GetLineSpan(line);
        int start = whole.Start;
        int end = whole.End;
        if (end - start > MaxExcerpt)
        {
            start = Math.Max(start, Math.Min(span.Start - (MaxExcerpt / 3), end - MaxExcerpt));
            end = Math.Min(end, start + MaxExcerpt);
        }

        string excerpt = source.ToString(TextSpan.FromBounds(start, end));
        text.Append(' ', gutter).Append(palette.Faint).Append(" |\n");
        text.Append(line.ToString(CultureInfo.InvariantCulture).PadLeft(gutter)).Append(" | ").Append(palette.Reset);
        AppendPrintable(text, excerpt);
        text.Append('\n').Append(' ', gutter).Append(palette.Faint).Append(" | ").Append(palette.Reset);
        int carets = Math.Max(1, Math.Min(span.End, end) - span.Start);
        text.Append(' ', Width(excerpt, span.Start - start)).Append(accent)
            .Append(mark, Math.Max(1, Width(source.Text.AsSpan(span.Start, Math.Min(carets, source.Text.Length - span.Start)), carets)));
        if (caption is not null)
        {
            text.Append(' ').Append(caption);
        }

        text.Append(palette.Reset).Append('\n');
    }

    // Tabs become one space and control characters a question mark, so that carets stay below what they mark.
    private static void AppendPrintable(StringBuilder text, string excerpt)
    {
        foreach (char character in excerpt)
        {
            text.Append(character == '\t' ? ' ' : char.IsControl(character) ? '?' : character);
        }
    }

    private static int Width(ReadOnlySpan<char> text, int length)
    {
        int width = 0;
        foreach (char character in text[..Math.Min(length, text.Length)])
        {
            width += char.IsLowSurrogate(character) ? 0 : 1;
        }

        return width;
    }

    private static string Word(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        _ => "note",
    };
}
