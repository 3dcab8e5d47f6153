namespace Sprocket.Wdl.Values;

/// <summary>A value cannot become the type that is wanted.</summary>
public sealed class CoercionException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, lower case, no final stop.</param>
    public CoercionException(string message)
        : this(message, "")
    {
    }

    private CoercionException(string reason, string path)
        : base(path.Length == 0 ? reason : $"{reason}, at `{path}`")
    {
        Reason = reason;
        Path = path;
    }

    /// <summary>What is wrong, without the place.</summary>
    public string Reason { get; }

    /// <summary>Where inside a compound value it is wrong, such as <c>[3].name</c>; empty for the value itself.</summary>
    public string Path { get; }

    /// <summary>The same mistake seen from the value that holds this one.</summary>
    internal CoercionException Within(string step) => new(Reason, step + Path);
}
