using System.Globalization;

namespace Sprocket.Wdl.Patterns;

/// <summary>Bash's brace expansion, which comes before pathname expansion: <c>a.{bam,bai}</c>, <c>{1..3}</c>.</summary>
internal static class BraceExpansion
{
    // Nested sequences multiply; a glob of more words than this is a mistake.
    private const int WordLimit = 10_000;

    /// <summary>The words, in the order bash gives them; the pattern itself when it has no braces to expand.</summary>
    /// <exception cref="PatternException">There are too many words.</exception>
    public static List<string> Expand(string pattern)
    {
        List<string> words = [];
        Expand(pattern, "", pattern, words);
        return words;
    }

    private static void Expand(string whole, string before, string rest, List<string> words)
    {
        for (int open = FindUnescaped(rest, '{', 0); open >= 0; open = FindUnescaped(rest, '{', open + 1))
        {
            List<string>? choices = ParseChoices(rest, open, out int close);
            if (choices is null)
            {
                continue;
            }

            foreach (string choice in choices)
            {
                Expand(whole, before + rest[..open], choice + rest[(close + 1)..], words);
            }

            return;
        }

        if (words.Count >= WordLimit)
        {
            throw new PatternException(whole, 0, $"the braces expand to more than {WordLimit} words");
        }

        words.Add(before + rest);
    }

    // Braces without a comma or a sequence at their own depth are ordinary characters.
    private static List<string>? ParseChoices(string text, int open, out int close)
    {
        List<string> choices = [];
        int depth = 0;
        int start = open + 1;
        for (int i = start; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\':
                    i++;
                    break;
                case '{':
                    depth++;
                    break;
                case '}' when depth > 0:
                    depth--;
                    break;
                case ',' when depth == 0:
                    choices.Add(text[start..i]);
                    start = i + 1;
                    break;
                case '}':
                    close = i;
                    choices.Add(text[start..i]);
                    return choices.Count > 1 ? choices : ParseSequence(text[(open + 1)..i]);
            }
        }

        close = -1;
        return null;
    }

    private static List<string>? ParseSequence(string text)
    {
        string[] parts = text.Split("..");
        if (parts.Length is not (2 or 3))
        {
            return null;
        }

        bool isLetters = parts[0].Length == 1 && parts[1].Length == 1 && char.IsAsciiLetter(parts[0][0]) && char.IsAsciiLetter(parts[1][0]);
        long first = isLetters ? parts[0][0] : 0;
        long last = isLetters ? parts[1][0] : 0;
        if (!isLetters && (!TryParse(parts[0], out first) || !TryParse(parts[1], out last)))
        {
            return null;
        }

        long step = 1;
        if (parts.Length == 3 && !TryParse(parts[2], out step))
        {
            return null;
        }

        step = Math.Max(1, Math.Abs(step));
        if (Math.Abs(last - first) / step >= WordLimit)
        {
            throw new PatternException(text, 0, $"the braces expand to more than {WordLimit} words");
        }

        // {01..10} keeps the width of its longest end.
        int width = parts[..2].Any(part => part.TrimStart('-') is ['0', _, ..]) ? parts[..2].Max(part => part.Length) : 0;
        List<string> words = [];
        for (long i = first; first <= last ? i <= last : i >= last; i += first <= last ? step : -step)
        {
            words.Add(isLetters ? ((char)i).ToString() : Format(i, width));
        }

        return words;
    }

    private static string Format(long number, int width) => number < 0
        ? "-" + (-number).ToString(CultureInfo.InvariantCulture).PadLeft(Math.Max(0, width - 1), '0')
        : number.ToString(CultureInfo.InvariantCulture).PadLeft(width, '0');

    private static bool TryParse(string text, out long number) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number) && Math.Abs(number) < int.MaxValue;

    private static int FindUnescaped(string text, char character, int from)
    {
        for (int i = from; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == character)
            {
                return i;
            }
        }

        return -1;
    }
}
