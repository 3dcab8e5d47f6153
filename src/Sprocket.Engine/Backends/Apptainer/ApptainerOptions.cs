using System.Collections.Immutable;

namespace Sprocket.Engine.Backends.Apptainer;

/// <summary>How containers are started.</summary>
public sealed record ApptainerOptions
{
    /// <summary>The program: a name looked up on PATH, or a path.</summary>
    public string Executable { get; init; } = "apptainer";

    /// <summary>Where pulled images are kept; absolute, and on a cluster shared with the nodes.</summary>
    public required string ImageDirectory { get; init; }

    /// <summary>Arguments to add to <c>apptainer exec</c>.</summary>
    public ImmutableArray<string> ExtraArguments { get; init; } = [];
}
