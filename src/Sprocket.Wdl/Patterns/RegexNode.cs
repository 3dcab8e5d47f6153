using System.Collections.Immutable;

namespace Sprocket.Wdl.Patterns;

/// <summary>A condition on a place between two characters.</summary>
internal enum RegexAnchor
{
    /// <summary><c>^</c></summary>
    Start,

    /// <summary><c>$</c></summary>
    End,

    /// <summary><c>\b</c></summary>
    WordBoundary,

    /// <summary><c>\B</c></summary>
    NoWordBoundary,

    /// <summary><c>\&lt;</c></summary>
    WordStart,

    /// <summary><c>\></c></summary>
    WordEnd,
}

/// <summary>A part of a regular expression; a closed family.</summary>
internal abstract record RegexNode
{
    private protected RegexNode()
    {
    }
}

/// <summary>One character of a set.</summary>
internal sealed record RegexSet(CharacterSet Set) : RegexNode;

/// <summary>A place where something holds.</summary>
internal sealed record RegexAssertion(RegexAnchor Anchor) : RegexNode;

/// <summary>Parts one after the other; none matches the empty text.</summary>
internal sealed record RegexSequence(ImmutableArray<RegexNode> Parts) : RegexNode;

/// <summary>One of several parts.</summary>
internal sealed record RegexAlternation(ImmutableArray<RegexNode> Choices) : RegexNode;

/// <summary>A part several times; without a maximum when that is null.</summary>
internal sealed record RegexRepetition(RegexNode Part, int Minimum, int? Maximum, bool IsLazy) : RegexNode;

/// <summary>A part whose text is remembered.</summary>
internal sealed record RegexGroup(RegexNode Part, int Index) : RegexNode;
