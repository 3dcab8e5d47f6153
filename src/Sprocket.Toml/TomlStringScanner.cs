using System.Globalization;
using System.Text;
using Sprocket.Text;

namespace Sprocket.Toml;

/// <summary>A string as scanned.</summary>
/// <param name="Span">Where it is written, quotes included.</param>
/// <param name="Value">The characters it stands for, or null when it could not be read.</param>
/// <param name="IsMultiline">Whether it stands in three quotes.</param>
internal readonly record struct ScannedString(TextSpan Span, string? Value, bool IsMultiline);

/// <summary>Reads strings: basic and literal, on one line and on several.</summary>
internal sealed class TomlStringScanner(TomlCursor cursor)
{
    /// <summary>Reads the string whose opening quote is at the cursor.</summary>
    public ScannedString Scan()
    {
        int start = cursor.Position;
        int errors = cursor.ErrorCount;
        char quote = cursor.Current;
        bool isMultiline = CountQuotes(start, quote, 3) == 3;
        string? value = isMultiline ? ScanMultiline(quote) : ScanSingleLine(quote);
        return new ScannedString(TextSpan.FromBounds(start, cursor.Position), cursor.ErrorCount == errors ? value : null, isMultiline);
    }

    private string? ScanSingleLine(char quote)
    {
        int start = cursor.Position;
        int lineEnd = cursor.FindLineEnd(start);
        cursor.Advance();
        StringBuilder? decoded = null;
        int copied = cursor.Position;
        while (true)
        {
            int distance = FindStop(quote, lineEnd);
            if (distance < 0)
            {
                cursor.Position = lineEnd;
                cursor.Report(
                    TomlDiagnostics.UnterminatedString,
                    TextSpan.FromBounds(start, lineEnd),
                    "the string is not closed on its line",
                    $"add `{quote}` at its end, or use `{new string(quote, 3)}` for a string over several lines");
                return null;
            }

            cursor.Position += distance;
            if (cursor.Current == quote)
            {
                string value = TakeText(decoded, copied);
                cursor.Advance();
                return value;
            }

            if (cursor.Position + 1 == lineEnd)
            {
                // The backslash is the last character of the line; the missing quote is the mistake.
                cursor.Advance();
                continue;
            }

            decoded ??= new StringBuilder();
            decoded.Append(cursor.Text, copied, cursor.Position - copied);
            ReadEscape(decoded);
            copied = cursor.Position;
        }
    }

    private string? ScanMultiline(char quote)
    {
        int start = cursor.Position;
        cursor.Position += 3;
        if (!cursor.IsAtEnd && cursor.IsAtLineEnd)
        {
            // A line break right after the quotes is not part of the string.
            cursor.SkipLineEnd();
        }

        StringBuilder? decoded = null;
        int copied = cursor.Position;
        while (true)
        {
            int distance = FindStop(quote, cursor.Text.Length);
            if (distance < 0)
            {
                cursor.Position = cursor.Text.Length;
                string quotes = new(quote, 3);
                cursor.Report(
                    TomlDiagnostics.UnterminatedString,
                    new TextSpan(start, 3),
                    $"the string is not closed before the end of the file: expected `{quotes}`",
                    $"add `{quotes}` where the string ends");
                return null;
            }

            cursor.Position += distance;
            if (cursor.Current == quote)
            {
                // Up to two quotes may stand right before the closing three.
                int quotes = CountQuotes(cursor.Position, quote, 5);
                cursor.Position += quotes;
                if (quotes >= 3)
                {
                    cursor.Position -= 3;
                    string value = TakeText(decoded, copied);
                    cursor.Position += 3;
                    return value;
                }

                continue;
            }

            decoded ??= new StringBuilder();
            decoded.Append(cursor.Text, copied, cursor.Position - copied);
            if (!TrySkipLineContinuation())
            {
                ReadEscape(decoded);
            }

            copied = cursor.Position;
        }
    }

    private int FindStop(char quote, int end)
    {
        ReadOnlySpan<char> rest = cursor.Text.AsSpan(cursor.Position, end - cursor.Position);
        return quote == '"' ? rest.IndexOfAny('"', '\\') : rest.IndexOf(quote);
    }

    private string TakeText(StringBuilder? decoded, int copied) =>
        decoded is null
            ? cursor.Text[copied..cursor.Position]
            : decoded.Append(cursor.Text, copied, cursor.Position - copied).ToString();

    private int CountQuotes(int position, char quote, int limit)
    {
        int count = 0;
        while (count < limit && position + count < cursor.Text.Length && cursor.Text[position + count] == quote)
        {
            count++;
        }

        return count;
    }

    // A backslash at the end of a line takes away the line break and all white space up to the next character.
    private bool TrySkipLineContinuation()
    {
        int start = cursor.Position;
        cursor.Advance();
        cursor.SkipBlanks();
        if (cursor.IsAtEnd || !cursor.IsAtLineEnd)
        {
            cursor.Position = start;
            return false;
        }

        while (!cursor.IsAtEnd && cursor.IsAtLineEnd)
        {
            cursor.SkipLineEnd();
            cursor.SkipBlanks();
        }

        return true;
    }

    private void ReadEscape(StringBuilder decoded)
    {
        int start = cursor.Position;
        cursor.Advance();
        char letter = cursor.Current;
        char? simple = letter switch
        {
            'b' => '\b',
            't' => '\t',
            'n' => '\n',
            'f' => '\f',
            'r' => '\r',
            'e' => '\e',
            '"' => '"',
            '\\' => '\\',
            _ => null,
        };
        int digits = letter switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
        if (simple is null && digits == 0)
        {
            string found = cursor.IsAtLineEnd ? "`\\` before " + cursor.Describe(cursor.Position)
                : letter == ' ' ? "`\\` before a space"
                : $"`\\{cursor.Describe(cursor.Position).Trim('`')}`";
            cursor.Report(
                TomlDiagnostics.InvalidEscape,
                TextSpan.FromBounds(start, cursor.Position + cursor.Here.Length),
                found + " is not an escape sequence",
                "write `\\\\` for a backslash, or put the string into single quotes");
            return;
        }

        cursor.Advance();
        if (simple is not null)
        {
            decoded.Append(simple.Value);
        }
        else
        {
            ReadCodePoint(decoded, start, digits);
        }

        if (letter is 'e' or 'x' && cursor.Version == TomlVersion.V1_0)
        {
            cursor.Report(
                TomlDiagnostics.NeedsNewerVersion,
                TextSpan.FromBounds(start, cursor.Position),
                $"the escape `\\{letter}` needs TOML 1.1",
                "write `\\u001B` or the like");
        }
    }

    private void ReadCodePoint(StringBuilder decoded, int start, int digits)
    {
        int first = cursor.Position;
        while (cursor.Position < first + digits && char.IsAsciiHexDigit(cursor.Current))
        {
            cursor.Advance();
        }

        TextSpan span = TextSpan.FromBounds(start, cursor.Position);
        string escape = cursor.Text.Substring(span.Start, span.Length);
        int found = cursor.Position - first;
        if (found < digits)
        {
            cursor.Report(
                TomlDiagnostics.InvalidEscape,
                span,
                $"`{escape}` has {found} hexadecimal digits, expected {digits}",
                "fill up with zeros on the left");
            return;
        }

        uint code = uint.Parse(cursor.Text.AsSpan(first, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        if (!Rune.IsValid(code))
        {
            cursor.Report(
                TomlDiagnostics.InvalidEscape,
                span,
                $"`{escape}` is not a Unicode character",
                "surrogates and codes past 10FFFF have no character");
            return;
        }

        decoded.Append(new Rune(code).ToString());
    }
}
