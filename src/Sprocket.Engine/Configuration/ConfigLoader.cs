using System.Collections.Immutable;
using Sprocket.Text;
using Sprocket.Toml;

namespace Sprocket.Engine.Configuration;

/// <summary>Finds, reads, merges and checks the configuration.</summary>
public static class ConfigLoader
{
    private const string FileName = "sprocket.toml";

    /// <summary>Loads the configuration.</summary>
    /// <param name="sources">Where to look.</param>
    /// <param name="diagnostics">Receives every mistake of every file.</param>
    /// <returns>The configuration, or null when there are errors.</returns>
    public static LoadedConfig? Load(ConfigSources sources, DiagnosticBag diagnostics)
    {
        DiagnosticBag found = new();
        ImmutableArray<ConfigFile> files = FindFiles(sources, found);
        ImmutableArray<TomlTable>.Builder layers = ImmutableArray.CreateBuilder<TomlTable>();
        foreach (ConfigFile file in files)
        {
            AddIfPresent(layers, ReadFile(file, found));
        }

        foreach (string setting in sources.Settings)
        {
            AddIfPresent(layers, ConfigSetting.Read(setting, found));
        }

        if (sources.Backend is not null)
        {
            layers.Add(BackendSetting(sources.Backend));
        }

        LoadedConfig? loaded = found.HasErrors
            ? null
            : Bind(layers.ToImmutable(), [.. files.Select(file => file.DisplayPath)], sources.Environment, found);
        diagnostics.AddRange(found);
        return found.HasErrors ? null : loaded;
    }

    private static LoadedConfig? Bind(
        ImmutableArray<TomlTable> layers, ImmutableArray<string> files, IReadOnlyDictionary<string, string> environment, DiagnosticBag diagnostics)
    {
        // Each layer by itself, since what a later one replaces would otherwise never be looked at.
        DiagnosticBag found = new();
        foreach (TomlTable layer in layers)
        {
            _ = EngineConfig.Bind(layer, new ConfigBinder(found, environment, isPart: true));
        }

        TomlTable merged = layers.Aggregate(new TomlTable(new SourceText("(defaults)", ""), default, []), ConfigMerge.Merge);
        EngineConfig config = EngineConfig.Bind(merged, new ConfigBinder(found, environment, isPart: false));

        // What is wrong in a layer is wrong in the whole, too.
        diagnostics.AddRange(found.DistinctBy(mistake => (mistake.Descriptor, mistake.Source, mistake.Span, mistake.Message)));
        if (diagnostics.HasErrors)
        {
            return null;
        }

        BackendConfig? backend = BackendSelection.Select(config.Run, merged, diagnostics);
        return new LoadedConfig(config, merged, files, backend);
    }

    private static ImmutableArray<ConfigFile> FindFiles(ConfigSources sources, DiagnosticBag diagnostics)
    {
        List<ConfigFile> files = [];
        if (!sources.SkipSearch)
        {
            IEnumerable<string?> folders = [sources.ExecutableDirectory, UserFolder(sources.Environment), sources.CurrentDirectory];
            files.AddRange(folders
                .OfType<string>()
                .Select(folder => Path.GetFullPath(FileName, Path.GetFullPath(folder, sources.CurrentDirectory)))
                .Where(Path.Exists)
                .Select(path => new ConfigFile(path, path, new SourceText(path, ""))));
            AddEnvironmentFile(files, sources, diagnostics);
        }

        files.AddRange(sources.Files.Select(path =>
            new ConfigFile(Path.GetFullPath(path, sources.CurrentDirectory), path, new SourceText("--config", path))));

        // A file that is found twice counts once, where it counts most: its arrays must not be appended to themselves.
        return [.. files.AsEnumerable().Reverse().DistinctBy(file => file.Path).Reverse()];
    }

    private static void AddEnvironmentFile(List<ConfigFile> files, ConfigSources sources, DiagnosticBag diagnostics)
    {
        if (!sources.Environment.TryGetValue("SPROCKET_CONFIG", out string? named) || named.Length == 0)
        {
            return;
        }

        SourceText source = new("SPROCKET_CONFIG", named);
        string path = Path.GetFullPath(named, sources.CurrentDirectory);
        if (Path.Exists(path))
        {
            files.Add(new ConfigFile(path, named, source));
        }
        else
        {
            diagnostics.Add(new Diagnostic(
                ConfigDiagnostics.MissingEnvironmentFile, source, new TextSpan(0, named.Length), $"the file `{named}` does not exist"));
        }
    }

    private static string? UserFolder(IReadOnlyDictionary<string, string> environment)
    {
        if (environment.TryGetValue("SPROCKET_CONFIG_ROOT", out string? root) && root.Length > 0)
        {
            return root;
        }

        // A relative XDG path has to be ignored: https://specifications.freedesktop.org/basedir-spec/latest/
        if (environment.TryGetValue("XDG_CONFIG_HOME", out string? xdg) && Path.IsPathRooted(xdg))
        {
            return Path.Combine(xdg, "sprocket");
        }

        return environment.TryGetValue("HOME", out string? home) && home.Length > 0
            ? Path.Combine(home, ".config", "sprocket")
            : null;
    }

    private static TomlTable? ReadFile(ConfigFile file, DiagnosticBag diagnostics)
    {
        try
        {
            return TomlReader.Read(file.DisplayPath, File.ReadAllBytes(file.Path), TomlVersion.V1_1, diagnostics);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            string reason = exception switch
            {
                FileNotFoundException or DirectoryNotFoundException => "it does not exist",
                UnauthorizedAccessException when Directory.Exists(file.Path) => "it is a folder",
                UnauthorizedAccessException => "permission is denied",
                _ => exception.Message,
            };
            diagnostics.Add(new Diagnostic(
                ConfigDiagnostics.UnreadableFile,
                file.NamedIn,
                new TextSpan(0, file.NamedIn.Text.Length),
                $"cannot read `{file.DisplayPath}`: {reason}"));
            return null;
        }
    }

    private static TomlTable BackendSetting(string name)
    {
        SourceText source = new("--backend", name);
        TextSpan span = new(0, name.Length);
        TomlTable run = new(source, span, [new TomlEntry("backend", span, new TomlString(source, span, name))]);
        return new TomlTable(source, span, [new TomlEntry("run", span, run)]);
    }

    private static void AddIfPresent(ImmutableArray<TomlTable>.Builder layers, TomlTable? layer)
    {
        if (layer is not null)
        {
            layers.Add(layer);
        }
    }

    /// <summary>A file to read.</summary>
    /// <param name="Path">Its full path.</param>
    /// <param name="DisplayPath">Its path as messages show it.</param>
    /// <param name="NamedIn">The text that names it, for the message when it cannot be read.</param>
    private sealed record ConfigFile(string Path, string DisplayPath, SourceText NamedIn);
}
