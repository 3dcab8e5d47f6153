using System.Collections.Immutable;

namespace Sprocket.Engine.Processes;

/// <summary>Writes text as an argument in a <c>#SBATCH</c> line, which sbatch splits by rules of its own.</summary>
/// <remarks>
/// Unlike the shell, sbatch takes a backslash as an escape inside single quotes too; a <c>#</c> outside quotes begins a
/// comment; and there is no way to write a line break.
/// </remarks>
public static class DirectiveQuoting
{
    /// <summary>The value as one argument.</summary>
    /// <param name="value">What sbatch is to see.</param>
    /// <param name="name">What the value is, for the message when it cannot be written.</param>
    /// <exception cref="ArgumentException">The value holds a line break or NUL.</exception>
    public static string Quote(string value, string name)
    {
        if (value.AsSpan().IndexOfAny('\n', '\r', '\0') >= 0)
        {
            throw new ArgumentException($"`{name}` holds a line break or NUL, which no `#SBATCH` line can carry", nameof(value));
        }

        return "'" + value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal) + "'";
    }

    /// <summary>The file name as one argument in which sbatch replaces nothing.</summary>
    /// <param name="value">The file name.</param>
    /// <param name="name">What the value is, for the message when it cannot be written.</param>
    /// <exception cref="ArgumentException">The file name holds a line break, NUL or a backslash.</exception>
    public static string QuoteFile(string value, string name)
    {
        // Slurm drops each backslash of an --output path and then stops replacing: there is no way to keep one.
        // https://slurm.schedmd.com/sbatch.html#SECTION_FILENAME-PATTERN
        if (value.Contains('\\', StringComparison.Ordinal))
        {
            throw new ArgumentException($"`{name}` holds a backslash, which no file name in a `#SBATCH` line can carry", nameof(value));
        }

        return Quote(value.Replace("%", "%%", StringComparison.Ordinal), name);
    }

    /// <summary>The values as arguments with a space between.</summary>
    /// <param name="values">What sbatch is to see.</param>
    /// <param name="name">What the values are, for the message when one cannot be written.</param>
    /// <exception cref="ArgumentException">A value holds a line break or NUL.</exception>
    public static string QuoteAll(ImmutableArray<string> values, string name) =>
        string.Join(' ', values.Select(value => Quote(value, name)));
}
