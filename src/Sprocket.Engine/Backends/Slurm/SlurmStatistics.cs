using System.Collections.Immutable;
using System.Globalization;

namespace Sprocket.Engine.Backends.Slurm;

/// <summary>What a run asked of Slurm, and how soon it went on when a job had ended: what <c>--stats</c> prints.</summary>
internal sealed class SlurmStatistics
{
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, int> _commands = new(StringComparer.Ordinal);
    private readonly List<TimeSpan> _reactions = [];
    private DateTimeOffset _start;
    private int _questionsToBegin;
    private int _jobs;
    private int _arrays;
    private DateTimeOffset? _lastNotice;

    /// <summary>Begins to count.</summary>
    public SlurmStatistics(TimeProvider time)
    {
        _time = time;
        _start = time.GetUtcNow();
    }

    /// <summary>How often Slurm was asked something.</summary>
    public int Questions
    {
        get
        {
            lock (_lock)
            {
                return CountQuestions();
            }
        }
    }

    /// <summary>How many jobs were submitted, and by how many commands.</summary>
    public (int Jobs, int Commands) Submissions
    {
        get
        {
            lock (_lock)
            {
                return (_jobs, _commands.GetValueOrDefault("sbatch"));
            }
        }
    }

    /// <summary>Counts a command.</summary>
    public void CountCommand(string program)
    {
        lock (_lock)
        {
            _commands[program] = _commands.GetValueOrDefault(program) + 1;
        }
    }

    /// <summary>Counts jobs that Slurm took at once.</summary>
    public void CountSubmission(int jobs)
    {
        lock (_lock)
        {
            _jobs += jobs;
            _arrays += jobs > 1 ? 1 : 0;
            if (_lastNotice is { } notice)
            {
                _reactions.Add(_time.GetUtcNow() - notice);
                _lastNotice = null;
            }
        }
    }

    /// <summary>Takes note that a job told its end.</summary>
    public void NoteEnd()
    {
        lock (_lock)
        {
            _lastNotice = _time.GetUtcNow();
        }
    }

    /// <summary>Takes note that what had to be known to begin is known.</summary>
    public void Begin()
    {
        lock (_lock)
        {
            _questionsToBegin = CountQuestions();
            _start = _time.GetUtcNow();
        }
    }

    /// <summary>All of it, in lines for the user.</summary>
    public ImmutableArray<string> Describe()
    {
        lock (_lock)
        {
            TimeSpan took = _time.GetUtcNow() - _start;
            int questions = CountQuestions() - _questionsToBegin;
            string kinds = string.Join(", ", _commands.Where(command => IsQuestion(command.Key)).Select(command => Text($"{command.Key} {command.Value}")));
            List<string> lines =
            [
                Text($"submissions: {_commands.GetValueOrDefault("sbatch")} sbatch for {_jobs} jobs, {_arrays} of them arrays"),
                Text($"status commands: {questions} in {took.TotalSeconds:0.0} s, after {_questionsToBegin} to begin with ({kinds})"),
                Text($"cancellations: {_commands.GetValueOrDefault("scancel")} scancel"),
            ];
            if (_reactions.Count > 0)
            {
                TimeSpan[] sorted = [.. _reactions.Order()];
                lines.Add(Text(
                    $"from the notice of an end to the next submission: median {sorted[sorted.Length / 2].TotalSeconds:0.000} s, longest {sorted[^1].TotalSeconds:0.000} s, of {sorted.Length}"));
            }

            return [.. lines];
        }
    }

    private int CountQuestions() => _commands.Where(command => IsQuestion(command.Key)).Sum(command => command.Value);

    private static bool IsQuestion(string program) => program is not ("sbatch" or "scancel");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
