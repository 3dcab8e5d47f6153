using System.Collections.Immutable;

namespace Sprocket.Engine.Backends.Slurm;

/// <summary>What a state of Slurm means for a job of ours.</summary>
internal enum JobPhase
{
    /// <summary>It waits, or will run again.</summary>
    Waiting,

    /// <summary>It runs, or is about to begin or to end.</summary>
    Running,

    /// <summary>It ended by itself: only its own word says how.</summary>
    Ended,

    /// <summary>It was ended, or came to grief: that is the outcome, whatever its exit code.</summary>
    Broken,

    /// <summary>A state of a release that this one does not know: neither news nor an end.</summary>
    Unknown,
}

/// <summary>A state of a job as Slurm prints it, such as <c>OUT_OF_MEMORY</c>.</summary>
/// <param name="Name">The word.</param>
internal readonly record struct JobState(string Name)
{
    public const string Completed = "COMPLETED";
    public const string Failed = "FAILED";
    public const string Canceled = "CANCELLED";
    public const string OutOfMemory = "OUT_OF_MEMORY";
    public const string Timeout = "TIMEOUT";
    public const string Deadline = "DEADLINE";
    public const string NodeFail = "NODE_FAIL";
    public const string BootFail = "BOOT_FAIL";
    public const string LaunchFailed = "LAUNCH_FAILED";
    public const string Preempted = "PREEMPTED";
    public const string Pending = "PENDING";
    public const string Revoked = "REVOKED";

    // https://slurm.schedmd.com/job_state_codes.html
    private static readonly ImmutableDictionary<string, JobPhase> Phases = new Dictionary<string, JobPhase>(StringComparer.Ordinal)
    {
        [Pending] = JobPhase.Waiting,
        ["CONFIGURING"] = JobPhase.Waiting,
        ["POWER_UP_NODE"] = JobPhase.Waiting,
        ["REQUEUED"] = JobPhase.Waiting,
        ["REQUEUE_FED"] = JobPhase.Waiting,
        ["REQUEUE_HOLD"] = JobPhase.Waiting,
        ["SPECIAL_EXIT"] = JobPhase.Waiting,
        ["RESV_DEL_HOLD"] = JobPhase.Waiting,
        ["SUSPENDED"] = JobPhase.Running,
        ["RUNNING"] = JobPhase.Running,
        ["RESIZING"] = JobPhase.Running,
        ["SIGNALING"] = JobPhase.Running,
        ["STOPPED"] = JobPhase.Running,
        ["STAGE_OUT"] = JobPhase.Running,
        ["UPDATE_DB"] = JobPhase.Running,
        ["COMPLETING"] = JobPhase.Running,
        ["EXPEDITING"] = JobPhase.Waiting,
        [Completed] = JobPhase.Ended,
        [Failed] = JobPhase.Ended,
        [Canceled] = JobPhase.Broken,
        [OutOfMemory] = JobPhase.Broken,
        [Timeout] = JobPhase.Broken,
        [Deadline] = JobPhase.Broken,
        [NodeFail] = JobPhase.Broken,
        [BootFail] = JobPhase.Broken,
        [LaunchFailed] = JobPhase.Broken,
        ["RECONFIG_FAIL"] = JobPhase.Broken,
        [Preempted] = JobPhase.Broken,
        [Revoked] = JobPhase.Broken,
    }.ToImmutableDictionary();

    /// <summary>What the state means.</summary>
    public JobPhase Phase => Phases.GetValueOrDefault(Name, JobPhase.Unknown);

    /// <summary>Whether the job will not run any more.</summary>
    public bool IsTerminal => Phase is JobPhase.Ended or JobPhase.Broken;

    /// <summary>Reads a state: sacct adds who cancelled (<c>CANCELLED by 1000</c>) and a mark for names cut short (<c>+</c>).</summary>
    public static JobState Parse(string text) => new(text.Trim().Split(' ', 2)[0].TrimEnd('+').ToUpperInvariant());

    /// <summary>The word.</summary>
    public override string ToString() => Name;
}
