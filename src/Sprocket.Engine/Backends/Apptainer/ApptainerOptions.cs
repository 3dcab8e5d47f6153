using System.Collections.Immutable;
using Sprocket.Engine.Configuration;

namespace Sprocket.Engine.Backends.Apptainer;

/// <summary>How containers are started.</summary>
public sealed record ApptainerOptions
{
    /// <summary>The program: a name looked up on PATH, or a path.</summary>
    public string Executable { get; init; } = "apptainer";

    /// <summary>What the relative path of a container's image starts from: where the run was begun, wherever it is taken up.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>Where pulled images are kept; absolute, and on a cluster shared with the nodes.</summary>
    public required string ImageDirectory { get; init; }

    /// <summary>Directories of images that others keep, looked into first; absolute.</summary>
    public ImmutableArray<string> ImageLibrary { get; init; } = [];

    /// <summary>How many images are pulled at a time; at least 1.</summary>
    public int MaxConcurrentPulls { get; init; } = 2;

    /// <summary>Whether the command may write into the image's own tree; what it writes there is lost.</summary>
    public bool HasWritableTree { get; init; }

    /// <summary>How tasks that are given GPUs see them.</summary>
    public GpuSupport GpuSupport { get; init; }

    /// <summary>The directory on each node below which temporary files go; <c>$NAME</c> in it is replaced there. Null leaves the choice to the node.</summary>
    public string? ScratchDirectory { get; init; }

    /// <summary>Arguments to add to <c>apptainer exec</c>.</summary>
    public ImmutableArray<string> ExtraArguments { get; init; } = [];
}
