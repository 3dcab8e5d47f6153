using System.Buffers;

namespace Sprocket.Toml;

/// <summary>Guesses whether a line inside brackets is the document's next key or header, so that a bracket must have been forgotten.</summary>
/// <remarks>A valid document never makes it guess wrong.</remarks>
internal sealed class StatementGuess(TomlCursor cursor)
{
    private static readonly SearchValues<char> DottedKeyCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_. \t");

    private int _indent;

    /// <summary>Notes how far the statement at the cursor is indented.</summary>
    public void BeginStatement() => _indent = GetIndent();

    /// <summary>Whether a header or a key with its equals sign begins at the cursor; neither can stand in an array.</summary>
    public bool IsStatementInArray() => IsKeyWithEquals() || IsHeader();

    /// <summary>
    /// Whether a header begins at the cursor, or, if a comma should stand there, a key that is not indented further than
    /// the statement.
    /// </summary>
    public bool IsStatementInInlineTable(bool expectsComma) =>
        cursor.Current == '[' || (expectsComma && GetIndent() <= _indent && IsKeyWithEquals());

    private int GetIndent()
    {
        int lineStart = cursor.Position == 0 ? 0 : cursor.Text.LastIndexOf('\n', cursor.Position - 1) + 1;
        return cursor.Position - lineStart;
    }

    private bool IsKeyWithEquals()
    {
        int length = MeasureKey(cursor.Position);
        return length > 0 && cursor.Position + length < cursor.Text.Length && cursor.Text[cursor.Position + length] == '=';
    }

    // Nested arrays begin with a bracket as well, so only a name that cannot be a value makes a header.
    private bool IsHeader()
    {
        int start = cursor.Position;
        while (start < cursor.Text.Length && start < cursor.Position + 2 && cursor.Text[start] == '[')
        {
            start++;
        }

        int length = start == cursor.Position ? 0 : MeasureKey(start);
        ReadOnlySpan<char> name = cursor.Text.AsSpan(start, length).Trim(" \t");
        return length > 0
            && start + length < cursor.Text.Length
            && cursor.Text[start + length] == ']'
            && (char.IsAsciiLetter(name[0]) || name[0] == '_')
            && name is not ("true" or "false" or "inf" or "nan");
    }

    private int MeasureKey(int start)
    {
        ReadOnlySpan<char> rest = cursor.Text.AsSpan(start);
        int length = rest.IndexOfAnyExcept(DottedKeyCharacters);
        return length < 0 ? rest.Length : length;
    }
}
