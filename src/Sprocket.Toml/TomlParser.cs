using Sprocket.Text;

namespace Sprocket.Toml;

/// <summary>Reads a document line by line: keys with their values, and table headers.</summary>
internal sealed class TomlParser
{
    private readonly TomlCursor _cursor;
    private readonly TomlKeyParser _keys;
    private readonly TomlValueParser _values;
    private readonly TomlDocumentBuilder _document;
    private TomlTableBuilder _table;

    public TomlParser(SourceText source, TomlVersion version, DiagnosticBag diagnostics)
    {
        _cursor = new TomlCursor(source, version, diagnostics);
        TomlStringScanner strings = new(_cursor);
        _keys = new TomlKeyParser(_cursor, strings);
        _document = new TomlDocumentBuilder(_cursor);
        _values = new TomlValueParser(_cursor, _keys, new TomlScalarParser(_cursor, strings), _document);
        _table = _document.Root;
    }

    public TomlTable Parse()
    {
        _cursor.ReportForbiddenCharacters();
        _cursor.SkipLines();
        while (!_cursor.IsAtEnd)
        {
            ParseStatement();
            _cursor.SkipLines();
        }

        return _document.Root.ToTable(_cursor.Source);
    }

    private void ParseStatement()
    {
        int start = _cursor.Position;
        int errors = _cursor.ErrorCount;
        _values.BeginStatement();
        if (_cursor.Current == '[')
        {
            ParseHeader();
        }
        else
        {
            ParseKeyAndValue();
        }

        if (_values.IsAbandoned)
        {
            return;
        }

        if (_cursor.ErrorCount == errors)
        {
            ExpectLineEnd(start);
        }

        // After a mistake the rest of the line is not looked at: the next line is surer ground.
        _cursor.SkipToLineEnd();
    }

    private void ParseKeyAndValue()
    {
        if (_keys.Parse() is List<TomlKeyPart> key && _values.ParseAssignment(_table.Depth + key.Count - 1, isElement: false) is TomlValue value)
        {
            _document.Define(_table, key, value);
        }
    }

    private void ParseHeader()
    {
        int start = _cursor.Position;
        _cursor.Advance();
        bool isElement = _cursor.TrySkip('[');
        List<TomlKeyPart>? path = _keys.Parse();
        if (path is null || !TryCloseHeader(isElement))
        {
            _table = TomlDocumentBuilder.CreateDetachedTable();
            return;
        }

        TextSpan header = TextSpan.FromBounds(start, _cursor.Position);
        TomlTableBuilder? opened = isElement ? _document.OpenElement(path, header) : _document.OpenTable(path, header);
        _table = opened ?? TomlDocumentBuilder.CreateDetachedTable();
    }

    private bool TryCloseHeader(bool isElement)
    {
        string close = isElement ? "]]" : "]";
        foreach (char _ in close)
        {
            if (!_cursor.TrySkip(']'))
            {
                _cursor.Report(
                    TomlDiagnostics.UnclosedHeader,
                    _cursor.Here,
                    $"expected `{close}` after the table's name, found {_cursor.Describe(_cursor.Position)}");
                return false;
            }
        }

        return true;
    }

    private void ExpectLineEnd(int statementStart)
    {
        int valueEnd = _cursor.Position;
        _cursor.SkipBlanksAndComment();
        if (_cursor.IsAtLineEnd)
        {
            return;
        }

        int start = _cursor.Position;
        ReadOnlySpan<char> rest = _cursor.Text.AsSpan(start, _cursor.FindLineEnd(start) - start);
        int comment = rest.IndexOf('#');
        rest = (comment < 0 ? rest : rest[..comment]).TrimEnd(" \t");
        bool isHeader = _cursor.Text[statementStart] == '[';
        _cursor.Report(
            TomlDiagnostics.UnexpectedText,
            new TextSpan(start, rest.Length),
            $"expected the end of the line, found {_cursor.Describe(start)}",
            isHeader ? "the keys of a table stand on the lines below its header"
                : valueEnd < start ? "a value with spaces is a string and needs quotes; further keys go on a new line"
                : null);
    }
}
