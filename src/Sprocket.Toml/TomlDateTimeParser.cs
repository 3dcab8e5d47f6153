using System.Globalization;

namespace Sprocket.Toml;

/// <summary>Reads dates and times written as RFC 3339 and TOML write them.</summary>
/// <param name="text">The whole date and time as written.</param>
internal sealed class TomlDateTimeParser(string text)
{
    private const string WrittenWrongly = "is not a date or time";

    private int _position;

    /// <summary>The date, or null if there is none.</summary>
    public TomlDate? Date { get; private set; }

    /// <summary>The time, or null if there is none.</summary>
    public TomlTime? Time { get; private set; }

    /// <summary>The distance from UTC in minutes, or null if there is none.</summary>
    public int? OffsetMinutes { get; private set; }

    /// <summary>Whether the time is written without seconds.</summary>
    public bool OmitsSeconds { get; private set; }

    private char Current => _position < text.Length ? text[_position] : '\0';

    /// <summary>Whether text that begins with a digit is meant as a date or a time rather than as a number.</summary>
    public static bool LooksLikeDateTime(ReadOnlySpan<char> text)
    {
        int digits = text.IndexOfAnyExceptInRange('0', '9');
        return digits > 0 && text[digits] is '-' or ':';
    }

    /// <summary>Reads the text; returns what is wrong with it, to follow the quoted text, or null.</summary>
    public string? Parse()
    {
        string? problem = text is [_, _, ':', ..] ? ParseTime() : ParseDateAndTime();
        return problem ?? (_position == text.Length ? null : WrittenWrongly);
    }

    private string? ParseDateAndTime()
    {
        if (ParseDate() is string problem)
        {
            return problem;
        }

        if (Current is not ('T' or 't' or ' '))
        {
            return null;
        }

        _position++;
        return ParseTime() ?? ParseOffset();
    }

    private string? ParseDate()
    {
        if (!TryReadDigits(4, out int year) || !TrySkip('-') || !TryReadDigits(2, out int month)
            || !TrySkip('-') || !TryReadDigits(2, out int day) || char.IsAsciiDigit(Current))
        {
            return WrittenWrongly;
        }

        if (month is < 1 or > 12)
        {
            return "has no such month: expected 01 to 12";
        }

        int days = CountDays(year, month);
        if (day < 1 || day > days)
        {
            return string.Create(CultureInfo.InvariantCulture, $"has no such day: {year:D4}-{month:D2} has the days 01 to {days}");
        }

        Date = new TomlDate(year, month, day);
        return null;
    }

    private string? ParseTime()
    {
        if (!TryReadDigits(2, out int hour) || !TrySkip(':') || !TryReadDigits(2, out int minute))
        {
            return WrittenWrongly;
        }

        int second = 0;
        int nanosecond = 0;
        OmitsSeconds = !TrySkip(':');
        if (!OmitsSeconds
            && (!TryReadDigits(2, out second) || (TrySkip('.') && !TryReadFraction(out nanosecond))))
        {
            return WrittenWrongly;
        }

        if (hour > 23)
        {
            return "has no such hour: expected 00 to 23";
        }

        if (minute > 59)
        {
            return "has no such minute: expected 00 to 59";
        }

        // The grammar allows 60, since a leap second may be announced after any minute.
        if (second > 60)
        {
            return "has no such second: expected 00 to 60";
        }

        Time = new TomlTime(hour, minute, second, nanosecond);
        return null;
    }

    private string? ParseOffset()
    {
        if (TrySkip('Z') || TrySkip('z'))
        {
            OffsetMinutes = 0;
            return null;
        }

        if (Current is not ('+' or '-'))
        {
            return null;
        }

        int sign = Current == '-' ? -1 : 1;
        _position++;
        if (!TryReadDigits(2, out int hours) || !TrySkip(':') || !TryReadDigits(2, out int minutes))
        {
            return WrittenWrongly;
        }

        if (hours > 23 || minutes > 59)
        {
            return "has no such offset: expected -23:59 to +23:59";
        }

        OffsetMinutes = sign * ((hours * 60) + minutes);
        return null;
    }

    private bool TryReadDigits(int count, out int value)
    {
        value = 0;
        for (int i = 0; i < count; i++, _position++)
        {
            if (!char.IsAsciiDigit(Current))
            {
                return false;
            }

            value = (value * 10) + (Current - '0');
        }

        return true;
    }

    // Digits after the ninth are cut off, not rounded, as the specification wants.
    private bool TryReadFraction(out int nanosecond)
    {
        nanosecond = 0;
        int start = _position;
        int unit = 100_000_000;
        for (; char.IsAsciiDigit(Current); _position++, unit /= 10)
        {
            nanosecond += (Current - '0') * unit;
        }

        return _position > start;
    }

    private bool TrySkip(char expected)
    {
        if (Current != expected)
        {
            return false;
        }

        _position++;
        return true;
    }

    // DateTime.DaysInMonth knows no year 0; its leap years repeat every 400 years.
    private static int CountDays(int year, int month) => DateTime.DaysInMonth((year % 400) + 400, month);
}
