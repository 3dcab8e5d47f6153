using Sprocket.Engine.Backends;
using Sprocket.Engine.Backends.Apptainer;
using Sprocket.Engine.Backends.Slurm;
using Sprocket.Engine.Storage;

namespace Sprocket.Engine.Tests.Backends.Slurm;

public sealed partial class SlurmApptainerBackendTests : IAsyncLifetime
{
    private const string FirstJob = "17";

    private readonly TemporaryDirectory _directory = new();
    private readonly ManualTimeProvider _time = new();
    private readonly FakeSlurm _slurm = new();
    private readonly List<TaskProgress> _progress = [];
    private readonly CancellationTokenSource _drain = new();
    private readonly CancellationTokenSource _cancel = new();
    private SlurmApptainerBackend _backend = null!;

    public async ValueTask InitializeAsync()
    {
        string program = _directory.Write("sprocket", "the program");
        _backend = new SlurmApptainerBackend(
            new SlurmOptions
            {
                Apptainer = new ApptainerOptions { WorkingDirectory = "/", ImageDirectory = Path.Join(_directory.Path, "images") },
                RunDirectory = Path.Join(_directory.Path, "run"),
                Began = DateTimeOffset.UnixEpoch,
                Program = program,
                FindsPrograms = false,
            },
            _slurm,
            _time);
        await _backend.StartAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_job_that_tells_its_end_is_known_without_asking_Slurm()
    {
        int before = _backend.Questions;

        Outcome outcome = await ExecuteAsync((id, directory) => Finish(directory, OutcomeFiles.Exit(0)));

        Assert.IsType<Succeeded>(outcome);
        Assert.Equal(FirstJob, outcome.JobId);
        Assert.Equal(before, _backend.Questions);
        Assert.Equal([new TaskSubmitted(FirstJob), new TaskStarted("n1")], _progress);
    }

    [Fact]
    public async Task The_program_and_what_to_run_are_where_the_nodes_see_them()
    {
        await ExecuteAsync((id, directory) => Finish(directory, OutcomeFiles.Exit(0)));

        Assert.Equal("the program", await File.ReadAllTextAsync(Path.Join(_directory.Path, "run/.sprocket/sprocket"), TestContext.Current.CancellationToken));
        var attempt = new AttemptDirectory(Path.Join(_directory.Path, "attempt"));
        Assert.Equal(["/bin/sh", attempt.TaskScriptPath], JobDescription.Read(attempt.DescriptionPath).Arguments);
        Assert.Equal($"{FirstJob}\n", await File.ReadAllTextAsync(attempt.JobIdPath, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_job_that_was_killed_without_a_word_is_found_by_asking()
    {
        _slurm.Accounts = $"{FirstJob}|{FirstJob}|NODE_FAIL|1:0|n3|None\n";

        Outcome outcome = await ExecuteAsync((id, _) => _slurm.Set(id, "NODE_FAIL", "NodeDown"));

        Assert.IsType<NodeFailed>(outcome);
        Assert.Equal("n3", outcome.Node);
    }

    [Fact]
    public async Task A_job_that_timed_out_is_a_failure_although_it_says_0()
    {
        Outcome outcome = await ExecuteAsync((id, directory) =>
        {
            _slurm.Set(id, "TIMEOUT", "TimeLimit");
            Finish(directory, OutcomeFiles.Exit(0).Asked());
        });

        Assert.IsType<TimedOut>(outcome);
        Assert.Equal("TIMEOUT", outcome.SchedulerState);
    }

    [Fact]
    public async Task Where_the_kernel_does_not_count_Slurm_is_asked()
    {
        Outcome outcome = await ExecuteAsync((id, directory) =>
        {
            _slurm.Set(id, "OUT_OF_MEMORY");
            Finish(directory, OutcomeFiles.Exit(0) with { OomKills = null, IsGroupOfJob = false });
        });

        Assert.IsType<OutOfMemory>(outcome);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_job_that_Slurm_has_forgotten_is_judged_by_its_word(bool hasAccounting)
    {
        _slurm.HasAccounting = hasAccounting;

        Outcome outcome = await ExecuteAsync((id, directory) =>
        {
            _slurm.Forget(id);
            Finish(directory, OutcomeFiles.Exit(3) with { OomKills = null });
        });

        Assert.Equal(3, Assert.IsType<CommandFailed>(outcome).ExitCode);
    }

    [Fact]
    public async Task A_job_that_vanished_without_a_word_is_a_failure_after_a_grace()
    {
        Outcome outcome = await ExecuteAsync((id, _) => _slurm.Forget(id));

        Assert.IsType<NodeFailed>(outcome);
    }

    [Fact]
    public async Task A_job_step_that_cannot_write_its_word_is_found_out_without_waiting_for_it()
    {
        _slurm.Accounts = $"{FirstJob}|{FirstJob}|FAILED|70:0|n1|None\n";
        DateTimeOffset start = _time.GetUtcNow();

        Outcome outcome = await ExecuteAsync((id, _) =>
        {
            _slurm.Set(id, "FAILED", "NonZeroExitCode");
            File.Create(Path.Join(_directory.Path, "run/.sprocket/notices/run7.align-3.0.ended")).Dispose();
        });

        Assert.Contains("could not write how the command ended", outcome.Explanation, StringComparison.Ordinal);
        Assert.True(_time.GetUtcNow() - start < TimeSpan.FromSeconds(25));
    }

    [Fact]
    public async Task A_program_that_cannot_be_put_into_the_run_directory_is_said()
    {
        await using var backend = new SlurmApptainerBackend(
            new SlurmOptions
            {
                Apptainer = new ApptainerOptions { WorkingDirectory = "/", ImageDirectory = Path.Join(_directory.Path, "images") },
                RunDirectory = _directory.Path,
                Began = DateTimeOffset.UnixEpoch,
                Program = Path.Join(_directory.Path, "missing"),
                FindsPrograms = false,
            },
            _slurm,
            _time);

        BackendUnavailableException exception = await Assert.ThrowsAsync<BackendUnavailableException>(() => backend.StartAsync(CancellationToken.None));

        Assert.StartsWith(
            $"error[RUN0205]: the program that jobs run cannot be copied to `{_directory.Path}/.sprocket`: ",
            $"error[{exception.Code}]: {exception.Message}",
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_controller_that_does_not_answer_ends_no_job()
    {
        DateTimeOffset start = _time.GetUtcNow();

        Outcome outcome = await ExecuteAsync((id, directory) =>
        {
            _slurm.IsUp = false;
            _slurm.Forget(id);
            _ = FinishLaterAsync(start.AddMinutes(30), directory);
        });

        Assert.IsType<Succeeded>(outcome);
        Assert.InRange(_backend.Questions, 4, 20);
    }

    [Fact]
    public async Task A_controller_that_does_not_answer_for_long_is_told_once_and_when_it_is_back()
    {
        DateTimeOffset start = _time.GetUtcNow();

        await ExecuteAsync((id, directory) =>
        {
            _slurm.Set(id, "RUNNING");
            _slurm.IsUp = false;
            _ = ReturnLaterAsync(start.AddMinutes(30));
            _ = FinishLaterAsync(start.AddMinutes(50), directory);
        });

        string[] told = [.. _progress.OfType<TaskNote>().Select(note => note.Message)];
        Assert.Equal(2, told.Length);
        Assert.Matches(@"^Slurm has not answered for [234] min[^(]* \(Unable to contact slurm controller \(connect failure\)\): ", told[0]);
        Assert.Equal("Slurm answers again", told[1]);
    }

    [Fact]
    public async Task A_job_that_can_never_start_is_given_up_with_the_reason()
    {
        Outcome outcome = await ExecuteAsync((id, _) => _slurm.Set(id, "PENDING", "PartitionTimeLimit"));

        Assert.IsType<NotStarted>(outcome);
        Assert.Contains("PartitionTimeLimit", outcome.Explanation, StringComparison.Ordinal);
        Assert.Contains(FirstJob, string.Join(' ', _slurm.Runner.Lines("scancel")), StringComparison.Ordinal);
        Assert.Contains(_progress, progress => progress is TaskPending);
    }

    [Fact]
    public async Task A_job_that_is_held_is_explained_and_waited_for()
    {
        DateTimeOffset start = _time.GetUtcNow();

        Outcome outcome = await ExecuteAsync((id, directory) =>
        {
            _slurm.Set(id, "PENDING", "JobHeldUser");
            _ = FinishLaterAsync(start.AddMinutes(60), directory);
        });

        Assert.IsType<Succeeded>(outcome);
        TaskPending pending = Assert.Single(_progress.OfType<TaskPending>());
        Assert.Contains("scontrol release", pending.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_that_waits_long_says_when_it_may_start()
    {
        DateTimeOffset start = _time.GetUtcNow();

        await ExecuteAsync((id, directory) =>
        {
            _slurm.Set(id, "PENDING", "Resources", "2026-01-01T14:44:39");
            _ = FinishLaterAsync(start.AddMinutes(60), directory);
        });

        Assert.Equal(
            ["it waits for nodes to become free (Resources)", "it waits for nodes to become free (Resources); Slurm expects it to start about 2026-01-01 14:44"],
            _progress.OfType<TaskPending>().Select(pending => pending.Reason));
    }

    [Fact]
    public async Task Reasons_that_take_turns_are_told_once_each()
    {
        DateTimeOffset start = _time.GetUtcNow();

        await ExecuteAsync((id, directory) =>
        {
            _ = AlternateAsync(id, start.AddMinutes(20));
            _ = FinishLaterAsync(start.AddMinutes(30), directory);
        });

        Assert.Equal(2, _progress.OfType<TaskPending>().Count());

        async Task AlternateAsync(string id, DateTimeOffset end)
        {
            for (int turn = 0; _time.GetUtcNow() < end; turn++)
            {
                _slurm.Set(id, "PENDING", turn % 2 == 0 ? "Priority" : "Resources");
                await Task.Delay(TimeSpan.FromMinutes(1), _time);
            }
        }
    }

    [Fact]
    public async Task A_job_that_is_put_back_into_the_queue_is_cancelled_for_another_attempt()
    {
        Outcome outcome = await ExecuteAsync((id, _) =>
        {
            File.Create(Path.Join(_directory.Path, "run/.sprocket/notices/run7.align-3.0.started.n1")).Dispose();
            _slurm.Set(id, "PENDING", "BeginTime");
        });

        Assert.IsType<Preempted>(outcome);
        Assert.Equal([FirstJob], _slurm.Runner.Lines("scancel"));
    }

    [Fact]
    public async Task A_job_that_begins_while_Slurm_answers_was_not_put_back()
    {
        DateTimeOffset start = _time.GetUtcNow();

        Outcome outcome = await ExecuteAsync((id, directory) =>
        {
            _slurm.Answering = async () =>
            {
                _slurm.Answering = () => Task.CompletedTask;
                _slurm.Set(id, "RUNNING");
                _directory.Write("run/.sprocket/notices/run7.align-3.0.started.n1", "");
                await Task.Delay(TimeSpan.FromSeconds(5), _time);
            };
            _ = FinishLaterAsync(start.AddMinutes(5), directory);
        });

        Assert.IsType<Succeeded>(outcome);
        Assert.Empty(_slurm.Runner.Lines("scancel"));
        Assert.DoesNotContain(_progress, progress => progress is TaskPending);
    }

    [Fact]
    public async Task A_call_may_be_named_like_a_notice()
    {
        int before = _backend.Questions;
        TaskPlan plan = Plans.Plan(Path.Join(_directory.Path, "attempt")).Prepared() with { Key = "run7.started.0" };
        _slurm.OnSubmit = (_, _) =>
        {
            OutcomeFiles.Exit(0).Write(plan.Directory);
            File.Create(Path.Join(_directory.Path, "run/.sprocket/notices/run7.started.0.ended")).Dispose();
        };

        Outcome outcome = await _time.AdvanceUntilAsync(_backend.ExecuteAsync(plan, _progress.Add, RunCancellation.None), TimeSpan.FromSeconds(1));

        Assert.IsType<Succeeded>(outcome);
        Assert.Equal(before, _backend.Questions);
    }

    [Theory]
    [InlineData("task.sh")]
    [InlineData("job.json")]
    public async Task What_a_job_needs_and_cannot_be_written_is_told_as_such(string file)
    {
        Directory.CreateDirectory(Path.Join(_directory.Path, "attempt", file, "in the way"));

        StorageException exception = await Assert.ThrowsAsync<StorageException>(() => ExecuteAsync((_, _) => { }));

        Assert.Contains(file, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_is_garbled_ends_no_job()
    {
        DateTimeOffset start = _time.GetUtcNow();
        _slurm.HasAccounting = false;
        _slurm.Garbage = "%%% ERROR 0x17\n";

        Outcome outcome = await ExecuteAsync((id, directory) =>
        {
            _slurm.Set(id, "RUNNING");
            _ = FinishLaterAsync(start.AddMinutes(30), directory);
        });

        Assert.IsType<Succeeded>(outcome);
    }

    [Fact]
    public async Task The_queue_tells_where_a_job_runs_that_did_not_say_so()
    {
        DateTimeOffset start = _time.GetUtcNow();

        await ExecuteAsync((id, directory) =>
        {
            _slurm.Set(id, "RUNNING");
            _ = FinishLaterAsync(start.AddMinutes(5), directory);
        });

        Assert.Equal([new TaskSubmitted(FirstJob), new TaskStarted(FakeSlurm.Node)], _progress);
    }

    [Fact]
    public async Task A_job_that_waits_is_asked_about_twice_a_minute_at_most()
    {
        int before = _backend.Questions;
        DateTimeOffset start = _time.GetUtcNow();

        await ExecuteAsync((id, directory) => _ = FinishLaterAsync(start.AddMinutes(60), directory));

        Assert.InRange(_backend.Questions - before, 60, 121);
    }

    [Fact]
    public async Task Draining_cancels_what_waits_and_leaves_what_runs()
    {
        Outcome outcome = await ExecuteAsync((_, _) => _drain.Cancel());

        Assert.True(Assert.IsType<Canceled>(outcome).ByRun);

        outcome = await ExecuteAsync((id, directory) => Finish(directory, OutcomeFiles.Exit(0)), submittedJobId: "7");

        Assert.IsType<Succeeded>(outcome);
    }

    [Fact]
    public async Task Cancelling_ends_what_runs()
    {
        Outcome outcome = await ExecuteAsync((id, _) =>
        {
            _slurm.Set(id, "RUNNING");
            _cancel.Cancel();
        });

        Assert.True(Assert.IsType<Canceled>(outcome).ByRun);
    }

    [Fact]
    public async Task Nodes_that_failed_before_are_not_excluded_where_no_other_may_be_used()
    {
        _slurm.Refusal = script => script.Contains("--exclude=", StringComparison.Ordinal) ? "Requested node configuration is not available" : null;
        TaskPlan plan = Plans.Plan(Path.Join(_directory.Path, "attempt")).Prepared() with { ExcludedNodes = ["n4"], Attempt = 1 };
        _slurm.OnSubmit = (_, _) => Finish(plan.Directory, OutcomeFiles.Exit(0));

        Task<Outcome> execution = _backend.ExecuteAsync(plan, _progress.Add, new RunCancellation(_drain.Token, _cancel.Token));

        Assert.IsType<Succeeded>(await _time.AdvanceUntilAsync(execution, TimeSpan.FromSeconds(1)));
        Assert.Contains(_progress, progress => progress is TaskNote { Message: var note } && note.Contains("without the nodes n4", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_missing_partition_is_named_with_those_there_are()
    {
        await using var backend = new SlurmApptainerBackend(
            new SlurmOptions
            {
                Apptainer = new ApptainerOptions { WorkingDirectory = "/", ImageDirectory = "/images" },
                RunDirectory = _directory.Path,
                Began = DateTimeOffset.UnixEpoch,
                Program = Path.Join(_directory.Path, "sprocket"),
                DefaultPartition = new PartitionLimits("nowhere", null, null),
                FindsPrograms = false,
            },
            _slurm,
            _time);

        BackendUnavailableException exception = await Assert.ThrowsAsync<BackendUnavailableException>(() => backend.StartAsync(CancellationToken.None));

        Assert.Equal(
            "error[RUN0204]: Slurm has no partition `nowhere`, which `default_slurm_partition` names", $"error[{exception.Code}]: {exception.Message}");
        Assert.Contains("`normal`", exception.Help, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_controller_that_does_not_answer_at_the_start_is_said()
    {
        _slurm.IsUp = false;

        BackendUnavailableException exception = await Assert.ThrowsAsync<BackendUnavailableException>(() => _backend.StartAsync(CancellationToken.None));

        Assert.Equal(BackendDiagnostics.NoController.Code, exception.Code);
        Assert.Contains("controller", exception.Message, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _backend.DisposeAsync();
        _drain.Dispose();
        _cancel.Dispose();
        _directory.Dispose();
    }

    // The attempt runs while the clock does; the job does what the test says as soon as it is submitted.
    private async Task<Outcome> ExecuteAsync(Action<string, string> onSubmit, string? submittedJobId = null)
    {
        TaskPlan plan = Plans.Plan(Path.Join(_directory.Path, "attempt")).Prepared() with { SubmittedJobId = submittedJobId };
        _slurm.OnSubmit = (id, _) => onSubmit(id, plan.Directory);
        if (submittedJobId is not null)
        {
            onSubmit(submittedJobId, plan.Directory);
        }

        Task<Outcome> execution = _backend.ExecuteAsync(plan, _progress.Add, new RunCancellation(_drain.Token, _cancel.Token));
        return await _time.AdvanceUntilAsync(execution, TimeSpan.FromSeconds(1));
    }

    // What the job step does at its end.
    private void Finish(string directory, OutcomeFile file)
    {
        file.Write(directory);
        File.Create(Path.Join(_directory.Path, "run/.sprocket/notices/run7.align-3.0.ended")).Dispose();
    }

    private async Task FinishLaterAsync(DateTimeOffset time, string directory)
    {
        await Task.Delay(time - _time.GetUtcNow(), _time);
        Finish(directory, OutcomeFiles.Exit(0));
    }

    private async Task ReturnLaterAsync(DateTimeOffset time)
    {
        await Task.Delay(time - _time.GetUtcNow(), _time);
        _slurm.IsUp = true;
    }
}
