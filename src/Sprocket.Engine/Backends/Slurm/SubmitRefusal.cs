using System.Collections.Immutable;

namespace Sprocket.Engine.Backends.Slurm;

/// <summary>Why sbatch refused a job for good, and what to do about it. Pure.</summary>
internal static class SubmitRefusal
{
    // Slurm's own words: src/common/slurm_errno.c, and src/sbatch. The first text that occurs decides, so what is told of one resource comes first.
    private static readonly ImmutableArray<(string Text, string Remedy)> Known =
    [
        ("CPU count", "lower `cpu`, or choose a partition with larger nodes"),
        ("Memory specification", "lower `memory`, or choose a partition with larger nodes"),
        ("Temporary disk specification", "lower `disks`, or choose a partition whose nodes have larger disks"),
        ("generic resource (gres)", "no node of the partition has such a resource: for a GPU see the hint `gpuType`, for an FPGA `fpga_gres`, for disks `disk_gres`, and what `sinfo -o '%P %N %G'` lists"),
        ("Requested node configuration", "no node of the partition has all that the task asks for: ask for less, or choose another partition"),
        ("Access/permission denied", "the partition may be only for jobs with a reservation, for root, or for jobs from other hosts, as `scontrol show partition` tells by `ReqResv`, `RootOnly` and `AllocNodes`: choose another partition, or set `reservation` or the hint `slurm_reservation`"),
        ("Required partition not available", "the administrators have closed it, mostly for a while: choose another that `sinfo -s` shows to be up, or run this again when it is open"),
        ("partition specified", "choose one that `sinfo -s` lists"),
        ("Invalid partition name", "choose one that `sinfo -s` lists"),
        ("not permitted to use this partition", "choose another partition, or ask the administrators"),
        ("Invalid account", "set `account` or the hint `slurm_account` to one that `sacctmgr -P show assoc user=$USER format=account,partition` lists"),
        ("Invalid qos", "set `qos` or the hint `slurm_qos` to one that `sacctmgr -P show assoc user=$USER format=account,qos` lists"),
        ("Invalid feature", "set `constraint` or the hint `slurm_constraint` to what `sinfo -o '%N %f'` lists"),
        ("reservation", "set `reservation` or the hint `slurm_reservation` to one that `scontrol show reservation` lists"),
        ("license", "set `licenses` or the hint `slurm_licenses` to what `scontrol show licenses` lists"),
        ("node name", "see `exclude` and the hint `slurm_exclude`: `sinfo -N` lists the nodes"),
        ("time limit is invalid", "lower `time_minutes`, or choose another partition"),
        ("unrecognized option", "this Slurm does not know it: see `sbatch.args`"),
        ("dependency", "see `--dependency` in `sbatch.args`"),
    ];

    /// <summary>What sbatch said, with what to do where that is known; no final stop.</summary>
    /// <param name="failure">The refusal.</param>
    public static string Explain(SlurmFailure failure)
    {
        if (FindLimit(failure.Message) is { } limit)
        {
            // With the flag DenyOnLimit sbatch holds the job by itself against the limits of all jobs together.
            return $"{PendingReason.ExplainAlone(limit)} ({limit})";
        }

        foreach ((string text, string remedy) in Known)
        {
            if (failure.Message.Contains(text, StringComparison.Ordinal))
            {
                return $"{failure.Message}: {remedy}";
            }
        }

        return failure.Message;
    }

    // The name of a limit stands in a line of its own, which Message parts by semicolons.
    private static string? FindLimit(string message) => message.Split("; ").FirstOrDefault(part => PolicyLimit.Find(part) is not null);
}
