using Sprocket.Toml.Schema;

namespace Sprocket.Engine.Configuration;

/// <summary>How calls are scheduled.</summary>
[TomlTable]
public sealed partial record WorkflowConfig
{
    /// <summary>How scatters are run.</summary>
    public ScatterConfig Scatter { get; init; } = new();
}
