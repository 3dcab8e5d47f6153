namespace Sprocket.Cli;

/// <summary>What was asked for cannot be written to standard output.</summary>
/// <param name="cause">What the system said.</param>
internal sealed class OutputException(IOException cause) : Exception($"cannot write to standard output: {cause.Message}", cause);
