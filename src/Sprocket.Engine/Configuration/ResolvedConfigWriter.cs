using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Sprocket.Toml;

namespace Sprocket.Engine.Configuration;

/// <summary>Writes the values in force as TOML, each with a comment that says which line of which file it comes from.</summary>
internal sealed class ResolvedConfigWriter
{
    private readonly StringBuilder _text = new();
    private readonly List<string> _path = [];

    // A header is written with the first value below it, so that a table of tables has none.
    private string? _pendingHeader;

    /// <summary>What was written so far.</summary>
    public override string ToString() => _text.ToString();

    public static TomlTable MoveOldKey(TomlTable table, string oldKey, string path) => OldSpelling.Move(table, oldKey, path, conflict: null);

    public void Write(TomlTable table, string key, string? value, string? nullWord = null) =>
        WriteLine(table, key, (value ?? nullWord) is string text ? TomlText.Quote(text) : null);

    public void Write(TomlTable table, string key, ConfigText? value) =>
        WriteLine(table, key, value is null ? null : TomlText.Quote(value.Value));

    public void Write(TomlTable table, string key, bool? value) =>
        WriteLine(table, key, value switch { null => null, true => "true", false => "false" });

    public void Write(TomlTable table, string key, long? value, string? nullWord = null) =>
        WriteLine(table, key, value?.ToString(CultureInfo.InvariantCulture) ?? (nullWord is null ? null : TomlText.Quote(nullWord)));

    public void Write(TomlTable table, string key, double? value) =>
        WriteLine(table, key, value?.ToString("0.0###############", CultureInfo.InvariantCulture));

    public void Write(TomlTable table, string key, ByteSize? value) =>
        WriteLine(table, key, value is ByteSize size ? TomlText.Quote(size.ToString()) : null);

    public void Write(TomlTable table, string key, TimeSpan? value) =>
        WriteLine(table, key, value is TimeSpan duration ? DurationText.Render(duration) : null);

    public void Write<T>(TomlTable table, string key, (string Name, T Value)[] names, T? value)
        where T : struct =>
        WriteLine(table, key, value is T found ? TomlText.Quote(Array.Find(names, pair => pair.Value.Equals(found)).Name) : null);

    public void Write(TomlTable table, string key, ImmutableArray<string> values)
    {
        bool comesFromSeveral = table.TryGet(key, out TomlEntry? entry)
            && entry.Value is TomlArray array
            && array.Items.Select(item => item.Source).Distinct().Count() > 1;
        if (!comesFromSeveral)
        {
            WriteLine(table, key, $"[{string.Join(", ", values.Select(TomlText.Quote))}]");
            return;
        }

        WriteHeader();
        _text.Append(TomlText.Key(key)).Append(" = [\n");
        foreach ((TomlValue item, string value) in ((TomlArray)entry!.Value).Items.Zip(values))
        {
            _text.Append("  ").Append(TomlText.Quote(value)).Append(',').Append(OriginOf(item)).Append('\n');
        }

        _text.Append("]\n");
    }

    public void WriteTable(TomlTable table, string key, Action<ResolvedConfigWriter, TomlTable> write) =>
        WriteBelow(key, Inner(table, key), isList: false, write);

    public void WriteTables<T>(TomlTable table, string key, ImmutableArray<T> items, Action<T, ResolvedConfigWriter, TomlTable> write)
    {
        ImmutableArray<TomlValue> values = table.TryGet(key, out TomlEntry? entry) && entry.Value is TomlArray array ? array.Items : [];
        foreach ((T item, TomlValue value) in items.Zip(values))
        {
            WriteBelow(key, (TomlTable)value, isList: true, (writer, inner) => write(item, writer, inner));
        }
    }

    public void WriteNamedTables<T>(TomlTable table, string key, ImmutableDictionary<string, T> items, Action<T, ResolvedConfigWriter, TomlTable> write)
    {
        TomlTable named = Inner(table, key);
        _path.Add(TomlText.Key(key));
        foreach (TomlEntry entry in named.Entries)
        {
            WriteBelow(entry.Key, Inner(named, entry.Key), isList: false, (writer, inner) => write(items[entry.Key], writer, inner));
        }

        _path.RemoveAt(_path.Count - 1);
    }

    private void WriteBelow(string key, TomlTable table, bool isList, Action<ResolvedConfigWriter, TomlTable> write)
    {
        _path.Add(TomlText.Key(key));
        string name = string.Join('.', _path);
        _pendingHeader = isList ? $"[[{name}]]" : $"[{name}]";
        write(this, table);
        _pendingHeader = null;
        _path.RemoveAt(_path.Count - 1);
    }

    private void WriteLine(TomlTable table, string key, string? value)
    {
        if (value is null)
        {
            return;
        }

        WriteHeader();
        string origin = table.TryGet(key, out TomlEntry? entry) ? OriginOf(entry.Value) : "  # default";
        _text.Append(TomlText.Key(key)).Append(" = ").Append(value).Append(origin).Append('\n');
    }

    private void WriteHeader()
    {
        if (_pendingHeader is not null)
        {
            _text.Append(_text.Length == 0 ? "" : "\n").Append(_pendingHeader).Append('\n');
            _pendingHeader = null;
        }
    }

    private static string OriginOf(TomlValue value)
    {
        int line = value.Source.GetPosition(value.Span.Start).Line;
        // A line break in the name of a file must not end the comment.
        string path = value.Source.Path.ReplaceLineEndings("?");
        return string.Create(CultureInfo.InvariantCulture, $"  # {path}:{line}");
    }

    private static TomlTable Inner(TomlTable table, string key) =>
        table.TryGet(key, out TomlEntry? entry) && entry.Value is TomlTable inner ? inner : new TomlTable(table.Source, table.Span, []);
}
