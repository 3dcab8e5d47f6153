using Sprocket.Text;

namespace Sprocket.Wdl.Syntax;

internal sealed partial class Parser
{
    /// <summary>The places at which reading can go on after a panic.</summary>
    [Flags]
    private enum Stops
    {
        /// <summary>The brace that closes the block around, and a line that begins a top-level definition: always.</summary>
        Block = 0,

        /// <summary>A line that begins with a section, statement or declaration.</summary>
        Statement = 1,

        /// <summary>A line that begins with <c>name:</c>.</summary>
        Attribute = 2,

        /// <summary>A comma.</summary>
        Comma = 4,

        /// <summary>A closing parenthesis, or the brace that opens a body.</summary>
        Heading = 8,

        /// <summary>A closing bracket of any kind.</summary>
        Close = 16,
    }

    /// <summary>Ends a panic, if there is one, at the next place where reading can go on.</summary>
    private void Recover(Stops stops)
    {
        if (_panicking)
        {
            SkipTo(stops);
            _panicking = false;
        }
    }

    /// <summary>Ends a panic in an element of a block, and makes sure that the next element is not the same one again.</summary>
    /// <param name="start">Where the element began.</param>
    /// <param name="stops">Where reading can go on.</param>
    private void RecoverInList(int start, Stops stops)
    {
        if (_panicking)
        {
            bool isStuck = _token.Start == start && !AtBlockEnd();
            SkipTo(stops, isStuck, mayBraceEndBlock: stops != Stops.Statement || !IsFirstOnLine(start));
            _panicking = false;
        }
    }

    private bool IsFirstOnLine(int position)
    {
        while (position > 0 && _text[position - 1] is ' ' or '\t')
        {
            position--;
        }

        return position == 0 || _text[position - 1] is '\n' or '\r';
    }

    /// <param name="stops">Where to stop.</param>
    /// <param name="mustMove">Whether the token at hand is no place to stop.</param>
    /// <param name="mayBraceEndBlock">
    /// Whether a closing brace inside a line ends the block. Where statements stand on lines of their own, so does the brace
    /// of their block: another belongs to the statement, whose opening brace may be just what is wrong.
    /// </param>
    private void SkipTo(Stops stops, bool mustMove = false, bool mayBraceEndBlock = true)
    {
        int depth = 0;
        while (!AtEnd)
        {
            bool isForeignBrace = !mayBraceEndBlock && At(TokenKind.CloseBrace) && !_token.StartsLine;
            if (!mustMove && (AtTopLevelDefinition() || (depth == 0 && !isForeignBrace && IsStop(stops))))
            {
                return;
            }

            mustMove = false;

            switch (_token.Kind)
            {
                case TokenKind.OpenBrace or TokenKind.OpenBracket or TokenKind.OpenParenthesis:
                    depth++;
                    break;
                case TokenKind.CloseBrace or TokenKind.CloseBracket or TokenKind.CloseParenthesis:
                    depth = Math.Max(0, depth - 1);
                    break;
            }

            SkipToken();
        }
    }

    private bool IsStop(Stops stops) => _token.Kind switch
    {
        TokenKind.CloseBrace => true,
        TokenKind.Comma => stops.HasFlag(Stops.Comma),
        TokenKind.CloseParenthesis or TokenKind.CloseBracket when stops.HasFlag(Stops.Close) => true,
        TokenKind.CloseParenthesis or TokenKind.OpenBrace => stops.HasFlag(Stops.Heading),
        _ => _token.StartsLine
            && ((stops.HasFlag(Stops.Statement) && StartsStatement())
                || (stops.HasFlag(Stops.Attribute) && _token.IsWord && PeekNext().Kind == TokenKind.Colon)),
    };

    /// <summary>Whether the token, which begins a line, looks like the start of a section, statement or declaration.</summary>
    private bool StartsStatement()
    {
        switch (_token.Kind)
        {
            case TokenKind.Input or TokenKind.Output or TokenKind.Meta or TokenKind.ParameterMeta or TokenKind.Runtime
                or TokenKind.Requirements or TokenKind.Hints:
                return PeekNext().Kind == TokenKind.OpenBrace;
            case TokenKind.Command:
                return PeekNext().Kind is TokenKind.OpenBrace or TokenKind.HeredocOpen;
            case TokenKind.Call:
                return PeekNext().IsWord;
            case TokenKind.Scatter or TokenKind.If:
                return PeekNext().Kind == TokenKind.OpenParenthesis;
            case TokenKind.Env:
                return PeekNext().IsWord;
            case TokenKind.Identifier:
                return PeekNext() is { IsWord: true, StartsLine: false };
            default:
                return _token.IsTypeKeyword;
        }
    }

    /// <summary>Whether a line begins a top-level definition: inside a block it shows that a closing brace is missing.</summary>
    private bool AtTopLevelDefinition() => _token.StartsLine && _token.Kind switch
    {
        TokenKind.Task or TokenKind.Workflow or TokenKind.Struct => PeekTwo() is ({ IsWord: true }, { Kind: TokenKind.OpenBrace }),
        TokenKind.Enum => PeekTwo() is ({ IsWord: true }, { Kind: TokenKind.OpenBrace or TokenKind.OpenBracket }),
        TokenKind.Import => PeekNext().Kind == TokenKind.Quote,
        _ => false,
    };

    /// <summary>Whether a block's list of elements is over: at its brace, or where the brace must be missing.</summary>
    private bool AtBlockEnd() => At(TokenKind.CloseBrace) || AtEnd || AtTopLevelDefinition();

    /// <summary>
    /// Skips the closing brace at hand if what follows it belongs into the same task or workflow: a brace before it, or this
    /// one, is one too many.
    /// </summary>
    private bool SkipBraceTooMany(TextSpan open)
    {
        if (!At(TokenKind.CloseBrace) || PeekNext() is not { IsWord: true } next)
        {
            return false;
        }

        TextSpan brace = _token.Span;
        Lexer lexer = _lexer;
        Token token = _token;
        int previousEnd = _previousEnd;
        Advance();
        if (!AtTopLevelDefinition() && StartsStatement() && ClassifiesAsElement())
        {
            Report(
                SyntaxDiagnostics.UnexpectedToken,
                brace,
                $"this `}}` ends the block, but `{TextOf(next)}` after it belongs into it",
                [new DiagnosticLabel(_source, open, "the block begins here")],
                "delete it, or look for a `}` too many before it");
            return true;
        }

        (_lexer, _token, _previousEnd) = (lexer, token, previousEnd);
        return false;
    }

    /// <summary>Whether each brace that is open in a workflow is closed further on. The answer is found once.</summary>
    private bool DoBracesMatch()
    {
        if (_doBracesMatch is { } known)
        {
            return known;
        }

        (Lexer lexer, Token token, int previousEnd) = (_lexer, _token, _previousEnd);

        // Those of the blocks around, and that of the workflow.
        int open = _nesting + 1;
        while (!AtEnd && !AtTopLevelDefinition())
        {
            open += At(TokenKind.OpenBrace) ? 1 : At(TokenKind.CloseBrace) ? -1 : 0;
            SkipToken();
        }

        (_lexer, _token, _previousEnd) = (lexer, token, previousEnd);
        _doBracesMatch = open == 0;
        return open == 0;
    }

    // Two words in a row may be a misspelt top-level keyword with its name.
    private bool ClassifiesAsElement() => _token.IsTypeKeyword || (_token.Kind != TokenKind.Identifier && _token.Kind != TokenKind.Env);

    // Strings and commands are skipped whole: what they hold are not tokens.
    private void SkipToken()
    {
        switch (_token.Kind)
        {
            case TokenKind.Quote:
                SkipString();
                break;
            case TokenKind.HeredocOpen:
                SkipBlock(_token.End, ">>>");
                break;
            case TokenKind.Command when PeekNext() is { Kind: TokenKind.HeredocOpen or TokenKind.OpenBrace } open:
                SkipBlock(open.End, open.Kind == TokenKind.HeredocOpen ? ">>>" : "}");
                break;
            default:
                Advance();
                break;
        }
    }

    private void SkipString()
    {
        // Without a closing quote on its line it is not known where the string was meant to end.
        char quote = _text[_token.Start];
        int position = _token.End;
        while (position < _text.Length && _text[position] is not ('\n' or '\r'))
        {
            char character = _text[position++];
            if (character == quote)
            {
                ResumeAt(position);
                return;
            }

            if (character == '\\' && position < _text.Length && _text[position] is not ('\n' or '\r'))
            {
                position++;
            }
        }

        Advance();
    }

    private void SkipBlock(int position, string close)
    {
        int length = _text.AsSpan(position).IndexOf(close, StringComparison.Ordinal);
        ResumeAt(length < 0 ? _text.Length : position + length + close.Length);
    }
}
