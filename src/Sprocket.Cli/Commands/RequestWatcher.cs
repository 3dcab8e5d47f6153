using Sprocket.Engine.Storage;

namespace Sprocket.Cli.Commands;

/// <summary>Looks once a second for what other processes ask of the one that drives a run.</summary>
internal sealed class RequestWatcher : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly RunDirectory _directory;
    private readonly Interruption _interruption;
    private readonly CancellationTokenSource _detach = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    /// <summary>Begins to look; what was asked of an earlier process no longer counts.</summary>
    /// <param name="directory">The run.</param>
    /// <param name="interruption">Told to cancel.</param>
    /// <param name="time">The clock.</param>
    public RequestWatcher(RunDirectory directory, Interruption interruption, TimeProvider time)
    {
        _directory = directory;
        _interruption = interruption;
        RunRequests.Clear(directory);
        _loop = WatchAsync(time);
    }

    /// <summary>When to leave the run.</summary>
    public CancellationToken Detach => _detach.Token;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
        _detach.Dispose();
    }

    private async Task WatchAsync(TimeProvider time)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                switch (RunRequests.Find(_directory))
                {
                    case RunDemand.Cancel:
                        _interruption.CancelAll();
                        break;
                    case RunDemand.Detach:
                        await _detach.CancelAsync();
                        break;
                    default:
                        break;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }
}
