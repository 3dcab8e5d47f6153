namespace Sprocket.Toml.Schema;

/// <summary>Names the kind of table that a record is the schema of; its base has <see cref="TomlUnionAttribute"/>.</summary>
/// <param name="name">The value of the union's key.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TomlCaseAttribute(string name) : Attribute
{
    /// <summary>The value of the union's key.</summary>
    public string Name { get; } = name;
}
