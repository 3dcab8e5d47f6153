namespace Sprocket.Engine.Backends;

/// <summary>The cores and the memory of this machine, shared by the tasks that run on it.</summary>
/// <remarks>
/// First come, first served: a task that does not fit yet keeps back those that came after it, so that a large one is
/// never passed over for ever by small ones.
/// </remarks>
internal sealed class ResourcePool
{
    // Requests are sums of decimal fractions; a thousandth of a core is no core that anybody misses.
    private const double Tolerance = 0.001;

    private readonly Lock _lock = new();
    private readonly LinkedList<Request> _waiting = [];
    private double _freeCpu;
    private long _freeMemoryBytes;

    /// <summary>Creates a pool with all of its resources free.</summary>
    public ResourcePool(double cpu, long memoryBytes)
    {
        _freeCpu = cpu;
        _freeMemoryBytes = memoryBytes;
    }

    /// <summary>Waits for its turn and for room; the result gives the room back when it is disposed of.</summary>
    /// <exception cref="OperationCanceledException">It no longer wants any.</exception>
    public async Task<IDisposable> TakeAsync(double cpu, long memoryBytes, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var request = new Request(cpu, memoryBytes);
        lock (_lock)
        {
            _waiting.AddLast(request);
            Grant();
        }

        // Whoever comes first, the grant or the cancellation, settles the request; a settled one is granted no more.
        await using CancellationTokenRegistration registration = cancellation.Register(() => request.Granted.TrySetCanceled(cancellation));
        try
        {
            await request.Granted.Task;
        }
        catch (OperationCanceledException)
        {
            lock (_lock)
            {
                _waiting.Remove(request);
                Grant();
            }

            throw;
        }

        return new Lease(this, request);
    }

    private void Grant()
    {
        while (_waiting.First is { Value: Request request }
            && request.Cpu <= _freeCpu + Tolerance
            && request.MemoryBytes <= _freeMemoryBytes)
        {
            _waiting.RemoveFirst();
            if (request.Granted.TrySetResult())
            {
                _freeCpu -= request.Cpu;
                _freeMemoryBytes -= request.MemoryBytes;
            }
        }
    }

    private void GiveBack(Request request)
    {
        lock (_lock)
        {
            _freeCpu += request.Cpu;
            _freeMemoryBytes += request.MemoryBytes;
            Grant();
        }
    }

    private sealed class Request(double cpu, long memoryBytes)
    {
        public double Cpu { get; } = cpu;

        public long MemoryBytes { get; } = memoryBytes;

        public TaskCompletionSource Granted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Lease(ResourcePool pool, Request request) : IDisposable
    {
        public void Dispose() => pool.GiveBack(request);
    }
}
