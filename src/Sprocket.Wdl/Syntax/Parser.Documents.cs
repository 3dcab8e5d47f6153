using Sprocket.Text;

namespace Sprocket.Wdl.Syntax;

internal sealed partial class Parser
{
    private static readonly string[] TopLevelKeywords = ["import", "struct", "enum", "task", "workflow"];

    public DocumentSyntax ParseDocument()
    {
        TextSpan whole = new(0, _text.Length);
        bool hasMark = _text.StartsWith('\ufeff');
        _lexer.Position = hasMark ? 1 : 0;
        Advance();
        if (!TryParseVersion(out TextSpan versionSpan))
        {
            return new DocumentSyntax(_source, whole, _version, versionSpan, []);
        }

        if (hasMark)
        {
            Report(SyntaxDiagnostics.ByteOrderMark, new TextSpan(0, 1), "the document begins with a byte order mark", "save it as UTF-8 without one");
        }

        WorkflowSyntax? workflow = null;
        while (!AtEnd)
        {
            BeginElement();
            switch (ClassifyTopLevel())
            {
                case TokenKind.Import:
                    _nodes.Push(ParseImport());
                    break;
                case TokenKind.Struct:
                    _nodes.Push(ParseStruct());
                    break;
                case TokenKind.Enum:
                    _nodes.Push(ParseEnum());
                    break;
                case TokenKind.Task:
                    _nodes.Push(ParseTask());
                    break;
                case TokenKind.Workflow:
                    WorkflowSyntax next = ParseWorkflow();
                    ReportSecondWorkflow(workflow, next);
                    workflow ??= next;
                    _nodes.Push(next);
                    break;
                default:
                    SkipToken();
                    break;
            }

            RecoverAtTopLevel();
        }

        return new DocumentSyntax(_source, whole, _version, versionSpan, _nodes.PopFrom<TopLevelSyntax>(0));
    }

    public ExpressionSyntax ParseWholeExpression(WdlVersion version)
    {
        _version = version;
        Advance();
        ExpressionSyntax expression = ParseExpression();
        if (!_panicking && !AtEnd)
        {
            FailExpecting("an operator or the end");
        }

        return expression;
    }

    private bool TryParseVersion(out TextSpan span)
    {
        span = new TextSpan(_token.Start, 0);
        if (!At(TokenKind.Version))
        {
            bool hasLaterVersion = _text.Contains("\nversion 1.", StringComparison.Ordinal);
            Report(
                SyntaxDiagnostics.Draft2,
                AtEnd ? span : _token.Span,
                hasLaterVersion
                    ? "the document does not begin with its `version` statement, which makes it WDL draft-2, which is not supported"
                    : "the document has no `version` statement, which makes it WDL draft-2, which is not supported",
                hasLaterVersion
                    ? "move the `version` statement before everything but comments"
                    : "write `version 1.0` on the first line, and put the inputs of tasks and workflows into `input { … }` sections");
            return false;
        }

        int start = _token.End;
        while (start < _text.Length && _text[start] is ' ' or '\t')
        {
            start++;
        }

        int end = start;
        while (end < _text.Length && !char.IsWhiteSpace(_text[end]) && _text[end] != '#')
        {
            end++;
        }

        TextSpan keyword = _token.Span;
        span = TextSpan.FromBounds(start, end);
        string text = _text[start..end];
        ResumeAt(end);
        switch (text)
        {
            case "1.0":
                _version = WdlVersion.V1_0;
                return true;
            case "1.1":
                _version = WdlVersion.V1_1;
                return true;
            case "1.2":
                _version = WdlVersion.V1_2;
                return true;
            case "1.3":
                return true;
            case "draft-2":
                Report(
                    SyntaxDiagnostics.Draft2,
                    span,
                    "the document is WDL draft-2, which is not supported",
                    "write `version 1.0`, and put the inputs of tasks and workflows into `input { … }` sections");
                return false;
            default:
                ReportUnsupportedVersion(text, text.Length == 0 ? keyword : span);
                return false;
        }
    }

    private void ReportUnsupportedVersion(string text, TextSpan span)
    {
        string? nearest = text switch
        {
            "draft-3" => "1.0",
            "development" => "1.3",
            _ when text.StartsWith("1.", StringComparison.Ordinal) && text.Length > 4 && text[3] == '.' && text[2] is >= '0' and <= '3' => text[..3],
            _ => null,
        };
        string shown = text.Length <= 40 ? text : text[..40] + "…";
        Report(
            SyntaxDiagnostics.UnsupportedVersion,
            span,
            text.Length == 0
                ? "found no version number, expected `1.0`, `1.1`, `1.2` or `1.3`"
                : $"version `{shown}` is not supported, expected `1.0`, `1.1`, `1.2` or `1.3`",
            [],
            nearest is null ? null : $"try `version {nearest}`",
            nearest is null ? null : new DiagnosticFix(span, nearest));
    }

    /// <summary>What stands at the top level; a misspelt keyword is reported and taken for the one meant, all else fails.</summary>
    private TokenKind ClassifyTopLevel()
    {
        TokenKind kind = _token.Kind;
        switch (kind)
        {
            case TokenKind.Import or TokenKind.Struct or TokenKind.Task or TokenKind.Workflow:
                return kind;
            case TokenKind.Enum when PeekNext().IsWord:
                return kind;
            case TokenKind.Version:
                Fail(SyntaxDiagnostics.MisplacedVersion, _token.Span, "a document has only one `version` statement", "delete this one");
                return TokenKind.EndOfFile;
            case TokenKind.Identifier when PeekNext() is { IsWord: true } or { Kind: TokenKind.Quote } && FindKeyword(TopLevelKeywords) is { } meant:
                return meant;
            case TokenKind.CloseBrace:
                Fail(SyntaxDiagnostics.UnexpectedToken, _token.Span, "found `}` with nothing to close", "delete it, or look for a `}` too many before it");
                return TokenKind.EndOfFile;
            default:
                if (_token.IsTypeKeyword || StartsStatement())
                {
                    Fail(
                        SyntaxDiagnostics.Misplaced,
                        _token.Span,
                        $"`{TextOf(_token)}` stands at the top level, expected it in a task or workflow",
                        "look for a `}` too many before it");
                }
                else
                {
                    FailExpecting("`import`, `struct`, `enum`, `task` or `workflow`");
                }

                return TokenKind.EndOfFile;
        }
    }

    /// <summary>The keyword that the word at hand was meant to be, which is reported; null when it resembles none.</summary>
    private TokenKind? FindKeyword(IEnumerable<string> keywords)
    {
        string text = Shorten(_token);
        if (Spelling.FindClosest(text, keywords) is not string meant)
        {
            return null;
        }

        Report(
            SyntaxDiagnostics.UnknownKeyword,
            _token.Span,
            $"unknown keyword `{text}`",
            [],
            $"did you mean `{meant}`?",
            new DiagnosticFix(_token.Span, meant));
        return Keywords.Classify(meant);
    }

    // Definitions follow each other without separator, so only the next one is a safe place.
    private void RecoverAtTopLevel()
    {
        while (_panicking && !AtEnd && !AtTopLevelDefinition())
        {
            SkipToken();
        }

        _panicking = false;
    }

    private void ReportSecondWorkflow(WorkflowSyntax? first, WorkflowSyntax second)
    {
        if (first is not null)
        {
            Report(
                SyntaxDiagnostics.SecondWorkflow,
                second.Name.Span,
                $"`{second.Name.Text}` is the second workflow of the document",
                [new DiagnosticLabel(_source, first.Name.Span, "the first is defined here")],
                "move it into a document of its own and import that");
        }
    }

    private ImportSyntax ParseImport()
    {
        int start = _token.Start;
        Advance();
        string? address = ParsePlainString("an import address", out TextSpan addressSpan);
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
                IdentifierSyntax choice = ParseName("the name of a choice");
                ExpressionSyntax? value = TryTake(TokenKind.Assign) ? ParseExpression() : null;
                _nodes.Push(new EnumChoiceSyntax(SpanFrom(choiceStart), choice, value));
                if (!_panicking && !TakeListComma(TokenKind.CloseBrace) && !AtBlockEnd())
                {
                    FailExpecting("`,` or `}`");
                }

                RecoverInList(choiceStart, Stops.Comma);
                TryTake(TokenKind.Comma);
            }

            ExpectClose(TokenKind.CloseBrace, "}", open);
        }

        return new EnumSyntax(SpanFrom(start), name, type, _nodes.PopFrom<EnumChoiceSyntax>(mark));
    }
}
