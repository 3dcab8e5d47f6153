using System.Globalization;

namespace Sprocket.Wdl.Values;

/// <summary>Numbers from and to text, as data files write them: decimal, a point, no thousands.</summary>
internal static class NumberText
{
    // The bounds of long as doubles: 2^63 itself is one too many.
    private const double IntMinimum = -9223372036854775808.0;
    private const double IntLimit = 9223372036854775808.0;

    /// <summary>Reads a whole decimal number.</summary>
    /// <exception cref="CoercionException">The text is not one, or does not fit 64 bits.</exception>
    public static long ParseInt(string text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
        {
            return number;
        }

        ReadOnlySpan<char> digits = text.AsSpan().TrimStart("+-");
        throw digits.Length > 0 && !digits.ContainsAnyExceptInRange('0', '9') && text.Length - digits.Length <= 1
            ? new CoercionException($"`{text}` is outside the range of `Int`")
            : new CoercionException($"the String `{text}` is not a value of type `Int`");
    }

    /// <summary>Reads a decimal number, with or without point and exponent.</summary>
    /// <exception cref="CoercionException">The text is not one, or is too large.</exception>
    public static double ParseFloat(string text)
    {
        const NumberStyles Style =
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

        // "NaN" and "Infinity" are accepted by TryParse, but a Float is finite.
        return double.TryParse(text, Style, CultureInfo.InvariantCulture, out double number) && text.AsSpan().ContainsAnyInRange('0', '9')
            ? double.IsFinite(number) ? number : throw new CoercionException($"`{text}` is outside the range of `Float`")
            : throw new CoercionException($"the String `{text}` is not a value of type `Float`");
    }

    /// <summary>The Int of a whole number.</summary>
    /// <exception cref="CoercionException">It does not fit 64 bits.</exception>
    public static long ToInt(double whole) =>
        whole is >= IntMinimum and < IntLimit
            ? (long)whole
            : throw new CoercionException($"`{FormatFloat(whole)}` is outside the range of `Int`");

    /// <summary>The shortest text that reads back as the same Float, and is seen to be one: <c>1.0</c>, <c>1E+25</c>.</summary>
    public static string FormatFloat(double number)
    {
        string text = number.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAny(".E") ? text : text + ".0";
    }
}
