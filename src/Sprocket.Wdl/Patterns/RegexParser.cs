using System.Globalization;
using System.Text;

namespace Sprocket.Wdl.Patterns;

/// <summary>Reads a POSIX extended regular expression.</summary>
/// <remarks>
/// Beyond POSIX it takes what real workflows write: the classes <c>\d \w \s</c> and their opposites, the characters
/// <c>\t \n \r \f \v</c> and <c>\xHH</c>, <c>\b \B \&lt; \></c>, groups <c>(?:…)</c>, lazy quantifiers, and backslash as an
/// escape inside brackets too. What cannot be matched in linear time (back-references, look-around) is refused.
/// </remarks>
internal sealed class RegexParser
{
    /// <summary>The largest number in an interval; POSIX demands 255.</summary>
    private const int RepetitionLimit = 1000;

    private const int DepthLimit = 250;

    private readonly string _pattern;
    private int _position;
    private int _depth;

    private RegexParser(string pattern) => _pattern = pattern;

    /// <summary>The number of remembered groups.</summary>
    public int GroupCount { get; private set; }

    /// <summary>Whether a quantifier is lazy, which gives the pattern Perl's idea of the best match.</summary>
    public bool IsPerlLike { get; private set; }

    /// <exception cref="PatternException">The text is not a pattern.</exception>
    public static (RegexNode Node, int GroupCount, bool IsPerlLike) Parse(string pattern)
    {
        RegexParser parser = new(pattern);
        RegexNode node = parser.ParseAlternation();
        return parser._position == pattern.Length
            ? (node, parser.GroupCount, parser.IsPerlLike)
            : throw parser.Fail(parser._position, "this `)` closes no group; write `\\\\)` for the character");
    }

    private bool IsAtEnd => _position >= _pattern.Length;

    private RegexNode ParseAlternation()
    {
        List<RegexNode> choices = [ParseSequence()];
        while (TryTake('|'))
        {
            choices.Add(ParseSequence());
        }

        return choices.Count == 1 ? choices[0] : new RegexAlternation([.. choices]);
    }

    private RegexNode ParseSequence()
    {
        List<RegexNode> parts = [];
        while (!IsAtEnd && _pattern[_position] is not ('|' or ')'))
        {
            RegexNode part = ParseAtom();
            while (TryParseQuantifier(out int minimum, out int? maximum))
            {
                bool isLazy = TryTake('?');
                IsPerlLike |= isLazy;
                part = new RegexRepetition(part, minimum, maximum, isLazy);
            }

            parts.Add(part);
        }

        return parts.Count == 1 ? parts[0] : new RegexSequence([.. parts]);
    }

    private RegexNode ParseAtom()
    {
        int start = _position;
        char character = _pattern[_position];
        switch (character)
        {
            case '(':
                return ParseGroup();
            case '[':
                return new RegexSet(new BracketParser(_pattern).Parse(ref _position));
            case '\\':
                return ParseEscape();
            case '.':
                _position++;
                return new RegexSet(CharacterSet.Any);
            case '^':
                _position++;
                return new RegexAssertion(RegexAnchor.Start);
            case '$':
                _position++;
                return new RegexAssertion(RegexAnchor.End);
            case '*' or '+' or '?':
                throw Fail(start, $"there is nothing before `{character}` to repeat; write `\\\\{character}` for the character");
            default:
                Rune.DecodeFromUtf16(_pattern.AsSpan(_position), out Rune rune, out int length);
                _position += length;
                return new RegexSet(CharacterSet.Of(length == 1 ? character : rune.Value));
        }
    }

    private RegexNode ParseGroup()
    {
        int start = _position++;
        if (++_depth > DepthLimit)
        {
            throw Fail(start, $"groups are nested more than {DepthLimit} deep");
        }

        bool isRemembered = !TryTake("?:");
        if (isRemembered && !IsAtEnd && _pattern[_position] == '?')
        {
            throw Fail(start, "groups that begin with `(?` are not part of extended regular expressions, except `(?:`");
        }

        int index = isRemembered ? ++GroupCount : 0;
        RegexNode part = ParseAlternation();
        if (!TryTake(')'))
        {
            throw Fail(start, "this `(` is not closed; write `\\\\(` for the character");
        }

        _depth--;
        return isRemembered ? new RegexGroup(part, index) : part;
    }

    private RegexNode ParseEscape()
    {
        int start = _position;
        RegexAnchor? anchor = _position + 1 >= _pattern.Length ? null : _pattern[_position + 1] switch
        {
            'b' => RegexAnchor.WordBoundary,
            'B' => RegexAnchor.NoWordBoundary,
            '<' => RegexAnchor.WordStart,
            '>' => RegexAnchor.WordEnd,
            _ => null,
        };
        if (anchor is not null)
        {
            _position += 2;
            return new RegexAssertion(anchor.Value);
        }

        return start + 1 < _pattern.Length && char.IsAsciiDigit(_pattern[start + 1])
            ? throw Fail(start, "back-references are not part of extended regular expressions")
            : new RegexSet(ParseEscapedSet(_pattern, ref _position));
    }

    /// <summary>Reads an escape that stands for a character or a class of them, at its backslash.</summary>
    internal static CharacterSet ParseEscapedSet(string pattern, ref int position)
    {
        int start = position++;
        if (position >= pattern.Length)
        {
            throw new PatternException(pattern, start, "the pattern ends in a backslash");
        }

        char character = pattern[position++];
        switch (character)
        {
            case 'd': return CharacterSet.Digit;
            case 'D': return CharacterSet.Digit.Complement();
            case 'w': return CharacterSet.Word;
            case 'W': return CharacterSet.Word.Complement();
            case 's': return CharacterSet.Space;
            case 'S': return CharacterSet.Space.Complement();
            case 't': return CharacterSet.Of('\t');
            case 'n': return CharacterSet.Of('\n');
            case 'r': return CharacterSet.Of('\r');
            case 'f': return CharacterSet.Of('\f');
            case 'v': return CharacterSet.Of('\v');
            case 'x' when position + 2 <= pattern.Length
                && int.TryParse(pattern.AsSpan(position, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int code):
                position += 2;
                return CharacterSet.Of(code);
            case (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9'):
                throw new PatternException(pattern, start, $"there is no escape `\\{character}`");
            default:
                Rune.DecodeFromUtf16(pattern.AsSpan(position - 1), out Rune rune, out int length);
                position += length - 1;
                return CharacterSet.Of(length == 1 ? character : rune.Value);
        }
    }

    private bool TryParseQuantifier(out int minimum, out int? maximum)
    {
        (minimum, maximum) = (0, null);
        if (TryTake('*'))
        {
            return true;
        }

        if (TryTake('+'))
        {
            minimum = 1;
            return true;
        }

        if (TryTake('?'))
        {
            maximum = 1;
            return true;
        }

        return TryParseInterval(out minimum, out maximum);
    }

    // A brace that does not begin an interval is an ordinary character.
    private bool TryParseInterval(out int minimum, out int? maximum)
    {
        (minimum, maximum) = (0, null);
        int start = _position;
        if (!TryTake('{') || !TryTakeNumber(out minimum))
        {
            _position = start;
            return false;
        }

        if (!TryTake(','))
        {
            maximum = minimum;
        }
        else if (TryTakeNumber(out int most))
        {
            maximum = most;
        }

        if (!TryTake('}'))
        {
            _position = start;
            return false;
        }

        if (minimum > RepetitionLimit || maximum > RepetitionLimit)
        {
            throw Fail(start, $"a repetition of more than {RepetitionLimit} times is not supported");
        }

        return maximum < minimum ? throw Fail(start, "the smaller number of this interval comes last") : true;
    }

    private bool TryTakeNumber(out int number)
    {
        int start = _position;
        number = 0;
        while (!IsAtEnd && char.IsAsciiDigit(_pattern[_position]))
        {
            number = Math.Min((number * 10) + _pattern[_position++] - '0', 1_000_000);
        }

        return _position > start;
    }

    private bool TryTake(char character)
    {
        if (IsAtEnd || _pattern[_position] != character)
        {
            return false;
        }

        _position++;
        return true;
    }

    private bool TryTake(string text)
    {
        if (!_pattern.AsSpan(_position).StartsWith(text, StringComparison.Ordinal))
        {
            return false;
        }

        _position += text.Length;
        return true;
    }

    private PatternException Fail(int position, string reason) => new(_pattern, position, reason);
}
