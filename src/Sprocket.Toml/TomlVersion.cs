namespace Sprocket.Toml;

#pragma warning disable CA1707 // The underscore stands for the point of the version number.

/// <summary>A version of the TOML specification.</summary>
public enum TomlVersion
{
    /// <summary>TOML 1.0.0: https://toml.io/en/v1.0.0.</summary>
    V1_0,

    /// <summary>TOML 1.1.0: https://toml.io/en/v1.1.0.</summary>
    V1_1,
}
