using Sprocket.Text;

namespace Sprocket.Wdl.Syntax;

internal sealed partial class Parser
{
    private ImportSyntax ParseImport()
    {
        int start = _token.Start;
        Advance();
        string? address = ParsePlainString("an import address", out TextSpan addressSpan);
        if (address is { Length: 0 })
        {
            Report(SyntaxDiagnostics.UnexpectedToken, addressSpan, "the import has an empty address, expected the path or URL of a document");
        }

        IdentifierSyntax? name = TryTake(TokenKind.As) ? ParseName("the name of a namespace") : null;
        int mark = _nodes.Count;
        while (At(TokenKind.Alias) && !_panicking)
        {
            int aliasStart = _token.Start;
            Advance();
            IdentifierSyntax original = ParseName("the name of a struct");
            Expect(TokenKind.As, "`as`");
            IdentifierSyntax alias = ParseName("another name for the struct");
            _nodes.Push(new ImportAliasSyntax(SpanFrom(aliasStart), original, alias));
        }

        return new ImportSyntax(SpanFrom(start), address ?? "", addressSpan, name, _nodes.PopFrom<ImportAliasSyntax>(mark));
    }

    private StructSyntax ParseStruct()
    {
        int start = _token.Start;
        Advance();
        IdentifierSyntax name = ParseName("the name of a struct");
        MetaSectionSyntax? meta = null;
        MetaSectionSyntax? parameterMeta = null;
        int mark = _nodes.Count;
        if (TryOpenBlock(out TextSpan open))
        {
            while (!AtBlockEnd())
            {
                int memberStart = BeginElement();
                if (_token.Kind is TokenKind.Meta or TokenKind.ParameterMeta && PeekNext().Kind == TokenKind.OpenBrace)
                {
                    bool isMeta = At(TokenKind.Meta);
                    RequireVersion(WdlVersion.V1_2, _token.Span, $"structs have a `{TextOf(_token)}` section");
                    MetaSectionSyntax section = ParseMetaSection();
                    meta = isMeta ? Join(meta, section) : meta;
                    parameterMeta = isMeta ? parameterMeta : Join(parameterMeta, section);
                }
                else
                {
                    _nodes.Push(ParseStructMember());
                }

                RecoverInList(memberStart, Stops.Statement);
            }

            ExpectClose(TokenKind.CloseBrace, "}", open);
        }

        return new StructSyntax(SpanFrom(start), name, _nodes.PopFrom<StructMemberSyntax>(mark), meta, parameterMeta);
    }

    private StructMemberSyntax ParseStructMember()
    {
        int start = _token.Start;
        TypeSyntax type = ParseType();
        IdentifierSyntax name = ParseName("the name of a member");
        TextSpan span = SpanFrom(start);
        if (!_panicking && At(TokenKind.Assign))
        {
            int valueStart = _token.Start;
            Advance();
            ParseExpression();
            Report(
                SyntaxDiagnostics.StructMemberValue,
                SpanFrom(valueStart),
                $"the struct member `{name.Text}` has a value",
                "delete it: whoever makes the struct gives the value");
        }

        return new StructMemberSyntax(span, type, name);
    }

    private EnumSyntax ParseEnum()
    {
        int start = _token.Start;
        RequireVersion(WdlVersion.V1_3, _token.Span, "enums exist");
        Advance();
        IdentifierSyntax name = ParseName("the name of an enum");
        TypeSyntax? type = null;
        if (TryTake(TokenKind.OpenBracket))
        {
            type = ParseType();
            Expect(TokenKind.CloseBracket, "`]`");
        }

        int mark = _nodes.Count;
        if (TryOpenBlock(out TextSpan open))
        {
            while (!AtBlockEnd())
            {
                int choiceStart = BeginElement();

                // The list of reserved words does not forbid them here, and `Kind.File` reads well.
                IdentifierSyntax choice = ParseAnyWord("the name of a choice");
                ExpressionSyntax? value = TryTake(TokenKind.Assign) ? ParseExpression() : null;
                _nodes.Push(new EnumChoiceSyntax(SpanFrom(choiceStart), choice, value));
                if (!_panicking && !TakeListComma(TokenKind.CloseBrace) && !AtBlockEnd())
                {
                    FailExpecting("`,` or `}`");
                }

                bool isBroken = _panicking;
                RecoverInList(choiceStart, Stops.Comma);
                if (isBroken)
                {
                    TryTake(TokenKind.Comma);
                }
            }

            ExpectClose(TokenKind.CloseBrace, "}", open);
        }

        return new EnumSyntax(SpanFrom(start), name, type, _nodes.PopFrom<EnumChoiceSyntax>(mark));
    }
}
