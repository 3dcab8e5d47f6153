using System.Collections.Immutable;

namespace Sprocket.Engine.Backends.Slurm;

/// <summary>How long a reason to wait may last.</summary>
internal enum PendingKind
{
    /// <summary>Until there is room, or it is the job's turn.</summary>
    Wait,

    /// <summary>Until somebody acts, or a budget is refilled.</summary>
    Long,

    /// <summary>For ever, unless somebody changes the job or the cluster.</summary>
    Never,
}

/// <summary>Why a job waits: what Slurm's word means, in words, and for how long. Pure.</summary>
/// <param name="Kind">For how long.</param>
/// <param name="Explanation">What it means and, where something can be done, what.</param>
internal sealed record PendingReason(PendingKind Kind, string Explanation)
{
    private const string LaunchFailed = "launch failed requeued held";
    private const string QosNotAllowed = "the quality of service may not be used in this partition: set `qos` or the hint `slurm_qos`, or choose another partition";
    private const string AccountNotAllowed = "the account may not use the partition: choose another partition, or set `account` or the hint `slurm_account`";

    // What a partition does not take: of several, another may. Where Slurm has a sentence for it, the word is left out, and
    // the sentence, in src/slurmctld/partition_mgr.c and node_scheduler.c, holds names and numbers of all kinds.
    private static readonly ImmutableArray<(string Text, string Explanation)> RefusedByPartition =
    [
        ("PartitionTimeLimit", "the job asks for more time than its partition allows: lower `time_minutes`, or choose another partition"),
        ("PartitionNodeLimit", "the job asks for more nodes than its partition allows, or for fewer than it demands, as `scontrol show partition` tells: choose another partition"),
        ("PartitionConfig", "the partition's settings exclude the job: choose another partition"),
        ("MaxMemPerLimit", "the job asks for more memory than is allowed: lower `memory`, or choose another partition"),
        ("AccountNotAllowed", AccountNotAllowed),
        ("account not permitted to use this partition", AccountNotAllowed),
        ("account not known, so it can't use this partition", AccountNotAllowed),
        ("QOSNotAllowed", QosNotAllowed),
        ("QOS not permitted to use this partition", QosNotAllowed),
        ("QOS not known, so it can't use this partition", QosNotAllowed),
        ("not in group permitted to use this partition", "you are in no group of users that may use the partition: choose another partition, or ask the administrators"),
    ];

    // Slurm's own words: src/common/job_state_reason.c. The first entry whose text begins the reason decides.
    private static readonly ImmutableArray<(string Text, PendingKind Kind, string Explanation)> Known =
    [
        ("PartitionDown", PendingKind.Long, "its partition is down until an administrator sets it up again: choose another partition, or wait"),
        ("PartitionInactive", PendingKind.Long, "its partition is inactive until an administrator sets it up again: choose another partition, or wait"),
        ("BadConstraints", PendingKind.Never, "no node can ever satisfy the job's constraints: ask for less, or for other features"),
        ("Constraints", PendingKind.Never, "no node can ever satisfy the job's constraints: ask for less, or for other features"),
        ("DependencyNeverSatisfied", PendingKind.Never, "a job that it depends on failed: see `--dependency` in `sbatch.args`"),
        ("JobHeldUser", PendingKind.Long, "the job is held until you let it go with `scontrol release`"),
        ("JobHeldAdmin", PendingKind.Long, "the job is held until an administrator lets it go"),
        (LaunchFailed, PendingKind.Never, "its node could not launch the job, mostly because a prologue of the site failed there, and Slurm holds it: tell the administrators"),
        ("user env retrieval failed requeued held", PendingKind.Never, "your login environment could not be made on the node, and Slurm holds the job: see what your shell's start-up files do there"),
        ("JobHoldMaxRequeue", PendingKind.Never, "the job was put back into the queue too often, and Slurm holds it"),
        ("InvalidAccount", PendingKind.Never, "the account does not exist or is not yours: set `account` or the hint `slurm_account`"),
        ("AccountingPolicy", PendingKind.Never, "the accounting rules exclude the job: ask the administrators which"),
        ("InvalidQOS", PendingKind.Never, "the quality of service does not exist or is not yours: set `qos` or the hint `slurm_qos`"),
        ("DeadLine", PendingKind.Never, "the job cannot end before its deadline: see `--deadline` in `sbatch.args`"),
        ("ReservationDeleted", PendingKind.Never, "its reservation was deleted: see `reservation`"),
        ("ReservationInvalid", PendingKind.Never, "its reservation does not exist: see `reservation`"),
        ("Reservation", PendingKind.Wait, "its reservation has not begun"),
        ("ReqNodeNotAvail", PendingKind.Long, "nodes that it needs are reserved, down or drained: a shorter `time_minutes` may let it end before they are"),
        ("Nodes required for job are DOWN, DRAINED", PendingKind.Long, "the nodes that could run it are down, drained or reserved: choose another partition, or wait"),
        ("NodeDown", PendingKind.Long, "a node that it needs is down"),
        ("PowerNotAvail", PendingKind.Long, "the cluster has no power for another node"),
        ("None", PendingKind.Wait, "Slurm has not looked at it yet"),
        ("Priority", PendingKind.Wait, "other jobs are before it in the queue"),
        ("Resources", PendingKind.Wait, "it waits for nodes to become free"),
        ("BeginTime", PendingKind.Wait, "its time to begin has not come"),
        ("Dependency", PendingKind.Wait, "it waits for another job"),
        ("JobArrayTaskLimit", PendingKind.Wait, "its array runs as many jobs as it may"),
        ("Licenses", PendingKind.Wait, "it waits for a licence"),
        ("Prolog", PendingKind.Wait, "its node is being prepared"),
        ("Cleaning", PendingKind.Wait, "its node is being cleaned up"),
        ("SchedDefer", PendingKind.Wait, "Slurm has not looked at it yet"),
    ];

    /// <summary>Whether it is about one partition, so that a job of several may start in another.</summary>
    public bool IsOfPartition { get; private init; }

    /// <summary>What a reason means.</summary>
    /// <param name="reason">As squeue's <c>%r</c> prints it.</param>
    public static PendingReason Explain(string reason) => FindKnown(reason)
        ?? (PolicyLimit.Find(reason) is { } limit
            ? new PendingReason(limit.Kind, limit.Explanation) { IsOfPartition = limit.MayBeOfPartition }
            : new PendingReason(PendingKind.Wait, "Slurm gives a reason that this program does not know"));

    /// <summary>What a reason means of which it is known that the job by itself, without any other, never runs.</summary>
    /// <param name="reason">As squeue's <c>%r</c> or sbatch prints it.</param>
    public static string ExplainAlone(string reason) =>
        FindKnown(reason) is null && PolicyLimit.Find(reason) is { } limit ? limit.ExplanationAlone : Explain(reason).Explanation;

    /// <summary>Whether it was a node that kept the job from running, so that it may well run on another.</summary>
    public static bool IsFaultOfNode(string reason) => reason.Replace('_', ' ').StartsWith(LaunchFailed, StringComparison.OrdinalIgnoreCase);

    private static PendingReason? FindKnown(string reason)
    {
        // scontrol and some releases write words that others part with spaces.
        string spaced = reason.Replace('_', ' ');
        foreach ((string text, string explanation) in RefusedByPartition)
        {
            if (spaced.Contains(text, StringComparison.OrdinalIgnoreCase))
            {
                return new PendingReason(PendingKind.Never, explanation) { IsOfPartition = true };
            }
        }

        foreach ((string text, PendingKind kind, string explanation) in Known)
        {
            if (spaced.StartsWith(text, StringComparison.OrdinalIgnoreCase))
            {
                return new PendingReason(kind, explanation);
            }
        }

        return null;
    }
}
