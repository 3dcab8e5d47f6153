using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Sprocket.Text;

namespace Sprocket.Toml;

/// <summary>A key of a table and its value.</summary>
/// <param name="Key">The key, its quotes and escapes resolved.</param>
/// <param name="KeySpan">Where the key is written, in the source of <paramref name="Value"/>.</param>
/// <param name="Value">The value.</param>
public sealed record TomlEntry(string Key, TextSpan KeySpan, TomlValue Value);

/// <summary>A table: keys, each once, in the order of first mention.</summary>
/// <remarks>Immutable. Looking up a key takes the same time however many there are.</remarks>
public sealed record TomlTable : TomlValue
{
    // Most tables are small; for those a walk over the entries costs less than a dictionary.
    private const int LargestWalkedTable = 8;

    private readonly Dictionary<string, TomlEntry>? _index;

    /// <summary>Creates a table.</summary>
    /// <param name="source">The text that holds the table.</param>
    /// <param name="span">
    /// Where the table is written: its header with the brackets, its braces, or, if it is only implied by a longer key,
    /// the part of the key that names it. The whole document's table is the empty span at its start.
    /// </param>
    /// <param name="entries">The entries; no key twice.</param>
    public TomlTable(SourceText source, TextSpan span, ImmutableArray<TomlEntry> entries)
        : base(source, span)
    {
        Entries = entries;
        if (entries.Length > LargestWalkedTable)
        {
            _index = entries.ToDictionary(entry => entry.Key, StringComparer.Ordinal);
        }
    }

    /// <summary>The entries in the order of first mention.</summary>
    public ImmutableArray<TomlEntry> Entries { get; }

    /// <inheritdoc/>
    public override string KindName => "a table";

    /// <summary>Finds the entry of a key.</summary>
    public bool TryGet(string key, [NotNullWhen(true)] out TomlEntry? entry)
    {
        if (_index is not null)
        {
            return _index.TryGetValue(key, out entry);
        }

        foreach (TomlEntry candidate in Entries)
        {
            if (string.Equals(candidate.Key, key, StringComparison.Ordinal))
            {
                entry = candidate;
                return true;
            }
        }

        entry = null;
        return false;
    }
}
