using System.Buffers;
using System.Text;
using Sprocket.Text;

namespace Sprocket.Wdl.Syntax;

internal sealed partial class Parser
{
    private static readonly SearchValues<char> DoubleQuoteStops = SearchValues.Create("\"\\~$\r\n");
    private static readonly SearchValues<char> SingleQuoteStops = SearchValues.Create("'\\~$\r\n");
    private static readonly SearchValues<char> HeredocStops = SearchValues.Create(">\\~$");
    private static readonly SearchValues<char> BraceStops = SearchValues.Create("}\\~$");

    private int _unterminatedAt = -1;

    private StringLiteralSyntax ParseString() => At(TokenKind.Quote) ? ParseQuotedString(hasPlaceholders: true) : ParseMultiLineString();

    /// <summary>Reads a string that must not have placeholders.</summary>
    /// <returns>Its text; null when it has placeholders, which is reported, or is not there at all.</returns>
    private string? ParsePlainString(string expected, out TextSpan span)
    {
        if (_panicking || !At(TokenKind.Quote))
        {
            FailExpecting(expected);
            span = Here();
            return null;
        }

        StringLiteralSyntax literal = ParseQuotedString(hasPlaceholders: true);
        span = literal.Span;
        if (literal.PlainText is null)
        {
            StringPartSyntax placeholder = literal.Parts.First(part => part is PlaceholderPartSyntax);
            Report(
                SyntaxDiagnostics.PlaceholderNotAllowed,
                placeholder.Span,
                $"a placeholder cannot stand in {expected}",
                "write a plain string");
        }

        return literal.PlainText;
    }

    /// <param name="hasPlaceholders">Whether <c>~{</c> and <c>${</c> begin placeholders; in metadata they are text.</param>
    private StringLiteralSyntax ParseQuotedString(bool hasPlaceholders)
    {
        int start = _token.Start;
        char quote = _text[start];
        SearchValues<char> stops = quote == '"' ? DoubleQuoteStops : SingleQuoteStops;
        int mark = _nodes.Count;
        int height = 0;
        int position = _token.End;
        int partStart = position;
        int chunkStart = position;
        StringBuilder? decoded = null;
        while (true)
        {
            int length = _text.AsSpan(position).IndexOfAny(stops);
            position = length < 0 ? _text.Length : position + length;
            if (position == _text.Length || _text[position] is '\r' or '\n')
            {
                PushText(partStart, chunkStart, position, decoded);

                // The closing quote may be missing anywhere on the line, so what follows is looked at again. A placeholder
                // is not: its brace would be taken for that of a block.
                ResumeAt(partStart == start + 1 ? partStart : position);
                FailUnterminated(TextSpan.FromBounds(start, position), quote);
                break;
            }

            char stop = _text[position];
            if (stop == quote)
            {
                PushText(partStart, chunkStart, position, decoded);
                ResumeAt(position + 1);
                break;
            }

            if (stop == '\\')
            {
                decoded ??= new StringBuilder();
                decoded.Append(_text, chunkStart, position - chunkStart);
                position = chunkStart = ParseEscape(position, decoded);
            }
            else if (hasPlaceholders && position + 1 < _text.Length && _text[position + 1] == '{')
            {
                PushText(partStart, chunkStart, position, decoded);
                decoded = null;
                PlaceholderPartSyntax placeholder = ParsePlaceholder(position, _text[start].ToString());
                _nodes.Push(placeholder);
                height = Math.Max(height, _height);
                position = partStart = chunkStart = placeholder.Span.End;
            }
            else
            {
                position++;
            }
        }

        _height = height + 1;
        return new StringLiteralSyntax(
            SpanFrom(start), quote == '"' ? StringQuote.Double : StringQuote.Single, _nodes.PopFrom<StringPartSyntax>(mark));
    }

    // The quote that closes a string in a placeholder may be the one that was missed: the strings around lack theirs, too.
    private void FailUnterminated(TextSpan span, char quote)
    {
        if (_unterminatedAt != span.End)
        {
            _unterminatedAt = span.End;
            Report(
                SyntaxDiagnostics.UnterminatedString,
                span,
                $"the string has no closing `{quote}` on its line",
                $"close it with `{quote}`; write `\\n` for a line break");
        }

        _panicking = !_gaveUp;
    }

    /// <summary>Adds the text from the part's start to its end, of which what lies before the chunk is decoded already.</summary>
    private void PushText(int partStart, int chunkStart, int end, StringBuilder? decoded)
    {
        if (end > partStart)
        {
            string text = decoded is null
                ? _text[partStart..end]
                : decoded.Append(_text, chunkStart, end - chunkStart).ToString();
            _nodes.Push(new TextPartSyntax(TextSpan.FromBounds(partStart, end), text));
        }
    }

    /// <summary>Decodes the escape at a position and returns the position after it.</summary>
    private int ParseEscape(int position, StringBuilder output)
    {
        // A backslash at the end of the line is an unterminated string, which the caller reports.
        if (position + 1 >= _text.Length || _text[position + 1] is '\r' or '\n')
        {
            return position + 1;
        }

        int length = StringEscapes.Decode(_text.AsSpan(position), _version, output, out string? problem, out bool isKnown);
        if (problem is not null)
        {
            Report(
                isKnown ? SyntaxDiagnostics.InvalidEscape : SyntaxDiagnostics.UnknownEscape,
                new TextSpan(position, length),
                problem,
                isKnown ? null : "for a backslash, write `\\\\`");
        }

        return position + length;
    }

    private StringLiteralSyntax ParseMultiLineString()
    {
        TextSpan open = _token.Span;
        RequireVersion(WdlVersion.V1_2, open, "multi-line strings exist");
        List<TemplatePiece> pieces = ParseTemplate(open.End, open, isHeredoc: true, hasDollarPlaceholders: true);
        int height = _height;
        for (int i = 0; i < pieces.Count; i++)
        {
            if (pieces[i].Text is { } text)
            {
                CheckEscapes(pieces[i].Span);
                pieces[i] = pieces[i] with { Text = TemplateText.RemoveLineContinuations(text) };
            }
        }

        TemplateText.Dedent(pieces);
        int mark = _nodes.Count;
        foreach (TemplatePiece piece in pieces)
        {
            PushPiece(piece, piece.Text is { } text ? DecodeEscapes(text.ToString()) : null);
        }

        _height = height + 1;
        return new StringLiteralSyntax(SpanFrom(open.Start), StringQuote.MultiLine, _nodes.PopFrom<StringPartSyntax>(mark));
    }

    private void PushPiece(TemplatePiece piece, string? text)
    {
        if (piece.Placeholder is not null)
        {
            _nodes.Push(piece.Placeholder);
        }
        else if (!string.IsNullOrEmpty(text))
        {
            _nodes.Push(new TextPartSyntax(piece.Span, text));
        }
    }

    // The escapes are checked where they stand in the source, and resolved after the white space around them is settled.
    private void CheckEscapes(TextSpan span)
    {
        StringBuilder ignored = new();
        int position = span.Start;
        while (_text.AsSpan(position, span.End - position).IndexOf('\\') is int length and >= 0 && position + length + 1 < span.End)
        {
            position += length;
            position = _text[position + 1] is '\r' or '\n' ? position + 1 : ParseEscape(position, ignored);
        }
    }

    private string DecodeEscapes(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
        {
            return text;
        }

        StringBuilder decoded = new(text.Length);
        int position = 0;
        while (text.AsSpan(position).IndexOf('\\') is int length and >= 0 && position + length + 1 < text.Length)
        {
            decoded.Append(text, position, length);
            position += length;
            position += StringEscapes.Decode(text.AsSpan(position), _version, decoded, out _, out _);
        }

        return decoded.Append(text, position, text.Length - position).ToString();
    }

    /// <summary>
    /// Reads the inside of a command or multi-line string as it stands, up to and including its closing, and leaves the
    /// greatest height of its placeholders.
    /// </summary>
    private List<TemplatePiece> ParseTemplate(int position, TextSpan open, bool isHeredoc, bool hasDollarPlaceholders)
    {
        List<TemplatePiece> pieces = [];
        string close = isHeredoc ? ">>>" : "}";
        SearchValues<char> stops = isHeredoc ? HeredocStops : BraceStops;
        int height = 0;
        int textStart = position;
        while (true)
        {
            int length = _text.AsSpan(position).IndexOfAny(stops);
            if (length < 0)
            {
                Report(
                    SyntaxDiagnostics.UnterminatedBlock,
                    open,
                    $"the text that begins here has no closing `{close}`",
                    isHeredoc ? null : "braces of the script itself are written `\\}`, or use `command <<< … >>>`");
                AddText(pieces, textStart, _text.Length);
                GiveUp();
                break;
            }

            position += length;
            ReadOnlySpan<char> rest = _text.AsSpan(position);
            if (rest.StartsWith(close))
            {
                AddText(pieces, textStart, position);
                ResumeAt(position + close.Length);
                break;
            }

            if (rest[0] == '\\')
            {
                position = Math.Min(_text.Length, position + 2);
            }
            else if (rest.StartsWith("~{") || (hasDollarPlaceholders && rest.StartsWith("${")))
            {
                AddText(pieces, textStart, position);
                PlaceholderPartSyntax placeholder = ParsePlaceholder(position, close);
                pieces.Add(new TemplatePiece(placeholder.Span, null, placeholder));
                height = Math.Max(height, _height);
                position = textStart = placeholder.Span.End;
            }
            else
            {
                position++;
            }
        }

        _height = height;
        return pieces;
    }

    private void AddText(List<TemplatePiece> pieces, int start, int end)
    {
        if (end > start)
        {
            TextSpan span = TextSpan.FromBounds(start, end);
            pieces.Add(new TemplatePiece(span, TemplateText.Take(_text, span), null));
        }
    }
}
