namespace Sprocket.Toml.Schema;

/// <summary>Accepts, with a warning, a key that other programs read from the same file.</summary>
/// <param name="key">The key, whatever its value.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class TomlUnusedKeyAttribute(string key) : Attribute
{
    /// <summary>The key.</summary>
    public string Key { get; } = key;
}
