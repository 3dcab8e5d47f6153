using System.Buffers;
using System.Globalization;

namespace Sprocket.Engine.Configuration;

/// <summary>A number of bytes.</summary>
/// <param name="Bytes">The number; never negative.</param>
public readonly record struct ByteSize(long Bytes) : IComparable<ByteSize>
{
    // Letters are not distinguished by case: no cluster has millibytes.
    private static readonly Dictionary<string, long> Units = new(StringComparer.OrdinalIgnoreCase)
    {
        [""] = 1,
        ["B"] = 1,
        ["K"] = 1_000,
        ["KB"] = 1_000,
        ["M"] = 1_000_000,
        ["MB"] = 1_000_000,
        ["G"] = 1_000_000_000,
        ["GB"] = 1_000_000_000,
        ["T"] = 1_000_000_000_000,
        ["TB"] = 1_000_000_000_000,
        ["P"] = 1_000_000_000_000_000,
        ["PB"] = 1_000_000_000_000_000,
        ["Ki"] = 1L << 10,
        ["KiB"] = 1L << 10,
        ["Mi"] = 1L << 20,
        ["MiB"] = 1L << 20,
        ["Gi"] = 1L << 30,
        ["GiB"] = 1L << 30,
        ["Ti"] = 1L << 40,
        ["TiB"] = 1L << 40,
        ["Pi"] = 1L << 50,
        ["PiB"] = 1L << 50,
    };

    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    private static readonly (string Name, long Bytes)[] UnitsToShow =
    [
        ("TiB", 1L << 40),
        ("TB", 1_000_000_000_000),
        ("GiB", 1L << 30),
        ("GB", 1_000_000_000),
        ("MiB", 1L << 20),
        ("MB", 1_000_000),
        ("KiB", 1L << 10),
        ("KB", 1_000),
    ];

    /// <summary>Reads a number with an optional unit, such as <c>96 GB</c>, <c>4GiB</c>, <c>1.5 T</c> or <c>1024</c>.</summary>
    /// <param name="text">The text; spaces before, between and after are allowed. A fraction of a byte is dropped.</param>
    /// <param name="size">The size, when there is one.</param>
    public static bool TryParse(string text, out ByteSize size)
    {
        ReadOnlySpan<char> rest = text.AsSpan().Trim();
        int digits = rest.IndexOfAnyExcept(NumberCharacters);
        ReadOnlySpan<char> number = digits < 0 ? rest : rest[..digits];
        string unit = digits < 0 ? "" : rest[digits..].Trim().ToString();
        size = default;
        if (!Units.TryGetValue(unit, out long factor)
            || !decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal count)
            || count > (decimal)long.MaxValue / factor)
        {
            return false;
        }

        size = new ByteSize((long)(count * factor));
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(ByteSize other) => Bytes.CompareTo(other.Bytes);

    /// <summary>The size in the largest unit that divides it, such as <c>96 GB</c>.</summary>
    public override string ToString()
    {
        foreach ((string name, long bytes) in UnitsToShow)
        {
            if (Bytes >= bytes && Bytes % bytes == 0)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{Bytes / bytes} {name}");
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{Bytes} B");
    }

    /// <summary>Whether <paramref name="left"/> is less.</summary>
    public static bool operator <(ByteSize left, ByteSize right) => left.Bytes < right.Bytes;

    /// <summary>Whether <paramref name="left"/> is greater.</summary>
    public static bool operator >(ByteSize left, ByteSize right) => left.Bytes > right.Bytes;

    /// <summary>Whether <paramref name="left"/> is not greater.</summary>
    public static bool operator <=(ByteSize left, ByteSize right) => left.Bytes <= right.Bytes;

    /// <summary>Whether <paramref name="left"/> is not less.</summary>
    public static bool operator >=(ByteSize left, ByteSize right) => left.Bytes >= right.Bytes;
}
