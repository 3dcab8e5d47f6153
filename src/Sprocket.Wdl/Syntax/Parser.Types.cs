using Sprocket.Text;

namespace Sprocket.Wdl.Syntax;

internal sealed partial class Parser
{
    private TypeSyntax ParseType()
    {
        if (_panicking || !EnterNesting())
        {
            return new ErrorTypeSyntax(Here());
        }

        int start = _token.Start;
        TypeSyntax type = ParseTypeWithoutQuantifier();
        if (_token.Kind is TokenKind.Question or TokenKind.Plus && !_panicking)
        {
            type = ParseQuantifiers(type, start);
        }

        LeaveNesting();
        return type;
    }

    private TypeSyntax ParseTypeWithoutQuantifier()
    {
        Token token = _token;
        switch (token.Kind)
        {
            case TokenKind.Boolean:
                return TakePrimitive(PrimitiveTypeKind.Boolean);
            case TokenKind.Int:
                return TakePrimitive(PrimitiveTypeKind.Int);
            case TokenKind.FloatType:
                return TakePrimitive(PrimitiveTypeKind.Float);
            case TokenKind.String:
                return TakePrimitive(PrimitiveTypeKind.String);
            case TokenKind.File:
                return TakePrimitive(PrimitiveTypeKind.File);
            case TokenKind.Directory:
                RequireVersion(WdlVersion.V1_2, token.Span, "the type `Directory` exists");
                return TakePrimitive(PrimitiveTypeKind.Directory);
            case TokenKind.Array:
                return ParseArrayType();
            case TokenKind.Map:
            case TokenKind.Pair:
                return ParseTwoPartType();
            case TokenKind.ObjectType:
                ReportDeprecatedObject("the type `Object`");
                Advance();
                return new ObjectTypeSyntax(token.Span);
            case TokenKind.Identifier:
                IdentifierSyntax name = TakeIdentifier();
                return new NamedTypeSyntax(name.Span, name);
            default:
                FailExpecting("a type");
                return new ErrorTypeSyntax(Here());
        }
    }

    private PrimitiveTypeSyntax TakePrimitive(PrimitiveTypeKind kind)
    {
        PrimitiveTypeSyntax type = new(_token.Span, kind);
        Advance();
        return type;
    }

    private TypeSyntax ParseArrayType()
    {
        int start = _token.Start;
        Advance();
        if (!ExpectTypeParameters("Array[String]"))
        {
            return new ErrorTypeSyntax(SpanFrom(start));
        }

        TypeSyntax item = ParseType();
        Expect(TokenKind.CloseBracket, "`]`");
        bool isNonEmpty = TryTake(TokenKind.Plus);
        return _panicking ? new ErrorTypeSyntax(SpanFrom(start)) : new ArrayTypeSyntax(SpanFrom(start), item, isNonEmpty);
    }

    private TypeSyntax ParseTwoPartType()
    {
        Token keyword = _token;
        bool isMap = keyword.Kind == TokenKind.Map;
        Advance();
        if (!ExpectTypeParameters(isMap ? "Map[String, Int]" : "Pair[String, Int]"))
        {
            return new ErrorTypeSyntax(SpanFrom(keyword.Start));
        }

        TypeSyntax first = ParseType();
        Expect(TokenKind.Comma, isMap ? "`,` and the type of the values" : "`,` and the type on the right");
        TypeSyntax second = ParseType();
        Expect(TokenKind.CloseBracket, "`]`");
        TextSpan span = SpanFrom(keyword.Start);
        if (_panicking)
        {
            return new ErrorTypeSyntax(span);
        }

        return isMap ? new MapTypeSyntax(span, first, second) : new PairTypeSyntax(span, first, second);
    }

    private bool ExpectTypeParameters(string example)
    {
        if (TryTake(TokenKind.OpenBracket))
        {
            return true;
        }

        FailExpecting("`[`", $"a type of its elements belongs to it, as in `{example}`");
        return false;
    }

    private TypeSyntax ParseQuantifiers(TypeSyntax type, int start)
    {
        bool isOptional = false;
        while (_token.Kind is TokenKind.Question or TokenKind.Plus && !_panicking)
        {
            if (At(TokenKind.Question) && !isOptional)
            {
                isOptional = true;
            }
            else if (At(TokenKind.Question))
            {
                Report(SyntaxDiagnostics.InvalidQuantifier, _token.Span, "the type is optional already", "delete one `?`");
            }
            else
            {
                Report(
                    SyntaxDiagnostics.InvalidQuantifier,
                    _token.Span,
                    type is ArrayTypeSyntax { IsNonEmpty: false } ? "`+` stands after `?`, expected it before" : "only an `Array` can be non-empty",
                    type is ArrayTypeSyntax { IsNonEmpty: false } ? "write `+?`" : "delete the `+`");
            }

            Advance();
        }

        return type with { Span = SpanFrom(start), IsOptional = isOptional };
    }

    private void ReportDeprecatedObject(string what)
    {
        if (_version >= WdlVersion.V1_1)
        {
            Report(SyntaxDiagnostics.DeprecatedObject, _token.Span, $"{what} is deprecated", "define a struct");
        }
    }
}
