using System.Collections.Immutable;
using Sprocket.Text;

namespace Sprocket.Toml;

/// <summary>Reads values, arrays and inline tables among them.</summary>
internal sealed class TomlValueParser(TomlCursor cursor, TomlKeyParser keys, TomlScalarParser scalars, TomlDocumentBuilder document)
{
    private readonly StatementGuess _guess = new(cursor);

    /// <summary>
    /// Whether the last value was given up at the start of a line that looks like the next key or header, because a
    /// bracket was not closed.
    /// </summary>
    public bool IsAbandoned { get; private set; }

    /// <summary>Reads the value of a key at the cursor, the equals sign before it included.</summary>
    /// <param name="depth">The number of tables and arrays around the value.</param>
    /// <param name="isElement">Whether the key stands in an inline table.</param>
    /// <returns>The value; null when there is none to read, which is reported.</returns>
    public TomlValue? ParseAssignment(int depth, bool isElement)
    {
        cursor.SkipBlanks();
        if (!cursor.TrySkip('='))
        {
            cursor.Report(
                TomlDiagnostics.MissingEquals,
                cursor.Here,
                $"expected `=` after the key, found {cursor.Describe(cursor.Position)}",
                cursor.Current == ':' ? "TOML writes `key = value`" : null);
            if (!cursor.TrySkip(':') && cursor.Current is not ('"' or '\'' or '[' or '{'))
            {
                return null;
            }
        }

        cursor.SkipBlanks();
        return ParseValue(depth, isElement);
    }

    /// <summary>Begins a new line of the document.</summary>
    public void BeginStatement()
    {
        IsAbandoned = false;
        _guess.BeginStatement();
    }

    private TomlValue ParseValue(int depth, bool isElement)
    {
        if (cursor.Current is not ('[' or '{'))
        {
            return scalars.Parse(isElement);
        }

        cursor.IsMuted = false;

        if (depth >= TomlDocumentBuilder.MaxDepth)
        {
            cursor.Report(TomlDiagnostics.TooDeep, cursor.Here, $"more than {TomlDocumentBuilder.MaxDepth} tables and arrays in one another");
            cursor.Stop();
            return new TomlUnreadable(cursor.Source, cursor.Here);
        }

        return cursor.Current == '[' ? ParseArray(depth) : ParseInlineTable(depth);
    }

    private TomlArray ParseArray(int depth)
    {
        BracketState state = new(cursor, ']');
        ImmutableArray<TomlValue>.Builder items = ImmutableArray.CreateBuilder<TomlValue>();
        while (true)
        {
            bool lineEnded = cursor.SkipLines();
            if (cursor.IsAtEnd || (lineEnded && _guess.IsStatementInArray()))
            {
                IsAbandoned = true;
                state.ReportUnclosed();
                break;
            }

            if (cursor.TrySkip(']'))
            {
                break;
            }

            if (cursor.Current == '}')
            {
                state.ReportUnclosed();
                break;
            }

            if (state.TrySkipComma("a value"))
            {
                continue;
            }

            state.BeginElement();
            items.Add(ParseValue(depth + 1, isElement: true));
            state.EndElement();
            if (IsAbandoned)
            {
                break;
            }
        }

        return new TomlArray(cursor.Source, state.GetSpan(), items.ToImmutable());
    }

    private TomlTable ParseInlineTable(int depth)
    {
        BracketState state = new(cursor, '}');
        TomlTableBuilder table = new(TomlTableOrigin.Inline, new TextSpan(cursor.Position - 1, 1), depth + 1);
        bool mayBreakLines = cursor.Version != TomlVersion.V1_0;
        while (true)
        {
            int before = cursor.Position;
            bool lineEnded = cursor.SkipLines();
            if (cursor.IsAtEnd || (lineEnded && _guess.IsStatementInInlineTable(state.ExpectsComma)))
            {
                IsAbandoned = true;
                state.ReportUnclosed();
                break;
            }

            if (lineEnded && !mayBreakLines)
            {
                // Once for each table.
                mayBreakLines = true;
                cursor.Report(
                    TomlDiagnostics.NeedsNewerVersion,
                    new TextSpan(before, 0),
                    "a line break in an inline table needs TOML 1.1",
                    "write it on one line");
            }

            int comma = state.LastComma;
            if (cursor.TrySkip('}'))
            {
                if (comma >= 0 && !state.ExpectsComma && !state.HasErrors && cursor.Version == TomlVersion.V1_0)
                {
                    cursor.Report(
                        TomlDiagnostics.NeedsNewerVersion, new TextSpan(comma, 1), "a comma before `}` needs TOML 1.1", "remove the comma");
                }

                break;
            }

            if (cursor.Current == ']')
            {
                state.ReportUnclosed();
                break;
            }

            if (state.TrySkipComma("a key"))
            {
                continue;
            }

            state.BeginElement();
            ParseElement(table);
            state.EndElement();
            if (IsAbandoned)
            {
                break;
            }
        }

        return table.ToTable(cursor.Source) with { Span = state.GetSpan() };
    }

    private void ParseElement(TomlTableBuilder table)
    {
        int start = cursor.Position;
        if (keys.Parse() is List<TomlKeyPart> key && ParseAssignment(table.Depth + key.Count - 1, isElement: true) is TomlValue value)
        {
            document.Define(table, key, value);
            return;
        }

        // Go on at the next element; the text in between is part of the mistake.
        while (!cursor.IsAtLineEnd && cursor.Current is not (',' or '}' or ']' or '#'))
        {
            cursor.Advance();
        }

        if (cursor.Position == start && !cursor.IsAtLineEnd)
        {
            cursor.Advance();
        }
    }
}
