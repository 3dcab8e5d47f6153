using System.Collections.Immutable;
using Sprocket.Engine.Storage;

namespace Sprocket.Engine.Backends.Slurm;

/// <summary>The jobs of attempts that an earlier runner left: finds those whose ids it never heard, and cancels them.</summary>
internal sealed class LeftJobs
{
    // An sbatch that outlived its runner needs a moment until the controller shows its job.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);
    private const int LooksUntilAbsent = 2;

    private static readonly TimeSpan FirstCancelInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestCancelInterval = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan CancelPatience = TimeSpan.FromSeconds(90);

    private const int RecordedDays = 30;

    private readonly SlurmClient _client;
    private readonly string? _prefix;
    private readonly Lazy<ILookup<string, (string Name, int Index)>> _elements;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private Batch? _batch;

    /// <summary>Creates the search.</summary>
    /// <param name="client">Slurm.</param>
    /// <param name="prefix">What the names of jobs begin with, or null.</param>
    /// <param name="arrays">The directory of the run's job arrays.</param>
    /// <param name="time">The clock.</param>
    public LeftJobs(SlurmClient client, string? prefix, string arrays, TimeProvider time)
    {
        _elements = new Lazy<ILookup<string, (string Name, int Index)>>(() => JobArray.ReadAll(arrays));
        _client = client;
        _prefix = prefix;
        _time = time;
    }

    /// <summary>The job of an attempt; null when there is none. What is asked for at once is found by one command.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="report">Told, in a sentence, why it takes long; of attempts that are asked for at once, one is told.</param>
    public async Task<string?> FindAsync(LeftAttempt attempt, Action<string> report)
    {
        if ((attempt.JobId ?? ReadJobId(attempt.Directory)) is string known)
        {
            return known;
        }

        // Without a script, of its own or of an array, nothing was ever submitted.
        (string Name, int Index)[] elements = [.. _elements.Value[attempt.Directory]];
        string? single = File.Exists(new AttemptDirectory(attempt.Directory).JobScriptPath)
            ? JobScripts.NameJob(attempt.CallId, attempt.Key, _prefix)
            : null;
        if (single is null && elements.Length == 0)
        {
            return null;
        }

        string[] names = [.. elements.Select(element => element.Name), .. single is null ? [] : (string[])[single]];
        ImmutableDictionary<string, string> ids = await JoinBatch(names, report);
        foreach ((string name, int index) in elements)
        {
            if (ids.TryGetValue(name, out string? id))
            {
                return JobIds.OfElement(JobIds.ArrayOf(id), index);
            }
        }

        // Its job may have begun while it was looked for.
        return (single is null ? null : ids.GetValueOrDefault(single)) ?? ReadJobId(attempt.Directory);
    }

    /// <summary>Cancels the jobs of attempts, and waits until they are gone.</summary>
    /// <param name="attempts">The attempts.</param>
    /// <param name="report">Told, in a sentence, why it takes long.</param>
    /// <returns>The keys of those that are not, or of which Slurm says nothing.</returns>
    public async Task<ImmutableArray<string>> CancelAsync(ImmutableArray<LeftAttempt> attempts, Action<string> report)
    {
        string?[] found = await Task.WhenAll(attempts.Select(attempt => FindAsync(attempt, report)));
        HashSet<(string Key, string Id)> left = [];
        foreach ((LeftAttempt attempt, string? id) in attempts.Zip(found))
        {
            // Should a job of it turn up later that nobody knows, it runs nothing; one that has begun is known by that.
            AttemptClaim.TryTake(attempt.Directory, new AttemptClaim());
            left.UnionWith(((string?[])[id, AttemptClaim.TryRead(attempt.Directory)?.JobId]).OfType<string>().Select(job => (attempt.Key, job)));
        }

        DateTimeOffset end = _time.GetUtcNow() + CancelPatience;
        DateTimeOffset nextCancel = default;
        TimeSpan interval = FirstCancelInterval;
        while (left.Count > 0 && _time.GetUtcNow() < end)
        {
            if (_time.GetUtcNow() >= nextCancel)
            {
                await _client.CancelAsync([.. left.Select(job => job.Id)], onlyPending: false);
                nextCancel = _time.GetUtcNow() + CancellationQueue.Patience;
            }

            SlurmAnswer<ImmutableArray<SlurmJob>> answer = await _client.QueueAsync();
            if (answer.IsOk)
            {
                HashSet<string> alive = [.. answer.Value.Where(job => !job.State.IsTerminal).Select(job => job.Id)];
                left.RemoveWhere(job => !alive.Contains(job.Id));
            }

            if (left.Count > 0)
            {
                await Task.Delay(interval, _time);
                interval = interval * 2 < LongestCancelInterval ? interval * 2 : LongestCancelInterval;
            }
        }

        return [.. left.Select(job => job.Key).Distinct()];
    }

    private static string? ReadJobId(string directory)
    {
        try
        {
            return File.ReadAllText(new AttemptDirectory(directory).JobIdPath).Trim() is { Length: > 0 } id ? id : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return AttemptClaim.TryRead(directory)?.JobId;
        }
    }

    private Task<ImmutableDictionary<string, string>> JoinBatch(string[] names, Action<string> report)
    {
        lock (_lock)
        {
            if (_batch is null)
            {
                _batch = new Batch();
                _batch.Ids = LookAsync(_batch, report);
            }

            _batch.Names.UnionWith(names);
            return _batch.Ids;
        }
    }

    private async Task<ImmutableDictionary<string, string>> LookAsync(Batch batch, Action<string> report)
    {
        await Task.Delay(Pause, _time);
        lock (_lock)
        {
            _batch = null;
        }

        ImmutableDictionary<string, string> ids = ImmutableDictionary<string, string>.Empty;
        TimeSpan pause = Pause;
        for (int looks = 0; looks < LooksUntilAbsent && !batch.Names.All(ids.ContainsKey);)
        {
            // Only an answer that does not contain a job says that it is not there; no answer says nothing.
            SlurmAnswer<ImmutableDictionary<string, string>> answer = await _client.NamesAsync();
            if (answer.Failure is { } failure)
            {
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
                report($"Slurm does not answer ({failure.Message}): the jobs that an earlier runner left are looked for again in {Amount.Of(pause)}");
            }
            else
            {
                ids = ids.SetItems(answer.Value);
                looks++;
            }

            await Task.Delay(pause, _time);
        }

        // The controller forgets a job minutes after its end; where nobody keeps accounts, nothing more can be known.
        foreach (string[] names in batch.Names.Where(name => !ids.ContainsKey(name)).Chunk(SlurmClient.MaxNamesPerCommand))
        {
            SlurmAnswer<ImmutableDictionary<string, string>> recorded = await _client.RecordedNamesAsync(names, RecordedDays);
            ids = recorded.IsOk ? ids.SetItems(recorded.Value) : ids;
        }

        return ids;
    }

    private sealed class Batch
    {
        public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

        public Task<ImmutableDictionary<string, string>> Ids { get; set; } = null!;
    }
}
