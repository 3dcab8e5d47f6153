using System.Buffers;

namespace Sprocket.Wdl.Syntax;

/// <summary>Cuts text into tokens on demand. The insides of strings and commands are read by the parser, not here.</summary>
/// <remarks>A value: a copy looks ahead without moving the original.</remarks>
internal struct Lexer(string text)
{
    private const byte Letter = 1;
    private const byte Digit = 2;
    private const byte Underscore = 4;
    private const byte Hexadecimal = 8;
    private const byte Word = Letter | Digit | Underscore;

    private static readonly byte[] Classes = Classify();
    private static readonly SearchValues<char> LineBreaks = SearchValues.Create("\r\n");

    /// <summary>The offset from which the next token is read.</summary>
    public int Position { get; set; }

    /// <summary>Reads the next token, past white space and comments.</summary>
    public Token Next()
    {
        bool startsLine = SkipTrivia();
        int start = Position;
        if (start >= text.Length)
        {
            return new Token(TokenKind.EndOfFile, text.Length, text.Length, startsLine);
        }

        char first = text[start];
        if (ClassOf(first) is var kinds && (kinds & Letter) != 0)
        {
            int end = SkipWhile(start + 1, Word);
            Position = end;
            return new Token(Keywords.Classify(text.AsSpan(start, end - start)), start, end, startsLine);
        }

        if ((kinds & Digit) != 0 || (first == '.' && (ClassOf(Peek(start + 1)) & Digit) != 0))
        {
            TokenKind number = ReadNumber(start);
            return new Token(number, start, Position, startsLine);
        }

        if (first == '_')
        {
            // Not a name in any version, but plainly meant as one: the parser says so.
            Position = SkipWhile(start + 1, Word);
            return new Token(TokenKind.Identifier, start, Position, startsLine);
        }

        (TokenKind kind, int length) = ReadPunctuation(start, first);
        Position = start + length;
        return new Token(kind, start, Position, startsLine);
    }

    public static bool IsHexadecimal(char character) => (ClassOf(character) & Hexadecimal) != 0;

    private static byte ClassOf(char character) => character < 128 ? Classes[character] : (byte)0;

    private static byte[] Classify()
    {
        byte[] classes = new byte[128];
        for (char character = '\0'; character < 128; character++)
        {
            classes[character] = (byte)((char.IsAsciiLetter(character) ? Letter : 0)
                | (char.IsAsciiDigit(character) ? Digit : 0)
                | (character == '_' ? Underscore : 0)
                | (char.IsAsciiHexDigit(character) ? Hexadecimal : 0));
        }

        return classes;
    }

    private readonly char Peek(int position) => position < text.Length ? text[position] : '\0';

    private bool SkipTrivia()
    {
        int position = Position;
        bool startsLine = position == 0;
        while (position < text.Length)
        {
            char character = text[position];
            if (character is ' ' or '\t')
            {
                position++;
            }
            else if (character is '\n' or '\r')
            {
                startsLine = true;
                position++;
            }
            else if (character == '#')
            {
                int length = text.AsSpan(position).IndexOfAny(LineBreaks);
                position = length < 0 ? text.Length : position + length;
            }
            else
            {
                break;
            }
        }

        Position = position;
        return startsLine;
    }

    private readonly int SkipWhile(int position, byte wanted)
    {
        while (position < text.Length && (ClassOf(text[position]) & wanted) != 0)
        {
            position++;
        }

        return position;
    }

    // $integer = [1-9][0-9]* | 0[xX][0-9a-fA-F]+ | 0[0-7]*
    // $float = (([0-9]+)?\.([0-9]+)|[0-9]+\.|[0-9]+)([eE][-+]?[0-9]+)?
    private TokenKind ReadNumber(int start)
    {
        TokenKind kind = TokenKind.Integer;
        int end;
        if (text[start] == '0' && Peek(start + 1) is 'x' or 'X')
        {
            end = SkipWhile(start + 2, Hexadecimal);
            kind = end == start + 2 ? TokenKind.BadNumber : kind;
        }
        else
        {
            end = SkipWhile(start, Digit);
            if (Peek(end) == '.')
            {
                kind = TokenKind.Float;
                end = SkipWhile(end + 1, Digit);
            }

            if (Peek(end) is 'e' or 'E')
            {
                int digits = Peek(end + 1) is '+' or '-' ? end + 2 : end + 1;
                int exponentEnd = SkipWhile(digits, Digit);
                kind = exponentEnd > digits ? TokenKind.Float : TokenKind.BadNumber;
                end = exponentEnd;
            }

            if (kind == TokenKind.Integer && text[start] == '0' && text.AsSpan(start, end - start).IndexOfAny('8', '9') >= 0)
            {
                kind = TokenKind.BadNumber;
            }
        }

        Position = SkipWhile(end, Word);
        return Position > end ? TokenKind.BadNumber : kind;
    }

    private readonly (TokenKind Kind, int Length) ReadPunctuation(int start, char first)
    {
        char second = Peek(start + 1);
        return first switch
        {
            '{' => (TokenKind.OpenBrace, 1),
            '}' => (TokenKind.CloseBrace, 1),
            '(' => (TokenKind.OpenParenthesis, 1),
            ')' => (TokenKind.CloseParenthesis, 1),
            '[' => (TokenKind.OpenBracket, 1),
            ']' => (TokenKind.CloseBracket, 1),
            ',' => (TokenKind.Comma, 1),
            ':' => (TokenKind.Colon, 1),
            '.' => (TokenKind.Dot, 1),
            '?' => (TokenKind.Question, 1),
            '+' => (TokenKind.Plus, 1),
            '-' => (TokenKind.Minus, 1),
            '/' => (TokenKind.Slash, 1),
            '%' => (TokenKind.Percent, 1),
            '"' or '\'' => (TokenKind.Quote, 1),
            '*' => second == '*' ? (TokenKind.StarStar, 2) : (TokenKind.Star, 1),
            '=' => second == '=' ? (TokenKind.EqualEqual, 2) : (TokenKind.Assign, 1),
            '!' => second == '=' ? (TokenKind.NotEqual, 2) : (TokenKind.Not, 1),
            '>' => second == '=' ? (TokenKind.GreaterEqual, 2) : (TokenKind.Greater, 1),
            '<' when second == '<' && Peek(start + 2) == '<' => (TokenKind.HeredocOpen, 3),
            '<' => second == '=' ? (TokenKind.LessEqual, 2) : (TokenKind.Less, 1),
            '&' when second == '&' => (TokenKind.AndAnd, 2),
            '|' when second == '|' => (TokenKind.OrOr, 2),
            _ => (TokenKind.BadCharacter, char.IsHighSurrogate(first) && char.IsLowSurrogate(second) ? 2 : 1),
        };
    }
}
