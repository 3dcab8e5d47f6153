using Sprocket.Text;

namespace Sprocket.Toml;

/// <summary>Where one array or inline table stands between its brackets, and the mistakes that can be made there.</summary>
internal sealed class BracketState
{
    private readonly TomlCursor _cursor;
    private readonly char _close;
    private readonly int _open;
    private readonly int _errorsBefore;
    private int _errorsBeforeElement;

    /// <summary>Passes the opening bracket at the cursor.</summary>
    public BracketState(TomlCursor cursor, char close)
    {
        _cursor = cursor;
        _close = close;
        _open = cursor.Position;
        _errorsBefore = cursor.ErrorCount;
        cursor.Advance();
    }

    /// <summary>Whether an element was read since the last comma.</summary>
    public bool ExpectsComma { get; private set; }

    /// <summary>The offset of the last comma, or -1.</summary>
    public int LastComma { get; private set; } = -1;

    /// <summary>Whether something between the brackets was not understood.</summary>
    public bool HasErrors => _cursor.ErrorCount != _errorsBefore;

    /// <summary>The text from the opening bracket to the cursor.</summary>
    public TextSpan GetSpan() => TextSpan.FromBounds(_open, _cursor.Position);

    /// <summary>Passes a comma; reports when nothing stands before it.</summary>
    public bool TrySkipComma(string expected)
    {
        int position = _cursor.Position;
        if (!_cursor.TrySkip(','))
        {
            return false;
        }

        if (!ExpectsComma)
        {
            DiagnosticDescriptor descriptor = _close == ']' ? TomlDiagnostics.MissingValue : TomlDiagnostics.MissingKey;
            _cursor.Report(descriptor, new TextSpan(position, 1), $"expected {expected}, found `,`", "remove the comma");
        }

        ExpectsComma = false;
        LastComma = position;
        return true;
    }

    /// <summary>
    /// Notes that an element begins at the cursor. When no comma stands before it, that is reported, and a mistake in the
    /// element is not: in <c>[4 GiB]</c> only quotes are missing.
    /// </summary>
    public void BeginElement()
    {
        // After an element that was not understood, a missing comma is most likely only a consequence.
        if (ExpectsComma && _cursor.ErrorCount == _errorsBeforeElement)
        {
            _cursor.Report(
                TomlDiagnostics.MissingComma,
                _cursor.Here,
                $"expected `,` or `{_close}`, found {_cursor.Describe(_cursor.Position)}");
            _cursor.IsMuted = true;
        }

        ExpectsComma = true;
        _errorsBeforeElement = _cursor.ErrorCount;
    }

    /// <summary>Notes that the element has ended.</summary>
    public void EndElement() => _cursor.IsMuted = false;

    /// <summary>Reports that the closing bracket is missing, unless an earlier mistake between the brackets may be why.</summary>
    public void ReportUnclosed()
    {
        if (HasErrors)
        {
            return;
        }

        _cursor.Report(
            TomlDiagnostics.UnclosedBracket,
            new TextSpan(_open, 1),
            $"`{_cursor.Text[_open]}` is not closed: expected `{_close}`, found {_cursor.Describe(_cursor.Position)}",
            label: new DiagnosticLabel(_cursor.Source, _cursor.Here, $"expected `{_close}` before this"));
    }
}
