using System.Collections.Immutable;

namespace Sprocket.Wdl.Patterns;

/// <summary>A POSIX extended regular expression, matched in time linear in the text whatever the pattern is.</summary>
/// <remarks>
/// The match is the leftmost, and of those the longest; groups take the longest from left to right. A pattern with a lazy
/// quantifier, which POSIX does not have, was written for Perl-like engines, and gets their rule instead: the first way to
/// match. <c>.</c> matches every character, line breaks included; <c>^</c> and <c>$</c> are the ends of the text, not of
/// lines; classes such as <c>[:alpha:]</c> and <c>\w</c> are those of ASCII.
/// </remarks>
public sealed class ExtendedRegex
{
    private readonly ImmutableArray<RegexInstruction> _instructions;
    private readonly string _prefix;
    private readonly bool _isPerlLike;

    private ExtendedRegex(ImmutableArray<RegexInstruction> instructions, string prefix, int groupCount, bool isPerlLike)
    {
        _instructions = instructions;
        _prefix = prefix;
        GroupCount = groupCount;
        _isPerlLike = isPerlLike;
    }

    /// <summary>The number of groups in parentheses.</summary>
    public int GroupCount { get; }

    /// <summary>Reads a pattern.</summary>
    /// <exception cref="PatternException">The text is not a pattern.</exception>
    public static ExtendedRegex Parse(string pattern)
    {
        (RegexNode node, int groupCount, bool isPerlLike) = RegexParser.Parse(pattern);
        (ImmutableArray<RegexInstruction> instructions, string prefix) = RegexProgram.Compile(pattern, node);
        return new ExtendedRegex(instructions, prefix, groupCount, isPerlLike);
    }

    /// <summary>Whether the pattern matches somewhere in a text.</summary>
    public bool IsMatch(string text) => Find(text, 0) is not null;

    /// <summary>The first match that begins at or after a position, or null; anchors see the whole text.</summary>
    public RegexMatch? Find(string text, int from)
    {
        RegexMachine machine = new(_instructions, _prefix, GroupCount, _isPerlLike);
        return machine.Find(text, from);
    }

    /// <summary>All matches from left to right that do not overlap; an empty one does not follow a match immediately, as in sed.</summary>
    public IEnumerable<RegexMatch> FindAll(string text)
    {
        RegexMachine machine = new(_instructions, _prefix, GroupCount, _isPerlLike);
        int position = 0;
        int lastEnd = -1;
        while (position <= text.Length && machine.Find(text, position) is RegexMatch match)
        {
            if (match.End > match.Start || match.Start != lastEnd)
            {
                yield return match;
                lastEnd = match.End;
            }

            position = match.End > match.Start ? match.End
                : match.End + (match.End + 1 < text.Length && char.IsSurrogatePair(text, match.End) ? 2 : 1);
        }
    }
}

/// <summary>Where a pattern matched.</summary>
public sealed class RegexMatch
{
    private readonly ImmutableArray<int> _slots;

    internal RegexMatch(ImmutableArray<int> slots) => _slots = slots;

    /// <summary>The index of the first character.</summary>
    public int Start => _slots[0];

    /// <summary>The index after the last character.</summary>
    public int End => _slots[1];

    /// <summary>The number of groups that the pattern has.</summary>
    public int GroupCount => (_slots.Length / 2) - 1;

    /// <summary>Where a group matched, or null when it took no part.</summary>
    /// <param name="index">The number of the group, from 1.</param>
    public (int Start, int End)? GetGroup(int index) =>
        _slots[2 * index] >= 0 && _slots[(2 * index) + 1] >= 0 ? (_slots[2 * index], _slots[(2 * index) + 1]) : null;
}
