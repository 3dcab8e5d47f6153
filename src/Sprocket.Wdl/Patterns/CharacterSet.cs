using System.Collections.Immutable;

namespace Sprocket.Wdl.Patterns;

/// <summary>A set of Unicode code points.</summary>
internal sealed class CharacterSet
{
    private const int LastCodePoint = 0x10FFFF;

    // The code points below 128, which nearly all texts consist of, as bits; the others by binary search.
    private readonly UInt128 _ascii;
    private readonly ImmutableArray<(int First, int Last)> _ranges;

    private CharacterSet(ImmutableArray<(int First, int Last)> ranges)
    {
        _ranges = ranges;
        foreach ((int first, int last) in ranges)
        {
            for (int code = first; code <= last && code < 128; code++)
            {
                _ascii |= UInt128.One << code;
            }
        }
    }

    public static CharacterSet Any { get; } = new([(0, LastCodePoint)]);

    public static CharacterSet Digit { get; } = Of("09");

    /// <summary>Letters, digits and the underscore, as <c>\w</c>.</summary>
    public static CharacterSet Word { get; } = Of("09AZ__az");

    /// <summary>White space, as <c>[:space:]</c> and <c>\s</c>.</summary>
    public static CharacterSet Space { get; } = Of("\t\r  ");

    /// <summary>The code point, when the set is that one alone; else null.</summary>
    public int? Single => _ranges is [(int first, int last)] && first == last ? first : null;

    public static CharacterSet Of(int code) => new([(code, code)]);

    /// <summary>The class of a POSIX name in the C locale, or null: <c>[:alpha:]</c>.</summary>
    public static CharacterSet? OfClass(string name) => name switch
    {
        "alnum" => Of("09AZaz"),
        "alpha" => Of("AZaz"),
        "blank" => Of("\t\t  "),
        "cntrl" => Of("\0\x1f\x7f\x7f"),
        "digit" => Digit,
        "graph" => Of("!~"),
        "lower" => Of("az"),
        "print" => Of(" ~"),
        "punct" => Of("!/:@[`{~"),
        "space" => Space,
        "upper" => Of("AZ"),
        "xdigit" => Of("09AFaf"),
        _ => null,
    };

    /// <summary>The code points that are in any of the sets.</summary>
    public static CharacterSet Union(IEnumerable<CharacterSet> sets)
    {
        ImmutableArray<(int First, int Last)>.Builder merged = ImmutableArray.CreateBuilder<(int First, int Last)>();
        foreach ((int first, int last) in sets.SelectMany(set => set._ranges).Order())
        {
            if (merged.Count > 0 && first <= merged[^1].Last + 1)
            {
                merged[^1] = (merged[^1].First, Math.Max(merged[^1].Last, last));
            }
            else
            {
                merged.Add((first, last));
            }
        }

        return new CharacterSet(merged.ToImmutable());
    }

    public static CharacterSet OfRange(int first, int last) => new([(first, last)]);

    /// <summary>The code points that are not in the set.</summary>
    public CharacterSet Complement()
    {
        ImmutableArray<(int First, int Last)>.Builder gaps = ImmutableArray.CreateBuilder<(int First, int Last)>();
        int next = 0;
        foreach ((int first, int last) in _ranges)
        {
            if (first > next)
            {
                gaps.Add((next, first - 1));
            }

            next = last + 1;
        }

        if (next <= LastCodePoint)
        {
            gaps.Add((next, LastCodePoint));
        }

        return new CharacterSet(gaps.ToImmutable());
    }

    public bool Contains(int code)
    {
        if (code < 128)
        {
            return ((_ascii >> code) & UInt128.One) != UInt128.Zero;
        }

        int low = 0;
        int high = _ranges.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            if (code < _ranges[middle].First)
            {
                high = middle - 1;
            }
            else if (code > _ranges[middle].Last)
            {
                low = middle + 1;
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    // Pairs of first and last characters, in order.
    private static CharacterSet Of(string pairs)
    {
        ImmutableArray<(int First, int Last)>.Builder ranges = ImmutableArray.CreateBuilder<(int First, int Last)>(pairs.Length / 2);
        for (int i = 0; i < pairs.Length; i += 2)
        {
            ranges.Add((pairs[i], pairs[i + 1]));
        }

        return new CharacterSet(ranges.MoveToImmutable());
    }
}
