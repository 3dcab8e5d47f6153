namespace Sprocket.Engine.Backends.Slurm;

/// <summary>Gives back the memory that the submission of thousands of jobs took, once they only wait.</summary>
/// <remarks>
/// A run that waits allocates next to nothing, so that by itself the garbage of its last burst would be kept for as long as
/// it waits: for days, on a login node that many people share.
/// </remarks>
internal sealed class IdleMemory(TimeProvider time)
{
    // Fewer leave nothing worth a pause.
    private const int ManyJobs = 500;

    private static readonly TimeSpan QuietTime = TimeSpan.FromSeconds(10);

    private int _jobs;
    private DateTimeOffset? _restsAt;

    /// <summary>Takes note of how many jobs are watched now.</summary>
    public void Note(int jobs)
    {
        if (jobs != _jobs)
        {
            _jobs = jobs;
            _restsAt = time.GetUtcNow() + QuietTime;
        }
        else if (time.GetUtcNow() >= _restsAt)
        {
            _restsAt = null;
            if (jobs >= ManyJobs)
            {
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            }
        }
    }
}
