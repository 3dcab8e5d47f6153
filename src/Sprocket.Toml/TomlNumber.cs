using System.Globalization;

namespace Sprocket.Toml;

/// <summary>Reads numbers written as TOML writes them.</summary>
internal static class TomlNumber
{
    /// <summary>Whether the text is an integer as TOML writes it, of whatever size.</summary>
    public static bool IsInteger(ReadOnlySpan<char> text)
    {
        int radix = GetRadix(text);
        ReadOnlySpan<char> digits = GetDigits(text, radix);
        return AreDigits(digits, radix) && (radix != 10 || HasNoLeadingZero(digits));
    }

    /// <summary>The number an integer stands for, or null when it needs more than 64 bits.</summary>
    /// <param name="text">A text that <see cref="IsInteger"/>.</param>
    public static long? ToInteger(ReadOnlySpan<char> text)
    {
        int radix = GetRadix(text);
        bool isNegative = text[0] == '-';
        ulong largest = (ulong)long.MaxValue + (isNegative ? 1u : 0u);
        ulong magnitude = 0;
        foreach (char character in GetDigits(text, radix))
        {
            if (character == '_')
            {
                continue;
            }

            ulong digit = (ulong)GetDigit(character);
            if (magnitude > (largest - digit) / (ulong)radix)
            {
                return null;
            }

            magnitude = (magnitude * (ulong)radix) + digit;
        }

        return unchecked(isNegative ? -(long)magnitude : (long)magnitude);
    }

    /// <summary>The number a float stands for, or null when the text is no float.</summary>
    public static double? ToFloat(ReadOnlySpan<char> text)
    {
        ReadOnlySpan<char> unsigned = text is ['+' or '-', ..] ? text[1..] : text;
        if (unsigned is "inf")
        {
            return text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
        }

        if (unsigned is "nan")
        {
            return double.NaN;
        }

        int exponentAt = unsigned.IndexOfAny('e', 'E');
        ReadOnlySpan<char> mantissa = exponentAt < 0 ? unsigned : unsigned[..exponentAt];
        int pointAt = mantissa.IndexOf('.');
        ReadOnlySpan<char> whole = pointAt < 0 ? mantissa : mantissa[..pointAt];
        bool isFloat = (exponentAt >= 0 || pointAt >= 0)
            && AreDigits(whole, 10)
            && HasNoLeadingZero(whole)
            && (pointAt < 0 || AreDigits(mantissa[(pointAt + 1)..], 10))
            && (exponentAt < 0 || AreDigits(SkipSign(unsigned[(exponentAt + 1)..]), 10));
        return isFloat
            ? double.Parse(text.ToString().Replace("_", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture)
            : null;
    }

    private static int GetRadix(ReadOnlySpan<char> text) => text switch
    {
        ['0', 'x', ..] => 16,
        ['0', 'o', ..] => 8,
        ['0', 'b', ..] => 2,
        _ => 10,
    };

    private static ReadOnlySpan<char> GetDigits(ReadOnlySpan<char> text, int radix) => radix == 10 ? SkipSign(text) : text[2..];

    private static ReadOnlySpan<char> SkipSign(ReadOnlySpan<char> text) => text is ['+' or '-', ..] ? text[1..] : text;

    private static bool HasNoLeadingZero(ReadOnlySpan<char> digits) => digits is not ['0', _, ..];

    // Digits with single underscores between them.
    private static bool AreDigits(ReadOnlySpan<char> text, int radix)
    {
        bool afterDigit = false;
        foreach (char character in text)
        {
            bool isDigit = GetDigit(character) < radix;
            if (!isDigit && !(character == '_' && afterDigit))
            {
                return false;
            }

            afterDigit = isDigit;
        }

        return afterDigit;
    }

    private static int GetDigit(char character) => character switch
    {
        >= '0' and <= '9' => character - '0',
        >= 'a' and <= 'f' => character - 'a' + 10,
        >= 'A' and <= 'F' => character - 'A' + 10,
        _ => int.MaxValue,
    };
}
