using Sprocket.Text;

namespace Sprocket.Wdl.Values.Json;

/// <summary>A text is not JSON (or YAML), or a JSON value is not one of the wanted type.</summary>
public sealed class JsonTextException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="span">The place in the text.</param>
    /// <param name="message">What is wrong, lower case, no final stop.</param>
    /// <param name="help">What to do about it, or null.</param>
    public JsonTextException(TextSpan span, string message, string? help = null)
        : base(message)
    {
        Span = span;
        Help = help;
    }

    /// <summary>The place in the text.</summary>
    public TextSpan Span { get; }

    /// <summary>What to do about it, or null.</summary>
    public string? Help { get; }
}
