using System.Buffers;
using System.Globalization;
using Sprocket.Text;

namespace Sprocket.Toml;

/// <summary>A place in a document that moves forward, and the one way to report a mistake there.</summary>
internal sealed class TomlCursor
{
    private const int MaxErrors = 100;
    private const int MaxQuoted = 60;

    // All control characters but tab.
    private const string Controls =
        "\x00\x01\x02\x03\x04\x05\x06\a\b\n\v\f\r\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f\x7f";

    // Surrogates are searched for as well, because only a lone one is a mistake.
    private static readonly SearchValues<char> Suspicious = SearchValues.Create(
        [.. Controls.Replace("\n", ""), .. Enumerable.Range(0xd800, 0x800).ToList().ConvertAll(code => (char)code)]);

    private readonly DiagnosticBag _diagnostics;
    private int _reported;
    private bool _isStopped;

    public TomlCursor(SourceText source, TomlVersion version, DiagnosticBag diagnostics)
    {
        Source = source;
        Version = version;
        _diagnostics = diagnostics;
        Position = Text.StartsWith('\ufeff') ? 1 : 0;
    }

    public SourceText Source { get; }

    public TomlVersion Version { get; }

    public string Text => Source.Text;

    public int Position { get; set; }

    /// <summary>The number of mistakes so far; a change tells that the text in between was not understood.</summary>
    public int ErrorCount { get; private set; }

    /// <summary>Whether mistakes are counted but not reported, because they follow from one just reported.</summary>
    public bool IsMuted { get; set; }

    public bool IsAtEnd => _isStopped || Position >= Text.Length;

    /// <summary>The character at the position; U+0000, which no valid document holds, at the end.</summary>
    public char Current => IsAtEnd ? '\0' : Text[Position];

    public bool IsAtLineEnd => IsAtEnd || IsLineEnd(Position);

    /// <summary>The span of the current character; empty at a line end.</summary>
    public TextSpan Here => new(Position, IsAtLineEnd ? 0 : char.IsHighSurrogate(Current) && !IsForbidden(Position) ? 2 : 1);

    /// <summary>The characters given, and all control characters but tab: where a token ends.</summary>
    public static SearchValues<char> CreateStops(string characters) =>
        SearchValues.Create(characters + Controls);

    /// <summary>A text of the document in backticks, as a message says it; a long one is cut.</summary>
    public static string Quote(string text) => text.Length <= MaxQuoted ? $"`{text}`" : $"`{text.AsSpan(0, MaxQuoted)}…`";

    public void Advance() => Position++;

    /// <summary>Passes the character if it is the current one.</summary>
    public bool TrySkip(char expected)
    {
        if (IsAtEnd || Current != expected)
        {
            return false;
        }

        Position++;
        return true;
    }

    public void SkipBlanks()
    {
        while (Current is ' ' or '\t')
        {
            Position++;
        }
    }

    /// <summary>Passes blanks, and a comment after them.</summary>
    public void SkipBlanksAndComment()
    {
        SkipBlanks();
        if (Current == '#')
        {
            SkipToLineEnd();
        }
    }

    /// <summary>Passes blanks, comments and line ends; tells whether a line ended.</summary>
    public bool SkipLines()
    {
        bool lineEnded = false;
        SkipBlanksAndComment();
        while (!IsAtEnd && IsAtLineEnd)
        {
            SkipLineEnd();
            lineEnded = true;
            SkipBlanksAndComment();
        }

        return lineEnded;
    }

    public void SkipToLineEnd() => Position = FindLineEnd(Position);

    public void SkipLineEnd()
    {
        if (!IsAtEnd)
        {
            Position += Text[Position] == '\r' ? 2 : 1;
        }
    }

    /// <summary>The offset of the line break, or of the end of the file, that follows.</summary>
    public int FindLineEnd(int position)
    {
        int length = Text.AsSpan(position).IndexOf('\n');
        if (length < 0)
        {
            return Text.Length;
        }

        int end = position + length;
        return end > position && Text[end - 1] == '\r' ? end - 1 : end;
    }

    /// <summary>Reports a mistake, unless it is only a consequence of one that is reported already.</summary>
    public void Report(
        DiagnosticDescriptor descriptor,
        TextSpan span,
        string message,
        string? help = null,
        DiagnosticLabel? label = null,
        DiagnosticFix? fix = null)
    {
        ErrorCount++;
        bool isConsequence = IsForbidden(span.Start) && descriptor != TomlDiagnostics.ForbiddenCharacter;
        if (_isStopped || IsMuted || isConsequence)
        {
            return;
        }

        _diagnostics.Add(new Diagnostic(descriptor, Source, span, message)
        {
            Help = help,
            Labels = label is null ? [] : [label],
            Fix = fix,
        });
        if (++_reported == MaxErrors)
        {
            _diagnostics.Add(new Diagnostic(TomlDiagnostics.TooManyErrors, Source, span, $"stopped reading after {MaxErrors} errors"));
            Stop();
        }
    }

    /// <summary>Ends the reading: from here on the cursor is at the end, and nothing more is reported.</summary>
    public void Stop() => _isStopped = true;

    /// <summary>Reports the characters that may stand nowhere, the first of each line.</summary>
    public void ReportForbiddenCharacters()
    {
        int position = 0;
        while (!_isStopped && Text.AsSpan(position).IndexOfAny(Suspicious) is int distance and >= 0)
        {
            position += distance;
            if (!IsForbidden(position))
            {
                position += char.IsHighSurrogate(Text[position]) ? 2 : 1;
                continue;
            }

            string help = Text[position] == '\r'
                ? "end lines with LF or CR LF"
                : string.Create(CultureInfo.InvariantCulture, $"remove it, or write `\\u{(int)Text[position]:X4}` in a string in double quotes");
            Report(
                TomlDiagnostics.ForbiddenCharacter,
                new TextSpan(position, 1),
                $"the control character {Describe(position)} is not allowed",
                char.IsSurrogate(Text[position]) ? null : help);
            position = FindLineEnd(position + 1);
        }
    }

    /// <summary>What stands at a place, as a message says it.</summary>
    public string Describe(int position)
    {
        if (position >= Text.Length)
        {
            return "the end of the file";
        }

        if (IsLineEnd(position))
        {
            return "the end of the line";
        }

        char character = Text[position];
        if (char.IsHighSurrogate(character) && position + 1 < Text.Length && char.IsLowSurrogate(Text[position + 1]))
        {
            return $"`{Text.AsSpan(position, 2)}`";
        }

        bool isVisible = character == '`' || !(char.IsControl(character) || char.IsSurrogate(character) || char.IsWhiteSpace(character)
            || char.GetUnicodeCategory(character) == UnicodeCategory.Format);
        return isVisible ? $"`{character}`" : string.Create(CultureInfo.InvariantCulture, $"U+{(int)character:X4}");
    }

    private bool IsLineEnd(int position) =>
        Text[position] == '\n' || (Text[position] == '\r' && position + 1 < Text.Length && Text[position + 1] == '\n');

    private bool IsForbidden(int position)
    {
        if (position >= Text.Length)
        {
            return false;
        }

        char character = Text[position];
        return character switch
        {
            '\t' or '\n' => false,
            '\r' => !IsLineEnd(position),
            _ when char.IsHighSurrogate(character) => position + 1 == Text.Length || !char.IsLowSurrogate(Text[position + 1]),
            _ when char.IsLowSurrogate(character) => position == 0 || !char.IsHighSurrogate(Text[position - 1]),
            _ => char.IsControl(character) && character < '\x80',
        };
    }
}
