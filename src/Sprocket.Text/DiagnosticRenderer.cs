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
        StringBuilder text = new();
        AppendPlace(text, diagnostic.Source, diagnostic.Span);
        text.Append(": ").Append(Word(diagnostic.Descriptor.Severity)).Append(' ').Append(diagnostic.Descriptor.Code).Append(": ");
        PrintableText.Append(text, diagnostic.Message);
        text.Append('\n');
        if (diagnostic.Help is not null)
        {
            text.Append("  help: ");
            PrintableText.Append(text, diagnostic.Help);
            text.Append('\n');
        }

        return text.ToString();
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
            .Append(palette.Reset).Append(palette.Strong).Append(": ");
        PrintableText.Append(text, diagnostic.Message);
        text.Append(palette.Reset).Append('\n');

        int gutter = diagnostic.Labels
            .Select(label => label.Source.GetPosition(label.Span.Start).Line)
            .Append(diagnostic.Source.GetPosition(diagnostic.Span.Start).Line)
            .Max().ToString(CultureInfo.InvariantCulture).Length;
        AppendPlaceLine(text, diagnostic.Source, diagnostic.Span, gutter, "-->", palette);
        AppendLine(text, diagnostic.Source, diagnostic.Span, gutter, palette);
        AppendMarks(text, diagnostic.Source, diagnostic.Span, diagnostic.Caption, '^', accent, gutter, palette);
        (SourceText Source, TextSpan Shown) above = (diagnostic.Source, Show(diagnostic.Source, diagnostic.Span));
        foreach (DiagnosticLabel label in diagnostic.Labels)
        {
            // What was just shown is not shown again: only the marks go below it.
            (SourceText Source, TextSpan Shown) place = (label.Source, Show(label.Source, label.Span));
            if (place != above)
            {
                AppendPlaceLine(text, label.Source, label.Span, gutter, ":::", palette);
                AppendLine(text, label.Source, label.Span, gutter, palette);
            }

            AppendMarks(text, label.Source, label.Span, label.Message, '-', palette.Faint, gutter, palette);
            above = place;
        }

        if (diagnostic.Help is not null)
        {
            text.Append(' ', gutter).Append(palette.Faint).Append(" = ").Append(palette.Reset).Append("help: ");
            PrintableText.Append(text, diagnostic.Help);
            text.Append('\n');
        }

        return text.ToString();
    }

    private static void AppendPlaceLine(StringBuilder text, SourceText source, TextSpan span, int gutter, string arrow, DiagnosticPalette palette)
    {
        text.Append(' ', gutter).Append(palette.Faint).Append(arrow).Append(palette.Reset).Append(' ');
        AppendPlace(text, source, span);
        text.Append('\n');
    }

    private static void AppendPlace(StringBuilder text, SourceText source, TextSpan span)
    {
        (int line, int column) = source.GetPosition(span.Start);
        PrintableText.Append(text, source.Path);
        text.Append(CultureInfo.InvariantCulture, $":{line}:{column}");
    }

    private static void AppendLine(StringBuilder text, SourceText source, TextSpan span, int gutter, DiagnosticPalette palette)
    {
        int line = source.GetPosition(span.Start).Line;
        TextSpan whole = source.GetLineSpan(line);
        TextSpan shown = Show(source, span);
        text.Append(' ', gutter).Append(palette.Faint).Append(" |\n");
        text.Append(line.ToString(CultureInfo.InvariantCulture).PadLeft(gutter)).Append(" |").Append(palette.Reset);
        if (shown.Length > 0)
        {
            text.Append(' ').Append(shown.Start > whole.Start ? "…" : "");
            PrintableText.Append(text, source.Text.AsSpan(shown.Start, shown.Length));
            text.Append(shown.End < whole.End ? "…" : "");
        }

        text.Append('\n');
    }

    private static void AppendMarks(
        StringBuilder text, SourceText source, TextSpan span, string? caption, char mark, string accent, int gutter, DiagnosticPalette palette)
    {
        TextSpan whole = source.GetLineSpan(source.GetPosition(span.Start).Line);
        TextSpan shown = Show(source, span);

        // A span over several lines is marked to the end of its first.
        int markStart = Math.Min(span.Start, shown.End);
        int markEnd = Math.Clamp(span.End, markStart, shown.End);
        int indent = (shown.Start > whole.Start ? 1 : 0) + PrintableText.Measure(source.Text.AsSpan(shown.Start, markStart - shown.Start));
        int marks = Math.Max(1, PrintableText.Measure(source.Text.AsSpan(markStart, markEnd - markStart)));
        text.Append(' ', gutter).Append(palette.Faint).Append(" | ").Append(palette.Reset)
            .Append(' ', indent).Append(accent).Append(mark, marks);
        if (caption is not null)
        {
            text.Append(' ');
            PrintableText.Append(text, caption);
        }

        text.Append(palette.Reset).Append('\n');
    }

    private static TextSpan Show(SourceText source, TextSpan span) =>
        Cut(source.Text, source.GetLineSpan(source.GetPosition(span.Start).Line), span.Start);

    // The part of a line to show: all of a short one, else a window with the place in its first third.
    private static TextSpan Cut(string text, TextSpan line, int place)
    {
        if (line.Length <= MaxExcerpt)
        {
            return line;
        }

        int start = Math.Max(line.Start, Math.Min(place - (MaxExcerpt / 3), line.End - MaxExcerpt));
        int end = start + MaxExcerpt;
        if (start > line.Start && char.IsLowSurrogate(text[start]))
        {
            start++;
        }

        if (end < line.End && char.IsLowSurrogate(text[end]))
        {
            end--;
        }

        return TextSpan.FromBounds(start, end);
    }

    private static string Word(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        _ => "note",
    };
}
