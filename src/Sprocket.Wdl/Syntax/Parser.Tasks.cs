using Sprocket.Text;

namespace Sprocket.Wdl.Syntax;

internal sealed partial class Parser
{
    private static readonly string[] TaskSections = ["input", "command", "output", "runtime", "requirements", "hints", "meta", "parameter_meta"];

    private TaskSyntax ParseTask()
    {
        int start = _token.Start;
        Advance();
        IdentifierSyntax name = ParseName("the name of a task");
        var shared = new SharedSections();
        CommandSyntax? command = null;
        RuntimeSectionSyntax? runtime = null;
        RequirementsSectionSyntax? requirements = null;
        _inTask = true;
        int mark = _nodes.Count;
        if (TryOpenBlock(out TextSpan open))
        {
            bool hasCommand = false;
            while (!AtBlockEnd() || SkipBraceTooMany(open))
            {
                int elementStart = BeginElement();
                switch (ClassifyTaskElement())
                {
                    case TokenKind.Command:
                        hasCommand = true;
                        command = Join(command, ParseCommand());
                        break;
                    case TokenKind.Runtime:
                        runtime = Join(runtime, ParseRuntimeSection());
                        break;
                    case TokenKind.Requirements:
                        requirements = Join(requirements, ParseRequirementsSection());
                        break;
                    case TokenKind.Call or TokenKind.Scatter or TokenKind.If:
                        ReportMisplaced("a task", "a workflow");
                        ParseWorkflowElement(_token.Kind);
                        break;
                    case TokenKind.EndOfFile:
                        break;
                    case TokenKind kind:
                        ParseSharedSection(kind, ref shared);
                        break;
                }

                RecoverInList(elementStart, Stops.Statement);
            }

            ExpectClose(TokenKind.CloseBrace, "}", open);
            if (!hasCommand && !name.IsMissing)
            {
                Report(SyntaxDiagnostics.MissingCommand, name.Span, $"the task `{name.Text}` has no command", "add `command <<< … >>>`");
            }
        }

        _inTask = false;
        ReportExclusive(runtime, requirements);
        ReportExclusive(runtime, shared.Hints);
        return new TaskSyntax(
            SpanFrom(start),
            name,
            AddLooseInputs(shared.Input, shared.LooseInputs),
            _nodes.PopFrom<DeclarationSyntax>(mark),
            command,
            shared.Output,
            runtime,
            requirements,
            shared.Hints,
            shared.Meta,
            shared.ParameterMeta);
    }

    /// <summary>
    /// The section that begins here, or <see cref="TokenKind.Identifier"/> for a declaration. A misspelt keyword is reported
    /// and taken for the one meant; all else fails.
    /// </summary>
    private TokenKind ClassifyTaskElement()
    {
        switch (_token.Kind)
        {
            case TokenKind.Call or TokenKind.Scatter or TokenKind.If when StartsStatement():
            case TokenKind.Input or TokenKind.Command or TokenKind.Output or TokenKind.Runtime or TokenKind.Requirements or TokenKind.Hints
                or TokenKind.Meta or TokenKind.ParameterMeta:
                return _token.Kind;
            case TokenKind.Identifier:
                return ClassifyWord(TaskSections);
            case TokenKind.Env:
                return TokenKind.Identifier;
            default:
                if (_token.IsTypeKeyword)
                {
                    return TokenKind.Identifier;
                }

                FailExpecting("a section or declaration");
                return TokenKind.EndOfFile;
        }
    }

    // `word {` and `word <<<` can only be a section.
    private TokenKind ClassifyWord(string[] sections)
    {
        if (PeekNext().Kind is not (TokenKind.OpenBrace or TokenKind.HeredocOpen))
        {
            return TokenKind.Identifier;
        }

        if (FindKeyword(sections) is { } meant)
        {
            return meant;
        }

        Fail(SyntaxDiagnostics.UnknownKeyword, _token.Span, $"unknown section `{Shorten(_token)}`", $"the sections are {JoinNames(sections)}");
        return TokenKind.EndOfFile;
    }

    private static string JoinNames(string[] names) =>
        $"{string.Join(", ", names.SkipLast(1).Select(name => $"`{name}`"))} and `{names[^1]}`";

    private void ReportMisplaced(string container, string belongsIn) =>
        Report(
            SyntaxDiagnostics.Misplaced,
            _token.Span,
            $"`{TextOf(_token)}` stands in {container}, expected it in {belongsIn}",
            $"move it into {belongsIn}");

    private void ReportExclusive(RuntimeSectionSyntax? runtime, SectionSyntax? other)
    {
        if (runtime is not null && other is not null && _version >= WdlVersion.V1_2)
        {
            Report(
                SyntaxDiagnostics.ExclusiveSections,
                runtime.KeywordSpan,
                $"`runtime` and `{_source.ToString(other.KeywordSpan)}` exclude each other",
                [new DiagnosticLabel(_source, other.KeywordSpan, "this section replaces it")],
                "move the attributes of `runtime` into `requirements` and `hints`");
        }
    }
}
