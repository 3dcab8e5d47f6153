using System.Globalization;
using System.Text;
using Sprocket.Engine.Runs;
using Sprocket.Text;

namespace Sprocket.Cli;

/// <summary>What the user is told about a call that failed: why, where in the document, the last words, and where the files are.</summary>
internal static class FailureText
{
    // Some tools write all they have to say into one line; the file has all of it.
    private const int LongestLine = 400;

    /// <summary>The text, with the diagnostic first.</summary>
    /// <param name="failure">What failed.</param>
    /// <param name="palette">The colours.</param>
    public static string Render(RunFailure failure, DiagnosticPalette palette)
    {
        StringBuilder text = new(DiagnosticRenderer.Render(failure.Diagnostic, palette));
        if (failure.Attempts > 1)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {failure.Attempts} attempts were made; this is about the last one\n");
        }

        if (failure.Place is not null)
        {
            text.Append("  where: ").Append(failure.Place).Append('\n');
        }

        if (failure.Use is not null)
        {
            text.Append("  used: ").Append(failure.Use).Append('\n');
        }

        if (!failure.StandardErrorTail.IsEmpty)
        {
            text.Append("  the end of its standard error:\n");
            foreach (string line in failure.StandardErrorTail)
            {
                text.Append(palette.Faint).Append("  | ").Append(palette.Reset);
                AppendLine(text, line);
            }
        }

        if (failure.StandardErrorPath is not null)
        {
            text.Append("  standard error: ").Append(failure.StandardErrorPath).Append('\n');
        }

        if (failure.StandardOutputPath is not null)
        {
            text.Append("  standard output: ").Append(failure.StandardOutputPath).Append('\n');
        }

        if (failure.Directory is not null)
        {
            text.Append("  all its files: ").Append(failure.Directory).Append('\n');
        }

        return text.ToString();
    }

    // As a terminal would have left it: of a line that a progress bar has written over and over, the last state.
    private static void AppendLine(StringBuilder text, string line)
    {
        string shown = line[(line.TrimEnd('\r').LastIndexOf('\r') + 1)..].TrimEnd('\r');
        PrintableText.Append(text, shown.AsSpan(0, Math.Min(shown.Length, LongestLine)));
        text.Append(shown.Length > LongestLine ? "…\n" : "\n");
    }
}
