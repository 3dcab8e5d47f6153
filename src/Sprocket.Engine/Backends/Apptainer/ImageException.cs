using System.Diagnostics.CodeAnalysis;

namespace Sprocket.Engine.Backends.Apptainer;

/// <summary>An image could not be had.</summary>
[SuppressMessage("Design", "CA1064", Justification = "The backend catches it; no other floor sees it.")]
internal sealed class ImageException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">Why and what to do, in whole sentences.</param>
    /// <param name="isTransient">Whether trying later may help.</param>
    /// <param name="innerException">The cause, or null.</param>
    public ImageException(string message, bool isTransient, Exception? innerException = null)
        : base(message, innerException)
    {
        IsTransient = isTransient;
    }

    /// <summary>Whether trying later may help.</summary>
    public bool IsTransient { get; }
}
