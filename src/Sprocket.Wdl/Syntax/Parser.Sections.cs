using System.Collections.Immutable;
using Sprocket.Text;

namespace Sprocket.Wdl.Syntax;

internal sealed partial class Parser
{
    // Whether a task is being read, the only place of `env`.
    private bool _inTask;

    /// <summary>Where a declaration stands: in a section, directly in a task or workflow, or in a scatter or conditional.</summary>
    private enum DeclarationPlace
    {
        Input,
        Body,
        Block,
        Output,
    }

    /// <summary>Takes the brace that opens a block. If it is missing but what belongs into the block follows, it is supposed.</summary>
    private bool TryOpenBlock(out TextSpan open)
    {
        if (!_panicking && !At(TokenKind.OpenBrace))
        {
            FailExpecting("`{`");
        }

        Recover(Stops.Heading | Stops.Statement);
        while (At(TokenKind.CloseParenthesis))
        {
            Advance();
        }

        open = At(TokenKind.OpenBrace) ? _token.Span : Here();
        return TryTake(TokenKind.OpenBrace) || (_token.StartsLine && !AtTopLevelDefinition() && StartsStatement());
    }

    /// <summary>Whether a section or statement begins here: inside a section it shows that a closing brace is missing.</summary>
    private bool AtSection() => _token.Kind is TokenKind.Input or TokenKind.Output or TokenKind.Meta or TokenKind.ParameterMeta
        or TokenKind.Runtime or TokenKind.Requirements or TokenKind.Hints or TokenKind.Command or TokenKind.Call or TokenKind.Scatter
        or TokenKind.If && StartsStatement();

    private ImmutableArray<DeclarationSyntax> ParseDeclarations(DeclarationPlace place)
    {
        int mark = _nodes.Count;
        if (TryOpenBlock(out TextSpan open))
        {
            while (!AtBlockEnd() && !AtSection())
            {
                int start = BeginElement();
                _nodes.Push(ParseDeclaration(place));
                RecoverInList(start, Stops.Statement);
            }

            ExpectClose(TokenKind.CloseBrace, "}", open);
        }

        return _nodes.PopFrom<DeclarationSyntax>(mark);
    }

    private InputSectionSyntax ParseInputSection()
    {
        TextSpan keyword = _token.Span;
        Advance();
        ImmutableArray<DeclarationSyntax> declarations = ParseDeclarations(DeclarationPlace.Input);
        return new InputSectionSyntax(SpanFrom(keyword.Start), keyword, declarations);
    }

    private OutputSectionSyntax ParseOutputSection()
    {
        TextSpan keyword = _token.Span;
        Advance();
        ImmutableArray<DeclarationSyntax> declarations = ParseDeclarations(DeclarationPlace.Output);
        return new OutputSectionSyntax(SpanFrom(keyword.Start), keyword, declarations);
    }

    private DeclarationSyntax ParseDeclaration(DeclarationPlace place)
    {
        int start = _token.Start;
        TextSpan? env = TryTakeEnv(place);
        TypeSyntax type = _token.IsTypeKeyword || At(TokenKind.Identifier) ? ParseType() : ParseMissingDeclaration();
        IdentifierSyntax name = ParseDeclaredName(place);
        ExpressionSyntax? expression = null;
        if (!_panicking && _token.Kind is TokenKind.Assign or TokenKind.Colon)
        {
            ExpectSeparator(TokenKind.Assign, TokenKind.Colon);
            expression = ParseExpression();
            ExpectElementEnd();
        }
        else if (IsAssignMissing())
        {
            FailExpecting("`=` or the end of the line");
            expression = new ErrorExpressionSyntax(Here());
        }
        else if (_panicking && place != DeclarationPlace.Input)
        {
            expression = new ErrorExpressionSyntax(Here());
        }
        else if (place == DeclarationPlace.Body && _version == WdlVersion.V1_0)
        {
            Report(
                SyntaxDiagnostics.LooseInput,
                name.Span,
                $"`{name.Text}` has no value, which makes it an input outside the `input` section",
                "move it into the `input { … }` section");
        }
        else if (place != DeclarationPlace.Input)
        {
            bool isOutput = place == DeclarationPlace.Output;
            Report(
                SyntaxDiagnostics.MissingValue,
                name.Span,
                $"the {(isOutput ? "output" : "declaration")} `{name.Text}` has no value",
                isOutput ? "write `= expression` after it" : "move it into the `input { … }` section, or write `= expression` after it");
            expression = new ErrorExpressionSyntax(Here());
        }

        return new DeclarationSyntax(SpanFrom(start), env, type, name, expression);
    }

    private IdentifierSyntax ParseDeclaredName(DeclarationPlace place)
    {
        if (!_panicking && place == DeclarationPlace.Output && At(TokenKind.Dot))
        {
            FailExpecting("the name of an output", "an output is declared as `Type name = call.output`");
        }

        return ParseName("the name of a declaration");
    }

    // After a name: another declaration may follow on the same line, but it begins with two words or a type.
    private bool IsAssignMissing() => !_panicking && !_token.StartsLine && !AtEnd
        && !At(TokenKind.CloseBrace) && !_token.IsTypeKeyword && !(_token.IsWord && PeekNext() is { IsWord: true } or { Kind: TokenKind.OpenBrace or TokenKind.OpenParenthesis or TokenKind.HeredocOpen });

    /// <summary>Fails at what is left of a line after an expression: the next element begins with a word.</summary>
    private void ExpectElementEnd()
    {
        if (!_panicking && !_token.StartsLine && !_token.IsWord && _token.Kind is not (TokenKind.CloseBrace or TokenKind.Comma) && !AtEnd)
        {
            FailExpecting("an operator or the end of the line");
        }
    }

    private ErrorTypeSyntax ParseMissingDeclaration()
    {
        FailExpecting("a declaration");
        return new ErrorTypeSyntax(Here());
    }

    // `env` is a word like any other where a name or `=` follows.
    private TextSpan? TryTakeEnv(DeclarationPlace place)
    {
        if (!At(TokenKind.Env))
        {
            return null;
        }

        (Token next, Token afterNext) = PeekTwo();
        if (!next.IsTypeKeyword && !(next.Kind == TokenKind.Identifier && (afterNext.IsWord || afterNext.Kind == TokenKind.Question)))
        {
            return null;
        }

        TextSpan span = _token.Span;
        RequireVersion(WdlVersion.V1_2, span, "the modifier `env` exists");
        if (!_inTask || place == DeclarationPlace.Output)
        {
            Report(SyntaxDiagnostics.MisplacedEnv, span, "`env` stands outside a task's inputs and private declarations", "delete it");
        }

        Advance();
        return span;
    }

    private RuntimeSectionSyntax ParseRuntimeSection()
    {
        TextSpan keyword = _token.Span;
        if (_version >= WdlVersion.V1_2)
        {
            Report(SyntaxDiagnostics.DeprecatedRuntime, keyword, "the `runtime` section is deprecated", "use `requirements` and `hints`");
        }

        Advance();
        ImmutableArray<AttributeSyntax> attributes = ParseAttributes();
        return new RuntimeSectionSyntax(SpanFrom(keyword.Start), keyword, attributes);
    }

    private RequirementsSectionSyntax ParseRequirementsSection()
    {
        TextSpan keyword = _token.Span;
        RequireVersion(WdlVersion.V1_2, keyword, "the `requirements` section exists");
        Advance();
        ImmutableArray<AttributeSyntax> attributes = ParseAttributes();
        return new RequirementsSectionSyntax(SpanFrom(keyword.Start), keyword, attributes);
    }

    private HintsSectionSyntax ParseHintsSection()
    {
        TextSpan keyword = _token.Span;
        RequireVersion(WdlVersion.V1_2, keyword, "the `hints` section exists");
        Advance();
        _inHints = true;
        ImmutableArray<AttributeSyntax> attributes = ParseAttributes();
        _inHints = false;
        return new HintsSectionSyntax(SpanFrom(keyword.Start), keyword, attributes);
    }

    private ImmutableArray<AttributeSyntax> ParseAttributes()
    {
        int mark = _nodes.Count;
        if (TryOpenBlock(out TextSpan open))
        {
            while (!AtBlockEnd() && !AtSection())
            {
                int start = BeginElement();
                IdentifierSyntax name = ParseAnyWord("the name of an attribute");
                ExpectSeparator(TokenKind.Colon, TokenKind.Assign);
                ExpressionSyntax value = ParseExpression();
                _nodes.Push(new AttributeSyntax(SpanFrom(start), name, value));
                ExpectElementEnd();
                RecoverInList(start, Stops.Attribute | Stops.Statement);

                // The grammar has no commas here, but documents have, and no reader misunderstands them.
                TryTake(TokenKind.Comma);
            }

            ExpectClose(TokenKind.CloseBrace, "}", open);
        }

        return _nodes.PopFrom<AttributeSyntax>(mark);
    }

    private CommandSyntax? ParseCommand()
    {
        TextSpan keyword = _token.Span;
        Advance();
        TextSpan open = _token.Span;
        bool isHeredoc = At(TokenKind.HeredocOpen);
        if (!isHeredoc && !At(TokenKind.OpenBrace))
        {
            FailExpecting("`<<<` or `{`");
            return null;
        }

        List<TemplatePiece> pieces = ParseTemplate(open.End, open, isHeredoc, hasDollarPlaceholders: !isHeredoc);

        // SPEC 1.1 "Stripping Leading Whitespace"; 1.0 suggests the warning, and later versions count tabs like spaces.
        if (TemplateText.Dedent(pieces, keepsMixed: _version == WdlVersion.V1_1))
        {
            Report(
                SyntaxDiagnostics.MixedIndent,
                keyword,
                _version == WdlVersion.V1_1
                    ? "the indents of this command mix tabs and spaces, and so stay as they are"
                    : "the indents of this command mix tabs and spaces, of which each counts as one character",
                "indent with either of them");
        }

        int mark = _nodes.Count;
        foreach (TemplatePiece piece in pieces)
        {
            PushPiece(piece, piece.Text is { } text ? TemplateText.UnescapeCommand(text.Span, isHeredoc) : null);
        }

        return new CommandSyntax(SpanFrom(keyword.Start), keyword, isHeredoc, _nodes.PopFrom<StringPartSyntax>(mark));
    }

    // In WDL 1.0 a declaration without value is an input wherever it stands.
    private static InputSectionSyntax? AddLooseInputs(InputSectionSyntax? section, List<DeclarationSyntax>? inputs)
    {
        if (inputs is null)
        {
            return section;
        }

        return section is null
            ? new InputSectionSyntax(TextSpan.Union(inputs[0].Span, inputs[^1].Span), new TextSpan(inputs[0].Span.Start, 0), [.. inputs])
            : section with { Declarations = section.Declarations.AddRange(inputs) };
    }

    private InputSectionSyntax Join(InputSectionSyntax? first, InputSectionSyntax second) =>
        IsFirst(first, second) ? second : first! with { Declarations = first.Declarations.AddRange(second.Declarations) };

    private OutputSectionSyntax Join(OutputSectionSyntax? first, OutputSectionSyntax second) =>
        IsFirst(first, second) ? second : first! with { Declarations = first.Declarations.AddRange(second.Declarations) };

    private RuntimeSectionSyntax Join(RuntimeSectionSyntax? first, RuntimeSectionSyntax second) =>
        IsFirst(first, second) ? second : first! with { Attributes = first.Attributes.AddRange(second.Attributes) };

    private RequirementsSectionSyntax Join(RequirementsSectionSyntax? first, RequirementsSectionSyntax second) =>
        IsFirst(first, second) ? second : first! with { Attributes = first.Attributes.AddRange(second.Attributes) };

    private HintsSectionSyntax Join(HintsSectionSyntax? first, HintsSectionSyntax second) =>
        IsFirst(first, second) ? second : first! with { Attributes = first.Attributes.AddRange(second.Attributes) };

    private MetaSectionSyntax Join(MetaSectionSyntax? first, MetaSectionSyntax second) =>
        IsFirst(first, second) ? second : first! with { Entries = first.Entries.AddRange(second.Entries) };

    private CommandSyntax? Join(CommandSyntax? first, CommandSyntax? second) =>
        second is null || !IsFirst(first, second) ? first : second;

    private bool IsFirst(SectionSyntax? first, SectionSyntax second)
    {
        if (first is null)
        {
            return true;
        }

        Report(
            SyntaxDiagnostics.DuplicateSection,
            second.KeywordSpan,
            $"this is the second `{_source.ToString(second.KeywordSpan)}` section",
            [new DiagnosticLabel(_source, first.KeywordSpan, "the first is here")],
            "join the two");
        return false;
    }
}
