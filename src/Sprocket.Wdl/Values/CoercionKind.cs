namespace Sprocket.Wdl.Values;

/// <summary>How readily a value of one type becomes a value of another; a greater kind is a better one.</summary>
public enum CoercionKind
{
    /// <summary>No value of the one type is taken for the other.</summary>
    Impossible,

    /// <summary>The specification's table does not list it, but real workflows rely on it; it may fail at run time.</summary>
    Deprecated,

    /// <summary>Listed in the specification's table, or decided only at run time (<see cref="AnyType"/>).</summary>
    Implicit,

    /// <summary>The types are the same.</summary>
    Identity,
}
