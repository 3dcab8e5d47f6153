namespace Sprocket.Toml.Schema;

/// <summary>Accepts the spelling that a key had once. Where both spellings hold arrays, the old one's items come first.</summary>
/// <param name="oldKey">The key as it was, in this table.</param>
/// <param name="path">The key as it is, from this table on, with dots between.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class TomlOldKeyAttribute(string oldKey, string path) : Attribute
{
    /// <summary>The key as it was.</summary>
    public string OldKey { get; } = oldKey;

    /// <summary>The key as it is, with dots between.</summary>
    public string Path { get; } = path;
}
