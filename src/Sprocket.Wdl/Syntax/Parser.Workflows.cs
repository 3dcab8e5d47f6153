using System.Collections.Immutable;
using Sprocket.Text;

namespace Sprocket.Wdl.Syntax;

internal sealed partial class Parser
{
    private static readonly string[] WorkflowSections = ["input", "output", "hints", "meta", "parameter_meta"];
    private static readonly string[] ParenthesizedStatements = ["scatter", "if"];
    private static readonly string[] CallStatement = ["call"];

    private WorkflowSyntax ParseWorkflow()
    {
        int start = _token.Start;
        Advance();
        IdentifierSyntax name = ParseName("the name of a workflow");
        var shared = new SharedSections();
        int mark = _nodes.Count;
        if (TryOpenBlock(out TextSpan open))
        {
            while (!AtBlockEnd() || SkipBraceTooMany(open))
            {
                int elementStart = BeginElement();
                TokenKind kind = ClassifyWorkflowElement();
                switch (kind)
                {
                    case TokenKind.Command or TokenKind.Runtime or TokenKind.Requirements:
                        ParseTaskSectionInWorkflow(kind);
                        break;
                    case TokenKind.Call or TokenKind.Scatter or TokenKind.If:
                        _nodes.Push(ParseWorkflowElement(kind));
                        break;
                    case TokenKind.EndOfFile:
                        break;
                    default:
                        ParseSharedSection(kind, ref shared);
                        break;
                }

                RecoverInList(elementStart, Stops.Statement);
            }

            ExpectClose(TokenKind.CloseBrace, "}", open);
        }

        return new WorkflowSyntax(
            SpanFrom(start),
            name,
            AddLooseInputs(shared.Input, shared.LooseInputs),
            _nodes.PopFrom<WorkflowElementSyntax>(mark),
            shared.Output,
            shared.Hints,
            shared.Meta,
            shared.ParameterMeta);
    }

    private void ParseTaskSectionInWorkflow(TokenKind kind)
    {
        ReportMisplaced("a workflow", "a task");
        switch (kind)
        {
            case TokenKind.Command:
                ParseCommand();
                break;
            case TokenKind.Runtime:
                ParseRuntimeSection();
                break;
            default:
                ParseRequirementsSection();
                break;
        }
    }

    /// <summary>As <see cref="ClassifyTaskElement"/>, for workflows and the blocks in them.</summary>
    private TokenKind ClassifyWorkflowElement()
    {
        switch (_token.Kind)
        {
            case TokenKind.Input or TokenKind.Output or TokenKind.Hints or TokenKind.Meta or TokenKind.ParameterMeta or TokenKind.Call
                or TokenKind.Scatter or TokenKind.If:
            case TokenKind.Command or TokenKind.Runtime or TokenKind.Requirements when StartsStatement():
                return _token.Kind;
            case TokenKind.Identifier:
                return ClassifyWorkflowWord();
            case TokenKind.Env:
                return TokenKind.Identifier;
            case TokenKind.Else:
                Fail(SyntaxDiagnostics.UnexpectedToken, _token.Span, "found `else` without an `if` before it");
                return TokenKind.EndOfFile;
            default:
                if (_token.IsTypeKeyword)
                {
                    return TokenKind.Identifier;
                }

                FailExpecting("a section, declaration, `call`, `scatter` or `if`");
                return TokenKind.EndOfFile;
        }
    }

    private TokenKind ClassifyWorkflowWord()
    {
        (Token next, Token afterNext) = PeekTwo();
        if (next.Kind == TokenKind.OpenParenthesis && FindKeyword(ParenthesizedStatements) is { } statement)
        {
            return statement;
        }

        // `cal align { … }`: two words that are not `Type name = value`.
        if (next.IsWord && !next.StartsLine && afterNext.Kind != TokenKind.Assign && FindKeyword(CallStatement) is { } call)
        {
            return call;
        }

        return ClassifyWord(WorkflowSections);
    }

    private WorkflowElementSyntax ParseWorkflowElement(TokenKind kind) => kind switch
    {
        TokenKind.Call => ParseCall(),
        TokenKind.Scatter => ParseScatter(),
        TokenKind.If => ParseConditional(),
        _ => ParseDeclaration(DeclarationPlace.Block),
    };

    private ImmutableArray<WorkflowElementSyntax> ParseBody()
    {
        if (!EnterNesting())
        {
            return [];
        }

        int mark = _nodes.Count;
        if (TryOpenBlock(out TextSpan open))
        {
            while (!AtBlockEnd())
            {
                int start = BeginElement();
                TokenKind kind = ClassifyWorkflowElement();
                if (kind is TokenKind.Identifier or TokenKind.Call or TokenKind.Scatter or TokenKind.If)
                {
                    _nodes.Push(ParseWorkflowElement(kind));
                }
                else if (kind != TokenKind.EndOfFile)
                {
                    // A section of the workflow: it stands at the wrong place, or the brace that closes this block is missing.
                    if (!DoBracesMatch())
                    {
                        break;
                    }

                    ParseSectionInBlock(kind);
                }

                RecoverInList(start, Stops.Statement);
            }

            ExpectClose(TokenKind.CloseBrace, "}", open);
        }

        LeaveNesting();

        return _nodes.PopFrom<WorkflowElementSyntax>(mark);
    }

    private void ParseSectionInBlock(TokenKind kind)
    {
        if (kind is TokenKind.Command or TokenKind.Runtime or TokenKind.Requirements)
        {
            ParseTaskSectionInWorkflow(kind);
            return;
        }

        ReportMisplaced("a block", "the workflow");
        var dropped = new SharedSections();
        ParseSharedSection(kind, ref dropped);
    }

    private ScatterSyntax ParseScatter()
    {
        int start = _token.Start;
        Advance();
        Expect(TokenKind.OpenParenthesis, "`(`");
        IdentifierSyntax variable = ParseName("the name of the scatter's variable");
        Expect(TokenKind.In, "`in`");
        ExpressionSyntax array = ParseHeadingExpression();
        ImmutableArray<WorkflowElementSyntax> body = ParseBody();
        return new ScatterSyntax(SpanFrom(start), variable, array, body);
    }

    private ExpressionSyntax ParseHeadingExpression()
    {
        _inHeading = true;
        ExpressionSyntax expression = ParseExpression();
        _inHeading = false;
        Expect(TokenKind.CloseParenthesis, "`)` or an operator");
        return expression;
    }

    private ConditionalSyntax ParseConditional()
    {
        int start = _token.Start;
        Advance();
        int mark = _nodes.Count;
        bool isLast = false;
        _nodes.Push(ParseConditionalClause(start, hasCondition: true));
        while (At(TokenKind.Else) && !_panicking && !isLast)
        {
            int clauseStart = _token.Start;
            RequireVersion(WdlVersion.V1_3, _token.Span, "`else` clauses exist");
            Advance();
            isLast = !TryTake(TokenKind.If);
            _nodes.Push(ParseConditionalClause(clauseStart, hasCondition: !isLast));
        }

        return new ConditionalSyntax(SpanFrom(start), _nodes.PopFrom<ConditionalClauseSyntax>(mark));
    }

    // From after the keywords on.
    private ConditionalClauseSyntax ParseConditionalClause(int start, bool hasCondition)
    {
        ExpressionSyntax? condition = null;
        if (hasCondition)
        {
            Expect(TokenKind.OpenParenthesis, "`(`");
            condition = ParseHeadingExpression();
        }

        ImmutableArray<WorkflowElementSyntax> body = ParseBody();
        return new ConditionalClauseSyntax(SpanFrom(start), condition, body);
    }
}
