using System.Collections.Concurrent;
using System.Collections.Immutable;
using Sprocket.Engine.Storage;

namespace Sprocket.Engine.Backends.Slurm;

/// <summary>Has one script at a time taken by Slurm, a few at once, and none of them twice.</summary>
internal sealed class JobSubmitter : IAsyncDisposable
{
    // A controller that took a job but could not say so needs a moment until it shows it.
    private static readonly TimeSpan LookupPause = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);
    private const int LookupsUntilAbsent = 2;

    // The job was submitted moments ago, whatever the clocks say.
    private const int RecordedDays = 1;

    private readonly SlurmClient _client;
    private readonly SubmissionPace _pace;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _slots;

    // By name, what Slurm did not say to have taken and did not show, but may have taken; with the id it got at last.
    private readonly ConcurrentDictionary<string, string?> _doubtful = new(StringComparer.Ordinal);

    /// <summary>Creates the submitter.</summary>
    /// <param name="client">Slurm.</param>
    /// <param name="maxConcurrency">How many sbatch run at once.</param>
    /// <param name="pace">When they may be started.</param>
    /// <param name="time">The clock.</param>
    public JobSubmitter(SlurmClient client, int maxConcurrency, SubmissionPace pace, TimeProvider time)
    {
        _client = client;
        _pace = pace;
        _time = time;
        _slots = new SemaphoreSlim(maxConcurrency);
    }

    /// <summary>Submits a script; the answer is the job's or the array's id, or the failure for which no waiting helps.</summary>
    /// <param name="name">The job's name, which no other job has: by it a job is found whose id was lost.</param>
    /// <param name="arguments">What overrides the script's directives.</param>
    /// <param name="script">The script's path.</param>
    /// <param name="attempts">The directories of the attempts, where a job that has begun leaves its id.</param>
    /// <param name="report">Told, in a sentence, why it takes long.</param>
    /// <param name="cancellation">When to give up.</param>
    /// <exception cref="OperationCanceledException">It was given up; no job is left behind, as far as Slurm answers.</exception>
    public async Task<SlurmAnswer<string>> SubmitAsync(
        string name,
        ImmutableArray<string> arguments,
        string script,
        IReadOnlyList<string> attempts,
        Action<string> report,
        CancellationToken cancellation)
    {
        await _slots.WaitAsync(cancellation);
        try
        {
            while (true)
            {
                await _pace.WaitAsync(cancellation);
                SlurmAnswer<string> answer = await _client.SubmitAsync(arguments, script, attempts.Count);
                if (answer.Failure is { Kind: SlurmFailureKind.Ambiguous or SlurmFailureKind.Doubtful } lost)
                {
                    report($"Slurm did not say whether it took the job ({lost.Message}): looking for it by its name");
                    if (await FindLostAsync(name, attempts, cancellation) is { } id)
                    {
                        answer = new SlurmAnswer<string>(id, null);
                    }
                    else
                    {
                        _doubtful[name] = null;
                    }
                }

                if (answer.Failure is not { } failure)
                {
                    if (_doubtful.ContainsKey(name))
                    {
                        _doubtful[name] = answer.Value;
                    }

                    _pace.Recover();
                    return answer;
                }

                // Of many jobs a part may fit.
                if (failure.Kind is SlurmFailureKind.Refused or SlurmFailureKind.Doubtful or SlurmFailureKind.ArrayRefused or SlurmFailureKind.Unknown
                    || (failure.Kind == SlurmFailureKind.QueueFull && attempts.Count > 1))
                {
                    return answer;
                }

                TimeSpan pause = _pace.BackOff();
                report(failure.Kind == SlurmFailureKind.QueueFull
                    ? $"Slurm takes no more jobs for now ({failure.Message}): waiting"
                    : $"Slurm does not answer ({failure.Message}): trying again in {Amount.Of(pause)}");
            }
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <summary>Cancels what Slurm had taken all the same, and still keeps waiting.</summary>
    public async ValueTask DisposeAsync()
    {
        HashSet<string> known = [.. _doubtful.Values.OfType<string>()];
        foreach (string[] names in _doubtful.Keys.Chunk(SlurmClient.MaxNamesPerCommand))
        {
            // Where Slurm does not answer, they stay: what they would have run is claimed, so that they end at once.
            SlurmAnswer<ImmutableArray<SlurmJob>> answer = await _client.FindByNameAsync(names);
            string[] others = answer.IsOk
                ? [.. answer.Value.Where(job => job.State.Phase == JobPhase.Waiting && !known.Contains(JobIds.ArrayOf(job.Id))).Select(job => job.Id)]
                : [];
            if (others.Length > 0)
            {
                await _client.CancelAsync(others, onlyPending: true);
            }
        }

        _slots.Dispose();
    }

    // Only an answer that does not contain the job says that it is not there; no answer says nothing.
    private async Task<string?> FindLostAsync(string name, IReadOnlyList<string> attempts, CancellationToken cancellation)
    {
        try
        {
            TimeSpan pause = LookupPause;
            for (int absent = 0; absent < LookupsUntilAbsent;)
            {
                await Task.Delay(pause, _time, cancellation);
                SlurmAnswer<ImmutableArray<SlurmJob>> answer = await _client.FindByNameAsync([name]);
                if (!answer.IsOk)
                {
                    pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
                    continue;
                }

                if (answer.Value is [SlurmJob job, ..])
                {
                    return JobIds.ArrayOf(job.Id);
                }

                absent++;
            }

            // It may have ended already, and been forgotten by the controller.
            return await FindEndedAsync(name, attempts);
        }
        catch (OperationCanceledException)
        {
            await _client.CancelByNameAsync(name);
            throw;
        }
    }

    private async Task<string?> FindEndedAsync(string name, IReadOnlyList<string> attempts)
    {
        if (attempts.Select(attempt => AttemptClaim.TryRead(attempt)?.JobId).FirstOrDefault(id => id is not null) is string begun)
        {
            return JobIds.ArrayOf(begun);
        }

        SlurmAnswer<ImmutableDictionary<string, string>> recorded = await _client.RecordedNamesAsync([name], RecordedDays);
        return recorded.IsOk && recorded.Value.GetValueOrDefault(name) is string id ? JobIds.ArrayOf(id) : null;
    }
}
