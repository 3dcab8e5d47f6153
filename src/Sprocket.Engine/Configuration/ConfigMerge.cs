using System.Collections.Immutable;
using Sprocket.Toml;

namespace Sprocket.Engine.Configuration;

/// <summary>Lays one table over another: tables are merged, arrays appended, all else replaced.</summary>
internal static class ConfigMerge
{
    /// <summary>The values of both tables, each still with its own source.</summary>
    /// <param name="lower">What counts less, and comes first in arrays.</param>
    /// <param name="higher">What counts more.</param>
    public static TomlTable Merge(TomlTable lower, TomlTable higher)
    {
        ImmutableArray<TomlEntry>.Builder entries = lower.Entries.ToBuilder();
        foreach (TomlEntry entry in higher.Entries)
        {
            int index = FindIndex(entries, entry.Key);
            if (index < 0)
            {
                entries.Add(entry);
            }
            else
            {
                entries[index] = entry with { Value = Combine(entries[index].Value, entry.Value) };
            }
        }

        return new TomlTable(higher.Source, higher.Span, entries.ToImmutable());
    }

    private static TomlValue Combine(TomlValue lower, TomlValue higher) => (lower, higher) switch
    {
        (TomlTable lowerTable, TomlTable higherTable) => Merge(lowerTable, higherTable),
        (TomlArray lowerArray, TomlArray higherArray) => higherArray with { Items = [.. lowerArray.Items, .. higherArray.Items] },
        _ => higher,
    };

    private static int FindIndex(ImmutableArray<TomlEntry>.Builder entries, string key)
    {
        for (int i = 0; i < entries.Count; i++)
        {
            if (string.Equals(entries[i].Key, key, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }
}
