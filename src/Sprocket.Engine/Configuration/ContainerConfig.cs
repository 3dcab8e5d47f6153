using System.Collections.Immutable;
using Sprocket.Toml.Schema;

namespace Sprocket.Engine.Configuration;

/// <summary>How containers are started.</summary>
[TomlTable]
public sealed partial record ContainerConfig
{
    /// <summary>The program: a name looked up on the PATH of the machine that runs the task, or a path.</summary>
    [TomlKey(IsPath = true, IsNotEmpty = true)]
    public string Executable { get; init; } = "apptainer";

    /// <summary>
    /// The folder that keeps pulled images, to be shared by runs and by people; each run has its own when not set.
    /// </summary>
    [TomlKey(IsPath = true, IsNotEmpty = true, Example = "\"/shared/images\"")]
    public string? ImageCacheDir { get; init; }

    /// <summary>Arguments to add to <c>apptainer exec</c>.</summary>
    [TomlKey(Example = "[\"--hostname=\\\"container\\\"\"]")]
    public ImmutableArray<string> ExtraArgs { get; init; } = [];
}
