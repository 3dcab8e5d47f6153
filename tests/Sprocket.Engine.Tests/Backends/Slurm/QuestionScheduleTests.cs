using Sprocket.Engine.Backends;
using Sprocket.Engine.Backends.Slurm;

namespace Sprocket.Engine.Tests.Backends.Slurm;

public sealed class QuestionScheduleTests
{
    [Fact]
    public void A_clock_that_is_set_back_silences_no_questions()
    {
        var time = new ManualTimeProvider();
        var clock = new SteadyClock(time);
        var schedule = new QuestionSchedule(TimeSpan.FromSeconds(30), clock);
        Ask(schedule, time, clock, TimeSpan.FromMinutes(2));

        time.Advance(TimeSpan.FromHours(-1));

        Assert.InRange(Ask(schedule, time, clock, TimeSpan.FromMinutes(5)), 8, 10);
    }

    // How often it was time to ask.
    private static int Ask(QuestionSchedule schedule, ManualTimeProvider time, SteadyClock clock, TimeSpan span)
    {
        int questions = 0;
        for (int second = 0; second < span.TotalSeconds; second++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            if (schedule.IsTime(isUrgent: false))
            {
                questions++;
                schedule.Note(clock.GetUtcNow(), isOk: true);
                schedule.Spend(1);
            }
        }

        return questions;
    }
}
