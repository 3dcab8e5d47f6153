using System.Collections.Immutable;
using Sprocket.Toml.Schema;

namespace Sprocket.Engine.Configuration;

/// <summary>How calls that are ready together become jobs.</summary>
public enum SubmissionMode
{
    /// <summary>As one job array where five or more ask for the same, else as single jobs.</summary>
    Auto,

    /// <summary>As one job array wherever two or more ask for the same.</summary>
    Array,

    /// <summary>As single jobs.</summary>
    Single,
}

/// <summary>How a job tells the run that it began or ended.</summary>
public enum NotifyMode
{
    /// <summary>By a file in the run directory and a datagram to this host, so that the run goes on at once.</summary>
    Network,

    /// <summary>By the file alone, which is looked for once a second: where nodes may not send to this host.</summary>
    Files,
}

/// <summary>How GPUs are asked for: https://slurm.schedmd.com/gres.html</summary>
public enum GpuOption
{
    /// <summary>By <c>--gres=gpu:TYPE:COUNT</c>, which every release knows.</summary>
    Gres,

    /// <summary>By <c>--gpus=TYPE:COUNT</c>.</summary>
    Gpus,

    /// <summary>By <c>--gpus-per-node=TYPE:COUNT</c>.</summary>
    GpusPerNode,
}

/// <summary>How a node's own storage is asked for.</summary>
public enum DiskOption
{
    /// <summary>Not at all: the task works on the shared file system.</summary>
    None,

    /// <summary>By <c>--tmp</c>: a node with a temporary file system of at least that size.</summary>
    Tmp,

    /// <summary>By <c>--gres</c>: see <c>disk_gres</c>.</summary>
    Gres,
}

/// <summary>Where images are pulled.</summary>
public enum ImagePullPlace
{
    /// <summary>On the machine that submits the jobs.</summary>
    SubmitHost,

    /// <summary>In a job for each image, before the jobs that need it.</summary>
    Job,
}

/// <summary>
/// Jobs of a Slurm cluster, each of which runs one task in a container of Apptainer. The partition is the first that is
/// set and fits: the FPGA partition for a task that requires an FPGA, the GPU partition for one that requires a GPU, the
/// partition of short tasks for one with the hint <c>short_task</c>, the default partition. Where none is set, Slurm
/// chooses.
/// </summary>
[TomlTable]
[TomlCase("slurm_apptainer")]
[TomlOldKey("extra_sbatch_args", "sbatch.args")]
[TomlOldKey("extra_apptainer_exec_args", "apptainer.extra_args")]
public sealed partial record SlurmConfig : BackendConfig
{
    /// <summary>How long to wait between two questions to Slurm about the jobs of a run.</summary>
    [TomlKey(Minimum = 1)]
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a job may wait for a reason that never passes by itself, such as a time limit beyond its partition's, before
    /// it is cancelled and the call fails. Somebody may put it right meanwhile.
    /// </summary>
    [TomlKey(Minimum = 1)]
    public TimeSpan PendingGrace { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How many <c>sbatch</c> and <c>scancel</c> commands run at once.</summary>
    [TomlKey(Minimum = 1, Maximum = 1000)]
    public int MaxConcurrency { get; init; } = 10;

    /// <summary>
    /// How many jobs you may have in the cluster, waiting or running, for a run to submit more; no limit when not set. All
    /// your jobs count, those of other runs and other programs, too, and each element of a job array.
    /// </summary>
    [TomlKey(Minimum = 1, Example = "500")]
    public int? MaxQueuedJobs { get; init; }

    /// <summary>How many <c>sbatch</c> commands are started a minute; a job array takes one.</summary>
    [TomlKey(Minimum = 1)]
    public int SubmitRate { get; init; } = 600;

    /// <summary>
    /// How calls that are ready together become jobs: as job arrays of those that ask for the same, each at most as large
    /// as the cluster's <c>MaxArraySize</c>, or as single jobs. What is tried again is always a single job.
    /// </summary>
    public SubmissionMode Submission { get; init; } = SubmissionMode.Auto;

    /// <summary>How jobs tell that they began or ended.</summary>
    public NotifyMode Notify { get; init; } = NotifyMode.Network;

    /// <summary>Shell commands that each job runs first, such as those that make Apptainer available.</summary>
    [TomlKey(IsNotEmpty = true, Example = "\"module load apptainer\"")]
    public string? JobPrologue { get; init; }

    /// <summary>What the names of jobs begin with, a hyphen following; nothing when not set.</summary>
    [TomlKey(IsNotEmpty = true, Example = "\"sprocket\"")]
    public string? JobNamePrefix { get; init; }

    /// <summary>The partition of tasks that none of the others is for.</summary>
    public PartitionConfig? DefaultSlurmPartition { get; init; }

    /// <summary>The partition of tasks with the hint <c>short_task</c>.</summary>
    public PartitionConfig? ShortTaskSlurmPartition { get; init; }

    /// <summary>The partition of tasks that require a GPU.</summary>
    public PartitionConfig? GpuSlurmPartition { get; init; }

    /// <summary>The partition of tasks that require an FPGA.</summary>
    public PartitionConfig? FpgaSlurmPartition { get; init; }

    /// <summary>
    /// The time limit of tasks that set none by the hints <c>time_minutes</c>, <c>runtime_minutes</c>, <c>time_limit</c> or
    /// <c>walltime</c>. When not set either, jobs get the partition's own, which may be endless or minutes.
    /// </summary>
    [TomlKey(Minimum = 60, Example = "\"12 h\"")]
    public TimeSpan? DefaultTime { get; init; }

    /// <summary>The account to charge, of tasks without the hint <c>slurm_account</c>.</summary>
    [TomlKey(IsNotEmpty = true, Example = "\"my_lab\"")]
    public string? Account { get; init; }

    /// <summary>The quality of service, of tasks without the hint <c>slurm_qos</c>.</summary>
    [TomlKey(IsNotEmpty = true, Example = "\"normal\"")]
    public string? Qos { get; init; }

    /// <summary>The features that nodes must have, of tasks without the hint <c>slurm_constraint</c>.</summary>
    [TomlKey(IsNotEmpty = true, Example = "\"avx2\"")]
    public string? Constraint { get; init; }

    /// <summary>The reservation, of tasks without the hint <c>slurm_reservation</c>.</summary>
    [TomlKey(IsNotEmpty = true, Example = "\"workshop\"")]
    public string? Reservation { get; init; }

    /// <summary>The licenses that each job needs, of tasks without the hint <c>slurm_licenses</c>.</summary>
    [TomlKey(IsNotEmpty = true, Example = "\"matlab:1\"")]
    public string? Licenses { get; init; }

    /// <summary>By how much the jobs' priority is lowered, of tasks without the hint <c>slurm_nice</c>.</summary>
    [TomlKey(Minimum = 0, Example = "100")]
    public int? Nice { get; init; }

    /// <summary>Nodes that all jobs keep off, besides those of the hint <c>slurm_exclude</c> and those that failed jobs.</summary>
    [TomlKey(Example = "[\"n13\"]")]
    public ImmutableArray<string> Exclude { get; init; } = [];

    /// <summary>The option of <c>sbatch</c> that asks for GPUs.</summary>
    public GpuOption GpuOption { get; init; } = GpuOption.Gres;

    /// <summary>The type of GPU of tasks that require one without the hint <c>gpuType</c>; any when not set.</summary>
    [TomlKey(IsNotEmpty = true, Example = "\"a100\"")]
    public string? GpuType { get; init; }

    /// <summary>The generic resource that stands for an FPGA, asked for by <c>--gres</c>; when not set, the FPGA partition is all.</summary>
    [TomlKey(IsNotEmpty = true, Example = "\"fpga\"")]
    public string? FpgaGres { get; init; }

    /// <summary>The option of <c>sbatch</c> that asks for the <c>disks</c> that a task requires, on the node's own storage.</summary>
    public DiskOption DiskOption { get; init; } = DiskOption.None;

    /// <summary>What <c>--gres</c> asks for with <c>disk_option = "gres"</c>; <c>{gib}</c> stands for the size in GiB.</summary>
    [TomlKey(IsNotEmpty = true)]
    public string DiskGres { get; init; } = "lscratch:{gib}";

    /// <summary>What <c>sbatch</c> is told besides the task's resources.</summary>
    public SbatchConfig Sbatch { get; init; } = new();

    /// <summary>
    /// Whether tasks run in containers. Where the nodes have no container runtime, <c>false</c> runs every command on its node
    /// as it is, with the programs that the node has, whatever container the task names.
    /// </summary>
    public bool Containers { get; init; } = true;

    /// <summary>Where images are pulled: by the machine that submits, or in a job of their own where that machine is to be spared.</summary>
    public ImagePullPlace ImagePull { get; init; }

    /// <summary>How containers are started.</summary>
    public ContainerConfig Apptainer { get; init; } = new();
}
