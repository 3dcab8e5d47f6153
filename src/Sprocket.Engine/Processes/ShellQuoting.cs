using System.Collections.Immutable;

namespace Sprocket.Engine.Processes;

/// <summary>Writes text as a word of a POSIX shell.</summary>
public static class ShellQuoting
{
    /// <summary>The value as one word that the shell takes literally: always in single quotes.</summary>
    /// <remarks>
    /// Always quoted, though many values would not need it: an unquoted <c>if</c>, <c>A=b</c> or <c>~</c> means something
    /// else at some places, and a script whose values all look alike is easier to check.
    /// </remarks>
    /// <exception cref="ArgumentException">The value holds NUL, which no shell word can.</exception>
    public static string Quote(string value)
    {
        if (value.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("a shell word cannot hold NUL", nameof(value));
        }

        // Within single quotes nothing is special but the quote itself, which is written between two quoted parts.
        return "'" + value.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
    }

    /// <summary>The values as words with a space between.</summary>
    /// <exception cref="ArgumentException">A value holds NUL.</exception>
    public static string QuoteAll(ImmutableArray<string> values) => string.Join(' ', values.Select(Quote));
}
