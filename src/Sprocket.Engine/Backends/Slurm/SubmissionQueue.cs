using Sprocket.Engine.Configuration;
using Sprocket.Engine.Processes;
using Sprocket.Engine.Storage;

namespace Sprocket.Engine.Backends.Slurm;

/// <summary>Gathers what is to be submitted: attempts that ask for the same become elements of one array, others jobs of their own.</summary>
/// <remarks>
/// A scatter's calls come one by one, as fast as they are planned. So a group is submitted when nothing more has come for a
/// moment, or at the end of a window; as long as more keeps coming, each window is twice the last, so that a thousand calls
/// cost a few sbatch, and yet the first of them begin early.
/// </remarks>
internal sealed class SubmissionQueue : IAsyncDisposable
{
    // A lone call must not be kept waiting; where there are two, there are more.
    private static readonly TimeSpan FirstQuiet = TimeSpan.FromMilliseconds(30);
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan FirstWindow = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestWindow = TimeSpan.FromSeconds(8);

    // Below this `auto` submits jobs. tests/Benchmarks/cluster finds both as fast up to ten calls, and arrays faster at fifty; so
    // few sbatch are not worth that elements which are cancelled while they wait leave no record.
    private const int FewestForArray = 5;

    private readonly JobSubmitter _submitter;
    private readonly QueueRoom _room;
    private readonly SubmissionMode _mode;
    private readonly string _arrays;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Group> _groups = new(StringComparer.Ordinal);
    private TimeSpan _window = FirstWindow;
    private int _largest = int.MaxValue;

    /// <summary>Creates an empty queue.</summary>
    /// <param name="client">Slurm.</param>
    /// <param name="options">How many at once, how fast, how many in all, and whether as arrays.</param>
    /// <param name="room">How many jobs there may be.</param>
    /// <param name="arrays">The directory of the run's arrays; made when there is one.</param>
    /// <param name="time">The clock.</param>
    public SubmissionQueue(SlurmClient client, SlurmOptions options, QueueRoom room, string arrays, TimeProvider time)
    {
        _submitter = new JobSubmitter(client, options.MaxConcurrency, new SubmissionPace(options.SubmissionsPerMinute, time), time);
        _room = room;
        _arrays = arrays;
        _time = time;

        // Slurm replaces parts of file names that hold a percent sign, and cannot be told not to and yet to put the index in.
        _mode = JobScripts.CanBeNamed(arrays) ? options.Submission : SubmissionMode.Single;
    }

    /// <summary>How many elements an array may have: the site's <c>MaxArraySize</c>, which is the first index that is too high.</summary>
    public int MaxArraySize { get; set; } = 1;

    /// <summary>Submits an attempt; the answer is its job's id, or the failure for which no waiting helps.</summary>
    /// <exception cref="OperationCanceledException">It was given up; no job is left behind, as far as Slurm answers.</exception>
    /// <exception cref="StorageException">Its script cannot be written.</exception>
    public async Task<SlurmAnswer<string>> SubmitAsync(Submission submission)
    {
        await using CancellationTokenRegistration registration = submission.Cancellation.Register(submission.GiveUp);
        if (_mode == SubmissionMode.Single || submission.IsAlone || MaxArraySize < 2)
        {
            _ = SubmitAllAsync([submission]);
        }
        else
        {
            Gather(submission);
        }

        return await submission.Answer;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _submitter.DisposeAsync();

    private void Gather(Submission submission)
    {
        string profile = JobScripts.Profile(submission.Script, submission.Arguments);
        lock (_lock)
        {
            if (!_groups.TryGetValue(profile, out Group? group))
            {
                group = new Group(_time.GetUtcNow() + _window);
                _groups.Add(profile, group);
                _ = CloseAsync(profile, group);
            }

            group.Submissions.Add(submission);
        }
    }

    private async Task CloseAsync(string profile, Group group)
    {
        int before = 0;
        while (true)
        {
            await Task.Delay(before > 1 ? Quiet : FirstQuiet, _time);
            lock (_lock)
            {
                int count = group.Submissions.Count;
                bool isQuiet = count == before || (before == 0 && count == 1);
                if (isQuiet || count >= MaxArraySize || _time.GetUtcNow() >= group.End)
                {
                    _groups.Remove(profile);
                    _window = isQuiet ? FirstWindow : _window * 2 < LongestWindow ? _window * 2 : LongestWindow;
                    break;
                }

                before = count;
            }
        }

        await SubmitAllAsync(group.Submissions);
    }

    private async Task SubmitAllAsync(IReadOnlyList<Submission> submissions)
    {
        Task work = SubmitInPartsAsync(new Queue<Submission>(submissions));
        await Task.WhenAny(work);

        // Whatever ended it is thrown where the answers are awaited.
        if (!work.IsCompletedSuccessfully)
        {
            Exception cause = work.Exception?.InnerException ?? new OperationCanceledException();
            foreach (Submission submission in submissions)
            {
                submission.Fail(cause);
            }
        }
    }

    private async Task SubmitInPartsAsync(Queue<Submission> left)
    {
        while (left.TryPeek(out Submission? first))
        {
            int room = await _room.TakeAsync(Math.Min(left.Count, Math.Min(MaxArraySize, _largest)), first.Report, first.Cancellation);
            List<Submission> some = [];
            while (some.Count < room && left.TryDequeue(out Submission? next))
            {
                // Some may have been given up while they waited for room.
                if (next.TryBegin())
                {
                    some.Add(next);
                }
            }

            _room.GiveBack(room - some.Count);
            if (!IsArray(some.Count))
            {
                await Task.WhenAll(some.Select(SubmitOneAsync));
            }
            else if (!await TrySubmitArrayAsync(some))
            {
                _room.GiveBack(some.Count);
                left = new Queue<Submission>([.. some, .. left]);
            }
        }
    }

    private bool IsArray(int count) => count > 1 && (_mode == SubmissionMode.Array || (_mode == SubmissionMode.Auto && count >= FewestForArray));

    private async Task SubmitOneAsync(Submission submission)
    {
        var files = new AttemptDirectory(submission.Directory);
        Guard(files.JobScriptPath, () =>
        {
            WriteCommand(submission, files.JobScriptPath);
            StorageFile.Write(files.JobScriptPath, submission.Script.Render().Text);
        });
        Complete(submission, await _submitter.SubmitAsync(
            submission.Script.JobName, submission.Arguments, files.JobScriptPath, [submission.Directory], submission.Report, submission.Cancellation));
        Grow(1);
    }

    // False where Slurm does not take as many at once: then nothing was submitted, and they are tried again in smaller parts.
    private async Task<bool> TrySubmitArrayAsync(List<Submission> elements)
    {
        Submission first = elements[0];
        string[] attempts = [.. elements.Select(element => element.Directory)];
        var array = JobArray.Create(_arrays, first.Script.JobName, attempts);
        Guard(array.ScriptPath, () =>
        {
            StorageFile.Write(array.ScriptPath, JobScripts.WriteArray(first.Script, array).Render().Text);
            elements.ForEach(element => WriteCommand(element, array.ScriptPath));
        });
        SlurmAnswer<string> answer = await _submitter.SubmitAsync(
            array.Name, first.Arguments, array.ScriptPath, attempts, first.Report, first.Cancellation);
        if (answer.Failure is { Kind: SlurmFailureKind.QueueFull or SlurmFailureKind.ArrayRefused })
        {
            array.Delete();
            _largest = Math.Max(1, elements.Count / 2);
            return false;
        }

        for (int index = 0; index < elements.Count; index++)
        {
            Complete(elements[index], answer.IsOk ? new SlurmAnswer<string>(JobIds.OfElement(answer.Value, index), null) : answer);
        }

        Grow(elements.Count);
        return true;
    }

    // As many as were taken may not have been the most that would be.
    private void Grow(int taken) => _largest = taken >= _largest ? taken * 2 : _largest;

    private void Complete(Submission submission, SlurmAnswer<string> answer)
    {
        if (answer.IsOk)
        {
            _room.Enter(answer.Value);
            WriteId(submission, answer.Value);
        }
        else
        {
            _room.GiveBack(1);
        }

        submission.Complete(answer);
    }

    private static void WriteId(Submission submission, string id)
    {
        try
        {
            StorageFile.Write(new AttemptDirectory(submission.Directory).JobIdPath, $"{id}\n", isDurable: false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The job is there all the same, and the journal has its id, too.
        }
    }

    private static void WriteCommand(Submission submission, string script) => StorageFile.Write(
        new AttemptDirectory(submission.Directory).SubmitCommandPath,
        $"sbatch --parsable {ShellQuoting.QuoteAll([.. submission.Arguments, script])}\n",
        isDurable: false);

    private static void Guard(string path, Action write) => StorageFile.Guard("cannot write", path, write);

    /// <summary>Attempts that ask for the same.</summary>
    private sealed class Group(DateTimeOffset end)
    {
        public DateTimeOffset End { get; } = end;

        public List<Submission> Submissions { get; } = [];
    }
}
