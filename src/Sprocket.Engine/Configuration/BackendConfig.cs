using Sprocket.Toml.Schema;

namespace Sprocket.Engine.Configuration;

/// <summary>Where and how tasks are run; the kind of backend decides which keys there are.</summary>
/// <remarks>A closed family.</remarks>
[TomlTable]
[TomlUnion("type")]
public abstract partial record BackendConfig
{
    private protected BackendConfig()
    {
    }
}
