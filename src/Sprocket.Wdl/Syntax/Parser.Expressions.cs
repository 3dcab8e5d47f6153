using System.Collections.Immutable;
using Sprocket.Text;

namespace Sprocket.Wdl.Syntax;

internal sealed partial class Parser
{
    // The height of the expression read last: what bounds the recursion of those who consume the tree.
    private int _height;

    // Whether the values of a hints section are being read, the only place of hints, input and output literals.
    private bool _inHints;

    // Whether a heading is being read, where `name {` is a name and the start of the body.
    private bool _inHeading;

    /// <summary>Reads an expression whose operators all bind tighter than <paramref name="minimum"/>.</summary>
    private ExpressionSyntax ParseExpression(int minimum = 0)
    {
        if (_panicking || !EnterNesting())
        {
            return MissingExpression();
        }

        int start = _token.Start;
        ExpressionSyntax left = ParseUnary();
        int height = _height;
        while (!_panicking && GetOperator(_token.Kind) is { Precedence: var precedence, Operator: var binary } && precedence > minimum)
        {
            TextSpan operatorSpan = _token.Span;
            if (binary == BinaryOperator.Power)
            {
                RequireVersion(WdlVersion.V1_2, operatorSpan, "the operator `**` exists");
            }

            Advance();
            ExpressionSyntax right = ParseExpression(precedence);
            height = Math.Max(height, _height) + 1;
            left = new BinaryExpressionSyntax(SpanFrom(start), left, binary, operatorSpan, right);
            if (!CheckHeight(height, operatorSpan))
            {
                break;
            }
        }

        _height = height;
        LeaveNesting();
        return left;
    }

    // Precedence table of WDL 1.2, "Operator Precedence Table"; all binary operators associate to the left, `**` included.
    private static (int Precedence, BinaryOperator Operator) GetOperator(TokenKind kind) => kind switch
    {
        TokenKind.OrOr => (1, BinaryOperator.Or),
        TokenKind.AndAnd => (2, BinaryOperator.And),
        TokenKind.EqualEqual => (3, BinaryOperator.Equal),
        TokenKind.NotEqual => (3, BinaryOperator.NotEqual),
        TokenKind.Less => (4, BinaryOperator.Less),
        TokenKind.LessEqual => (4, BinaryOperator.LessOrEqual),
        TokenKind.Greater => (4, BinaryOperator.Greater),
        TokenKind.GreaterEqual => (4, BinaryOperator.GreaterOrEqual),
        TokenKind.Plus => (5, BinaryOperator.Add),
        TokenKind.Minus => (5, BinaryOperator.Subtract),
        TokenKind.Star => (6, BinaryOperator.Multiply),
        TokenKind.Slash => (6, BinaryOperator.Divide),
        TokenKind.Percent => (6, BinaryOperator.Remainder),
        TokenKind.StarStar => (7, BinaryOperator.Power),
        _ => (0, default),
    };

    private ErrorExpressionSyntax MissingExpression()
    {
        _height = 1;
        return new ErrorExpressionSyntax(Here());
    }

    private bool CheckHeight(int height, TextSpan span)
    {
        if (height <= DocumentParser.MaxHeight)
        {
            return true;
        }

        GiveUpTooDeep(span);
        return false;
    }

    private ExpressionSyntax ParseUnary()
    {
        UnaryOperator unary;
        switch (_token.Kind)
        {
            case TokenKind.Not:
                unary = UnaryOperator.Not;
                break;
            case TokenKind.Minus:
                unary = UnaryOperator.Negate;
                break;
            case TokenKind.Plus:
                unary = UnaryOperator.Plus;
                break;
            default:
                return ParsePostfix();
        }

        if (!EnterNesting())
        {
            return MissingExpression();
        }

        int start = _token.Start;
        Advance();
        ExpressionSyntax result;
        if (unary == UnaryOperator.Negate && At(TokenKind.Integer) && IsSmallestMagnitude(_token))
        {
            // -9223372036854775808 is an Int, though 9223372036854775808 is not.
            Advance();
            _height = 1;
            result = new IntLiteralSyntax(SpanFrom(start), long.MinValue);
        }
        else
        {
            ExpressionSyntax operand = ParseUnary();
            _height++;
            result = new UnaryExpressionSyntax(SpanFrom(start), unary, operand);
        }

        LeaveNesting();
        return result;
    }

    private ExpressionSyntax ParsePostfix()
    {
        int start = _token.Start;
        ExpressionSyntax expression = ParsePrimary();
        int height = _height;
        while (!_panicking)
        {
            TextSpan operatorSpan = _token.Span;
            if (At(TokenKind.Dot))
            {
                Advance();
                IdentifierSyntax member = ParseAnyWord("the name of a member");
                height++;
                expression = new MemberExpressionSyntax(SpanFrom(start), expression, member);
            }
            else if (At(TokenKind.OpenBracket))
            {
                Advance();
                ExpressionSyntax index = ParseInBrackets();
                ExpectCloseInList(TokenKind.CloseBracket, "]", operatorSpan);
                height = Math.Max(height, _height) + 1;
                expression = new IndexExpressionSyntax(SpanFrom(start), expression, index);
            }
            else
            {
                if (At(TokenKind.OpenParenthesis) && !_token.StartsLine && expression is not (NameExpressionSyntax or ErrorExpressionSyntax))
                {
                    Fail(SyntaxDiagnostics.UnexpectedToken, _token.Span, "found `(`, expected an operator", "only the functions of the standard library can be called");
                }

                break;
            }

            if (!CheckHeight(height, operatorSpan))
            {
                break;
            }
        }

        _height = height;
        return expression;
    }

    private ExpressionSyntax ParsePrimary()
    {
        Token token = _token;
        _height = 1;
        switch (token.Kind)
        {
            case TokenKind.Identifier:
                return ParseNameExpression();
            case TokenKind.Quote:
            case TokenKind.HeredocOpen:
                return ParseString();
            case TokenKind.Integer:
                Advance();
                return new IntLiteralSyntax(token.Span, ParseInteger(token, isNegative: false));
            case TokenKind.Float:
                Advance();
                return new FloatLiteralSyntax(token.Span, ParseFloat(token));
            case TokenKind.True:
            case TokenKind.False:
                Advance();
                return new BooleanLiteralSyntax(token.Span, token.Kind == TokenKind.True);
            case TokenKind.None:
                RequireVersion(WdlVersion.V1_1, token.Span, "`None` exists");
                Advance();
                return new NoneLiteralSyntax(token.Span);
            case TokenKind.OpenParenthesis:
                return ParseParenthesized();
            case TokenKind.OpenBracket:
                return ParseArrayLiteral();
            case TokenKind.OpenBrace:
                return ParseMapLiteral();
            case TokenKind.Object:
                return ParseObjectLiteral();
            case TokenKind.If:
                return ParseConditionalExpression();
            case TokenKind.Task when PeekNext().Kind == TokenKind.Dot:
                RequireVersion(WdlVersion.V1_2, token.Span, "the variable `task` exists");
                return new NameExpressionSyntax(token.Span, TakeWord());
            case TokenKind.Hints or TokenKind.Input or TokenKind.Output when PeekNext().Kind == TokenKind.OpenBrace:
                return ParseHintsLiteral();
            default:
                // A word that is free in this version, such as `in` in 1.0.
                if (token.IsWord && !Keywords.IsReserved(token.Kind, _version))
                {
                    return ParseNameExpression();
                }

                FailExpecting("an expression");
                return MissingExpression();
        }
    }

    private ExpressionSyntax ParseNameExpression()
    {
        int start = _token.Start;
        IdentifierSyntax name = At(TokenKind.Identifier) ? TakeIdentifier() : TakeWord();
        if (At(TokenKind.OpenParenthesis))
        {
            ImmutableArray<ExpressionSyntax> arguments = ParseExpressionList(TokenKind.CloseParenthesis, ")");
            return new ApplyExpressionSyntax(SpanFrom(start), name, arguments);
        }

        if (At(TokenKind.OpenBrace) && !_inHeading)
        {
            RequireVersion(WdlVersion.V1_1, name.Span, $"struct literals such as `{name.Text} {{ … }}` exist");
            ImmutableArray<MemberValueSyntax> members = ParseMembers();
            return new StructLiteralSyntax(SpanFrom(start), name, members);
        }

        return new NameExpressionSyntax(name.Span, name);
    }

    /// <summary>Reads an expression inside brackets, where nothing of a heading applies.</summary>
    private ExpressionSyntax ParseInBrackets()
    {
        bool inHeading = _inHeading;
        _inHeading = false;
        ExpressionSyntax expression = ParseExpression();
        _inHeading = inHeading;
        return expression;
    }

    // `(a)`, or the pair `(a, b)`.
    private ExpressionSyntax ParseParenthesized()
    {
        TextSpan open = _token.Span;
        Advance();
        ExpressionSyntax first = ParseInBrackets();
        if (!TryTake(TokenKind.Comma))
        {
            ExpectCloseInList(TokenKind.CloseParenthesis, ")", open);
            return first;
        }

        int height = _height;
        ExpressionSyntax second = ParseInBrackets();
        ExpectCloseInList(TokenKind.CloseParenthesis, ")", open);
        _height = Math.Max(height, _height) + 1;
        return new PairLiteralSyntax(SpanFrom(open.Start), first, second);
    }

    private ConditionalExpressionSyntax ParseConditionalExpression()
    {
        int start = _token.Start;
        Advance();
        ExpressionSyntax condition = ParseExpression();
        int height = _height;
        Expect(TokenKind.Then, "`then` or an operator");
        ExpressionSyntax whenTrue = ParseExpression();
        height = Math.Max(height, _height);
        Expect(TokenKind.Else, "`else` or an operator");
        ExpressionSyntax whenFalse = ParseExpression();
        _height = Math.Max(height, _height) + 1;
        return new ConditionalExpressionSyntax(SpanFrom(start), condition, whenTrue, whenFalse);
    }
}
