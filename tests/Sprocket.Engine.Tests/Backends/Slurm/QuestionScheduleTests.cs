using Sprocket.Engine.Backends.Slurm;

namespace Sprocket.Engine.Tests.Backends.Slurm;

public sealed class QuestionScheduleTests
{
    [Fact]
    public void A_clock_that_is_set_back_silences_no_questions()
    {
        var time = new ManualTimeProvider();
        var schedule = new QuestionSchedule(TimeSpan.FromSeconds(30), time);
        Ask(schedule, time, TimeSpan.FromMinutes(2));

        time.Advance(TimeSpan.FromHours(-1));

        Assert.InRange(Ask(schedule, time, TimeSpan.FromMinutes(5)), 8, 10);
    }

    // How often it was time to ask.
    private static int Ask(QuestionSchedule schedule, ManualTimeProvider time, TimeSpan span)
    {
        int questions = 0;
        for (int second = 0; second < span.TotalSeconds; second++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            if (schedule.IsTime(isUrgent: false))
            {
                questions++;
                schedule.Note(time.GetTimestamp(), isOk: true);
                schedule.Spend(1);
            }
        }

        return questions;
    }
}
