using System.Globalization;
using Sprocket.Text;

namespace Sprocket.Toml;

/// <summary>A day of the proleptic Gregorian calendar, the year 0 included.</summary>
/// <param name="Year">0 to 9999.</param>
/// <param name="Month">1 to 12.</param>
/// <param name="Day">1 to 31.</param>
public readonly record struct TomlDate(int Year, int Month, int Day)
{
    /// <summary>The day as RFC 3339 writes it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:D4}-{Month:D2}-{Day:D2}");
}

/// <summary>A time of day.</summary>
/// <param name="Hour">0 to 23.</param>
/// <param name="Minute">0 to 59.</param>
/// <param name="Second">0 to 60; 60 is a leap second.</param>
/// <param name="Nanosecond">0 to 999,999,999; further digits were cut off.</param>
public readonly record struct TomlTime(int Hour, int Minute, int Second, int Nanosecond)
{
    /// <summary>The time as RFC 3339 writes it, without trailing zeros in the fraction.</summary>
    public override string ToString()
    {
        string whole = string.Create(CultureInfo.InvariantCulture, $"{Hour:D2}:{Minute:D2}:{Second:D2}");
        return Nanosecond == 0
            ? whole
            : whole + "." + Nanosecond.ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0');
    }
}

/// <summary>A date and time with or without an offset, a date alone, or a time alone; at least one part is present.</summary>
/// <param name="Source">The text that holds the value.</param>
/// <param name="Span">Where it is written.</param>
/// <param name="Date">The date, or null for a local time.</param>
/// <param name="Time">The time, or null for a local date.</param>
/// <param name="OffsetMinutes">The distance from UTC in minutes, or null for a local date and time.</param>
public sealed record TomlDateTime(SourceText Source, TextSpan Span, TomlDate? Date, TomlTime? Time, int? OffsetMinutes)
    : TomlValue(Source, Span)
{
    /// <inheritdoc/>
    public override string KindName => (Date, Time, OffsetMinutes) switch
    {
        (_, null, _) => "a local date",
        (null, _, _) => "a local time",
        (_, _, null) => "a local date-time",
        _ => "an offset date-time",
    };

    /// <summary>The value as RFC 3339 writes it, such as <c>1979-05-27T07:32:00.5-07:00</c>.</summary>
    public string ToRfc3339()
    {
        string separator = Date is not null && Time is not null ? "T" : "";
        string offset = OffsetMinutes switch
        {
            null => "",
            0 => "Z",
            int minutes => string.Create(
                CultureInfo.InvariantCulture,
                $"{(minutes < 0 ? '-' : '+')}{Math.Abs(minutes) / 60:D2}:{Math.Abs(minutes) % 60:D2}"),
        };
        return $"{Date}{separator}{Time}{offset}";
    }
}
