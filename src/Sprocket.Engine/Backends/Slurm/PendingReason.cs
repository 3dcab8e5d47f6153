using System.Collections.Immutable;

namespace Sprocket.Engine.Backends.Slurm;

/// <summary>How long a reason to wait may last.</summary>
internal enum PendingKind
{
    /// <summary>Until there is room, or it is the job's turn.</summary>
    Wait,

    /// <summary>Until an administrator acts or a budget is refilled.</summary>
    Long,

    /// <summary>For ever, unless somebody changes the job or the cluster.</summary>
    Never,
}

/// <summary>Why a job waits: what Slurm's word means, in words, and for how long. Pure.</summary>
/// <param name="Kind">For how long.</param>
/// <param name="Explanation">What it means and, where something can be done, what.</param>
internal sealed record PendingReason(PendingKind Kind, string Explanation)
{
    // Slurm's own words: src/common/job_state_reason.c. The first entry whose text begins the reason decides.
    private static readonly ImmutableArray<(string Text, PendingKind Kind, string Explanation)> Known =
    [
        ("PartitionTimeLimit", PendingKind.Never, "the job asks for more time than its partition allows: lower `time_minutes`, or choose another partition"),
        ("PartitionNodeLimit", PendingKind.Never, "the job asks for more nodes than its partition allows"),
        ("PartitionConfig", PendingKind.Never, "the partition's settings exclude the job: choose another partition"),
        ("PartitionDown", PendingKind.Long, "the partition is down"),
        ("PartitionInactive", PendingKind.Long, "the partition is inactive"),
        ("BadConstraints", PendingKind.Never, "no node can ever satisfy the job's constraints: ask for less, or for other features"),
        ("Constraints", PendingKind.Never, "no node can ever satisfy the job's constraints: ask for less, or for other features"),
        ("DependencyNeverSatisfied", PendingKind.Never, "a job it depends on failed"),
        ("JobHeldUser", PendingKind.Never, "the job is held: `scontrol release` lets it go"),
        ("JobHeldAdmin", PendingKind.Never, "an administrator holds the job"),
        ("launch failed requeued held", PendingKind.Never, "the job could not be launched on its node, where a prologue failed, and is held: tell the administrators"),
        ("launch_failed_requeued_held", PendingKind.Never, "the job could not be launched on its node, where a prologue failed, and is held: tell the administrators"),
        ("user env retrieval failed requeued held", PendingKind.Never, "the login environment could not be made on the node, and the job is held"),
        ("JobHoldMaxRequeue", PendingKind.Never, "the job was put back too often, and is held"),
        ("InvalidAccount", PendingKind.Never, "the account does not exist or is not yours: set `--account` in `sbatch.args`"),
        ("AccountNotAllowed", PendingKind.Never, "the account may not use the partition"),
        ("AccountingPolicy", PendingKind.Never, "the accounting rules exclude the job"),
        ("InvalidQOS", PendingKind.Never, "the quality of service does not exist: set `--qos` in `sbatch.args`"),
        ("QOSNotAllowed", PendingKind.Never, "the quality of service may not be used in this partition"),
        ("DeadLine", PendingKind.Never, "the job cannot end before its deadline"),
        ("MaxMemPerLimit", PendingKind.Never, "the job asks for more memory than is allowed: lower `memory`, or choose another partition"),
        ("ReservationDeleted", PendingKind.Never, "its reservation was deleted"),
        ("ReservationInvalid", PendingKind.Never, "its reservation does not exist"),
        ("ReqNodeNotAvail", PendingKind.Long, "nodes it needs are reserved, down or drained"),
        ("Nodes required for job are DOWN, DRAINED", PendingKind.Long, "the nodes that could run it are down, drained or reserved"),
        ("None", PendingKind.Wait, "it was not looked at yet"),
        ("Priority", PendingKind.Wait, "other jobs are before it in the queue"),
        ("Resources", PendingKind.Wait, "it waits for nodes to become free"),
        ("BeginTime", PendingKind.Wait, "its time to begin has not come"),
        ("Dependency", PendingKind.Wait, "it waits for another job"),
        ("JobArrayTaskLimit", PendingKind.Wait, "its array runs as many jobs as it may"),
        ("Licenses", PendingKind.Wait, "it waits for a licence"),
    ];

    /// <summary>What a reason means.</summary>
    /// <param name="reason">As squeue's <c>%r</c> prints it.</param>
    public static PendingReason Explain(string reason)
    {
        foreach ((string text, PendingKind kind, string explanation) in Known)
        {
            if (reason.StartsWith(text, StringComparison.OrdinalIgnoreCase))
            {
                return new PendingReason(kind, explanation);
            }
        }

        return Limit(reason);
    }

    // Limits of an association or a quality of service: QOSMaxWallDurationPerJobLimit, AssocGrpCpuLimit and so on. What
    // one job exceeds alone it exceeds for ever; what all jobs together exceed passes when others end.
    private static PendingReason Limit(string reason)
    {
        bool isLimit = reason.StartsWith("QOS", StringComparison.Ordinal) || reason.StartsWith("Assoc", StringComparison.Ordinal);
        return reason switch
        {
            _ when isLimit && Mentions(reason, "PerJob", "PerNode", "QOSMin") =>
                new PendingReason(PendingKind.Never, "the job alone asks for more than its account or quality of service allows: ask for less"),
            _ when isLimit && Mentions(reason, "Minutes", "GrpWall") =>
                new PendingReason(PendingKind.Long, "the budget of its account is used up"),
            _ when isLimit =>
                new PendingReason(PendingKind.Wait, "its account or user has as much in use as is allowed"),
            _ => new PendingReason(PendingKind.Wait, "Slurm gives no reason that is known"),
        };
    }

    private static bool Mentions(string reason, params ReadOnlySpan<string> parts)
    {
        foreach (string part in parts)
        {
            if (reason.Contains(part, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
