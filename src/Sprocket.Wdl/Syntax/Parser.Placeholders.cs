using System.Collections.Immutable;
using Sprocket.Text;

namespace Sprocket.Wdl.Syntax;

internal sealed partial class Parser
{
    // Whether a placeholder is being read, which ends with the string or command around it at the latest.
    private bool _inPlaceholder;

    private static readonly string[] OptionNames = ["sep", "default", "true", "false"];

    /// <summary>Reads the placeholder at a position; the text goes on at the end of its span.</summary>
    /// <param name="position">Where its <c>~{</c> or <c>${</c> stands.</param>
    /// <param name="close">What ends the string or command around it, where a placeholder without end ends at the latest.</param>
    private PlaceholderPartSyntax ParsePlaceholder(int position, string close)
    {
        bool inHints = _inHints;
        bool inHeading = _inHeading;
        bool inPlaceholder = _inPlaceholder;
        _inHints = false;
        _inHeading = false;
        _inPlaceholder = true;

        ResumeAt(position + 2);

        // A placeholder and the string around it take about twice the stack that brackets take.
        bool isEntered = EnterNesting();
        ImmutableArray<PlaceholderOptionSyntax> options = ParsePlaceholderOptions();
        ExpressionSyntax expression = ParseExpression();
        int end = _token.End;
        if (_panicking || !At(TokenKind.CloseBrace))
        {
            FailAtPlaceholderEnd(new TextSpan(position, 2));
            end = FindPlaceholderEnd(close);
            _panicking = false;
        }

        _nesting -= isEntered ? 1 : 0;
        _inHints = inHints;
        _inHeading = inHeading;
        _inPlaceholder = inPlaceholder;
        return new PlaceholderPartSyntax(TextSpan.FromBounds(position, end), options, expression);
    }

    // A quote or a new line is hardly meant as part of the expression.
    private void FailAtPlaceholderEnd(TextSpan open)
    {
        if (!_panicking && (_token.StartsLine || At(TokenKind.Quote) || AtEnd))
        {
            ExpectClose(TokenKind.CloseBrace, "}", open);
        }
        else
        {
            FailExpecting("`}` or an operator");
        }
    }

    // After its brace, or else at the end of the line or of the text around, whichever comes first.
    private int FindPlaceholderEnd(string close)
    {
        if (_gaveUp)
        {
            return _text.Length;
        }

        ReadOnlySpan<char> stops = ['}', '\r', '\n', close[0]];
        int position = _previousEnd;
        while (_text.AsSpan(position).IndexOfAny(stops) is int length and >= 0)
        {
            position += length;
            if (_text[position] == '}')
            {
                return position + 1;
            }

            if (_text[position] is '\r' or '\n' || _text.AsSpan(position).StartsWith(close))
            {
                return position;
            }

            position++;
        }

        return _text.Length;
    }

    private ImmutableArray<PlaceholderOptionSyntax> ParsePlaceholderOptions()
    {
        int mark = _nodes.Count;
        while (!_panicking && _token.IsWord && PeekNext().Kind == TokenKind.Assign)
        {
            _nodes.Push(ParsePlaceholderOption());
        }

        ImmutableArray<PlaceholderOptionSyntax> options = _nodes.PopFrom<PlaceholderOptionSyntax>(mark);
        if (!options.IsEmpty && !_panicking)
        {
            CheckOptions(options);
        }

        return options;
    }

    private PlaceholderOptionSyntax ParsePlaceholderOption()
    {
        Token name = _token;
        string text = TextOf(name);
        PlaceholderOptionKind kind = PlaceholderOptionKind.Sep;
        switch (text)
        {
            case "sep":
                break;
            case "default":
                kind = PlaceholderOptionKind.Default;
                break;
            case "true":
                kind = PlaceholderOptionKind.True;
                break;
            case "false":
                kind = PlaceholderOptionKind.False;
                break;
            default:
                Fail(
                    SyntaxDiagnostics.InvalidPlaceholderOptions,
                    name.Span,
                    $"`{text}` is not a placeholder option, expected `sep`, `default`, or `true` and `false`",
                    Spelling.FindClosest(text, OptionNames) is string meant ? $"did you mean `{meant}`?" : "equality is written `==`");
                break;
        }

        if (_version >= WdlVersion.V1_1)
        {
            Report(
                SyntaxDiagnostics.DeprecatedPlaceholderOption,
                name.Span,
                $"the placeholder option `{text}` is deprecated",
                kind switch
                {
                    PlaceholderOptionKind.Sep => "use the function `sep`",
                    PlaceholderOptionKind.Default => "use the function `select_first`",
                    _ => "use `if … then … else …`",
                });
        }

        Advance();
        Advance();
        ExpressionSyntax value = ParseOptionValue(kind, text);
        return new PlaceholderOptionSyntax(SpanFrom(name.Start), kind, value);
    }

    private ExpressionSyntax ParseOptionValue(PlaceholderOptionKind kind, string name)
    {
        if (At(TokenKind.Quote))
        {
            string? text = ParsePlainString("the value of a placeholder option", out TextSpan span);
            return new StringLiteralSyntax(
                span,
                _text[span.Start] == '"' ? StringQuote.Double : StringQuote.Single,
                string.IsNullOrEmpty(text) ? [] : [new TextPartSyntax(new TextSpan(span.Start + 1, Math.Max(0, span.Length - 2)), text)]);
        }

        if (kind != PlaceholderOptionKind.Default || _panicking)
        {
            FailExpecting($"a string, the value of `{name}`");
            return MissingExpression();
        }

        return At(TokenKind.Minus) ? ParseUnary() : ParsePrimary();
    }

    private void CheckOptions(ImmutableArray<PlaceholderOptionSyntax> options)
    {
        int seen = 0;
        foreach (PlaceholderOptionSyntax option in options)
        {
            int bit = 1 << (int)option.Kind;
            if ((seen & bit) != 0)
            {
                Report(SyntaxDiagnostics.InvalidPlaceholderOptions, option.Span, "the placeholder has this option already", "delete one of them");
                return;
            }

            seen |= bit;
        }

        const int True = 1 << (int)PlaceholderOptionKind.True;
        const int False = 1 << (int)PlaceholderOptionKind.False;
        if ((seen & (True | False)) is True or False)
        {
            Report(
                SyntaxDiagnostics.InvalidPlaceholderOptions,
                options[0].Span,
                $"the placeholder has `{((seen & True) != 0 ? "true" : "false")}` but not `{((seen & True) != 0 ? "false" : "true")}`",
                "give both; `\"\"` inserts nothing");
        }
        else if ((seen & (True | False)) != 0 && (seen & (1 << (int)PlaceholderOptionKind.Sep)) != 0)
        {
            Report(
                SyntaxDiagnostics.InvalidPlaceholderOptions,
                options[0].Span,
                "`sep` is for arrays, `true` and `false` are for Booleans: a placeholder cannot have both");
        }
    }
}
