using System.Collections.Immutable;
using Sprocket.Text;

namespace Sprocket.Wdl.Syntax;

internal sealed partial class Parser
{
    private MetaSectionSyntax ParseMetaSection()
    {
        TextSpan keyword = _token.Span;
        Advance();
        ImmutableArray<MetaEntrySyntax> entries = ParseMetaEntries();
        return new MetaSectionSyntax(SpanFrom(keyword.Start), keyword, entries);
    }

    // In a section the entries stand on lines of their own; in an object commas separate them. Both are common in both.
    private ImmutableArray<MetaEntrySyntax> ParseMetaEntries()
    {
        TextSpan open = _token.Span;
        if (!Expect(TokenKind.OpenBrace, "`{`"))
        {
            return [];
        }

        int mark = _nodes.Count;
        while (!AtBlockEnd() && !AtStatementAfterMetadata())
        {
            int start = BeginElement();
            IdentifierSyntax key = ParseMetaKey();
            ExpectSeparator(TokenKind.Colon, TokenKind.Assign);
            MetaValueSyntax value = ParseMetaValue();
            _nodes.Push(new MetaEntrySyntax(SpanFrom(start), key, value));
            if (!_panicking && !_token.StartsLine && _token.Kind is not (TokenKind.CloseBrace or TokenKind.Comma or TokenKind.Quote) && !_token.IsWord && !AtEnd)
            {
                FailExpecting("a comma or the end of the line", "metadata has no expressions");
            }

            RecoverInList(start, Stops.Attribute | Stops.Statement | Stops.Comma);
            TryTake(TokenKind.Comma);
        }

        ExpectClose(TokenKind.CloseBrace, "}", open);
        return _nodes.PopFrom<MetaEntrySyntax>(mark);
    }

    // Where a brace is missing, all that follows would be one mistaken entry after the other.
    private bool AtStatementAfterMetadata() =>
        _token.StartsLine && StartsStatement() && ClassifiesAsElement() && PeekNext().Kind is not (TokenKind.Colon or TokenKind.Assign);

    private IdentifierSyntax ParseMetaKey()
    {
        if (!At(TokenKind.Quote) || _panicking)
        {
            return ParseAnyWord("a key");
        }

        Report(SyntaxDiagnostics.UnexpectedToken, _token.Span, "found a string, expected a key", "keys are written without quotes");
        return ParseQuotedName();
    }

    private MetaValueSyntax ParseMetaValue()
    {
        if (_panicking || !EnterNesting())
        {
            return new ErrorMetaValueSyntax(Here());
        }

        MetaValueSyntax value = ParseMetaValueInside();
        LeaveNesting();
        return value;
    }

    private MetaValueSyntax ParseMetaValueInside()
    {
        Token token = _token;
        switch (token.Kind)
        {
            case TokenKind.Quote:
                StringLiteralSyntax text = ParseQuotedString(hasPlaceholders: false);
                return new MetaStringSyntax(text.Span, text.PlainText ?? "");
            case TokenKind.HeredocOpen:
                StringLiteralSyntax lines = ParseMultiLineString();
                if (lines.PlainText is null)
                {
                    Report(SyntaxDiagnostics.PlaceholderNotAllowed, lines.Span, "a placeholder cannot stand in metadata", "write a plain string");
                }

                return new MetaStringSyntax(lines.Span, lines.PlainText ?? "");
            case TokenKind.Integer:
            case TokenKind.Float:
                Advance();
                return MakeMetaNumber(token, token.Start);
            case TokenKind.Minus or TokenKind.Plus when PeekNext().Kind is TokenKind.Integer or TokenKind.Float:
                Advance();
                Token number = _token;
                Advance();
                return MakeMetaNumber(number, token.Start);
            case TokenKind.True:
            case TokenKind.False:
                Advance();
                return new MetaBooleanSyntax(token.Span, token.Kind == TokenKind.True);
            case TokenKind.OpenBracket:
                return ParseMetaArray();
            case TokenKind.OpenBrace:
                ImmutableArray<MetaEntrySyntax> entries = ParseMetaEntries();
                return new MetaObjectSyntax(SpanFrom(token.Start), entries);
            case TokenKind.Identifier when _text.AsSpan(token.Start, token.End - token.Start).SequenceEqual("null"):
                Advance();
                return new MetaNullSyntax(token.Span);
            default:
                FailExpecting("a string, number, `true`, `false`, `null`, `[` or `{`", token.IsWord ? "metadata has no expressions: put text into quotes" : null);
                return new ErrorMetaValueSyntax(Here());
        }
    }

    private MetaValueSyntax MakeMetaNumber(Token number, int start)
    {
        TextSpan span = TextSpan.FromBounds(start, number.End);
        bool isNegative = _text[start] == '-';
        if (number.Kind == TokenKind.Integer)
        {
            return new MetaIntSyntax(span, ParseInteger(number, isNegative));
        }

        double value = ParseFloat(number);
        return new MetaFloatSyntax(span, isNegative ? -value : value);
    }

    private MetaArraySyntax ParseMetaArray()
    {
        TextSpan open = _token.Span;
        Advance();
        int mark = _nodes.Count;
        while (!_panicking && !At(TokenKind.CloseBracket) && !AtEnd)
        {
            _nodes.Push(ParseMetaValue());
            if (!TakeListComma(TokenKind.CloseBracket))
            {
                break;
            }
        }

        ExpectCloseInList(TokenKind.CloseBracket, "]", open);
        return new MetaArraySyntax(SpanFrom(open.Start), _nodes.PopFrom<MetaValueSyntax>(mark));
    }
}
