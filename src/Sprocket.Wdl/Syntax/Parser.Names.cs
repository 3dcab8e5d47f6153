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

        // A keyword on a new line is more likely the start of something than a name.
        if (_token.IsWord && (!_token.StartsLine || !Keywords.IsReserved(_token.Kind, _version)))
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
