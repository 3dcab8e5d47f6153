using Sprocket.Toml.Schema;

namespace Sprocket.Engine.Configuration;

/// <summary>What the schema of the configuration says of itself.</summary>
[TomlReference(typeof(EngineConfig))]
public static partial class ConfigReference;
