using System.Buffers;
using Sprocket.Text;

namespace Sprocket.Toml;

/// <summary>One part of a dotted key.</summary>
/// <param name="Name">The key, its quotes and escapes resolved.</param>
/// <param name="Span">Where it is written.</param>
internal readonly record struct TomlKeyPart(string Name, TextSpan Span);

/// <summary>Reads keys: bare, quoted and dotted.</summary>
internal sealed class TomlKeyParser(TomlCursor cursor, TomlStringScanner strings)
{
    private static readonly SearchValues<char> BareCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");

    // What certainly is no longer part of a key that was written without the quotes it needs.
    private static readonly SearchValues<char> KeyEnds = TomlCursor.CreateStops(" \t.=:,[]{}#\"'");

    /// <summary>Reads the key at the cursor; null when there is none, which is reported.</summary>
    public List<TomlKeyPart>? Parse()
    {
        List<TomlKeyPart> parts = [];
        do
        {
            cursor.SkipBlanks();
            if (ParsePart() is not TomlKeyPart part)
            {
                return null;
            }

            parts.Add(part);
            cursor.SkipBlanks();
        }
        while (cursor.TrySkip('.'));

        return parts;
    }

    private TomlKeyPart? ParsePart()
    {
        if (cursor.Current is '"' or '\'')
        {
            return ParseQuoted();
        }

        TextSpan span = new(cursor.Position, FindLength(KeyEnds, stopsAtMember: true));
        if (span.Length == 0)
        {
            cursor.Report(
                TomlDiagnostics.MissingKey,
                cursor.Here,
                $"expected a key, found {cursor.Describe(cursor.Position)}",
                cursor.Current == '=' ? "an empty key is written `\"\"`" : null);
            return null;
        }

        int bareLength = FindLength(BareCharacters, stopsAtMember: false);
        cursor.Position = span.End;
        string name = cursor.Source.ToString(span);
        if (bareLength < span.Length)
        {
            string quoted = $"\"{name.Replace("\\", "\\\\", StringComparison.Ordinal)}\"";
            cursor.Report(
                TomlDiagnostics.InvalidKey,
                span,
                $"{cursor.Describe(span.Start + bareLength)} cannot stand in a key without quotes",
                $"write {TomlCursor.Quote(quoted)}",
                fix: new DiagnosticFix(span, quoted));
        }

        return new TomlKeyPart(name, span);
    }

    private TomlKeyPart? ParseQuoted()
    {
        ScannedString scanned = strings.Scan();
        if (scanned.IsMultiline)
        {
            cursor.Report(
                TomlDiagnostics.InvalidKey,
                new TextSpan(scanned.Span.Start, 3),
                "a key cannot stand in triple quotes",
                "use single or double quotes");
            return null;
        }

        return scanned.Value is null ? null : new TomlKeyPart(scanned.Value, scanned.Span);
    }

    private int FindLength(SearchValues<char> characters, bool stopsAtMember)
    {
        if (cursor.IsAtEnd)
        {
            return 0;
        }

        ReadOnlySpan<char> rest = cursor.Text.AsSpan(cursor.Position);
        int length = stopsAtMember ? rest.IndexOfAny(characters) : rest.IndexOfAnyExcept(characters);
        return length < 0 ? rest.Length : length;
    }
}
