using System.Collections.Immutable;
using System.Globalization;
using Sprocket.Text;

namespace Sprocket.Wdl.Syntax;

internal sealed partial class Parser
{
    private const ulong SmallestMagnitude = 1UL << 63;

    private ArrayLiteralSyntax ParseArrayLiteral()
    {
        int start = _token.Start;
        ImmutableArray<ExpressionSyntax> items = ParseExpressionList(TokenKind.CloseBracket, "]");
        return new ArrayLiteralSyntax(SpanFrom(start), items);
    }

    /// <summary>Reads expressions separated by commas, from the opening bracket to the closing one; leaves the height of a node around them.</summary>
    private ImmutableArray<ExpressionSyntax> ParseExpressionList(TokenKind close, string closeText) =>
        ParseItems(close, closeText, static parser => parser.ParseInBrackets(), static (parser, close) => parser.TakeListComma(close));

    /// <summary>Reads the items of a list, from the opening bracket to the closing one; leaves the height of a node around them.</summary>
    /// <param name="close">What closes the list.</param>
    /// <param name="closeText">Its text.</param>
    /// <param name="parse">Reads an item; leaves its height.</param>
    /// <param name="takeSeparator">Takes what is between two items; false at the end of the list.</param>
    private ImmutableArray<T> ParseItems<T>(TokenKind close, string closeText, Func<Parser, T> parse, Func<Parser, TokenKind, bool> takeSeparator)
        where T : SyntaxNode
    {
        TextSpan open = _token.Span;
        Advance();
        int mark = _nodes.Count;
        int height = 0;
        while (!_panicking && !At(close) && !AtEnd)
        {
            _nodes.Push(parse(this));
            height = Math.Max(height, _height);
            if (!takeSeparator(this, close))
            {
                break;
            }
        }

        ExpectCloseInList(close, closeText, open);
        _height = height + 1;
        return _nodes.PopFrom<T>(mark);
    }

    /// <summary>Takes the comma between two items; false at the end of the list. A comma forgotten between two items is reported and supposed.</summary>
    /// <param name="close">What closes the list.</param>
    /// <param name="separator">What follows the first word of each item, or null where an item is one expression.</param>
    private bool TakeListComma(TokenKind close, TokenKind? separator = null)
    {
        if (_panicking || At(close))
        {
            return false;
        }

        if (TryTake(TokenKind.Comma))
        {
            return true;
        }

        bool isItem = separator is null
            ? _token.Kind is TokenKind.Quote or TokenKind.Integer or TokenKind.Float or TokenKind.Identifier
            : At(TokenKind.Quote) || (_token.IsWord && PeekNext().Kind == separator);
        if (isItem && !StartsStatementLine())
        {
            Report(SyntaxDiagnostics.WrongSeparator, Here(), $"found {Describe(_token)}, expected `,` between two items", "put a comma between them");
            return true;
        }

        return false;
    }

    private bool StartsStatementLine() => _token.StartsLine && StartsStatement();

    /// <summary>Takes the bracket that closes a list. A panic in the list ends here, if its bracket can be found.</summary>
    /// <remarks>
    /// Otherwise what is around would go on at a comma, or end at a brace, of this list. Where the bracket is missing on the
    /// same line the reader sees where the list ends, so what stands in the way is the mistake, not the bracket.
    /// </remarks>
    private void ExpectCloseInList(TokenKind close, string closeText, TextSpan open)
    {
        if (_panicking)
        {
            RecoverAtClose(close);
            return;
        }

        if (!At(close) && !_token.StartsLine && !AtEnd)
        {
            FailExpecting($"`,` or `{closeText}`");
            RecoverAtClose(close);
            return;
        }

        bool isMissing = !At(close);
        ExpectClose(close, closeText, open);
        _panicking = isMissing && !_gaveUp;
    }

    // In a placeholder the string or command around is the better place: what follows it are not tokens.
    private void RecoverAtClose(TokenKind close)
    {
        if (_inPlaceholder)
        {
            return;
        }

        SkipTo(Stops.Statement | Stops.Close);
        if (At(close))
        {
            _panicking = false;
            Advance();
        }
    }

    // Keys are expressions, so the members of `{ a: 1 }` are named by the value of `a`.
    private MapLiteralSyntax ParseMapLiteral()
    {
        int start = _token.Start;
        ImmutableArray<MapEntrySyntax> entries = ParseItems(
            TokenKind.CloseBrace, "}", static parser => parser.ParseMapEntry(), static (parser, close) => parser.TakeListComma(close, TokenKind.Colon));
        return new MapLiteralSyntax(SpanFrom(start), entries);
    }

    private MapEntrySyntax ParseMapEntry()
    {
        int start = _token.Start;
        ExpressionSyntax key = ParseInBrackets();
        int height = _height;
        Expect(TokenKind.Colon, "`:`");
        ExpressionSyntax value = ParseInBrackets();
        _height = Math.Max(height, _height);
        return new MapEntrySyntax(SpanFrom(start), key, value);
    }

    private ExpressionSyntax ParseObjectLiteral()
    {
        int start = _token.Start;
        ReportDeprecatedObject("the literal `object { … }`");
        Advance();
        if (!At(TokenKind.OpenBrace))
        {
            FailExpecting("`{`");
            return MissingExpression();
        }

        ImmutableArray<MemberValueSyntax> members = ParseMembers();
        return new ObjectLiteralSyntax(SpanFrom(start), members);
    }

    private ImmutableArray<MemberValueSyntax> ParseMembers() => ParseItems(
        TokenKind.CloseBrace, "}", static parser => parser.ParseMember(), static (parser, close) => parser.TakeListComma(close, TokenKind.Colon));

    private MemberValueSyntax ParseMember()
    {
        int start = _token.Start;
        IdentifierSyntax name = At(TokenKind.Quote) ? ParseQuotedName() : ParseAnyWord("the name of a member");
        ExpectSeparator(TokenKind.Colon, TokenKind.Assign);
        ExpressionSyntax value = ParseInBrackets();
        return new MemberValueSyntax(SpanFrom(start), name, value);
    }

    private IdentifierSyntax ParseQuotedName()
    {
        string? text = ParsePlainString("the name of a member", out TextSpan span);
        return string.IsNullOrEmpty(text) ? new IdentifierSyntax("", span) : new IdentifierSyntax(text, span);
    }

    /// <summary>Takes <c>:</c> or <c>=</c>; the one in place of the other is reported and accepted.</summary>
    private void ExpectSeparator(TokenKind wanted, TokenKind mistaken)
    {
        string text = wanted == TokenKind.Colon ? ":" : "=";
        if (!_panicking && At(mistaken))
        {
            Report(
                SyntaxDiagnostics.WrongSeparator,
                _token.Span,
                $"found {Describe(_token)}, expected `{text}`",
                [],
                $"write `{text}` here",
                new DiagnosticFix(_token.Span, text));
            Advance();
            return;
        }

        Expect(wanted, $"`{text}`");
    }

    private HintsLiteralSyntax ParseHintsLiteral()
    {
        Token keyword = _token;
        if (!_inHints)
        {
            Report(
                SyntaxDiagnostics.MisplacedHintsLiteral,
                keyword.Span,
                $"`{TextOf(keyword)} {{ … }}` stands outside a `hints` section",
                "use a struct or a map");
        }

        Advance();

        // Commas may be left out between lines, as in the section itself.
        ImmutableArray<HintsMemberSyntax> members = ParseItems(
            TokenKind.CloseBrace, "}", static parser => parser.ParseHintsMember(), static (parser, _) => parser.TryTake(TokenKind.Comma) || parser._token.StartsLine);
        HintsLiteralKind kind = keyword.Kind switch
        {
            TokenKind.Input => HintsLiteralKind.Input,
            TokenKind.Output => HintsLiteralKind.Output,
            _ => HintsLiteralKind.Hints,
        };
        return new HintsLiteralSyntax(SpanFrom(keyword.Start), kind, members);
    }

    private HintsMemberSyntax ParseHintsMember()
    {
        int start = _token.Start;
        ImmutableArray<IdentifierSyntax> path = ParseDottedName("the name of a hint");
        ExpectSeparator(TokenKind.Colon, TokenKind.Assign);
        ExpressionSyntax value = ParseInBrackets();
        return new HintsMemberSyntax(SpanFrom(start), path, value);
    }

    private ImmutableArray<IdentifierSyntax> ParseDottedName(string expected)
    {
        int mark = _nodes.Count;
        _nodes.Push(ParseAnyWord(expected));
        while (TryTake(TokenKind.Dot))
        {
            _nodes.Push(ParseAnyWord("a name"));
        }

        return _nodes.PopFrom<IdentifierSyntax>(mark);
    }

    private long ParseInteger(Token token, bool isNegative)
    {
        ulong limit = isNegative ? SmallestMagnitude : long.MaxValue;
        if (TryReadMagnitude(token, out ulong magnitude) && magnitude <= limit)
        {
            return isNegative ? unchecked(-(long)magnitude) : (long)magnitude;
        }

        Report(
            SyntaxDiagnostics.NumberOutOfRange,
            token.Span,
            $"`{Shorten(token)}` does not fit into an Int, which has 64 bits",
            isNegative ? "the smallest Int is -9223372036854775808" : "the largest Int is 9223372036854775807");
        return 0;
    }

    private bool IsSmallestMagnitude(Token token) => TryReadMagnitude(token, out ulong magnitude) && magnitude == SmallestMagnitude;

    private bool TryReadMagnitude(Token token, out ulong magnitude)
    {
        ReadOnlySpan<char> digits = _text.AsSpan(token.Start, token.End - token.Start);
        uint radix = 10;
        if (digits.Length > 1 && digits[0] == '0')
        {
            bool isHexadecimal = digits[1] is 'x' or 'X';
            radix = isHexadecimal ? 16u : 8u;
            digits = digits[(isHexadecimal ? 2 : 1)..];
        }

        magnitude = 0;
        foreach (char digit in digits)
        {
            ulong value = (ulong)(digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
            if (magnitude > (ulong.MaxValue - value) / radix)
            {
                return false;
            }

            magnitude = (magnitude * radix) + value;
        }

        return true;
    }

    private double ParseFloat(Token token)
    {
        double value = double.Parse(_text.AsSpan(token.Start, token.End - token.Start), NumberStyles.Float, CultureInfo.InvariantCulture);
        if (double.IsFinite(value))
        {
            return value;
        }

        Report(SyntaxDiagnostics.NumberOutOfRange, token.Span, $"`{Shorten(token)}` is too large for a Float", "the largest Float is about 1.8e308");
        return 0;
    }
}
