using Sprocket.Toml.Schema;

namespace Sprocket.Engine.Configuration;

/// <summary>
/// How <c>sprocket</c> runs workflows. Files are read from the folder of the executable, from
/// <c>$SPROCKET_CONFIG_ROOT</c> or else <c>~/.config/sprocket</c>, and from the current folder, each named
/// <c>sprocket.toml</c>; then the file that <c>$SPROCKET_CONFIG</c> names, then each <c>--config</c>, then each
/// <c>--set key=value</c>. Of two values the later replaces the earlier; tables are merged, arrays
/// appended. In paths a leading <c>~</c> and <c>$NAME</c> are replaced; relative paths start from the current folder.
/// </summary>
[TomlTable]
[TomlUnusedKey("analyzer")]
[TomlUnusedKey("check")]
[TomlUnusedKey("common")]
[TomlUnusedKey("format")]
[TomlUnusedKey("server")]
[TomlUnusedKey("test")]
public sealed partial record EngineConfig
{
    /// <summary>How workflows are run.</summary>
    public RunConfig Run { get; init; } = new();
}
