using System.Globalization;
using Sprocket.Engine.Backends;
using Sprocket.Engine.Backends.Apptainer;
using Sprocket.Engine.Backends.Slurm;
using Sprocket.Engine.Configuration;
using Sprocket.Engine.Processes;
using Sprocket.Engine.Storage;

namespace Sprocket.Engine.Tests.Backends.Slurm;

public sealed class SubmissionQueueTests : IAsyncDisposable
{
    private const string TimedOut = "sbatch: error: Batch job submission failed: Socket timed out on send/recv operation";
    private const string QueueFull = "sbatch: error: QOSMaxSubmitJobPerUserLimit\nsbatch: error: Batch job submission failed: Job violates accounting/QOS policy (job submit limit, user's size and/or time limits)";

    private readonly TemporaryDirectory _directory = new();
    private readonly ManualTimeProvider _time = new();
    private readonly ScriptedRunner _slurm = new();
    private readonly CancellationTokenSource _cancellation = new();
    private SlurmOptions _options;
    private QueueRoom _room;
    private SubmissionQueue _queue = null!;
    private int _submissions;

    public SubmissionQueueTests()
    {
        _options = new SlurmOptions
        {
            Apptainer = new ApptainerOptions { WorkingDirectory = "/", ImageDirectory = "/images" },
            RunDirectory = _directory.Path,
            Began = DateTimeOffset.UnixEpoch,
            Program = "/bin/sprocket",
            MaxConcurrency = 2,
        };
        _room = new QueueRoom(null, _time);
        _slurm.Answer = command => command.FileName == "sbatch" ? Accept() : ScriptedRunner.List(command, "");
    }

    [Fact]
    public async Task A_job_that_was_taken_although_sbatch_failed_is_not_submitted_again()
    {
        _slurm.Answer = command => command.FileName == "sbatch"
            ? ScriptedRunner.Fail(TimedOut)
            : ScriptedRunner.List(command, "42|42|PENDING||Priority\n");

        SlurmAnswer<string> answer = await SubmitOneAsync();

        Assert.Equal("42", answer.Value);
        Assert.Single(_slurm.Lines("sbatch"));
        Assert.Equal([$"--me -a -r -t all -n run7.call-0.0 -o {SlurmText.QueueFormat}"], _slurm.Lines("squeue"));
    }

    [Theory]
    [InlineData("42|42|PENDING||Priority\n", "42")]
    [InlineData("", null)]
    public async Task An_error_that_says_nothing_is_looked_into_and_not_repeated(string queue, string? id)
    {
        _slurm.Answer = command => command.FileName == "sbatch"
            ? ScriptedRunner.Fail("sbatch: error: Batch job submission failed: Unspecified error")
            : ScriptedRunner.List(command, queue);

        SlurmAnswer<string> answer = await SubmitOneAsync();

        Assert.Equal(id, answer.IsOk ? answer.Value : null);
        Assert.Single(_slurm.Lines("sbatch"));
    }

    [Fact]
    public async Task An_sbatch_that_was_interrupted_may_have_submitted_the_job()
    {
        _slurm.Answer = command => command.FileName == "sbatch"
            ? ScriptedRunner.Fail("", exitCode: 130)
            : ScriptedRunner.List(command, "42|42|PENDING||Priority\n");

        Assert.Equal("42", (await SubmitOneAsync()).Value);
    }

    [Fact]
    public async Task A_job_that_Slurm_does_not_have_is_submitted_again_after_two_looks_and_one_into_the_accounts()
    {
        _slurm.Answer = command => command.FileName != "sbatch" ? ScriptedRunner.List(command, "")
            : _submissions++ == 0 ? ScriptedRunner.Fail(TimedOut)
            : ScriptedRunner.List(command, "43\n");

        SlurmAnswer<string> answer = await SubmitOneAsync();

        Assert.Equal("43", answer.Value);
        Assert.Equal(["sbatch", "squeue", "squeue", "sacct", "sbatch"], _slurm.Commands.Select(command => command.FileName));
    }

    [Theory]
    [InlineData("42|42|PENDING||Priority\n43|43|COMPLETED||None\n", "--state=PENDING 42")]
    [InlineData("42|42|RUNNING||None\n43|43|PENDING||Priority\n", null)]
    [InlineData("43|43|PENDING||Priority\n", null)]
    public async Task What_Slurm_shows_only_after_it_was_submitted_again_is_cancelled_at_the_end(string queue, string? cancelled)
    {
        string shown = "";
        _slurm.Answer = command => command.FileName != "sbatch" ? ScriptedRunner.List(command, shown)
            : _submissions++ == 0 ? ScriptedRunner.Fail(TimedOut)
            : ScriptedRunner.List(command, "43\n");
        await SubmitOneAsync();
        shown = queue;

        await _queue.DisposeAsync();

        Assert.Equal(cancelled, _slurm.Lines("scancel").SingleOrDefault());
    }

    [Fact]
    public async Task A_job_that_ended_before_it_was_looked_for_is_found_in_the_accounts()
    {
        _slurm.Answer = command => command.FileName switch
        {
            "sbatch" => ScriptedRunner.Fail(TimedOut),
            "sacct" => ScriptedRunner.List(command, "42|run7.call-0.0\n"),
            _ => ScriptedRunner.List(command, ""),
        };

        Assert.Equal("42", (await SubmitOneAsync()).Value);
        Assert.Single(_slurm.Lines("sbatch"));
    }

    [Fact]
    public async Task A_job_that_ended_where_nobody_keeps_accounts_is_known_by_what_it_left()
    {
        _slurm.Answer = command =>
        {
            AttemptClaim.TryTake(Path.Join(_directory.Path, "call-0"), new AttemptClaim { JobId = "42" });
            return command.FileName == "sbatch" ? ScriptedRunner.Fail(TimedOut) : ScriptedRunner.List(command, "");
        };

        Assert.Equal("42", (await SubmitOneAsync()).Value);
        Assert.Single(_slurm.Lines("sbatch"));
    }

    [Theory]
    [InlineData("", "slurm_load_jobs error: Unable to contact slurm controller (connect failure)")]
    [InlineData("%%% ERROR 0x17\n", "")]
    [InlineData("", "")]
    public async Task A_look_that_fails_says_nothing_about_the_job(string output, string errors)
    {
        int looks = 0;
        _slurm.Answer = command => command.FileName == "sbatch" ? ScriptedRunner.Fail(TimedOut)
            : looks++ < 5 ? (errors.Length > 0 ? ScriptedRunner.Fail(errors) : ScriptedRunner.Say(output))
            : ScriptedRunner.List(command, "44|44|RUNNING||None\n");

        SlurmAnswer<string> answer = await SubmitOneAsync();

        Assert.Equal("44", answer.Value);
        Assert.Single(_slurm.Lines("sbatch"));
    }

    [Theory]
    [InlineData("sbatch: error: Batch job submission failed: Unable to contact slurm controller (connect failure)")]
    [InlineData(QueueFull)]
    public async Task What_passes_is_waited_for(string errors)
    {
        _slurm.Answer = command => _submissions++ < 6 ? ScriptedRunner.Fail(errors) : ScriptedRunner.List(command, "45\n");

        Assert.Equal("45", (await SubmitOneAsync()).Value);
        Assert.Equal(7, _submissions);
    }

    [Fact]
    public async Task While_Slurm_takes_none_the_others_wait_too()
    {
        _options = _options with { Submission = SubmissionMode.Single, MaxConcurrency = 10 };
        DateTimeOffset start = _time.GetUtcNow();
        _slurm.Answer = _ => _time.GetUtcNow() - start < TimeSpan.FromMinutes(10) ? ScriptedRunner.Fail(QueueFull) : Accept();

        await SubmitAsync(10);

        // Ten at once and ten at the end, and between them ten each time that a pause of up to a minute is over.
        Assert.InRange(_slurm.Lines("sbatch").Length, 20, 200);
    }

    [Fact]
    public async Task A_refusal_is_not_repeated()
    {
        _slurm.Answer = _ => ScriptedRunner.Fail("sbatch: error: Batch job submission failed: Invalid feature specification");

        SlurmAnswer<string> answer = await SubmitOneAsync();

        Assert.Equal("Invalid feature specification", answer.Failure!.Message);
        Assert.Single(_slurm.Commands);
    }

    [Fact]
    public async Task A_job_whose_fate_is_open_is_cancelled_by_name_when_the_run_is()
    {
        _slurm.Answer = command => command.FileName == "sbatch" ? ScriptedRunner.Fail(TimedOut) : ScriptedRunner.List(command, "");
        Task<SlurmAnswer<string>[]> submission = SubmitAsync(1, until: () => _slurm.Lines("squeue").Length > 0);
        await submission.ContinueWith(_ => { }, TestContext.Current.CancellationToken, TaskContinuationOptions.None, TaskScheduler.Default);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => submission);
        Assert.Equal(["-n run7.call-0.0"], _slurm.Lines("scancel"));
    }

    [Fact]
    public async Task A_thousand_calls_that_ask_for_the_same_cost_a_few_submissions()
    {
        SlurmAnswer<string>[] answers = await SubmitAsync(1000);

        Assert.InRange(_slurm.Lines("sbatch").Length, 1, 5);
        Assert.Equal(1000, answers.Select(answer => answer.Value).Distinct().Count());
        string last = answers[^1].Value;
        Assert.Equal($"{last}\n", await File.ReadAllTextAsync(Path.Join(_directory.Path, "call-999/job_id"), TestContext.Current.CancellationToken));
        Assert.Contains(".array-", await File.ReadAllTextAsync(Path.Join(_directory.Path, "call-999/sbatch_command"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_array_is_no_larger_than_the_site_allows()
    {
        SlurmAnswer<string>[] answers = await SubmitAsync(25, maxArraySize: 10);

        Assert.Equal([5, 10, 10], answers.GroupBy(answer => JobIds.ArrayOf(answer.Value)).Select(array => array.Count()).Order());
        Assert.All(answers, answer => Assert.InRange(int.Parse(answer.Value.Split('_')[1], CultureInfo.InvariantCulture), 0, 9));
    }

    [Theory]
    [InlineData(SubmissionMode.Auto, 4, 4)]
    [InlineData(SubmissionMode.Auto, 5, 1)]
    [InlineData(SubmissionMode.Array, 2, 1)]
    [InlineData(SubmissionMode.Array, 1, 1)]
    [InlineData(SubmissionMode.Single, 20, 20)]
    public async Task The_configuration_says_what_becomes_an_array(SubmissionMode mode, int calls, int submissions)
    {
        _options = _options with { Submission = mode };

        SlurmAnswer<string>[] answers = await SubmitAsync(calls);

        Assert.Equal(submissions, _slurm.Lines("sbatch").Length);
        Assert.Equal(submissions == 1 && calls > 1, JobIds.IsElement(answers[0].Value));
    }

    [Fact]
    public async Task Calls_that_ask_for_different_things_share_no_array()
    {
        await SubmitAsync(20, cpus: index => 1 + (index % 2));

        Assert.Equal(2, _slurm.Lines("sbatch").Length);
    }

    [Fact]
    public async Task What_is_tried_again_is_a_job_of_its_own()
    {
        await SubmitAsync(20, isAlone: index => index == 7);

        Assert.Equal(2, _slurm.Lines("sbatch").Length);
        Assert.True(File.Exists(Path.Join(_directory.Path, "call-7/job.sbatch")));
        Assert.False(File.Exists(Path.Join(_directory.Path, "call-8/job.sbatch")));
    }

    [Fact]
    public async Task An_array_that_was_taken_although_sbatch_failed_is_found_by_its_name()
    {
        _slurm.Answer = command => command.FileName == "sbatch"
            ? ScriptedRunner.Fail(TimedOut)
            : ScriptedRunner.List(command, "42_3|45|RUNNING||None\n42_4|42|PENDING||Priority\n");

        SlurmAnswer<string>[] answers = await SubmitAsync(5);

        Assert.Equal("42_0 42_1 42_2 42_3 42_4", string.Join(' ', answers.Select(answer => answer.Value)));
        Assert.Contains(".array-", Assert.Single(_slurm.Lines("squeue")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(QueueFull)]
    [InlineData("sbatch: error: Batch job submission failed: Invalid job array specification")]
    public async Task An_array_that_is_too_large_is_submitted_in_parts(string errors)
    {
        _slurm.Answer = command => Size(command) > 30 ? ScriptedRunner.Fail(errors) : Accept();

        SlurmAnswer<string>[] answers = await SubmitAsync(100);

        Assert.All(answers, answer => Assert.True(answer.IsOk));
        Assert.Equal(100, answers.Select(answer => answer.Value).Distinct().Count());
        Assert.InRange(_slurm.Lines("sbatch").Length, 4, 20);
        Assert.Equal(100, JobArray.ReadAll(Path.Join(_directory.Path, "arrays")).Count);
    }

    [Fact]
    public async Task All_jobs_of_the_user_count_against_the_limit()
    {
        _room = new QueueRoom(10, _time);
        _room.Observe([.. Enumerable.Range(0, 7).Select(index => new SlurmJob($"9_{index}", new JobState("PENDING"))), new SlurmJob("8", new JobState("COMPLETED"))]);
        Task<SlurmAnswer<string>[]> submission = SubmitAsync(5, until: () => _submissions == 3);
        await submission.ContinueWith(_ => { }, TestContext.Current.CancellationToken, TaskContinuationOptions.None, TaskScheduler.Default);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => submission);
        Assert.Equal(3, _submissions);
        Assert.False(_room.IsAwaited);
    }

    [Fact]
    public async Task What_ends_makes_room()
    {
        _room = new QueueRoom(4, _time);
        Task<SlurmAnswer<string>[]> submission = SubmitAsync(10, onAnswer: answer => _room.Leave(answer.Value));

        Assert.Equal(10, (await submission).Select(answer => answer.Value).Distinct().Count());
    }

    [Fact]
    public async Task No_more_submissions_a_minute_than_are_allowed()
    {
        _options = _options with { Submission = SubmissionMode.Single, SubmissionsPerMinute = 30 };
        DateTimeOffset start = _time.GetUtcNow();

        await SubmitAsync(61);

        Assert.InRange(_time.GetUtcNow() - start, TimeSpan.FromSeconds(115), TimeSpan.FromSeconds(200));
    }

    public async ValueTask DisposeAsync()
    {
        await _queue.DisposeAsync();
        _cancellation.Dispose();
        _directory.Dispose();
    }

    private static int Size(ProcessCommand command)
    {
        string script = File.ReadAllText(command.Arguments[^1]);
        int start = script.IndexOf("--array=0-", StringComparison.Ordinal);
        return start < 0 ? 1 : 1 + int.Parse(script[(start + "--array=0-".Length)..].Split('\n')[0], CultureInfo.InvariantCulture);
    }

    private ProcessResult Accept() => ScriptedRunner.Say($"{100 + Interlocked.Increment(ref _submissions)}\n");

    private async Task<SlurmAnswer<string>> SubmitOneAsync() => Assert.Single(await SubmitAsync(1));

    // Submits calls that ask for the same, moves the clock until all are answered; gives up when told to.
    private async Task<SlurmAnswer<string>[]> SubmitAsync(
        int count,
        int maxArraySize = 1001,
        Func<int, double>? cpus = null,
        Func<int, bool>? isAlone = null,
        Func<bool>? until = null,
        Action<SlurmAnswer<string>>? onAnswer = null)
    {
        var client = new SlurmClient(_slurm, [], new SlurmStatistics(_time));
        _queue = new SubmissionQueue(client, _options, _room, Path.Join(_directory.Path, "arrays"), _time) { MaxArraySize = maxArraySize };
        Task<SlurmAnswer<string>[]> all = Task.WhenAll(Enumerable.Range(0, count).Select(async index =>
        {
            SlurmAnswer<string> answer = await _queue.SubmitAsync(Make(index, cpus?.Invoke(index) ?? 1, isAlone?.Invoke(index) ?? false));
            onAnswer?.Invoke(answer);
            return answer;
        }));
        while (!all.IsCompleted)
        {
            if (until?.Invoke() == true)
            {
                await _cancellation.CancelAsync();
            }

            _time.Advance(TimeSpan.FromMilliseconds(200));
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }

        return await all;
    }

    private Submission Make(int index, double cpu, bool isAlone)
    {
        string directory = Path.Join(_directory.Path, $"call-{index}");
        Directory.CreateDirectory(directory);
        TaskPlan plan = Plans.Plan(directory);
        plan = plan with { CallId = $"call-{index}", Key = $"run7.call-{index}.0", Allocation = plan.Allocation with { Cpu = cpu } };
        return new Submission
        {
            Directory = directory,
            Script = JobScripts.Write(plan, _options, "/bin/sprocket"),
            Arguments = ["--nice=5"],
            IsAlone = isAlone,
            Cancellation = _cancellation.Token,
        };
    }
}
