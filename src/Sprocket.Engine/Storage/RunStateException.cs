using Sprocket.Text;

namespace Sprocket.Engine.Storage;

/// <summary>What is asked of a run cannot be done in the state that it is in.</summary>
/// <param name="descriptor">Which mistake it is.</param>
/// <param name="message">What cannot be done and why, lower case, no final stop.</param>
/// <param name="help">What to do about it.</param>
public sealed class RunStateException(DiagnosticDescriptor descriptor, string message, string help) : Exception(message)
{
    /// <summary>Which mistake it is.</summary>
    public DiagnosticDescriptor Descriptor { get; } = descriptor;

    /// <summary>What to do about it.</summary>
    public string Help { get; } = help;
}
