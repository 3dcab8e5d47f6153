using System.Threading.Channels;
using Sprocket.Engine.Storage;

namespace Sprocket.Engine.Runs;

/// <summary>The one ordered stream of a run's events: each is appended to the journal, then folded and shown.</summary>
/// <remarks>Any thread publishes; one reader writes, and makes all that has come up durable at once.</remarks>
internal sealed class EventStream : IAsyncDisposable
{
    private readonly Channel<Item> _channel = Channel.CreateUnbounded<Item>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Journal _journal;
    private readonly Action<RunEvent, RunProgress>? _observe;
    private readonly TimeProvider _time;
    private readonly Lock _order = new();
    private readonly List<TaskCompletionSource> _waiting = [];
    private readonly Task _reader;

    private RunProgress _progress;
    private Exception? _fault;

    /// <summary>Creates the stream.</summary>
    /// <param name="journal">Where events go; disposed with the stream.</param>
    /// <param name="progress">What earlier runners of this run left.</param>
    /// <param name="observe">Told of each event in order, from one thread at a time, or null.</param>
    /// <param name="time">Stamps the events.</param>
    public EventStream(Journal journal, RunProgress progress, Action<RunEvent, RunProgress>? observe, TimeProvider time)
    {
        _journal = journal;
        _progress = progress;
        _observe = observe;
        _time = time;
        _reader = Task.Run(ReadAsync);
        _ = FailWithReaderAsync();
    }

    /// <summary>Completes when events can no longer be written, mostly because the journal cannot; never otherwise.</summary>
    public TaskCompletionSource<Exception> Failure { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Adds an event.</summary>
    public void Publish(RunEvent happened) => Write(happened, null);

    /// <summary>Adds an event, and waits until a crash can no longer undo it.</summary>
    /// <exception cref="StorageException">The journal cannot be written.</exception>
    public Task PublishDurablyAsync(RunEvent happened)
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Write(happened, written);
        return written.Task;
    }

    /// <summary>Writes what is left, and closes the journal.</summary>
    public async ValueTask DisposeAsync()
    {
        _channel.Writer.TryComplete();
        try
        {
            await _reader;
        }
        finally
        {
            _journal.Dispose();
        }
    }

    // Stamping and queueing are one step, so that times never run backwards in the journal.
    private void Write(RunEvent happened, TaskCompletionSource? written)
    {
        lock (_order)
        {
            if (_fault is null)
            {
                _channel.Writer.TryWrite(new Item(happened with { Time = _time.GetUtcNow() }, written));
            }
            else
            {
                written?.TrySetException(_fault);
            }
        }
    }

    // Were the reader to die of a bug, of an observer's say, nobody would ever hear that an event is written, and the run
    // would wait for ever: it fails of the same bug.
    private async Task FailWithReaderAsync()
    {
        await Task.WhenAny(_reader);
        if (_reader.Exception?.InnerException is not Exception fault)
        {
            return;
        }

        lock (_order)
        {
            _fault = fault;
        }

        while (_channel.Reader.TryRead(out Item item))
        {
            Await(item);
        }

        _waiting.ForEach(written => written.TrySetException(fault));
        Failure.TrySetResult(fault);
    }

    private void Await(Item item)
    {
        if (item.Written is not null)
        {
            _waiting.Add(item.Written);
        }
    }

    private async Task ReadAsync()
    {
        StorageException? failure = null;
        while (await _channel.Reader.WaitToReadAsync())
        {
            bool isUrgent = false;
            while (_channel.Reader.TryRead(out Item item))
            {
                Await(item);
                failure ??= TryStore(() => _journal.Append(RunEventJson.Write(item.Event)));
                _progress = _progress.Apply(item.Event);
                _observe?.Invoke(item.Event, _progress);
                isUrgent |= item.Event is not (AttemptPending or AttemptNoted or RunNoted);
            }

            if (isUrgent)
            {
                failure ??= TryStore(_journal.Flush);
            }

            Complete(failure);
        }
    }

    private void Complete(StorageException? failure)
    {
        foreach (TaskCompletionSource written in _waiting)
        {
            _ = failure is null ? written.TrySetResult() : written.TrySetException(failure);
        }

        _waiting.Clear();
        if (failure is not null)
        {
            Failure.TrySetResult(failure);
        }
    }

    private static StorageException? TryStore(Action store)
    {
        try
        {
            store();
            return null;
        }
        catch (StorageException exception)
        {
            return exception;
        }
    }

    private readonly record struct Item(RunEvent Event, TaskCompletionSource? Written);
}
