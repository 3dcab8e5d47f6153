namespace Sprocket.Toml.Schema;

/// <summary>
/// Makes a static partial class the documentation of a schema: the constants <c>Sample</c>, <c>Markdown</c> and
/// <c>JsonSchema</c> are generated into it.
/// </summary>
/// <param name="document">The record of the whole document's table.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TomlReferenceAttribute(Type document) : Attribute
{
    /// <summary>The record of the whole document's table.</summary>
    public Type Document { get; } = document;
}
