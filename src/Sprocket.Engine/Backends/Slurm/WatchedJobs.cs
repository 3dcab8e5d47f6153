using System.Collections.Immutable;

namespace Sprocket.Engine.Backends.Slurm;

/// <summary>The jobs of a run that have not ended, by the keys of their attempts.</summary>
internal sealed class WatchedJobs
{
    private readonly Dictionary<string, WatchedJob> _jobs = new(StringComparer.Ordinal);

    /// <summary>Held by whoever changes a job: notices and Slurm's answers may tell of one at once.</summary>
    public Lock Lock { get; } = new();

    /// <summary>All of them, as of now.</summary>
    public ImmutableArray<WatchedJob> All
    {
        get
        {
            lock (Lock)
            {
                return [.. _jobs.Values];
            }
        }
    }

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (Lock)
            {
                return _jobs.Count;
            }
        }
    }

    /// <summary>Whether this run cancels one of them.</summary>
    public bool AreBeingCanceled
    {
        get
        {
            lock (Lock)
            {
                return _jobs.Values.Any(job => job.IsBeingCanceled);
            }
        }
    }

    /// <summary>Adds one.</summary>
    public void Add(WatchedJob job)
    {
        lock (Lock)
        {
            _jobs.Add(job.Key, job);
        }
    }

    /// <summary>The one of an attempt, or null.</summary>
    public WatchedJob? Find(string key)
    {
        lock (Lock)
        {
            return _jobs.GetValueOrDefault(key);
        }
    }

    /// <summary>Ends one: it is not watched any more.</summary>
    public void Complete(WatchedJob job, JobEnd end)
    {
        lock (Lock)
        {
            _jobs.Remove(job.Key);
        }

        job.End.TrySetResult(end);
    }
}
