using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Sprocket.Text;

namespace Sprocket.Wdl.Syntax;

/// <summary>Reads one text by recursive descent, with one token in hand.</summary>
/// <remarks>
/// <para>
/// A mistake that leaves the meaning of what follows unclear is reported by <see cref="Fail"/>, which starts a panic:
/// everything being read ends at once without a further word, until a statement, list item or placeholder calls
/// <see cref="Recover"/> at a place where reading can go on. A mistake whose intent is clear is reported by
/// <see cref="Report(DiagnosticDescriptor, TextSpan, string, string?)"/>, and reading goes on as if it were right.
/// </para>
/// <para>Recursion is bounded by <see cref="DocumentParser.MaxNesting"/>; chains of operators are read in loops.</para>
/// </remarks>
internal sealed partial class Parser
{
    private readonly SourceText _source;
    private readonly string _text;
    private readonly DiagnosticBag _diagnostics;
    private readonly NodeStack _nodes = new();

    private Lexer _lexer;
    private Token _token;
    private int _previousEnd;
    private WdlVersion _version = WdlVersion.V1_3;

    private bool _panicking;
    private bool _gaveUp;
    private bool? _doBracesMatch;
    private int _nesting;
    private int _missingCloseAt = -1;
    private int _elementStart = -1;
    private int _errors;
    private int _warnings;

    public Parser(SourceText source, DiagnosticBag diagnostics)
    {
        _source = source;
        _text = source.Text;
        _diagnostics = diagnostics;
        _lexer = new Lexer(_text);
    }

    private bool AtEnd => _token.Kind == TokenKind.EndOfFile;

    private bool At(TokenKind kind) => _token.Kind == kind;

    private void Advance()
    {
        _previousEnd = _token.End;
        _token = _lexer.Next();
    }

    /// <summary>Goes on reading tokens at a place up to which the text was read otherwise.</summary>
    private void ResumeAt(int position)
    {
        position = _gaveUp ? _text.Length : position;
        _previousEnd = position;
        _lexer.Position = position;
        _token = _lexer.Next();
    }

    private Token PeekNext()
    {
        Lexer lookahead = _lexer;
        return lookahead.Next();
    }

    private (Token First, Token Second) PeekTwo()
    {
        Lexer lookahead = _lexer;
        Token first = lookahead.Next();
        return (first, lookahead.Next());
    }

    private bool TryTake(TokenKind kind)
    {
        if (_panicking || _token.Kind != kind)
        {
            return false;
        }

        Advance();
        return true;
    }

    /// <summary>Takes a token that must stand here; otherwise fails, saying what was expected.</summary>
    private bool Expect(TokenKind kind, string expected)
    {
        if (TryTake(kind))
        {
            return true;
        }

        FailExpecting(expected);
        return false;
    }

    /// <summary>Takes the token that closes what <paramref name="open"/> opened; if it is missing, says so and goes on without it.</summary>
    private void ExpectClose(TokenKind kind, string close, TextSpan open)
    {
        if (TryTake(kind) || _panicking)
        {
            return;
        }

        // One missing brace leaves all blocks around without theirs at the same place: one complaint is enough.
        if (_missingCloseAt != _token.Start)
        {
            _missingCloseAt = _token.Start;
            Report(
                SyntaxDiagnostics.MissingClose,
                _token.Span,
                $"found {Describe(_token)}, expected `{close}`",
                labels: [new DiagnosticLabel(_source, open, $"the `{_text.AsSpan(open.Start, open.Length)}` opened here is not closed")]);
        }
    }

    private TextSpan SpanFrom(int start) => TextSpan.FromBounds(start, Math.Max(start, _previousEnd));

    /// <summary>The empty span after what was read last.</summary>
    private TextSpan Here() => new(_previousEnd, 0);

    private string TextOf(Token token) => NameCache.Get(_text.AsSpan(token.Start, token.End - token.Start));

    private bool EnterNesting()
    {
        if (_nesting >= DocumentParser.MaxNesting)
        {
            GiveUpTooDeep(_token.Span);
            return false;
        }

        _nesting++;
        return true;
    }

    private void LeaveNesting() => _nesting--;

    private void GiveUpTooDeep(TextSpan span)
    {
        Report(
            SyntaxDiagnostics.TooDeep,
            span,
            "nesting is too deep to follow",
            "give intermediate results a name of their own");
        GiveUp();
    }

    /// <summary>Ends reading at the end of the text, and all further complaints: they would be consequences.</summary>
    private void GiveUp()
    {
        _gaveUp = true;
        _panicking = false;
        ResumeAt(_text.Length);
    }

    private void Report(DiagnosticDescriptor descriptor, TextSpan span, string message, string? help = null) =>
        Report(descriptor, span, message, [], help);

    private void Report(
        DiagnosticDescriptor descriptor,
        TextSpan span,
        string message,
        ImmutableArray<DiagnosticLabel> labels,
        string? help = null,
        DiagnosticFix? fix = null)
    {
        if (_panicking || _gaveUp)
        {
            return;
        }

        Diagnostic diagnostic = new(descriptor, _source, span, message) { Labels = labels, Help = help, Fix = fix };
        if (diagnostic.IsError)
        {
            _diagnostics.Add(diagnostic);
            StopAtTooManyErrors(span);
        }
        else if (_warnings++ < DocumentParser.MaxErrors)
        {
            _diagnostics.Add(diagnostic);
        }
    }

    // What is no document at all, such as a large binary file, would otherwise fill the memory with complaints.
    private void StopAtTooManyErrors(TextSpan span)
    {
        if (++_errors == DocumentParser.MaxErrors)
        {
            _diagnostics.Add(new Diagnostic(
                SyntaxDiagnostics.TooManyErrors, _source, span, $"more than {DocumentParser.MaxErrors} mistakes, of which this is the last shown")
            {
                Help = "see whether this is a WDL document at all",
            });
            GiveUp();
        }
    }

    /// <summary>Reports a mistake and starts a panic.</summary>
    private void Fail(DiagnosticDescriptor descriptor, TextSpan span, string message, string? help = null)
    {
        Report(descriptor, span, message, help);
        _panicking = !_gaveUp;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void FailExpecting(string expected, string? help = null)
    {
        switch (_token.Kind)
        {
            case TokenKind.BadCharacter:
                FailAtBadCharacter();
                break;
            case TokenKind.BadNumber:
                Fail(SyntaxDiagnostics.InvalidNumber, _token.Span, $"`{Shorten(_token)}` is not a number");
                break;
            default:
                if (_token.Start != _elementStart && IsLineIncomplete())
                {
                    Fail(SyntaxDiagnostics.UnexpectedToken, Here(), $"found the end of the line, expected {expected}", help);
                    break;
                }

                Fail(SyntaxDiagnostics.UnexpectedToken, _token.Span, $"found {Describe(_token)}, expected {expected}", help);
                break;
        }
    }

    // What stands on the next line begins something else, so the place to complain about is the end of this line.
    private bool IsLineIncomplete() =>
        _token.StartsLine && !AtEnd && (At(TokenKind.CloseBrace) || StartsStatement() || AtTopLevelDefinition());

    private int BeginElement() => _elementStart = _token.Start;

    private void FailAtBadCharacter()
    {
        string? meant = _text[_token.Start] switch
        {
            '\u201c' or '\u201d' or '\u201e' or '\u00ab' or '\u00bb' => "write a straight quote, `\"`",
            '\u2018' or '\u2019' or '\u201a' => "write a straight quote, `'`",
            '\u2013' or '\u2014' or '\u2212' => "write a hyphen, `-`",
            '\u00a0' => "this is a non-breaking space: write an ordinary one",
            '\ufeff' => "this is a byte order mark: delete it",
            '&' => "the operator is `&&`",
            '|' => "the operator is `||`",
            ';' => "statements end without a semicolon",
            '$' or '~' => "placeholders stand in strings and commands only",
            _ => null,
        };
        char first = _text[_token.Start];
        string shown = char.IsControl(first) || char.IsSurrogate(first) && _token.End - _token.Start == 1 || char.IsWhiteSpace(first) || first == '\ufeff'
            ? $"U+{(int)first:X4}"
            : _text[_token.Start.._token.End];
        Fail(SyntaxDiagnostics.UnexpectedCharacter, _token.Span, $"unexpected character `{shown}`", meant);
    }

    private string Describe(Token token) => token.Kind switch
    {
        TokenKind.EndOfFile => "the end of the file",
        TokenKind.Quote => "a string",
        TokenKind.BadNumber or TokenKind.Integer or TokenKind.Float => $"the number `{Shorten(token)}`",
        _ => $"`{Shorten(token)}`",
    };

    private string Shorten(Token token)
    {
        const int MaxShown = 40;
        return token.End - token.Start <= MaxShown
            ? _text[token.Start..token.End]
            : string.Concat(_text.AsSpan(token.Start, MaxShown), "…");
    }

    private void RequireVersion(WdlVersion needed, TextSpan span, string what)
    {
        if (_version < needed)
        {
            Report(
                SyntaxDiagnostics.NeedsNewerVersion,
                span,
                $"{what} since WDL {needed.ToText()}, but this document is WDL {_version.ToText()}",
                $"raise the version statement to `version {needed.ToText()}`");
        }
    }
}
