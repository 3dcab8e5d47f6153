using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Sprocket.Text;

namespace Sprocket.Wdl.Values.Json;

/// <summary>Reads JSON (RFC 8259) into a tree that knows where everything stands.</summary>
/// <remarks>System.Text.Json gives line and byte position of mistakes only, not the places of values.</remarks>
public sealed class JsonReader
{
    /// <summary>How deep arrays and objects may lie within one another.</summary>
    public const int DepthLimit = 512;

    // What ends the run of ordinary characters in a string: the quote, the escape, control characters.
    private static readonly SearchValues<char> StringStops = SearchValues.Create(
        "\"\\\x00\x01\x02\x03\x04\x05\x06\a\b\t\n\v\f\r\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f");

    private readonly string _text;
    private int _position;
    private int _depth;

    private JsonReader(string text) => _text = text;

    /// <summary>Reads a text that is one JSON value.</summary>
    /// <exception cref="JsonTextException">The text is not JSON.</exception>
    public static JsonNode Read(string text)
    {
        JsonReader reader = new(text);

        // A byte order mark is not allowed, but Windows editors write it, and nothing else can be meant.
        reader._position = text.StartsWith('\uFEFF') ? 1 : 0;
        JsonNode node = reader.ReadValue();
        reader.SkipSpace();
        return reader._position == text.Length
            ? node
            : throw new JsonTextException(new TextSpan(reader._position, 1), $"there is {reader.DescribeCharacter()} after the end of the JSON value");
    }

    /// <summary>Reads a text that is one JSON value.</summary>
    /// <exception cref="JsonTextException">The text is not JSON.</exception>
    public static JsonNode Read(SourceText source) => Read(source.Text);

    private JsonNode ReadValue()
    {
        SkipSpace();
        int start = _position;
        switch (Peek())
        {
            case '{':
                return ReadNested(ReadObject);
            case '[':
                return ReadNested(ReadArray);
            case '"':
                string text = ReadString();
                return new JsonString(TextSpan.FromBounds(start, _position), text);
            case '-' or (>= '0' and <= '9'):
                ReadNumber();
                return new JsonNumber(TextSpan.FromBounds(start, _position), _text[start.._position]);
            case >= 'a' and <= 'z' or >= 'A' and <= 'Z':
                return ReadWord();
            default:
                throw Unexpected("a value");
        }
    }

    private JsonNode ReadNested(Func<JsonNode> read)
    {
        if (++_depth > DepthLimit)
        {
            throw new JsonTextException(new TextSpan(_position, 1), $"arrays and objects are nested more than {DepthLimit} deep");
        }

        JsonNode node = read();
        _depth--;
        return node;
    }

    private JsonObject ReadObject()
    {
        int start = _position++;
        ImmutableArray<JsonMember>.Builder members = ImmutableArray.CreateBuilder<JsonMember>();
        HashSet<string> names = [];
        SkipSpace();
        if (Peek() != '}')
        {
            do
            {
                JsonMember member = ReadMember();
                if (!names.Add(member.Name))
                {
                    throw new JsonTextException(member.NameSpan, $"the name `{member.Name}` occurs twice in the same object");
                }

                members.Add(member);
                SkipSpace();
            }
            while (TryTake(','));
        }

        Take('}', "`,` or `}`", start);
        return new JsonObject(TextSpan.FromBounds(start, _position), members.ToImmutable());
    }

    private JsonMember ReadMember()
    {
        SkipSpace();
        int start = _position;
        if (Peek() != '"')
        {
            throw Unexpected("a name in double quotes", Peek() == '}' ? "JSON allows no comma after the last member" : null);
        }

        string name = ReadString();
        TextSpan nameSpan = TextSpan.FromBounds(start, _position);
        SkipSpace();
        Take(':', "`:`", start);
        return new JsonMember(name, nameSpan, ReadValue());
    }

    private JsonArray ReadArray()
    {
        int start = _position++;
        ImmutableArray<JsonNode>.Builder items = ImmutableArray.CreateBuilder<JsonNode>();
        SkipSpace();
        if (Peek() != ']')
        {
            do
            {
                SkipSpace();
                if (Peek() == ']')
                {
                    throw Unexpected("a value", "JSON allows no comma after the last element");
                }

                items.Add(ReadValue());
                SkipSpace();
            }
            while (TryTake(','));
        }

        Take(']', "`,` or `]`", start);
        return new JsonArray(TextSpan.FromBounds(start, _position), items.ToImmutable());
    }

    private JsonNode ReadWord()
    {
        int start = _position;
        while (char.IsAsciiLetterOrDigit(Peek()))
        {
            _position++;
        }

        TextSpan span = TextSpan.FromBounds(start, _position);
        string word = _text[start.._position];
        return word switch
        {
            "null" => new JsonNull(span),
            "true" => new JsonBoolean(span, true),
            "false" => new JsonBoolean(span, false),
            "True" or "False" or "TRUE" or "FALSE" =>
                throw new JsonTextException(span, $"`{word}` is not JSON", $"write `{word.ToLowerInvariant()}`"),
            "None" => throw new JsonTextException(span, "`None` is not JSON", "write `null`"),
            _ => throw new JsonTextException(span, $"`{word}` is not JSON", "strings stand in double quotes"),
        };
    }

    private void ReadNumber()
    {
        int start = _position;
        TryTake('-');
        if (!TryTake('0'))
        {
            TakeDigits(start);
        }

        if (TryTake('.'))
        {
            TakeDigits(start);
        }

        if (Peek() is 'e' or 'E')
        {
            _position++;
            _ = TryTake('+') || TryTake('-');
            TakeDigits(start);
        }

        if (char.IsAsciiLetterOrDigit(Peek()) || Peek() == '.')
        {
            _position++;
            throw new JsonTextException(TextSpan.FromBounds(start, _position), "this is not a JSON number");
        }
    }

    private void TakeDigits(int start)
    {
        int first = _position;
        while (char.IsAsciiDigit(Peek()))
        {
            _position++;
        }

        if (_position == first)
        {
            throw new JsonTextException(TextSpan.FromBounds(start, Math.Min(_position + 1, _text.Length)), "this is not a JSON number");
        }
    }

    private string ReadString()
    {
        int start = _position++;
        int length = _text.AsSpan(_position).IndexOfAny(StringStops);
        if (length >= 0 && _text[_position + length] == '"')
        {
            string plain = _text.Substring(_position, length);
            _position += length + 1;
            return plain;
        }

        StringBuilder builder = new();
        while (true)
        {
            length = _text.AsSpan(_position).IndexOfAny(StringStops);
            if (length < 0)
            {
                throw new JsonTextException(TextSpan.FromBounds(start, start + 1), "this string has no closing quote");
            }

            builder.Append(_text, _position, length);
            _position += length;
            switch (_text[_position])
            {
                case '"':
                    _position++;
                    return builder.ToString();
                case '\\':
                    builder.Append(ReadEscape());
                    break;
                case '\n' or '\r':
                    throw new JsonTextException(
                        TextSpan.FromBounds(start, _position), "this string has no closing quote on its line", "write a line break as `\\n`");
                default:
                    throw new JsonTextException(
                        new TextSpan(_position, 1),
                        $"the control character U+{(int)_text[_position]:X4} must be escaped in a string",
                        $"write `\\u{(int)_text[_position]:x4}`");
            }
        }
    }

    private char ReadEscape()
    {
        int start = _position++;
        char kind = Peek();
        _position++;
        switch (kind)
        {
            case '"' or '\\' or '/': return kind;
            case 'b': return '\b';
            case 'f': return '\f';
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'u' when _position + 4 <= _text.Length
                && ushort.TryParse(_text.AsSpan(_position, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code):
                _position += 4;
                return (char)code;
            default:
                throw new JsonTextException(
                    TextSpan.FromBounds(start, Math.Min(_position, _text.Length)), "JSON has no such escape", "write a backslash as `\\\\`");
        }
    }

    private char Peek() => _position < _text.Length ? _text[_position] : '\0';

    private bool TryTake(char character)
    {
        if (Peek() != character)
        {
            return false;
        }

        _position++;
        return true;
    }

    private void Take(char character, string expected, int opened)
    {
        if (!TryTake(character))
        {
            throw _position >= _text.Length && character is ('}' or ']')
                ? new JsonTextException(new TextSpan(opened, 1), $"this `{_text[opened]}` is not closed before the end of the text")
                : Unexpected(expected);
        }
    }

    private void SkipSpace()
    {
        while (Peek() is ' ' or '\t' or '\r' or '\n')
        {
            _position++;
        }
    }

    private JsonTextException Unexpected(string expected, string? help = null) => _text.AsSpan(_position).IsWhiteSpace()
        ? new JsonTextException(new TextSpan(_text.Length, 0), $"the text ends where {expected} is expected", help)
        : new JsonTextException(
            new TextSpan(_position, 1),
            $"found {DescribeCharacter()} where {expected} is expected",
            help ?? (Peek() is '/' or '#' ? "JSON has no comments" : Peek() == '\'' ? "JSON strings stand in double quotes" : null));

    private string DescribeCharacter() => Peek() is > ' ' and < '\u007F' ? $"`{Peek()}`" : $"the character U+{(int)Peek():X4}";
}
