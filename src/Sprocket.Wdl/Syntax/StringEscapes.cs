using System.Text;

namespace Sprocket.Wdl.Syntax;

/// <summary>The escape sequences of strings, as each version has them.</summary>
internal static class StringEscapes
{
    /// <summary>Reads the escape sequence with which a text begins.</summary>
    /// <param name="text">The text, from the backslash on; not only a backslash.</param>
    /// <param name="version">The version whose sequences apply.</param>
    /// <param name="output">Receives what the sequence stands for.</param>
    /// <param name="problem">What is wrong with it, or null.</param>
    /// <param name="isKnown">Whether it is a sequence of this version, if perhaps a malformed one.</param>
    /// <returns>The length of the sequence.</returns>
    public static int Decode(ReadOnlySpan<char> text, WdlVersion version, StringBuilder output, out string? problem, out bool isKnown)
    {
        problem = null;
        isKnown = true;
        char code = text[1];
        switch (code)
        {
            // `>` is needed in multi-line strings, where `\>>>` does not end the string.
            case '\\' or '\'' or '"' or '~' or '$' or '>':
                output.Append(code);
                return 2;
            case 'n':
                output.Append('\n');
                return 2;
            case 't':
                output.Append('\t');
                return 2;
            case >= '0' and <= '7':
                return DecodeOctal(text, version, output, out problem);
            case 'x':
                return DecodeHexadecimal(text, version, output, out problem);
            case 'u':
                return DecodeUnicode(text, 4, output, out problem);
            case 'U':
                // WDL 1.0 has `\\[uU]([0-9a-fA-F]{4})([0-9a-fA-F]{4})?`.
                int wanted = version == WdlVersion.V1_0 && CountHexadecimal(text[2..], 8) < 8 ? 4 : 8;
                return DecodeUnicode(text, wanted, output, out problem);
            case 'r' or 'b' or 'a' or 'f' or 'v' or '?':
                output.Append(code switch { 'r' => '\r', 'b' => '\b', 'a' => '\a', 'f' => '\f', 'v' => '\v', _ => '?' });
                isKnown = version == WdlVersion.V1_0;
                problem = isKnown ? null : $"`\\{code}` is an escape sequence in WDL 1.0 only";
                return 2;
            default:
                int length = char.IsHighSurrogate(code) && text.Length > 2 ? 3 : 2;
                output.Append(text[..length]);
                isKnown = false;
                problem = $"`{text[..length]}` is not an escape sequence";
                return length;
        }
    }

    private static int DecodeOctal(ReadOnlySpan<char> text, WdlVersion version, StringBuilder output, out string? problem)
    {
        int value = 0;
        int length = 1;
        while (length < 4 && length < text.Length && text[length] is >= '0' and <= '7')
        {
            value = (value * 8) + (text[length++] - '0');
        }

        output.Append((char)value);
        problem = length < 4 && version > WdlVersion.V1_0 ? $"`{text[..length]}` is too short, expected three octal digits" : null;
        return length;
    }

    private static int DecodeHexadecimal(ReadOnlySpan<char> text, WdlVersion version, StringBuilder output, out string? problem)
    {
        // WDL 1.0 takes all hexadecimal digits that follow, later versions exactly two.
        int count = CountHexadecimal(text[2..], version == WdlVersion.V1_0 ? int.MaxValue : 2);
        if (count == 0 || (count < 2 && version > WdlVersion.V1_0))
        {
            problem = $"`{text[..(2 + count)]}` is too short, expected two hexadecimal digits";
            return 2 + count;
        }

        problem = AppendScalar(text.Slice(2, count), output);
        return 2 + count;
    }

    private static int DecodeUnicode(ReadOnlySpan<char> text, int wanted, StringBuilder output, out string? problem)
    {
        int count = CountHexadecimal(text[2..], wanted);
        problem = count < wanted
            ? $"`{text[..(2 + count)]}` is too short, expected {(wanted == 4 ? "four" : "eight")} hexadecimal digits"
            : AppendScalar(text.Slice(2, count), output);
        return 2 + count;
    }

    private static int CountHexadecimal(ReadOnlySpan<char> text, int limit)
    {
        int count = 0;
        while (count < limit && count < text.Length && Lexer.IsHexadecimal(text[count]))
        {
            count++;
        }

        return count;
    }

    private static string? AppendScalar(ReadOnlySpan<char> digits, StringBuilder output)
    {
        uint value = 0;
        foreach (char digit in digits)
        {
            value = Math.Min((value * 16) + (uint)(digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10), 0x110000);
        }

        if (!Rune.IsValid(value))
        {
            return value < 0x110000
                ? $"the code U+{value:X4} is half of a surrogate pair, not a character"
                : "the code is beyond U+10FFFF, the last code point of Unicode";
        }

        output.Append(new Rune(value).ToString());
        return null;
    }
}
