using System.Collections.Immutable;
using Sprocket.Engine.Backends;
using Sprocket.Engine.Backends.Slurm;
using Sprocket.Engine.Processes;
using Sprocket.Engine.Storage;

namespace Sprocket.Engine.Tests.Backends.Slurm;

public sealed class LeftJobsTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ManualTimeProvider _time = new();
    private readonly ScriptedRunner _slurm = new() { Answer = command => ScriptedRunner.List(command, "") };
    private readonly List<string> _told = [];
    private readonly LeftJobs _jobs;

    public LeftJobsTests() => _jobs = new LeftJobs(
        new SlurmClient(_slurm, [], new SlurmStatistics(_time)), "lab", Path.Join(_directory.Path, "arrays"), _time);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task An_id_that_was_written_down_needs_no_question()
    {
        LeftAttempt attempt = Leave("a", hasScript: true);
        await File.WriteAllTextAsync(new AttemptDirectory(attempt.Directory).JobIdPath, "17\n", TestContext.Current.CancellationToken);

        Assert.Equal("17", await FindAsync(attempt));
        Assert.Empty(_slurm.Commands);
    }

    [Fact]
    public async Task A_job_that_has_begun_says_its_id_itself()
    {
        LeftAttempt attempt = Leave("a", hasScript: true);
        AttemptClaim.TryTake(attempt.Directory, new AttemptClaim { Process = ProcessIdentity.Current, JobId = "18" });

        Assert.Equal("18", await FindAsync(attempt));
    }

    [Fact]
    public async Task Without_a_script_nothing_was_submitted()
    {
        Assert.Null(await FindAsync(Leave("a", hasScript: false)));
        Assert.Empty(_slurm.Commands);
    }

    [Fact]
    public async Task Many_jobs_are_looked_for_by_one_command()
    {
        _slurm.Answer = command => ScriptedRunner.List(command, "21|lab-run7.a.0\n22|lab-run7.b.0\n23|somebody|else\n");

        string?[] ids = await RunAsync(Task.WhenAll(FindAsync(Leave("a", true)), FindAsync(Leave("b", true))));

        Assert.Equal("21 22", string.Join(' ', ids));
        Assert.Single(_slurm.Commands);
    }

    [Fact]
    public async Task A_job_that_the_controller_has_forgotten_is_found_in_the_accounts()
    {
        _slurm.Answer = command => ScriptedRunner.List(command, command.FileName == "sacct" ? "31|lab-run7.a.0\n" : "");

        Assert.Equal("31", await RunAsync(FindAsync(Leave("a", true))));
        Assert.Equal(2, _slurm.Lines("squeue").Length);
        Assert.EndsWith("--name lab-run7.a.0", Assert.Single(_slurm.Lines("sacct")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_element_of_an_array_is_found_by_the_name_of_the_array()
    {
        LeftAttempt attempt = Leave("b", hasScript: false);
        var array = JobArray.Create(Path.Join(_directory.Path, "arrays"), "lab-run7.a.0", [Leave("a", false).Directory, attempt.Directory]);
        _slurm.Answer = command => ScriptedRunner.List(command, $"20|lab-run7.c.0\n21_0|{array.Name}\n");

        Assert.Equal("21_1", await RunAsync(FindAsync(attempt)));
        Assert.Single(_slurm.Commands);
    }

    [Fact]
    public async Task An_array_that_the_controller_has_forgotten_is_found_in_the_accounts()
    {
        LeftAttempt attempt = Leave("b", hasScript: false);
        var array = JobArray.Create(Path.Join(_directory.Path, "arrays"), "lab-run7.a.0", [Leave("a", false).Directory, attempt.Directory]);
        _slurm.Answer = command => ScriptedRunner.List(command, command.FileName == "sacct" ? $"21_[0-1]|{array.Name}\n" : "");

        Assert.Equal("21_1", await RunAsync(FindAsync(attempt)));
    }

    [Fact]
    public async Task An_attempt_whose_array_was_not_submitted_has_no_job()
    {
        LeftAttempt attempt = Leave("b", hasScript: false);
        JobArray.Create(Path.Join(_directory.Path, "arrays"), "lab-run7.a.0", [Leave("a", false).Directory, attempt.Directory]);

        Assert.Null(await RunAsync(FindAsync(attempt)));
    }

    [Fact]
    public async Task Elements_of_an_array_are_cancelled_in_one_word()
    {
        int asked = 0;
        _slurm.Answer = command => ScriptedRunner.List(command, command.FileName == "squeue" && asked++ == 0 ? "41_0|41|PENDING||None\n" : "");

        await RunAsync(CancelAsync([.. "abcd".Select((call, index) => Leave($"{call}", true) with { JobId = $"41_{index}" })]));

        Assert.Equal(["41_[0-3]"], _slurm.Lines("scancel"));
    }

    [Fact]
    public async Task No_answer_is_asked_again_and_two_that_lack_it_are_believed()
    {
        int asked = 0;
        _slurm.Answer = command => command.FileName == "sacct" || asked++ < 3
            ? ScriptedRunner.Fail("slurm_load_jobs error: Unable to contact slurm controller (connect failure)")
            : ScriptedRunner.List(command, "");

        Assert.Null(await RunAsync(FindAsync(Leave("a", true))));
        Assert.Equal(5, _slurm.Lines("squeue").Length);
        Assert.Equal(3, _told.Count);
        Assert.StartsWith("Slurm does not answer (Unable to contact slurm controller (connect failure)): ", _told[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Jobs_are_cancelled_by_one_command_and_seen_to_go()
    {
        int asked = 0;
        _slurm.Answer = command => ScriptedRunner.List(
            command,
            command.FileName != "squeue" ? "" : asked++ == 0 ? "41|41|RUNNING||None\n42|42|PENDING||Priority\n" : "41|41|CANCELLED||None\n");

        ImmutableArray<string> left = await RunAsync(CancelAsync([Leave("a", true) with { JobId = "41" }, Leave("b", true) with { JobId = "42" }]));

        Assert.Empty(left);
        Assert.Equal(["41 42"], _slurm.Lines("scancel"));
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task A_job_that_does_not_go_is_told_again_and_then_named()
    {
        _slurm.Answer = command => ScriptedRunner.List(command, command.FileName == "squeue" ? "41|41|RUNNING||None\n" : "");

        ImmutableArray<string> left = await RunAsync(CancelAsync([Leave("a", true) with { JobId = "41" }]));

        Assert.Equal(["run7.a.0"], left);
        Assert.True(_slurm.Lines("scancel").Length > 1);
    }

    [Fact]
    public async Task A_job_that_had_begun_in_the_place_of_the_one_known_is_cancelled_too()
    {
        LeftAttempt attempt = Leave("a", hasScript: true) with { JobId = "42" };
        AttemptClaim.TryTake(attempt.Directory, new AttemptClaim { Process = ProcessIdentity.Current, JobId = "41" });

        Assert.Empty(await RunAsync(CancelAsync([attempt])));

        Assert.Equal(["42 41"], _slurm.Lines("scancel"));
    }

    [Fact]
    public async Task An_attempt_without_a_job_is_kept_from_beginning_when_it_is_cancelled()
    {
        LeftAttempt attempt = Leave("a", hasScript: false);

        Assert.Empty(await CancelAsync([attempt]));

        Assert.False(AttemptClaim.TryTake(attempt.Directory, new AttemptClaim { JobId = "50" }));
    }

    private Task<ImmutableArray<string>> CancelAsync(ImmutableArray<LeftAttempt> attempts) => _jobs.CancelAsync(attempts, _told.Add);

    private Task<string?> FindAsync(LeftAttempt attempt) => _jobs.FindAsync(attempt, _told.Add);

    private LeftAttempt Leave(string call, bool hasScript)
    {
        string directory = Path.Join(_directory.Path, call);
        Directory.CreateDirectory(directory);
        if (hasScript)
        {
            File.WriteAllText(new AttemptDirectory(directory).JobScriptPath, "#!/bin/sh\n");
        }

        return new LeftAttempt(call, $"run7.{call}.0", directory, null);
    }

    // Moves the clock whenever something waits for it.
    private async Task<T> RunAsync<T>(Task<T> work)
    {
        while (!work.IsCompleted)
        {
            if (_time.WaitingCount > 0)
            {
                _time.Advance(TimeSpan.FromSeconds(1));
            }

            await Task.Yield();
        }

        return await work;
    }
}
