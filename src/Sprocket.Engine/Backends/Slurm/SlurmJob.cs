namespace Sprocket.Engine.Backends.Slurm;

/// <summary>What Slurm says of a job at one moment.</summary>
/// <param name="Id">The id to call it by: <c>17</c>, or <c>17_3</c> for an element of an array.</param>
/// <param name="State">Its state.</param>
internal sealed record SlurmJob(string Id, JobState State)
{
    /// <summary>Why it waits or how it ended, in Slurm's words; may be empty.</summary>
    public string Reason { get; init; } = "";

    /// <summary>When it started or, while it waits, is expected to, on the cluster's clocks; null where Slurm does not say.</summary>
    public DateTime? Start { get; init; }

    /// <summary>When Slurm last looked whether it could start, on the cluster's clocks and in its words; null where Slurm does not say.</summary>
    public string? Evaluated { get; init; }

    /// <summary>The exit code of its script, <c>code:signal</c>; may be empty.</summary>
    public string ExitCode { get; init; } = "";

    /// <summary>The nodes it has or had, or null.</summary>
    public string? Nodes { get; init; }

    /// <summary>Who cancelled it, a user's number, or null.</summary>
    public string? CanceledBy { get; init; }
}
