using Sprocket.Toml.Schema;

namespace Sprocket.Engine.Configuration;

/// <summary>Processes on this machine, without containers.</summary>
[TomlTable]
[TomlCase("local")]
public sealed partial record LocalConfig : BackendConfig
{
    /// <summary>How many CPUs tasks may use together; all of the machine's when not set.</summary>
    [TomlKey(Minimum = 1, Example = "8")]
    public int? Cpu { get; init; }

    /// <summary>How much memory tasks may use together; all of the machine's when not set.</summary>
    [TomlKey(Minimum = 1, Example = "\"32 GiB\"")]
    public ByteSize? Memory { get; init; }
}
