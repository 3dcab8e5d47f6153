using System.Collections.Immutable;

namespace Sprocket.Engine.Backends.Slurm;

/// <summary>
/// A limit of an association or a quality of service that keeps a job from running, known by its name only:
/// <c>QOSMaxWallDurationPerJobLimit</c>, <c>AssocGrpCpuLimit</c>, <c>MaxMemoryPerAccount</c> and so on. Pure.
/// </summary>
/// <param name="Name">Slurm's name for it: src/common/job_state_reason.c.</param>
/// <param name="Owner">Whose limit it is, in words.</param>
internal sealed record PolicyLimit(string Name, string Owner)
{
    private const string OfQos = "its quality of service";
    private const string OfAccount = "its account";

    // What limits are about, as it occurs in their names, and what in a task asks for it.
    private static readonly ImmutableArray<(string Text, string Noun, string Remedy)> Resources =
    [
        ("Wall", "time", "lower `time_minutes`"),
        ("Cpu", "cores", "lower `cpu`"),
        ("CPU", "cores", "lower `cpu`"),
        ("Mem", "memory", "lower `memory`"),
        ("GRES", "GPUs", "ask for fewer GPUs"),
        ("Node", "nodes", "ask for less"),
        ("", "resources", "ask for less"),
    ];

    /// <summary>Whether it is for what the jobs of one user use together, all of which <c>squeue --me</c> shows.</summary>
    public bool IsOfUser => Has("PerUser") && !Has("Job");

    /// <summary>Whether a partition may have it of its own, so that a job of several may start in another.</summary>
    public bool MayBeOfPartition => Owner == OfQos;

    /// <summary>How long a job waits for it. What one job exceeds alone it exceeds for ever; what several exceed together passes when others end.</summary>
    public PendingKind Kind => IsAtLeast || IsOfJob ? PendingKind.Never : IsBudget ? PendingKind.Long : PendingKind.Wait;

    /// <summary>Why a job waits for it.</summary>
    public string Explanation =>
        IsAtLeast || IsOfJob ? ExplanationAlone
        : IsBudget ? $"the time that {Owner} may use is used up"
        : Has("Jobs") ? $"as many jobs run as {Owner} allows at once"

        // A limit for all that is smaller than this one job never lets it go, and has the same name.
        : $"with this job {Others} would use more {Resource.Noun} than {Owner} allows {Together} at once; should none of them run, the job alone asks for too much: {Remedy}";

    /// <summary>Why a job never runs that exceeds it by itself, whatever other jobs there are.</summary>
    public string ExplanationAlone =>
        IsAtLeast ? $"the job asks for less than {Owner} demands: ask for more, or set another `qos`"
        : IsOfJob ? $"the job alone asks for more {Resource.Noun} than {Owner} allows: {Resource.Remedy}"
        : IsBudget ? $"the job alone may take more time than {Owner} has: lower `time_minutes`, or ask for less"
        : $"the job alone asks for more {Resource.Noun} than {Owner} allows {Together} at once: {Remedy}";

    private bool IsAtLeast => Has("QOSMin");

    private bool IsOfJob => Has("PerJob") || Has("PerNode");

    private bool IsBudget => Has("Minutes") || Has("GrpWall") || Has("TimeLimit");

    private (string Text, string Noun, string Remedy) Resource => Resources.First(resource => Has(resource.Text));

    private string Others => IsOfUser ? "your jobs that run" : "the jobs that run";

    private string Together => IsOfUser ? "one user" : Has("PerAccount") ? "one account" : "all its jobs";

    private string Remedy => $"{Resource.Remedy}, or set another `{(Owner == OfQos ? "qos" : "account")}`";

    /// <summary>The limit of a name; null where it is the name of none.</summary>
    /// <param name="name">A reason as squeue prints it, or a word of sbatch.</param>
    public static PolicyLimit? Find(string name) =>
        name.Contains(' ', StringComparison.Ordinal) ? null
        : name.StartsWith("QOS", StringComparison.Ordinal) ? new PolicyLimit(name, OfQos)
        : name.StartsWith("Assoc", StringComparison.Ordinal) ? new PolicyLimit(name, OfAccount)
        : name.StartsWith("Max", StringComparison.Ordinal) && name.EndsWith("PerAccount", StringComparison.Ordinal) ? new PolicyLimit(name, OfQos)
        : null;

    private bool Has(string text) => Name.Contains(text, StringComparison.Ordinal);
}
