namespace Sprocket.Toml.Schema;

/// <summary>Makes an abstract partial record a table of several kinds, told apart by the value of one key.</summary>
/// <param name="key">The key, such as <c>type</c>.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TomlUnionAttribute(string key) : Attribute
{
    /// <summary>The key that tells the kinds apart.</summary>
    public string Key { get; } = key;
}
