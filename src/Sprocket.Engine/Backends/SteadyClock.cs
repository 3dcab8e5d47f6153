namespace Sprocket.Engine.Backends;

/// <summary>The time of day when this was made, and what has passed since by a clock that nobody sets.</summary>
/// <remarks>
/// For what waits until a time of day: a machine's clock that is set back would stretch such a wait by hours, and one that is
/// set forward would end it at once.
/// </remarks>
public sealed class SteadyClock : TimeProvider
{
    private readonly TimeProvider _machine;
    private readonly DateTimeOffset _start;
    private readonly long _startTimestamp;

    /// <summary>Begins with the time of day of a machine.</summary>
    public SteadyClock(TimeProvider machine)
    {
        _machine = machine;
        _start = machine.GetUtcNow();
        _startTimestamp = machine.GetTimestamp();
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => _machine.TimestampFrequency;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _start + _machine.GetElapsedTime(_startTimestamp);

    /// <inheritdoc/>
    public override long GetTimestamp() => _machine.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        _machine.CreateTimer(callback, state, dueTime, period);
}
