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

    /// <summary>
    /// Folders of images that the site keeps for all, looked into before anything is pulled; they are never written. For
    /// <c>quay.io/a/b:1</c> the names <c>docker/quay.io/a/b/1.sif</c>, <c>quay.io/a/b:1</c> (also with <c>.sif</c>, or an
    /// unpacked directory), <c>quay.io-a-b-1.img</c> and <c>quay.io-a-b-1.sif</c> are tried.
    /// </summary>
    [TomlKey(Example = "[\"/cvmfs/images\"]")]
    public ImmutableArray<string> ImageLibrary { get; init; } = [];

    /// <summary>How many images are pulled at the same time. Each pull packs its image with all cores of the machine.</summary>
    [TomlKey(Minimum = 1, Maximum = 100)]
    public int MaxImagePulls { get; init; } = 2;

    /// <summary>
    /// Whether commands may write into the image's own folders, as some programs expect; what they write there is lost,
    /// and starting takes about 0.1 s longer.
    /// </summary>
    public bool WritableTmpfs { get; init; }

    /// <summary>How tasks that require a GPU see it.</summary>
    public GpuSupport GpuSupport { get; init; }

    /// <summary>
    /// The folder on each node below which a container's temporary files go, its <c>/tmp</c> among them; <c>$NAME</c> is
    /// replaced by the node's variable. Where it is not set, or not there, the job's own <c>$SLURM_TMPDIR</c> or
    /// <c>$TMPDIR</c> is taken, else the attempt's folder. What was put there is removed when the command has ended.
    /// </summary>
    [TomlKey(IsNotEmpty = true, Example = "\"/local/$USER/$SLURM_JOB_ID\"")]
    public string? ScratchDir { get; init; }

    /// <summary>Arguments to add to <c>apptainer exec</c>.</summary>
    [TomlKey(Example = "[\"--hostname=\\\"container\\\"\"]")]
    public ImmutableArray<string> ExtraArgs { get; init; } = [];
}
