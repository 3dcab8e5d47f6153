using System.Collections.Immutable;

namespace Sprocket.Engine.Backends.Slurm;

/// <summary>What the records say of jobs that were asked about.</summary>
/// <param name="Jobs">Those that they know, by id.</param>
/// <param name="Unknown">Those of which Slurm says that there is no such job any more.</param>
/// <remarks>A job that is in neither got no answer: that is no news, and never its end.</remarks>
internal sealed record RecordedJobs(ImmutableDictionary<string, SlurmJob> Jobs, ImmutableHashSet<string> Unknown)
{
    /// <summary>Whether they leave no doubt that a job has ended, one way or another.</summary>
    public bool ShowEndOf(string id) => Unknown.Contains(id) || Jobs.GetValueOrDefault(id) is { State.IsTerminal: true };
}

/// <summary>What became of jobs that ended badly or vanished: from the site's accounts where it keeps some, else from the controller.</summary>
internal sealed class SlurmRecords
{
    // A job's clock is the controller's, the run's is that of the machine where it was started.
    private static readonly TimeSpan ClockDifference = TimeSpan.FromMinutes(5);

    // Each is a command of its own; of more jobs than these, all are asked for at once.
    private const int MaxSingleQuestions = 3;

    private readonly SlurmClient _client;
    private readonly DateTimeOffset _began;
    private readonly TimeProvider _time;
    private bool _hasAccounting = true;

    /// <summary>Creates the access to the records.</summary>
    /// <param name="client">Slurm.</param>
    /// <param name="began">When the run began. Accounts are older than the cluster's ids: another job of the same id may have ended before.</param>
    /// <param name="time">The clock.</param>
    public SlurmRecords(SlurmClient client, DateTimeOffset began, TimeProvider time)
    {
        _client = client;
        _began = began;
        _time = time;
    }

    /// <summary>What the records say of jobs; of very many, some get their answer another time.</summary>
    public async Task<RecordedJobs> FindAsync(ImmutableArray<string> ids)
    {
        ids = [.. ids.Take(SlurmClient.MaxIdsPerCommand)];
        ImmutableDictionary<string, SlurmJob>.Builder jobs = ImmutableDictionary.CreateBuilder<string, SlurmJob>(StringComparer.Ordinal);
        ImmutableHashSet<string>.Builder unknown = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        if (_hasAccounting && !ids.IsEmpty)
        {
            SlurmAnswer<ImmutableArray<SlurmJob>> answer = await _client.AccountingAsync(ids, _time.GetUtcNow() - _began + ClockDifference);
            _hasAccounting = answer.Failure?.Kind is not (SlurmFailureKind.NoAccounting or SlurmFailureKind.Refused);
            Add(jobs, answer);
        }

        // Accounts go on about jobs whose end they were never told, so only an end is the last word.
        string[] open = [.. ids.Where(id => !jobs.TryGetValue(id, out SlurmJob? job) || !job.State.IsTerminal)];
        if (open.Length > MaxSingleQuestions)
        {
            SlurmAnswer<ImmutableArray<SlurmJob>> answer = await _client.ShowJobsAsync();
            Add(jobs, answer);
            if (answer.IsOk)
            {
                unknown.UnionWith(open.Except(answer.Value.Select(job => job.Id)).Where(id => !IsAmong(answer.Value, id)));
            }

            return new RecordedJobs(jobs.ToImmutable(), unknown.ToImmutable());
        }

        foreach (string id in open)
        {
            SlurmAnswer<ImmutableArray<SlurmJob>> answer = await _client.ShowJobAsync(id);
            Add(jobs, answer);
            if (answer.Failure is { Kind: SlurmFailureKind.Unknown })
            {
                unknown.Add(id);
            }
        }

        return new RecordedJobs(jobs.ToImmutable(), unknown.ToImmutable());
    }

    // The elements of an array that wait have one record together: `29_2-5%2`.
    private static bool IsAmong(ImmutableArray<SlurmJob> jobs, string id) =>
        id.Split('_') is [string array, _] && jobs.Any(job => job.Id.StartsWith($"{array}_", StringComparison.Ordinal) && !job.State.IsTerminal
            && job.Id.AsSpan(array.Length + 1).ContainsAnyExceptInRange('0', '9'));

    private static void Add(ImmutableDictionary<string, SlurmJob>.Builder jobs, SlurmAnswer<ImmutableArray<SlurmJob>> answer)
    {
        foreach (SlurmJob job in answer.IsOk ? answer.Value : [])
        {
            jobs[job.Id] = job;
        }
    }
}
