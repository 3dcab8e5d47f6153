using System.Collections.Immutable;
using Sprocket.Text;

namespace Sprocket.Toml;

/// <summary>How a table came to be, which decides what may be added to it and from where.</summary>
internal enum TomlTableOrigin
{
    /// <summary>It is only a step of a header's path; a header of its own may still follow.</summary>
    Implied,

    /// <summary>It has a header, or is the document.</summary>
    Header,

    /// <summary>It is a step of a dotted key.</summary>
    DottedKey,

    /// <summary>It stands in braces.</summary>
    Inline,
}

/// <summary>What a key stands for while the document is read: a value, a table, or an array of tables.</summary>
internal sealed class TomlSlot(string key, TextSpan keySpan)
{
    public string Key { get; } = key;

    public TextSpan KeySpan { get; } = keySpan;

    /// <summary>The value, which is complete, or null.</summary>
    public TomlValue? Value { get; init; }

    /// <summary>The table, or null.</summary>
    public TomlTableBuilder? Table { get; init; }

    /// <summary>The elements written <c>[[key]]</c>, or null.</summary>
    public List<TomlTableBuilder>? Elements { get; init; }

    public TomlEntry ToEntry(SourceText source) => new(Key, KeySpan, Value ?? (TomlValue?)Table?.ToTable(source) ?? ToArray(source));

    private TomlArray ToArray(SourceText source) =>
        new(source, Elements![0].Span, [.. Elements.Select(element => element.ToTable(source))]);
}

/// <summary>A table while the document is read.</summary>
internal sealed class TomlTableBuilder(TomlTableOrigin origin, TextSpan span, int depth)
{
    // Below it a walk over the slots is as fast as a dictionary, and most tables stay below it.
    private const int LargestWalkedTable = 8;

    private readonly List<TomlSlot> _slots = [];
    private Dictionary<string, TomlSlot>? _index;

    public TomlTableOrigin Origin { get; private set; } = origin;

    public TextSpan Span { get; private set; } = span;

    /// <summary>The number of tables and arrays around it.</summary>
    public int Depth { get; } = depth;

    public TomlSlot? Find(string key) =>
        _index is not null
            ? _index.GetValueOrDefault(key)
            : _slots.Find(slot => string.Equals(slot.Key, key, StringComparison.Ordinal));

    /// <summary>Adds a slot whose key is not there yet.</summary>
    public TomlSlot Add(TomlSlot slot)
    {
        _slots.Add(slot);
        if (_index is not null)
        {
            _index.Add(slot.Key, slot);
        }
        else if (_slots.Count > LargestWalkedTable)
        {
            _index = _slots.ToDictionary(other => other.Key, StringComparer.Ordinal);
        }

        return slot;
    }

    /// <summary>Gives a table that was only implied its header.</summary>
    public void Open(TextSpan header)
    {
        Origin = TomlTableOrigin.Header;
        Span = header;
    }

    public TomlTable ToTable(SourceText source) => new(source, Span, [.. _slots.Select(slot => slot.ToEntry(source))]);
}
