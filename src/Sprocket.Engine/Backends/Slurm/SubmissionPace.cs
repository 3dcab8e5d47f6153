namespace Sprocket.Engine.Backends.Slurm;

/// <summary>When the next sbatch may be started: not too many a minute, and none while Slurm takes none.</summary>
internal sealed class SubmissionPace
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);

    // After a time without submissions this much of the rate may be used at once.
    private static readonly TimeSpan Credit = TimeSpan.FromSeconds(2);

    private const double JitterShare = 0.5;

    private readonly TimeSpan _spacing;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private DateTimeOffset _next;
    private DateTimeOffset _pauseEnd;
    private TimeSpan _pause = FirstPause;

    /// <summary>Creates the pace.</summary>
    /// <param name="perMinute">How many sbatch are started a minute; null for no limit.</param>
    /// <param name="time">The clock.</param>
    public SubmissionPace(int? perMinute, TimeProvider time)
    {
        _spacing = perMinute is { } rate ? TimeSpan.FromMinutes(1) / rate : TimeSpan.Zero;
        _time = time;
        _next = _pauseEnd = time.GetUtcNow() - Credit;
    }

    /// <summary>Waits until an sbatch may be started.</summary>
    public async Task WaitAsync(CancellationToken cancellation)
    {
        DateTimeOffset turn;
        lock (_lock)
        {
            DateTimeOffset earliest = _time.GetUtcNow() - Credit;
            turn = _next > earliest ? _next : earliest;
            _next = turn + _spacing;
        }

        while (true)
        {
            TimeSpan wait;
            lock (_lock)
            {
                wait = (turn > _pauseEnd ? turn : _pauseEnd) - _time.GetUtcNow();
            }

            if (wait <= TimeSpan.Zero)
            {
                return;
            }

            // Timers count whole milliseconds: less than one would be no wait at all, again and again.
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), _time, cancellation);
        }
    }

    /// <summary>Slurm takes no jobs for now: nobody tries again before a pause, which gets longer from time to time.</summary>
    /// <returns>How long it is, about.</returns>
    public TimeSpan BackOff()
    {
        lock (_lock)
        {
            DateTimeOffset now = _time.GetUtcNow();
            if (_pauseEnd <= now)
            {
                _pauseEnd = now + Jitter.Lengthen(_pause, JitterShare);
                _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
            }

            return _pauseEnd - now;
        }
    }

    /// <summary>Slurm takes jobs.</summary>
    public void Recover()
    {
        lock (_lock)
        {
            _pause = FirstPause;
        }
    }
}
