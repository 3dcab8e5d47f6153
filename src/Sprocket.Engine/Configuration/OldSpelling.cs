using Sprocket.Toml;

namespace Sprocket.Engine.Configuration;

/// <summary>Moves what the older spelling of a key holds to where it belongs now.</summary>
internal static class OldSpelling
{
    /// <summary>The table without the old key, its value at the new one. Of two arrays the old one's items come first.</summary>
    /// <param name="table">The table.</param>
    /// <param name="oldKey">The key as it was.</param>
    /// <param name="path">The key as it is, from the table on, with dots between.</param>
    /// <param name="conflict">Called with the old and the new entry when they cannot be combined; the new one stays.</param>
    public static TomlTable Move(TomlTable table, string oldKey, string path, Action<TomlEntry, TomlEntry>? conflict)
    {
        if (!table.TryGet(oldKey, out TomlEntry? old))
        {
            return table;
        }

        TomlTable rest = new(table.Source, table.Span, table.Entries.Remove(old));
        return Put(rest, path.Split('.'), old, conflict);
    }

    private static TomlTable Put(TomlTable table, ReadOnlySpan<string> path, TomlEntry old, Action<TomlEntry, TomlEntry>? conflict)
    {
        _ = table.TryGet(path[0], out TomlEntry? existing);
        if (path.Length > 1)
        {
            if (existing is { Value: not TomlTable })
            {
                // Reported as a value of the wrong type; where the old spelling's would go nobody can say.
                return table;
            }

            TomlTable inner = existing?.Value as TomlTable ?? new TomlTable(old.Value.Source, old.KeySpan, []);
            return Replace(table, existing, new TomlEntry(path[0], existing?.KeySpan ?? old.KeySpan, Put(inner, path[1..], old, conflict)));
        }

        switch (existing)
        {
            case null:
                return Replace(table, null, old with { Key = path[0] });
            case { Value: TomlArray items } when old.Value is TomlArray oldItems:
                return Replace(table, existing, existing with { Value = items with { Items = [.. oldItems.Items, .. items.Items] } });
            default:
                conflict?.Invoke(old, existing);
                return table;
        }
    }

    private static TomlTable Replace(TomlTable table, TomlEntry? existing, TomlEntry entry) =>
        new(table.Source, table.Span, existing is null ? table.Entries.Add(entry) : table.Entries.Replace(existing, entry));
}
