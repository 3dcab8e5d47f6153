using System.Collections.Immutable;

namespace Sprocket.Engine.Backends.Slurm;

/// <summary>Finds the jobs that by themselves exceed a limit for all jobs of their user, and so wait for ever.</summary>
/// <remarks>
/// Slurm has the same reason for a job that waits until others of its user end. It is the job alone where Slurm looked at it,
/// and still says so, while none of the user's jobs ran. Of a job that it does not look at it may long repeat what was true once.
/// </remarks>
internal sealed class UserLimitCheck
{
    private readonly SlurmClient _client;
    private readonly TimeSpan _grace;
    private readonly TimeProvider _time;

    // One job at a time: where many are alike, the first that fails mostly ends the run.
    private WatchedJob? _suspect;
    private string _reason = "";
    private DateTimeOffset _since;
    private string? _evaluated;
    private HashSet<string> _ended = [];

    /// <summary>Creates the check.</summary>
    /// <param name="client">Slurm.</param>
    /// <param name="grace">How long a job may wait for what never comes.</param>
    /// <param name="time">The clock.</param>
    public UserLimitCheck(SlurmClient client, TimeSpan grace, TimeProvider time)
    {
        _client = client;
        _grace = grace;
        _time = time;
    }

    /// <summary>A job that is now known to exceed a limit by itself, or null.</summary>
    /// <param name="answer">All jobs of the user that Slurm remembers.</param>
    /// <param name="jobs">Those that are watched.</param>
    public async Task<WatchedJob?> FindExcessAsync(ImmutableArray<SlurmJob> answer, ImmutableArray<WatchedJob> jobs)
    {
        // One that ran between two answers has ended since the first; one that was cancelled while it waited had no nodes.
        bool hasRun = answer.Any(job => job.State.Name != JobState.Pending && !(job.State.IsTerminal && (job.Nodes is null || _ended.Contains(job.Id))));
        if (hasRun || _evaluated is null || _suspect is not { } suspect || !jobs.Contains(suspect) || !IsSuspect(suspect) || suspect.Job!.Reason != _reason)
        {
            await BeginAsync(answer, jobs);
            return null;
        }

        return _time.GetUtcNow() - _since >= _grace && await FindEvaluationAsync(suspect) is { } evaluated && evaluated != _evaluated ? suspect : null;
    }

    private async Task BeginAsync(ImmutableArray<SlurmJob> answer, ImmutableArray<WatchedJob> jobs)
    {
        bool doRun = answer.Any(job => job.State.Name != JobState.Pending && !job.State.IsTerminal);
        _suspect = doRun ? null : jobs.FirstOrDefault(IsSuspect);
        if (_suspect is { Job: { } job })
        {
            _ended = [.. answer.Where(other => other.State.IsTerminal).Select(other => other.Id)];
            _reason = job.Reason;
            _since = _time.GetUtcNow();
            _evaluated = await FindEvaluationAsync(_suspect);
        }
    }

    private async Task<string?> FindEvaluationAsync(WatchedJob job) =>
        await _client.ShowJobAsync(job.Id) is { IsOk: true, Value: [{ State.Name: JobState.Pending } shown, ..] } && shown.Reason == _reason ? shown.Evaluated : null;

    private static bool IsSuspect(WatchedJob job) => job is { HasStarted: false, KnownJob: { State.Name: JobState.Pending, Reason: { } reason } }
        && PolicyLimit.Find(reason) is { IsOfUser: true } limit
        && !(limit.MayBeOfPartition && job.HasSeveralPartitions);
}
