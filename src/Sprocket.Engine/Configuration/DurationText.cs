using System.Buffers;
using System.Globalization;

namespace Sprocket.Engine.Configuration;

/// <summary>Reads and writes durations as the configuration has them.</summary>
internal static class DurationText
{
    private static readonly Dictionary<string, TimeSpan> Units = new(StringComparer.Ordinal)
    {
        [""] = TimeSpan.FromSeconds(1),
        ["s"] = TimeSpan.FromSeconds(1),
        ["sec"] = TimeSpan.FromSeconds(1),
        ["m"] = TimeSpan.FromMinutes(1),
        ["min"] = TimeSpan.FromMinutes(1),
        ["h"] = TimeSpan.FromHours(1),
        ["d"] = TimeSpan.FromDays(1),
    };

    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    /// <summary>Reads a number with an optional unit, such as <c>90 s</c>, <c>2min</c> or <c>1.5 h</c>; bare numbers are seconds.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        ReadOnlySpan<char> rest = text.AsSpan().Trim();
        int digits = rest.IndexOfAnyExcept(NumberCharacters);
        ReadOnlySpan<char> number = digits < 0 ? rest : rest[..digits];
        string unit = digits < 0 ? "" : rest[digits..].Trim().ToString();
        duration = default;
        if (!Units.TryGetValue(unit, out TimeSpan factor)
            || !decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal count)
            || count > (decimal)long.MaxValue / factor.Ticks)
        {
            return false;
        }

        duration = TimeSpan.FromTicks((long)(count * factor.Ticks));
        return true;
    }

    /// <summary>The duration in seconds, as <see cref="TryParse"/> reads it.</summary>
    public static string Render(TimeSpan duration) =>
        ((decimal)duration.Ticks / TimeSpan.TicksPerSecond).ToString("0.#######", CultureInfo.InvariantCulture);
}
