using System.Collections.Immutable;
using Sprocket.Text;
using Sprocket.Toml;

namespace Sprocket.Engine.Configuration;

/// <summary>A configuration that was read without mistakes, and where each value of it comes from.</summary>
public sealed class LoadedConfig
{
    private readonly TomlTable _table;

    internal LoadedConfig(EngineConfig config, TomlTable table, ImmutableArray<string> files, BackendConfig? backend)
    {
        Config = config;
        _table = table;
        Files = files;
        Backend = backend;
    }

    /// <summary>The values in force.</summary>
    public EngineConfig Config { get; }

    /// <summary>
    /// The backend that <c>run.backend</c> chooses; null where no backend is configured and the machine decides: local
    /// processes, and Apptainer for tasks that name a container where it is installed.
    /// </summary>
    public BackendConfig? Backend { get; }

    /// <summary>The files that were read, from the one that counts least.</summary>
    public ImmutableArray<string> Files { get; }

    /// <summary>The values in force as TOML, each with a comment that says which line of which file it comes from.</summary>
    public string RenderResolved()
    {
        ResolvedConfigWriter writer = new();
        Config.WriteResolved(writer, _table);
        return writer.ToString();
    }

    /// <summary>Where the value of a key is written, or null when it has its default.</summary>
    /// <param name="path">The names of the tables and the key, such as <c>run</c>, <c>backend</c>.</param>
    public (SourceText Source, TextSpan Span)? FindOrigin(params ReadOnlySpan<string> path) =>
        Find(_table, path) is TomlEntry entry ? (entry.Value.Source, entry.Value.Span) : null;

    internal static TomlEntry? Find(TomlTable table, params ReadOnlySpan<string> path)
    {
        TomlEntry? found = null;
        TomlTable? current = table;
        foreach (string key in path)
        {
            if (current is null || !current.TryGet(key, out found))
            {
                return null;
            }

            current = found.Value as TomlTable;
        }

        return found;
    }
}
