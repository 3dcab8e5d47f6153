using System.Collections.Immutable;
using System.Globalization;

namespace Sprocket.Engine.Backends.Slurm;

/// <summary>Some of a node's generic resources: what is not cores and memory.</summary>
/// <param name="Name">Their kind, such as <c>gpu</c>.</param>
/// <param name="Type">Their type, such as <c>a100</c>, or null.</param>
/// <param name="Count">How many there are.</param>
internal sealed record GenericResource(string Name, string? Type, long Count)
{
    private static readonly ImmutableDictionary<char, int> Shifts =
        ImmutableDictionary.CreateRange([KeyValuePair.Create('K', 10), KeyValuePair.Create('M', 20), KeyValuePair.Create('G', 30), KeyValuePair.Create('T', 40)]);

    /// <summary>The resources of a list such as <c>gpu:a100:4(S:0-1),lscratch:800G</c>: https://slurm.schedmd.com/slurm.conf.html#OPT_Gres</summary>
    public static ImmutableArray<GenericResource> Parse(string text) =>
        text is "(null)" or "" ? [] : [.. WithoutParentheses(text).Split(',', StringSplitOptions.RemoveEmptyEntries).Select(ParseOne)];

    private static GenericResource ParseOne(string text)
    {
        string[] parts = [.. text.Split(':').Where(part => part is not "no_consume")];
        return ParseCount(parts[^1]) is { } count && parts.Length > 1
            ? new GenericResource(parts[0], parts.Length > 2 ? parts[1] : null, count)
            : new GenericResource(parts[0], parts.Length > 1 ? parts[1] : null, 1);
    }

    private static long? ParseCount(string text)
    {
        int shift = text.Length > 0 ? Shifts.GetValueOrDefault(char.ToUpperInvariant(text[^1])) : 0;
        return long.TryParse(shift > 0 ? text[..^1] : text, NumberStyles.None, CultureInfo.InvariantCulture, out long count) && count < 1L << 22 << (40 - shift)
            ? count << shift
            : null;
    }

    // Which sockets or devices they are: `(S:0,1)`.
    private static string WithoutParentheses(string text)
    {
        int depth = 0;
        return string.Concat(text.Where(character =>
        {
            depth += character == '(' ? 1 : 0;
            bool isOutside = depth == 0;
            depth -= character == ')' ? 1 : 0;
            return isOutside;
        }));
    }
}
