namespace Sprocket.Engine.Backends.Slurm;

/// <summary>When Slurm is asked next: once an interval, sooner where something must be known, and on average no more often than that.</summary>
/// <remarks>
/// A question that cannot wait uses up what was saved before: however many jobs end or come to grief, Slurm is not asked more
/// than once an interval for long.
/// </remarks>
internal sealed class QuestionSchedule
{
    // Between two questions that could not wait for the interval; and at first while somebody waits at the keyboard.
    private static readonly TimeSpan ShortPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan UrgentPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    // How many questions can be saved.
    private const double MostSaved = 6;

    // A controller that is slow to answer has other worries: how much longer it is left alone than it took.
    private const int PatiencePerAnswer = 20;

    private const double JitterShare = 0.1;

    private readonly TimeSpan _interval;
    private readonly TimeProvider _time;
    private DateTimeOffset _last;
    private DateTimeOffset _savedAt;
    private double _saved = MostSaved;
    private TimeSpan _pause;
    private TimeSpan _urgentPause = UrgentPause;

    /// <summary>Begins: the first question is due after an interval.</summary>
    /// <param name="interval">The time between two questions.</param>
    /// <param name="time">The clock, which nobody sets back.</param>
    public QuestionSchedule(TimeSpan interval, TimeProvider time)
    {
        _interval = interval;
        _time = time;
        _savedAt = time.GetUtcNow();
        _last = _savedAt - ShortPause;
        _pause = interval + ShortPause;
    }

    /// <summary>Whether something must be known that only Slurm tells.</summary>
    public bool IsWanted { get; set; }

    /// <summary>Whether it is time to ask.</summary>
    /// <param name="isUrgent">Whether somebody waits at the keyboard for the answer.</param>
    public bool IsTime(bool isUrgent)
    {
        DateTimeOffset now = _time.GetUtcNow();
        _saved = Math.Min(MostSaved, _saved + ((now - _savedAt) / _interval));
        _savedAt = now;
        TimeSpan since = now - _last;
        if (!isUrgent)
        {
            _urgentPause = UrgentPause;
            return _saved >= 1 && (since >= _pause || (IsWanted && since >= ShortPause));
        }

        if (since < _urgentPause)
        {
            return false;
        }

        // A job that does not go, whatever it is told, is not asked about all the time.
        TimeSpan longest = _interval > UrgentPause ? _interval : UrgentPause;
        _urgentPause = _urgentPause * 2 < longest ? _urgentPause * 2 : longest;
        return true;
    }

    /// <summary>Takes note of an answer.</summary>
    /// <param name="asked">When it was asked for.</param>
    /// <param name="isOk">Whether there was one.</param>
    public void Note(DateTimeOffset asked, bool isOk)
    {
        _last = _time.GetUtcNow();
        TimeSpan pause = isOk ? Jitter.Lengthen(_interval, JitterShare) + ((_last - asked) * PatiencePerAnswer) : _pause * 2;
        _pause = pause < LongestPause ? pause : LongestPause;
    }

    /// <summary>Takes note of how many commands a question took.</summary>
    public void Spend(int commands) => _saved -= commands;
}
