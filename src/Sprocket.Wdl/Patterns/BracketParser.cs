using System.Text;

namespace Sprocket.Wdl.Patterns;

/// <summary>Reads a bracket expression: <c>[a-z[:digit:]_]</c>.</summary>
internal readonly ref struct BracketParser
{
    private readonly string _pattern;

    public BracketParser(string pattern) => _pattern = pattern;

    /// <summary>Reads the expression that begins at a position, and moves behind it.</summary>
    /// <exception cref="PatternException">It is not one.</exception>
    public CharacterSet Parse(ref int position)
    {
        int start = position++;
        bool isNegated = TryTake('^', ref position);
        List<CharacterSet> sets = [];

        // A bracket that comes first is an ordinary character.
        while (position < _pattern.Length && (_pattern[position] != ']' || sets.Count == 0))
        {
            sets.Add(ParseItem(ref position));
        }

        if (!TryTake(']', ref position))
        {
            throw new PatternException(_pattern, start, "this `[` is not closed; write `\\\\[` for the character");
        }

        CharacterSet union = CharacterSet.Union(sets);
        return isNegated ? union.Complement() : union;
    }

    private CharacterSet ParseItem(ref int position)
    {
        int start = position;
        CharacterSet first = ParseElement(ref position);
        if (position + 1 >= _pattern.Length || _pattern[position] != '-' || _pattern[position + 1] == ']')
        {
            return first;
        }

        position++;
        CharacterSet last = ParseElement(ref position);
        return first.Single is not int low || last.Single is not int high
            ? throw new PatternException(_pattern, start, "a class of characters cannot be the end of a range")
            : low > high ? throw new PatternException(_pattern, start, "the ends of this range are in the wrong order")
            : CharacterSet.OfRange(low, high);
    }

    private CharacterSet ParseElement(ref int position)
    {
        // In POSIX a backslash is an ordinary character here; where nothing else closes the expression, it must be one.
        bool isLast = _pattern.AsSpan(position).StartsWith("\\]") && _pattern.IndexOf(']', position + 2) < 0;
        if (_pattern[position] == '\\' && !isLast)
        {
            return RegexParser.ParseEscapedSet(_pattern, ref position);
        }

        if (_pattern[position] == '[' && position + 1 < _pattern.Length && _pattern[position + 1] is ':' or '.' or '=')
        {
            return ParseNamed(ref position);
        }

        Rune.DecodeFromUtf16(_pattern.AsSpan(position), out Rune rune, out int length);
        CharacterSet set = CharacterSet.Of(length == 1 ? _pattern[position] : rune.Value);
        position += length;
        return set;
    }

    // [:class:], [.collating element.], [=equivalents=]; in the C locale an element is a character, and equals itself alone.
    private CharacterSet ParseNamed(ref int position)
    {
        int start = position;
        char kind = _pattern[position + 1];
        int end = _pattern.IndexOf($"{kind}]", position + 2, StringComparison.Ordinal);
        if (end < 0)
        {
            throw new PatternException(_pattern, start, $"this `[{kind}` is not closed by `{kind}]`");
        }

        string name = _pattern[(position + 2)..end];
        position = end + 2;
        CharacterSet? set = kind == ':' ? CharacterSet.OfClass(name) : name.Length == 1 ? CharacterSet.Of(name[0]) : null;
        return set ?? throw new PatternException(
            _pattern, start, kind == ':' ? $"there is no class of characters `{name}`" : $"there is no character `{name}`");
    }

    private bool TryTake(char character, ref int position)
    {
        if (position >= _pattern.Length || _pattern[position] != character)
        {
            return false;
        }

        position++;
        return true;
    }
}
