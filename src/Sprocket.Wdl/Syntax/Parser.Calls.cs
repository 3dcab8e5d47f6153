using System.Collections.Immutable;
using Sprocket.Text;

namespace Sprocket.Wdl.Syntax;

internal sealed partial class Parser
{
    private CallSyntax ParseCall()
    {
        int start = _token.Start;
        Advance();
        ImmutableArray<IdentifierSyntax> target = ParseCallTarget();
        IdentifierSyntax? alias = null;
        int mark = _nodes.Count;
        while (!_panicking && _token.Kind is TokenKind.As or TokenKind.After)
        {
            bool isAlias = At(TokenKind.As);
            if (isAlias && alias is not null)
            {
                Fail(SyntaxDiagnostics.UnexpectedToken, _token.Span, "found a second `as`, expected `after` or `{`");
                break;
            }

            if (!isAlias)
            {
                RequireVersion(WdlVersion.V1_1, _token.Span, "`after` exists");
            }

            Advance();
            IdentifierSyntax name = ParseName(isAlias ? "another name for the call" : "the name of a call");
            if (isAlias)
            {
                alias = name;
            }
            else
            {
                _nodes.Push(name);
            }
        }

        ImmutableArray<IdentifierSyntax> afters = _nodes.PopFrom<IdentifierSyntax>(mark);
        ImmutableArray<CallInputSyntax> inputs = !_panicking && At(TokenKind.OpenBrace) ? ParseCallInputs() : [];
        return new CallSyntax(SpanFrom(start), target, alias, afters, inputs);
    }

    private ImmutableArray<IdentifierSyntax> ParseCallTarget()
    {
        int mark = _nodes.Count;
        _nodes.Push(ParseName("the name of a task or workflow"));
        while (TryTake(TokenKind.Dot))
        {
            _nodes.Push(ParseName("the name of a task or workflow"));
        }

        return _nodes.PopFrom<IdentifierSyntax>(mark);
    }

    private ImmutableArray<CallInputSyntax> ParseCallInputs()
    {
        TextSpan open = _token.Span;
        Advance();
        if (At(TokenKind.Input))
        {
            Advance();
            Expect(TokenKind.Colon, "`:`");
        }
        else if (!At(TokenKind.CloseBrace) && !AtEnd)
        {
            RequireVersion(WdlVersion.V1_2, _token.Span, "call inputs may stand without `input:`");
        }

        Recover(Stops.Comma);
        int mark = _nodes.Count;
        while (!AtBlockEnd() && !(_token.StartsLine && AtSection()))
        {
            int start = BeginElement();
            _nodes.Push(ParseCallInput());
            if (!_panicking && !TakeListComma(TokenKind.CloseBrace) && !AtBlockEnd() && !(_token.StartsLine && AtSection()))
            {
                FailExpecting("`,` or `}`");
            }

            if (_panicking)
            {
                RecoverInList(start, Stops.Comma);
                TryTake(TokenKind.Comma);
            }
        }

        ExpectClose(TokenKind.CloseBrace, "}", open);
        return _nodes.PopFrom<CallInputSyntax>(mark);
    }

    private CallInputSyntax ParseCallInput()
    {
        int start = _token.Start;
        IdentifierSyntax name = ParseName("the name of an input");
        if (!_panicking && At(TokenKind.Dot))
        {
            // What is said here is all there is to say of the name.
            FailExpecting("`=`", "a call can give the inputs of what it calls, and not those of calls inside it");
            name = new IdentifierSyntax("", name.Span);
        }

        if (!_panicking && _token.Kind is TokenKind.Assign or TokenKind.Colon)
        {
            ExpectSeparator(TokenKind.Assign, TokenKind.Colon);
            ExpressionSyntax value = ParseExpression();
            return new CallInputSyntax(SpanFrom(start), name, value);
        }

        if (!name.IsMissing)
        {
            RequireVersion(WdlVersion.V1_1, name.Span, $"`{name.Text}` may stand for `{name.Text} = {name.Text}`");
        }

        return new CallInputSyntax(SpanFrom(start), name, null);
    }
}
