using System.Globalization;

namespace Sprocket.Engine.JobStep;

/// <summary>The control group whose memory limit holds for this process, as far as it can be read.</summary>
/// <remarks>
/// The kernel counts there how many processes it killed for want of memory. Slurm reads the same counter to call a job
/// OUT_OF_MEMORY, so that a look from inside saves asking Slurm.
/// </remarks>
internal sealed class MemoryGroup
{
    private readonly string _directory;
    private readonly bool _isUnified;
    private readonly int _initialKills;

    private MemoryGroup(string directory, bool isUnified, bool isOfJob)
    {
        _directory = directory;
        _isUnified = isUnified;
        IsOfJob = isOfJob;

        // In the job's own group what was killed before this process began, in the site's prologue, is the job's, too.
        _initialKills = isOfJob ? 0 : Kills() ?? 0;
    }

    /// <summary>Whether the scheduler made this group for the given job, rather than, say, the login session.</summary>
    public bool IsOfJob { get; }

    /// <summary>How many processes were killed for memory: of the job, or in a group of others since this object was made; null where that cannot be read.</summary>
    public int? OomKills => Kills() - _initialKills;

    /// <summary>The most memory held at once, in bytes; null where that cannot be read.</summary>
    public long? PeakBytes =>
        long.TryParse(ReadText(_isUnified ? "memory.peak" : "memory.max_usage_in_bytes"), CultureInfo.InvariantCulture, out long bytes) ? bytes : null;

    /// <summary>The group of this process, or null where there is none that can be read.</summary>
    /// <param name="jobId">The scheduler's job that this process belongs to, or null.</param>
    public static MemoryGroup? OfThisProcess(string? jobId)
    {
        string groups;
        try
        {
            groups = File.ReadAllText("/proc/self/cgroup");
        }
        catch (IOException)
        {
            return null;
        }

        return Find(groups, "/sys/fs/cgroup", jobId);
    }

    /// <summary>The group that a process with this <c>/proc/self/cgroup</c> belongs to.</summary>
    /// <param name="groups">The lines, each <c>number:controllers:path</c>.</param>
    /// <param name="root">Where the control groups are mounted.</param>
    /// <param name="jobId">The scheduler's job, or null.</param>
    internal static MemoryGroup? Find(string groups, string root, string? jobId)
    {
        foreach (string line in groups.Split('\n'))
        {
            string[] fields = line.Split(':', 3);
            if (fields.Length < 3)
            {
                continue;
            }

            // Version 1 has a hierarchy for each controller; version 2 has one, numbered 0, for all.
            bool isUnified = fields[0] == "0" && fields[1].Length == 0;
            string directory = Path.Join(root, isUnified ? "" : "memory", fields[2]);
            if ((isUnified || fields[1].Split(',').Contains("memory"))
                && File.Exists(Path.Join(directory, isUnified ? "memory.events" : "memory.oom_control")))
            {
                bool isOfJob = jobId is not null && fields[2].Split('/').Contains($"job_{jobId}");
                return new MemoryGroup(directory, isUnified, isOfJob);
            }
        }

        return null;
    }

    // Version 2 counts a kill in each group up to the root, version 1 only in the victim's own: all that the step starts
    // shares its group, as neither a shell nor a rootless container makes one of its own.
    private int? Kills()
    {
        string? counters = ReadText(_isUnified ? "memory.events" : "memory.oom_control");
        string? line = counters?.Split('\n').FirstOrDefault(line => line.StartsWith("oom_kill ", StringComparison.Ordinal));
        return int.TryParse(line?["oom_kill ".Length..], CultureInfo.InvariantCulture, out int kills) ? kills : null;
    }

    private string? ReadText(string file)
    {
        try
        {
            return File.ReadAllText(Path.Join(_directory, file));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
