using System.Collections.Immutable;

namespace Sprocket.Engine.Backends.Slurm;

/// <summary>Submits jobs, a few at a time, and never one of them twice.</summary>
internal sealed class SubmissionQueue : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);

    // A controller that took a job but could not say so needs a moment until it shows it.
    private static readonly TimeSpan LookupPause = TimeSpan.FromSeconds(3);
    private const int LookupsUntilAbsent = 2;

    private readonly SlurmClient _client;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _slots;
    private readonly SemaphoreSlim? _room;

    /// <summary>Creates an empty queue.</summary>
    /// <param name="client">Slurm.</param>
    /// <param name="maxConcurrency">How many are submitted at once.</param>
    /// <param name="maxQueuedJobs">How many jobs may be queued or running at once; null for no limit.</param>
    /// <param name="time">The clock.</param>
    public SubmissionQueue(SlurmClient client, int maxConcurrency, int? maxQueuedJobs, TimeProvider time)
    {
        _client = client;
        _time = time;
        _slots = new SemaphoreSlim(maxConcurrency);
        _room = maxQueuedJobs is { } most ? new SemaphoreSlim(most) : null;
    }

    /// <summary>Waits until one more job may be queued.</summary>
    public Task EnterAsync(CancellationToken cancellation) => _room?.WaitAsync(cancellation) ?? Task.CompletedTask;

    /// <summary>Says that a job for which there was room has ended, or was never submitted.</summary>
    public void Leave() => _room?.Release();

    /// <summary>Submits a script; the answer is the job's id, or the failure for which no waiting helps.</summary>
    /// <param name="name">The job's name, which no other job has: by it a job is found whose id was lost.</param>
    /// <param name="arguments">What overrides the script's directives.</param>
    /// <param name="script">The script's path.</param>
    /// <param name="report">Told, in a sentence, why it takes long.</param>
    /// <param name="cancellation">When to give up.</param>
    /// <exception cref="OperationCanceledException">It was given up; no job is left behind, as far as Slurm answers.</exception>
    public async Task<SlurmAnswer<string>> SubmitAsync(
        string name,
        ImmutableArray<string> arguments,
        string script,
        Action<string> report,
        CancellationToken cancellation)
    {
        await _slots.WaitAsync(cancellation);
        try
        {
            TimeSpan pause = FirstPause;
            while (true)
            {
                SlurmAnswer<string> answer = await _client.SubmitAsync(arguments, script);
                if (answer.Failure is { Kind: SlurmFailureKind.Ambiguous } lost)
                {
                    report($"Slurm did not say whether it took the job ({lost.Message}): looking for it by its name");
                    answer = await FindLostAsync(name, cancellation) is { } id ? new SlurmAnswer<string>(id, null) : answer;
                }

                if (answer.Failure is not { } failure || failure.Kind is SlurmFailureKind.Refused or SlurmFailureKind.Unknown)
                {
                    return answer;
                }

                report(failure.Kind == SlurmFailureKind.QueueFull
                    ? $"Slurm takes no more jobs for now ({failure.Message}): waiting"
                    : $"Slurm does not answer ({failure.Message}): trying again in {Amount.Of(pause)}");
                await Task.Delay(pause, _time, cancellation);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _slots.Dispose();
        _room?.Dispose();
    }

    // Only an answer that does not contain the job says that it is not there; no answer says nothing.
    private async Task<string?> FindLostAsync(string name, CancellationToken cancellation)
    {
        try
        {
            TimeSpan pause = LookupPause;
            for (int absent = 0; absent < LookupsUntilAbsent;)
            {
                await Task.Delay(pause, _time, cancellation);
                SlurmAnswer<ImmutableArray<SlurmJob>> answer = await _client.FindByNameAsync(name);
                if (!answer.IsOk)
                {
                    pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
                    continue;
                }

                if (answer.Value is [SlurmJob job, ..])
                {
                    return job.Id;
                }

                absent++;
            }

            return null;
        }
        catch (OperationCanceledException)
        {
            await _client.CancelByNameAsync(name);
            throw;
        }
    }
}
