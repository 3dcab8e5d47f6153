namespace Sprocket.Engine.Backends.Slurm;

/// <summary>Cancels jobs: all that are asked for within a moment by one command.</summary>
internal sealed class CancellationQueue
{
    /// <summary>How long a cancelled job has to go before it is told again.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>How often a job that is given up is cancelled at most: five minutes long, until Slurm answers.</summary>
    public const int MaxAttempts = 15;

    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(100);

    private readonly SlurmClient _client;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly Dictionary<bool, Batch> _batches = [];

    /// <summary>Creates an empty queue.</summary>
    public CancellationQueue(SlurmClient client, TimeProvider time)
    {
        _client = client;
        _time = time;
    }

    /// <summary>Cancels a job; done when Slurm was told, or could not be: then with the failure.</summary>
    /// <param name="id">The job.</param>
    /// <param name="onlyPending">Whether it is left alone if it runs.</param>
    public Task<SlurmFailure?> CancelAsync(string id, bool onlyPending)
    {
        lock (_lock)
        {
            if (!_batches.TryGetValue(onlyPending, out Batch? batch))
            {
                batch = new Batch();
                _batches.Add(onlyPending, batch);
                batch.Sending = SendAsync(batch, onlyPending);
            }

            batch.Ids.Add(id);
            return batch.Sending;
        }
    }

    private async Task<SlurmFailure?> SendAsync(Batch batch, bool onlyPending)
    {
        await Task.Delay(Window, _time);
        lock (_lock)
        {
            _batches.Remove(onlyPending);
        }

        return await _client.CancelAsync(batch.Ids, onlyPending);
    }

    private sealed class Batch
    {
        public List<string> Ids { get; } = [];

        public Task<SlurmFailure?> Sending { get; set; } = Task.FromResult<SlurmFailure?>(null);
    }
}
