using System.Globalization;

namespace Sprocket.Wdl.Patterns;

/// <summary>A text is not a pattern.</summary>
public sealed class PatternException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="pattern">The text.</param>
    /// <param name="position">The index of the character to blame; the text's length when something is missing at the end.</param>
    /// <param name="reason">What is wrong, lower case, no final stop.</param>
    public PatternException(string pattern, int position, string reason)
        : base($"{reason}, at character {(position + 1).ToString(CultureInfo.InvariantCulture)} of `{pattern}`")
    {
        Position = position;
    }

    /// <summary>The index of the character to blame.</summary>
    public int Position { get; }
}
