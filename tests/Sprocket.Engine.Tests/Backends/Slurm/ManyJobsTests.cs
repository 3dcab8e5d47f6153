using Sprocket.Engine.Backends;
using Sprocket.Engine.Backends.Apptainer;
using Sprocket.Engine.Backends.Slurm;
using Sprocket.Engine.Storage;

namespace Sprocket.Engine.Tests.Backends.Slurm;

/// <summary>Many attempts at once, as elements of one array.</summary>
public sealed class ManyJobsTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ManualTimeProvider _time = new();
    private readonly FakeSlurm _slurm = new();
    private readonly CancellationTokenSource _drain = new();
    private readonly CancellationTokenSource _cancel = new();
    private SlurmApptainerBackend _backend = null!;

    public async ValueTask InitializeAsync()
    {
        _backend = new SlurmApptainerBackend(
            new SlurmOptions
            {
                Apptainer = new ApptainerOptions { WorkingDirectory = "/", ImageDirectory = Path.Join(_directory.Path, "images") },
                RunDirectory = Path.Join(_directory.Path, "run"),
                Began = DateTimeOffset.UnixEpoch,
                Program = _directory.Write("sprocket", "the program"),
                FindsPrograms = false,
                UsesDatagrams = false,
            },
            _slurm,
            _time);
        await _backend.StartAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Each_element_ends_by_its_own_word()
    {
        Outcome[] outcomes = await ExecuteAsync(20, (index, id) => Finish(index, OutcomeFiles.Exit(index == 7 ? 3 : 0) with { JobId = id }));

        Assert.Single(_slurm.Runner.Lines("sbatch"));
        Assert.Equal(3, Assert.IsType<CommandFailed>(outcomes[7]).ExitCode);
        Assert.Equal(19, outcomes.Count(outcome => outcome is Succeeded));
        Assert.Equal(20, outcomes.Select(outcome => outcome.JobId).Distinct().Count());
    }

    [Fact]
    public async Task Elements_that_are_cancelled_while_they_wait_leave_no_trace_and_are_not_waited_for()
    {
        Outcome[] outcomes = await ExecuteAsync(200, (index, id) =>
        {
            if (index == 199)
            {
                _drain.Cancel();
            }
        });

        Assert.All(outcomes, outcome => Assert.True(Assert.IsType<Canceled>(outcome).ByRun));

        // The clock moves while the elements are told; those told after it go out together once more.
        Assert.InRange(_slurm.Runner.Lines("scancel").Length, 1, 2);
        Assert.All(_slurm.Runner.Lines("scancel"), line => Assert.Matches(@"^--state=PENDING \d+_[\d\[\],-]+$", line));
        Assert.Empty(_slurm.Runner.Lines("sacct"));
    }

    [Fact]
    public async Task An_element_that_somebody_else_cancels_while_it_waits_is_missed()
    {
        Outcome[] outcomes = await ExecuteAsync(10, (index, id) =>
        {
            if (index == 4)
            {
                _slurm.Forget(id);
            }
            else
            {
                Finish(index, OutcomeFiles.Exit(0) with { JobId = id });
            }
        });

        Canceled canceled = Assert.IsType<Canceled>(outcomes[4]);
        Assert.False(canceled.ByRun);
        Assert.Contains("cancelled before it began to run", canceled.Explanation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task However_many_jobs_end_Slurm_is_asked_twice_a_minute(bool hasAccounting)
    {
        _slurm.HasAccounting = hasAccounting;
        int before = _backend.Questions;
        DateTimeOffset start = _time.GetUtcNow();

        // Where the kernel does not count, each end has to be confirmed.
        await ExecuteAsync(200, (index, id) => _ = FinishLaterAsync(TimeSpan.FromSeconds(10 * index), index, id));

        double minutes = (_time.GetUtcNow() - start).TotalMinutes;
        Assert.InRange(minutes, 33, 40);
        Assert.InRange(_backend.Questions - before, 30, (2 * minutes) + 6);
    }

    public async ValueTask DisposeAsync()
    {
        await _backend.DisposeAsync();
        _drain.Dispose();
        _cancel.Dispose();
        _directory.Dispose();
    }

    private async Task<Outcome[]> ExecuteAsync(int count, Action<int, string> onSubmitted) => await _time.AdvanceUntilAsync(
        Task.WhenAll(Enumerable.Range(0, count).Select(index =>
        {
            TaskPlan plan = Plans.Plan(Path.Join(_directory.Path, $"call-{index}")) with { CallId = $"call-{index}", Key = $"run7.call-{index}.0" };
            return _backend.ExecuteAsync(
                plan.Prepared(),
                progress =>
                {
                    if (progress is TaskSubmitted submitted)
                    {
                        onSubmitted(index, submitted.JobId);
                    }
                },
                new RunCancellation(_drain.Token, _cancel.Token));
        })),
        TimeSpan.FromSeconds(1));

    private void Finish(int index, OutcomeFile file)
    {
        file.Write(Path.Join(_directory.Path, $"call-{index}"));
        File.Create(Path.Join(_directory.Path, $"run/.sprocket/notices/run7.call-{index}.0.ended")).Dispose();
    }

    private async Task FinishLaterAsync(TimeSpan time, int index, string id)
    {
        await Task.Delay(time, _time);
        _slurm.Set(id, "COMPLETED");
        Finish(index, OutcomeFiles.Exit(0) with { JobId = id, OomKills = null, IsGroupOfJob = false });
    }
}
