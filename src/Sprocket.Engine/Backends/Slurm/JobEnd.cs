using Sprocket.Engine.Storage;

namespace Sprocket.Engine.Backends.Slurm;

/// <summary>The two witnesses of a job's end.</summary>
/// <param name="File">What the job step saw; null when it left no word.</param>
/// <param name="Job">What Slurm says; null when it was not asked, or knows nothing.</param>
internal sealed record JobEnd(OutcomeFile? File, SlurmJob? Job)
{
    /// <summary>Whether the job was given up because it would have waited for ever.</summary>
    public bool NeverStarts { get; init; }

    /// <summary>Whether somebody put it back into the queue after it had begun, so that it was given up.</summary>
    public bool WasPutBack { get; init; }

    /// <summary>Whether it is known to have begun to run.</summary>
    public bool HasStarted { get; init; }

    /// <summary>Whether its job step began; false where something before it failed, or where that is not known.</summary>
    public bool HasBegun { get; init; }

    /// <summary>Whether the configuration's <c>job_prologue</c> comes before the job step.</summary>
    public bool HasPrologue { get; init; }

    /// <summary>Whether this run told Slurm to cancel it.</summary>
    public bool WasCanceledByRun { get; init; }
}
