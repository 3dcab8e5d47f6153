using System.Collections.Immutable;
using System.Diagnostics;
using Sprocket.Wdl.Values;

namespace Sprocket.Wdl.StandardLibrary;

/// <summary>A parameter of a signature.</summary>
/// <param name="Type">Its type, with type variables.</param>
/// <param name="IsOptional">Whether the argument may be left out.</param>
/// <param name="IsFollower">Whether it takes the type that other parameters give its variable, and only by the specification's coercions.</param>
internal sealed record SignatureParameter(WdlType Type, bool IsOptional, bool IsFollower);

/// <summary>A function's name and types as the specification writes them.</summary>
/// <remarks>
/// The notation is that of the specification: <c>String basename(File, [String])</c>, with these type variables:
/// <c>X</c>, <c>Y</c> any type; <c>P</c>, <c>Q</c> primitive; <c>T</c>, <c>U</c> text; <c>K</c> the key of a Map; <c>S</c> a struct; <c>E</c> an enum
/// and <c>V</c> the type of its values; <c>F</c> a compound type that holds files. <c>=P</c> is a follower.
/// </remarks>
internal sealed class Signature
{
    private Signature(string text, string name, WdlType result, ImmutableArray<SignatureParameter> parameters)
    {
        Text = text;
        Name = name;
        Result = result;
        Parameters = parameters;
        RequiredCount = parameters.Count(parameter => !parameter.IsOptional);
    }

    /// <summary>The signature as messages show it.</summary>
    public string Text { get; }

    public string Name { get; }

    public WdlType Result { get; }

    public ImmutableArray<SignatureParameter> Parameters { get; }

    public int RequiredCount { get; }

    /// <summary>Whether a call may have that many arguments.</summary>
    public bool Takes(int count) => count >= RequiredCount && count <= Parameters.Length;

    public static Signature Parse(string text) => new Parser(text).ParseSignature();

    private ref struct Parser
    {
        private readonly string _text;
        private int _position;

        public Parser(string text) => _text = text;

        public Signature ParseSignature()
        {
            WdlType result = ParseType();
            string name = ParseWord();
            ImmutableArray<SignatureParameter>.Builder parameters = ImmutableArray.CreateBuilder<SignatureParameter>();
            Expect('(');
            while (!TryTake(')'))
            {
                bool isOptional = TryTake('[');
                bool isFollower = TryTake('=');
                parameters.Add(new SignatureParameter(ParseType(), isOptional, isFollower));
                if (isOptional)
                {
                    Expect(']');
                }

                TryTake(',');
            }

            return new Signature(_text.Replace("=", "", StringComparison.Ordinal), name, result, parameters.ToImmutable());
        }

        private WdlType ParseType()
        {
            WdlType type = ParseRequiredType(ParseWord());
            return TryTake('?') ? new OptionalType(type) : type;
        }

        private WdlType ParseRequiredType(string name)
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
                case "Any": return AnyType.Instance;
                case "X" or "Y" or "V": return new TypeVariable(name, TypeBound.Anything);
                case "P" or "Q": return new TypeVariable(name, TypeBound.Primitive);
                case "T" or "U": return new TypeVariable(name, TypeBound.Text);
                case "K": return new TypeVariable(name, TypeBound.Key);
                case "S": return new TypeVariable(name, TypeBound.Struct);
                case "E": return new TypeVariable(name, TypeBound.Enum);
                case "F": return new TypeVariable(name, TypeBound.HoldsPaths);
                case "Array": return new ArrayType(ParseArguments(1)[0]);
                case "Map": return ParseArguments(2) is [WdlType key, WdlType value] ? new MapType(key, value) : throw new UnreachableException();
                case "Pair": return ParseArguments(2) is [WdlType left, WdlType right] ? new PairType(left, right) : throw new UnreachableException();
                default: throw new UnreachableException($"`{name}` in `{_text}`");
            }
        }

        private WdlType[] ParseArguments(int count)
        {
            WdlType[] types = new WdlType[count];
            Expect('[');
            for (int i = 0; i < count; i++)
            {
                types[i] = ParseType();
                TryTake(',');
            }

            Expect(']');
            return types;
        }

        private string ParseWord()
        {
            TryTake(' ');
            int start = _position;
            while (_position < _text.Length && (char.IsAsciiLetterOrDigit(_text[_position]) || _text[_position] == '_'))
            {
                _position++;
            }

            return _text[start.._position];
        }

        private void Expect(char character)
        {
            if (!TryTake(character))
            {
                throw new UnreachableException($"`{character}` is missing in `{_text}` at {_position}");
            }
        }

        private bool TryTake(char character)
        {
            if (character != ' ')
            {
                TryTake(' ');
            }

            if (_position >= _text.Length || _text[_position] != character)
            {
                return false;
            }

            _position++;
            return true;
        }
    }
}
