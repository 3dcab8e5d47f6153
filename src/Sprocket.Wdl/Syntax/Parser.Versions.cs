using Sprocket.Text;

namespace Sprocket.Wdl.Syntax;

internal sealed partial class Parser
{
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
}
