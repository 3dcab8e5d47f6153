namespace Sprocket.Wdl.Syntax;

internal sealed partial class Parser
{
    /// <summary>Reads the name of something that the document defines or refers to.</summary>
    /// <param name="expected">What is expected, with its article: "a task name".</param>
    private IdentifierSyntax ParseName(string expected)
    {
        if (_panicking)
        {
            return MissingName();
        }

        if (At(TokenKind.Identifier))
        {
            return TakeIdentifier();
        }

        if (_token.IsWord && !IsKeywordAtWork())
        {
            if (Keywords.IsReserved(_token.Kind, _version))
            {
                Report(
                    SyntaxDiagnostics.ReservedWord,
                    _token.Span,
                    $"`{TextOf(_token)}` is a reserved word and cannot be {expected}",
                    "choose another name");
            }
            else if (Keywords.IsReservedLater(_token.Kind, _version))
            {
                Report(
                    SyntaxDiagnostics.ReservedLater,
                    _token.Span,
                    $"`{TextOf(_token)}` is a reserved word from WDL 1.2 on",
                    "choose another name");
            }

            return TakeWord();
        }

        FailExpecting(expected);
        return MissingName();
    }

    // A keyword on a new line, or with a name after it, is more likely the start of something than a name.
    private bool IsKeywordAtWork() =>
        Keywords.IsReserved(_token.Kind, _version) && (_token.StartsLine || PeekNext() is { Kind: TokenKind.Identifier, StartsLine: false });

    /// <summary>Reads a word that may be a keyword, such as a member's name.</summary>
    private IdentifierSyntax ParseAnyWord(string expected)
    {
        if (!_panicking && _token.IsWord)
        {
            return At(TokenKind.Identifier) ? TakeIdentifier() : TakeWord();
        }

        FailExpecting(expected);
        return MissingName();
    }

    private IdentifierSyntax TakeIdentifier()
    {
        if (_text[_token.Start] == '_')
        {
            Report(
                SyntaxDiagnostics.InvalidName,
                _token.Span,
                $"the name `{Shorten(_token)}` begins with an underscore, expected a letter");
        }

        return TakeWord();
    }

    private IdentifierSyntax TakeWord()
    {
        IdentifierSyntax name = new(TextOf(_token), _token.Span);
        Advance();
        return name;
    }

    private IdentifierSyntax MissingName() => new("", Here());
}
