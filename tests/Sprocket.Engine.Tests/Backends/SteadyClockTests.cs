using Sprocket.Engine.Backends;

namespace Sprocket.Engine.Tests.Backends;

public sealed class SteadyClockTests
{
    [Fact]
    public void A_machines_clock_that_is_set_back_takes_no_time_back()
    {
        var machine = new ManualTimeProvider();
        DateTimeOffset start = machine.GetUtcNow();
        var clock = new SteadyClock(machine);

        machine.Advance(TimeSpan.FromMinutes(5));
        machine.Advance(TimeSpan.FromHours(-1));
        machine.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(start + TimeSpan.FromMinutes(6), clock.GetUtcNow());
    }
}
