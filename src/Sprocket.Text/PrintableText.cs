using System.Globalization;
using System.Text;

namespace Sprocket.Text;

/// <summary>Text of others, a document or a command, as a terminal may show it: on one line, and without a way to command the terminal.</summary>
public static class PrintableText
{
    // Blocks whose characters take two cells of a terminal: https://www.unicode.org/reports/tr11/, roughly.
    private static readonly (int First, int Last)[] WideBlocks =
    [
        (0x1100, 0x115f), (0x2e80, 0x303e), (0x3041, 0x4dbf), (0x4e00, 0xa4cf), (0xac00, 0xd7a3), (0xf900, 0xfaff), (0xfe30, 0xfe6f),
        (0xff00, 0xff60), (0xffe0, 0xffe6), (0x1f300, 0x1f64f), (0x1f680, 0x1f6ff), (0x1f900, 0x1faff), (0x20000, 0x3fffd),
    ];

    /// <summary>Appends a text; a tab becomes one space, and what commands a terminal becomes a question mark.</summary>
    public static void Append(StringBuilder target, ReadOnlySpan<char> text)
    {
        foreach (Rune rune in text.EnumerateRunes())
        {
            target.Append(rune.Value == '\t' ? " " : IsCommand(rune) ? "?" : rune.ToString());
        }
    }

    /// <summary>The number of cells the text takes in a terminal, once appended.</summary>
    public static int Measure(ReadOnlySpan<char> text)
    {
        int cells = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            cells += Measure(rune);
        }

        return cells;
    }

    private static int Measure(Rune rune)
    {
        if (rune.Value is '\t' or (>= 0x20 and < 0x7f) || IsCommand(rune))
        {
            return 1;
        }

        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => 0,
            _ => Array.Exists(WideBlocks, block => rune.Value >= block.First && rune.Value <= block.Last) ? 2 : 1,
        };
    }

    // Control characters, line and paragraph separators, and the marks that turn the direction of writing: with these a
    // line could show other text than it holds.
    private static bool IsCommand(Rune rune) =>
        (Rune.IsControl(rune) && rune.Value != '\t')
        || rune.Value is 0x061c or 0x200e or 0x200f or 0x2028 or 0x2029 or (>= 0x202a and <= 0x202e) or (>= 0x2066 and <= 0x2069);
}
