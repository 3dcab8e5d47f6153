using System.Collections.Immutable;
using Sprocket.Wdl.Values;

namespace Sprocket.Wdl.Tests.Values;

/// <summary>Types from the text that WDL writes for them, for the tables of tests.</summary>
/// <remarks>
/// Beside WDL's own: <c>Any</c>, <c>None</c>, <c>Error</c>, structs as <c>Name{a: Int, b: String?}</c>,
/// enums as <c>Name(A|B)</c>.
/// </remarks>
internal sealed class TypeNotation
{
    private readonly string _text;
    private int _position;

    private TypeNotation(string text) => _text = text;

    public static WdlType Parse(string text)
    {
        TypeNotation notation = new(text);
        WdlType type = notation.ParseType();
        Assert.Equal(text.Length, notation._position);
        return type;
    }

    public static ImmutableArray<WdlType> ParseAll(string text) =>
        text.Length == 0 ? [] : [.. text.Split(';', StringSplitOptions.TrimEntries).Select(Parse)];

    private WdlType ParseType()
    {
        WdlType type = ParseRequired(ParseWord());
        return Take('?') ? new OptionalType(type) : type;
    }

    private WdlType ParseRequired(string name)
    {
        switch (name)
        {
            case "Boolean": return PrimitiveType.Boolean;
            case "Int": return PrimitiveType.Int;
            case "Float": return PrimitiveType.Float;
            case "String": return PrimitiveType.String;
            case "File": return PrimitiveType.File;
            case "Directory": return PrimitiveType.Directory;
            case "Object": return ObjectType.Instance;
            case "None": return NoneType.Instance;
            case "Any": return AnyType.Instance;
            case "Error": return ErrorType.Instance;
            case "Array":
                WdlType item = ParseArguments(1)[0];
                return new ArrayType(item, Take('+'));
            case "Map":
                ImmutableArray<WdlType> map = ParseArguments(2);
                return new MapType(map[0], map[1]);
            case "Pair":
                ImmutableArray<WdlType> pair = ParseArguments(2);
                return new PairType(pair[0], pair[1]);
            default:
                return Take('{') ? ParseStruct(name) : ParseEnum(name);
        }
    }

    private ImmutableArray<WdlType> ParseArguments(int count)
    {
        List<WdlType> types = [];
        Expect('[');
        do
        {
            types.Add(ParseType());
        }
        while (Take(','));
        Expect(']');
        Assert.Equal(count, types.Count);
        return [.. types];
    }

    private StructType ParseStruct(string name)
    {
        List<StructMember> members = [];
        while (!Take('}'))
        {
            string member = ParseWord();
            Expect(':');
            members.Add(new StructMember(member, ParseType()));
            Take(',');
        }

        return new StructType(name, [.. members]);
    }

    private EnumType ParseEnum(string name)
    {
        List<EnumChoice> choices = [];
        Expect('(');
        while (!Take(')'))
        {
            string choice = ParseWord();
            choices.Add(new EnumChoice(choice, new StringValue(choice)));
            Take('|');
        }

        return new EnumType(name, PrimitiveType.String, [.. choices]);
    }

    private string ParseWord()
    {
        SkipSpace();
        int start = _position;
        while (_position < _text.Length && (char.IsAsciiLetterOrDigit(_text[_position]) || _text[_position] == '_'))
        {
            _position++;
        }

        Assert.True(_position > start, $"a name is missing in `{_text}` at {start}");
        return _text[start.._position];
    }

    private void Expect(char character) => Assert.True(Take(character), $"`{character}` is missing in `{_text}` at {_position}");

    private bool Take(char character)
    {
        SkipSpace();
        if (_position < _text.Length && _text[_position] == character)
        {
            _position++;
            return true;
        }

        return false;
    }

    private void SkipSpace()
    {
        while (_position < _text.Length && _text[_position] == ' ')
        {
            _position++;
        }
    }
}
