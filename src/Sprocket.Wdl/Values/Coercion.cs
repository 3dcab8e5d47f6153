namespace Sprocket.Wdl.Values;

/// <summary>A value cannot become the type that is wanted.</summary>
public sealed class CoercionException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, lower case, no final stop.</param>
    public CoercionException(string message)
        : base(message)
    {
    }
}
