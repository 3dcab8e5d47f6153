using Sprocket.Toml.Schema;

namespace Sprocket.Engine.Configuration;

/// <summary>Containers of Apptainer on this machine.</summary>
[TomlTable]
[TomlCase("apptainer")]
[TomlOldKey("extra_apptainer_exec_args", "apptainer.extra_args")]
public sealed partial record ApptainerConfig : BackendConfig
{
    /// <summary>How many CPUs tasks may use together; all of the machine's when not set.</summary>
    [TomlKey(Minimum = 1, Example = "8")]
    public int? Cpu { get; init; }

    /// <summary>How much memory tasks may use together; all of the machine's when not set.</summary>
    [TomlKey(Minimum = 1, Example = "\"32 GiB\"")]
    public ByteSize? Memory { get; init; }

    /// <summary>How containers are started.</summary>
    public ContainerConfig Apptainer { get; init; } = new();
}
