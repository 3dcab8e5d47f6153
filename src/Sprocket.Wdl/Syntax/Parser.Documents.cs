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
}
