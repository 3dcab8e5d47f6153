namespace Sprocket.Toml.Schema;

/// <summary>
/// Makes a partial record the schema of a table: each property with an <c>init</c> accessor is a key, its summary the
/// key's documentation, its initializer the default, <c>required</c> what it says. The binder, the sample file, the
/// reference and the JSON schema are generated from it.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TomlTableAttribute : Attribute;
