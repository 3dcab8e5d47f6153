namespace Sprocket.Toml.Schema;

/// <summary>What the type of a property cannot say about its key.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TomlKeyAttribute : Attribute
{
    /// <summary>The key is the property's name in snake case.</summary>
    public TomlKeyAttribute()
    {
    }

    /// <summary>The key has a name of its own.</summary>
    /// <param name="name">The key as written in a file.</param>
    public TomlKeyAttribute(string name) => Name = name;

    /// <summary>The key as written in a file, or null for the property's name in snake case.</summary>
    public string? Name { get; }

    /// <summary>A value to show in the sample file, as TOML; needed where there is no default to show.</summary>
    public string? Example { get; init; }

    /// <summary>The least number allowed: of bytes for a size, of seconds for a duration.</summary>
    public long Minimum { get; init; }

    /// <summary>The greatest number allowed: of bytes for a size, of seconds for a duration.</summary>
    public long Maximum { get; init; }

    /// <summary>Whether an empty string or array is refused.</summary>
    public bool IsNotEmpty { get; init; }

    /// <summary>Whether the string is a path, in which a leading <c>~</c> and <c>$NAME</c> are replaced.</summary>
    public bool IsPath { get; init; }

    /// <summary>The string that stands for no value, such as <c>default</c>; null where there is none.</summary>
    public string? NullWord { get; init; }
}
