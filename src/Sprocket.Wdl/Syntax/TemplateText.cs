using System.Buffers;
using System.Text;
using Sprocket.Text;

namespace Sprocket.Wdl.Syntax;

/// <summary>A piece of a command or multi-line string before its white space is settled.</summary>
/// <param name="Span">Where it stands.</param>
/// <param name="Text">The text as written, a part of the source where that can be; null for a placeholder.</param>
/// <param name="Placeholder">The placeholder, or null for text.</param>
internal readonly record struct TemplatePiece(TextSpan Span, ReadOnlyMemory<char>? Text, PlaceholderPartSyntax? Placeholder);

/// <summary>The white space rules that commands and multi-line strings share. White space here is space and tab, not line breaks.</summary>
/// <remarks>
/// WDL 1.2, "Multi-line Strings" and "Command Section". Placeholders count as one character that is not white space. In all
/// texts CR LF becomes LF, so that a script does not depend on the editor with which the document was written.
/// </remarks>
internal static class TemplateText
{
    /// <summary>The text of a span with its line breaks as LF.</summary>
    public static ReadOnlyMemory<char> Take(string source, TextSpan span)
    {
        ReadOnlyMemory<char> text = source.AsMemory(span.Start, span.Length);
        return text.Span.Contains('\r') ? text.ToString().Replace("\r\n", "\n", StringComparison.Ordinal).AsMemory() : text;
    }

    /// <summary>
    /// Removes white space after the opening up to and including a line break, white space before the closing back to and
    /// including a line break, and from each line the white space that all lines have in common, blank lines aside.
    /// </summary>
    /// <param name="pieces">The pieces in order; their texts are replaced.</param>
    /// <param name="keepsMixed">Whether common white space stays where it mixes tabs and spaces.</param>
    /// <returns>Whether it mixes them.</returns>
    public static bool Dedent(List<TemplatePiece> pieces, bool keepsMixed = false)
    {
        TrimEnds(pieces);
        int common = FindCommonIndent(pieces);
        if (common is 0 or int.MaxValue)
        {
            return false;
        }

        bool isMixed = IsMixed(pieces, common);
        if (!isMixed || !keepsMixed)
        {
            RemoveIndents(pieces, common);
        }

        return isMixed;
    }

    /// <summary>Removes each backslash that ends a line, unless itself escaped, with the line break and the white space after it.</summary>
    public static ReadOnlyMemory<char> RemoveLineContinuations(ReadOnlyMemory<char> memory)
    {
        ReadOnlySpan<char> text = memory.Span;
        if (!text.Contains("\\\n", StringComparison.Ordinal))
        {
            return memory;
        }

        StringBuilder result = new(text.Length);
        int position = 0;
        while (position < text.Length)
        {
            char character = text[position++];
            if (character != '\\' || position == text.Length)
            {
                result.Append(character);
            }
            else if (text[position] == '\n')
            {
                position = SkipWhiteSpace(text, position + 1);
            }
            else
            {
                result.Append(character).Append(text[position++]);
            }
        }

        return result.ToString().AsMemory();
    }

    /// <summary>Resolves the few escapes of commands: all other backslashes belong to the script.</summary>
    /// <remarks>
    /// <c>\~{</c> is no placeholder; between <c>&lt;&lt;&lt;</c> and <c>&gt;&gt;&gt;</c>, three angle brackets of which any is
    /// escaped do not end the command; between braces, <c>\${</c> is no placeholder and <c>\}</c> does not end it. An even
    /// number of backslashes escapes nothing and is kept.
    /// </remarks>
    public static string UnescapeCommand(ReadOnlySpan<char> text, bool isHeredoc)
    {
        if (!text.Contains('\\'))
        {
            return text.ToString();
        }

        StringBuilder result = new(text.Length);
        int position = 0;
        while (position < text.Length)
        {
            ReadOnlySpan<char> rest = text[position..];
            if (isHeredoc && rest[0] is '\\' or '>' && TryReadEscapedBrackets(rest, out int length))
            {
                result.Append(">>>");
                position += length;
            }
            else if (rest[0] != '\\' || rest.Length == 1)
            {
                result.Append(rest[0]);
                position++;
            }
            else if (rest.StartsWith("\\~{") || (!isHeredoc && (rest.StartsWith("\\${") || rest[1] == '}')))
            {
                position++;
                result.Append(text[position++]);
            }
            else
            {
                result.Append(rest[0]).Append(rest[1]);
                position += 2;
            }
        }

        return result.ToString();
    }

    private static bool TryReadEscapedBrackets(ReadOnlySpan<char> text, out int length)
    {
        length = 0;
        for (int brackets = 0; brackets < 3; brackets++)
        {
            length += length < text.Length && text[length] == '\\' ? 1 : 0;
            if (length >= text.Length || text[length] != '>')
            {
                return false;
            }

            length++;
        }

        return length > 3;
    }

    private static void TrimEnds(List<TemplatePiece> pieces)
    {
        if (pieces.Count > 0 && pieces[0].Text is { } first)
        {
            int start = SkipWhiteSpace(first.Span, 0);
            start += start < first.Length && first.Span[start] == '\n' ? 1 : 0;
            pieces[0] = pieces[0] with { Text = first[start..] };
        }

        if (pieces.Count > 0 && pieces[^1].Text is { } last)
        {
            int end = last.Length;
            while (end > 0 && last.Span[end - 1] is ' ' or '\t')
            {
                end--;
            }

            end -= end > 0 && last.Span[end - 1] == '\n' ? 1 : 0;
            pieces[^1] = pieces[^1] with { Text = last[..end] };
        }
    }

    // int.MaxValue when all lines are blank.
    private static int FindCommonIndent(List<TemplatePiece> pieces)
    {
        int common = int.MaxValue;
        int lineStart = 0;
        bool atLineStart = true;
        for (int i = 0; i < pieces.Count && common > 0; i++)
        {
            if (pieces[i].Text is not { } memory)
            {
                // A placeholder that begins a line, perhaps after white space at the end of the text before it.
                common = atLineStart ? Math.Min(common, lineStart) : common;
                atLineStart = false;
                continue;
            }

            ReadOnlySpan<char> text = memory.Span;
            int position = 0;
            while (position <= text.Length)
            {
                if (atLineStart)
                {
                    int content = SkipWhiteSpace(text, position);
                    lineStart = content - position;
                    if (content == text.Length)
                    {
                        break;
                    }

                    common = text[content] == '\n' ? common : Math.Min(common, lineStart);
                }

                int next = text[position..].IndexOf('\n');
                if (next < 0)
                {
                    atLineStart = false;
                    break;
                }

                position += next + 1;
                atLineStart = true;
            }
        }

        return common;
    }

    // Lines that are not blank alone decide: editors leave white space of any kind in the others.
    private static bool IsMixed(List<TemplatePiece> pieces, int common)
    {
        bool hasSpaces = false;
        bool hasTabs = false;
        bool atLineStart = true;
        foreach (TemplatePiece piece in pieces)
        {
            ReadOnlySpan<char> text = piece.Text.GetValueOrDefault().Span;
            for (int line = atLineStart ? 0 : FindNextLine(text, 0); line >= 0; line = FindNextLine(text, line))
            {
                int content = SkipWhiteSpace(text, line);
                if (content - line >= common && (content == text.Length || text[content] != '\n'))
                {
                    hasSpaces |= text.Slice(line, common).Contains(' ');
                    hasTabs |= text.Slice(line, common).Contains('\t');
                }
            }

            atLineStart = false;
        }

        return hasSpaces && hasTabs;
    }

    private static int FindNextLine(ReadOnlySpan<char> text, int position) =>
        text[position..].IndexOf('\n') is int length and >= 0 ? position + length + 1 : -1;

    private static void RemoveIndents(List<TemplatePiece> pieces, int common)
    {
        bool atLineStart = true;
        for (int i = 0; i < pieces.Count; i++)
        {
            if (pieces[i].Text is { } text)
            {
                pieces[i] = pieces[i] with { Text = RemoveIndent(text.Span, common, atLineStart).AsMemory() };
            }

            // What follows a text goes on with its last line, what follows a placeholder with the same line.
            atLineStart = false;
        }
    }

    private static string RemoveIndent(ReadOnlySpan<char> text, int common, bool atLineStart)
    {
        char[] result = ArrayPool<char>.Shared.Rent(text.Length);
        int end = 0;
        int position = atLineStart ? SkipIndent(text, 0, common) : 0;
        while (position < text.Length)
        {
            int length = text[position..].IndexOf('\n') is int next and >= 0 ? next + 1 : text.Length - position;
            text.Slice(position, length).CopyTo(result.AsSpan(end));
            end += length;
            position = SkipIndent(text, position + length, common);
        }

        string dedented = new(result, 0, end);
        ArrayPool<char>.Shared.Return(result);
        return dedented;
    }

    private static int SkipIndent(ReadOnlySpan<char> text, int position, int common)
    {
        int end = position;
        while (end < text.Length && end - position < common && text[end] is ' ' or '\t')
        {
            end++;
        }

        return end;
    }

    private static int SkipWhiteSpace(ReadOnlySpan<char> text, int position)
    {
        while (position < text.Length && text[position] is ' ' or '\t')
        {
            position++;
        }

        return position;
    }
}
