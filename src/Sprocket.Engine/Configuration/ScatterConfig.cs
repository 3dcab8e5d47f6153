using Sprocket.Toml.Schema;

namespace Sprocket.Engine.Configuration;

/// <summary>How scatters are run.</summary>
[TomlTable]
public sealed partial record ScatterConfig
{
    /// <summary>How many elements of one scatter are under way at once.</summary>
    [TomlKey(Minimum = 1)]
    public long Concurrency { get; init; } = 1000;
}
