using System.Globalization;

namespace Sprocket.Engine.Backends;

/// <summary>Amounts of memory and spans of time as users read them.</summary>
internal static class Amount
{
    /// <summary>An amount of memory, such as <c>1.5 GiB</c>.</summary>
    public static string Of(long bytes) => bytes switch
    {
        >= 1L << 40 => Format(bytes, 40, "TiB"),
        >= 1L << 30 => Format(bytes, 30, "GiB"),
        >= 1L << 20 => Format(bytes, 20, "MiB"),
        >= 1L << 10 => Format(bytes, 10, "KiB"),
        _ => $"{bytes} bytes",
    };

    /// <summary>A span of time, such as <c>1 h 30 min</c>, <c>2 min 5 s</c> or <c>0.3 s</c>.</summary>
    public static string Of(TimeSpan time) => time switch
    {
        { TotalHours: >= 1 } => Join((long)time.TotalHours, "h", time.Minutes, "min"),
        { TotalMinutes: >= 1 } => Join((long)time.TotalMinutes, "min", time.Seconds, "s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s"),
    };

    private static string Format(long bytes, int shift, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << shift):0.#} {unit}");

    private static string Join(long large, string largeUnit, int small, string smallUnit) =>
        small == 0 ? $"{large} {largeUnit}" : $"{large} {largeUnit} {small} {smallUnit}";
}
