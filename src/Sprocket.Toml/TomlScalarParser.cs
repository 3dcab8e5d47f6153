using System.Buffers;
using Sprocket.Text;

namespace Sprocket.Toml;

/// <summary>Reads the values that stand without brackets: strings, numbers, booleans, dates and times.</summary>
internal sealed class TomlScalarParser(TomlCursor cursor, TomlStringScanner strings)
{
    private static readonly SearchValues<char> BareEnds = TomlCursor.CreateStops(" \t,[]{}#=\"'");
    private static readonly SearchValues<char> LineEnds = TomlCursor.CreateStops("#");
    private static readonly SearchValues<char> ElementEnds = TomlCursor.CreateStops("#,]}");

    /// <summary>Reads the value at the cursor, which always moves on unless it is before a bracket, a comma or a line end.</summary>
    /// <param name="isElement">Whether a comma or a closing bracket may follow.</param>
    public TomlValue Parse(bool isElement)
    {
        if (cursor.Current is '"' or '\'')
        {
            ScannedString scanned = strings.Scan();
            return scanned.Value is null
                ? new TomlUnreadable(cursor.Source, scanned.Span)
                : new TomlString(cursor.Source, scanned.Span, scanned.Value);
        }

        TextSpan span = FindBareValue();
        string text = cursor.Source.ToString(span);
        if (span.Length == 0)
        {
            return ReportMissingValue();
        }

        cursor.Position = span.End;
        return text switch
        {
            "true" => new TomlBoolean(cursor.Source, span, true),
            "false" => new TomlBoolean(cursor.Source, span, false),
            _ when TomlNumber.IsInteger(text) => ParseInteger(text, span),
            _ when TomlNumber.ToFloat(text) is double number => new TomlFloat(cursor.Source, span, number),
            _ when TomlDateTimeParser.LooksLikeDateTime(text) => ParseDateTime(text, span),
            _ => ReportUnreadable(span, isElement),
        };
    }

    private TextSpan FindBareValue()
    {
        int length = Measure(cursor.Position, BareEnds);
        string text = cursor.Text;
        int end = cursor.Position + length;

        // A date and a time may be separated by one space.
        bool isDateAndTime = length == 10 && end + 1 < text.Length && text[end] == ' ' && char.IsAsciiDigit(text[end + 1])
            && TomlDateTimeParser.LooksLikeDateTime(text.AsSpan(cursor.Position, length));
        return new TextSpan(cursor.Position, isDateAndTime ? length + 1 + Measure(end + 1, BareEnds) : length);
    }

    private TomlValue ParseInteger(string text, TextSpan span)
    {
        if (TomlNumber.ToInteger(text) is long number)
        {
            return new TomlInteger(cursor.Source, span, number);
        }

        cursor.Report(
            TomlDiagnostics.IntegerOutOfRange,
            span,
            $"the integer is out of range: expected {long.MinValue} to {long.MaxValue}");
        return new TomlUnreadable(cursor.Source, span);
    }

    private TomlValue ParseDateTime(string text, TextSpan span)
    {
        TomlDateTimeParser parser = new(text);
        if (parser.Parse() is string problem)
        {
            cursor.Report(
                TomlDiagnostics.InvalidDateTime,
                span,
                $"{TomlCursor.Quote(text)} {problem}",
                "dates and times are written `1979-05-27T07:32:00Z`, `1979-05-27`, `07:32:00`; any other text needs quotes");
            return new TomlUnreadable(cursor.Source, span);
        }

        if (parser.OmitsSeconds && cursor.Version == TomlVersion.V1_0)
        {
            cursor.Report(TomlDiagnostics.NeedsNewerVersion, span, "a time without seconds needs TOML 1.1", "add the seconds, such as `:00`");
        }

        return new TomlDateTime(cursor.Source, span, parser.Date, parser.Time, parser.OffsetMinutes);
    }

    private TomlUnreadable ReportMissingValue()
    {
        cursor.Report(
            TomlDiagnostics.MissingValue,
            cursor.Here,
            $"expected a value, found {cursor.Describe(cursor.Position)}",
            cursor.IsAtLineEnd || cursor.Current == '#' ? "an empty string is written `\"\"`; for no value leave the key out" : null);
        TextSpan span = cursor.Here;
        if (!cursor.IsAtLineEnd && cursor.Current is not ('#' or ',' or ']' or '}'))
        {
            cursor.Advance();
        }

        return new TomlUnreadable(cursor.Source, span);
    }

    private TomlUnreadable ReportUnreadable(TextSpan bare, bool isElement)
    {
        string text = cursor.Source.ToString(bare);
        string unsigned = text is ['+' or '-', .. string rest] ? rest : text;
        if (unsigned is [>= '0' and <= '9', ..] or ['.', >= '0' and <= '9', ..])
        {
            cursor.Report(TomlDiagnostics.InvalidNumber, bare, $"{TomlCursor.Quote(text)} is not a number", ExplainNumber(text));
            return new TomlUnreadable(cursor.Source, bare);
        }

        string lower = text.ToLowerInvariant();
        if (lower.TrimStart('+', '-') is "true" or "false" or "inf" or "nan" && lower != text)
        {
            cursor.Report(
                TomlDiagnostics.UnquotedText, bare, $"`{text}` is not a value", $"write `{lower}`", fix: new DiagnosticFix(bare, lower));
            return new TomlUnreadable(cursor.Source, bare);
        }

        // All of the text up to where the value must end is probably one string: `name = Jane Doe`.
        int length = Measure(bare.Start, isElement ? ElementEnds : LineEnds);
        string whole = cursor.Text.AsSpan(bare.Start, length).TrimEnd(" \t").ToString();
        TextSpan span = new(bare.Start, whole.Length);
        cursor.Position = span.End;
        string? quoted = Quote(whole);
        cursor.Report(
            TomlDiagnostics.UnquotedText,
            span,
            $"expected a value, found {TomlCursor.Quote(whole)}",
            quoted is null ? "a string needs quotes" : $"a string needs quotes: {TomlCursor.Quote(quoted)}",
            fix: quoted is null ? null : new DiagnosticFix(span, quoted));
        return new TomlUnreadable(cursor.Source, span);
    }

    private static string ExplainNumber(string text)
    {
        string unsigned = text.TrimStart('+', '-');
        return unsigned switch
        {
            ['.', ..] or [.., '.'] => "a decimal point needs a digit on both sides",
            ['0', 'X' or 'O' or 'B', ..] => "prefixes are lower case: `0x`, `0o`, `0b`",
            ['0', 'x' or 'o' or 'b', ..] when unsigned.Length < text.Length => "hexadecimal, octal and binary numbers have no sign",
            ['0', 'x' or 'o' or 'b', ..] => "after `0x`, `0o` or `0b` stand digits of that base only",
            _ when unsigned.Trim("0123456789_").Length == 0 && unsigned.Contains('_', StringComparison.Ordinal) && unsigned[0] != '0' =>
                "an underscore needs a digit on both sides",
            ['0', >= '0' and <= '9' or '_', ..] => "a number has no leading zeros; for octal write `0o`",
            _ => "a string needs quotes",
        };
    }

    private static string? Quote(string text) =>
        text.AsSpan().IndexOfAny('"', '\\') < 0 ? $"\"{text}\""
        : !text.Contains('\'', StringComparison.Ordinal) ? $"'{text}'"
        : null;

    private int Measure(int start, SearchValues<char> ends)
    {
        ReadOnlySpan<char> rest = cursor.Text.AsSpan(start);
        int length = rest.IndexOfAny(ends);
        return length < 0 ? rest.Length : length;
    }
}
