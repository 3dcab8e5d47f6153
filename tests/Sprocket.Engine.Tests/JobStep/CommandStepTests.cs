using Sprocket.Engine.JobStep;
using Sprocket.Engine.Storage;

namespace Sprocket.Engine.Tests.JobStep;

public sealed class CommandStepTests : IDisposable
{
    // In which a shell has set its traps even on a busy machine.
    private static readonly TimeSpan TimeToBegin = TimeSpan.FromSeconds(4);

    private readonly TemporaryDirectory _directory = new();

    [Theory]
    [InlineData("exit 0", 0)]
    [InlineData("exit 42", 42)]
    [InlineData("kill -9 $$", 137)]
    public void The_exit_code_is_kept(string script, int exitCode)
    {
        OutcomeFile outcome = Run(script);

        Assert.Equal(exitCode, outcome.ExitCode);
        Assert.False(outcome.TimedOut);
        Assert.True(outcome.End >= outcome.Start);
        Assert.NotEmpty(outcome.Node);
    }

    [Fact]
    public void What_was_used_is_measured()
    {
        OutcomeFile outcome = Run("i=0; while [ $i -lt 20000 ]; do i=$((i + 1)); done");

        Assert.True(outcome.PeakMemoryBytes > 100_000);
        Assert.True(outcome.CpuTime > TimeSpan.Zero);
    }

    [Fact]
    public void A_command_that_cannot_be_started_says_why()
    {
        OutcomeFile outcome = Run(new JobDescription { Arguments = ["/no/such/program"] });

        Assert.Null(outcome.ExitCode);
        Assert.Equal("`/no/such/program` does not exist", outcome.StartError);
    }

    [Fact]
    public void A_command_beyond_its_time_is_asked_to_end()
    {
        OutcomeFile outcome = Run(Shell("trap 'exit 5' TERM; while :; do sleep 0.05; done") with { TimeLimit = TimeToBegin, StopGrace = TimeSpan.FromMinutes(1) });

        Assert.True(outcome.TimedOut);
        Assert.Equal(5, outcome.ExitCode);
    }

    [Fact]
    public void A_command_that_does_not_end_when_asked_is_killed()
    {
        OutcomeFile outcome = Run(Shell("trap '' TERM; sleep 100") with { TimeLimit = TimeToBegin, StopGrace = TimeSpan.FromSeconds(0.2) });

        Assert.Equal(137, outcome.ExitCode);
    }

    [Theory]
    [InlineData("echo started >mark", true)]
    [InlineData("echo hello from a wrapper >mark; echo started >>mark", true)]
    [InlineData("echo hello from a wrapper >mark; exit 255", false)]
    [InlineData("exit 255", false)]
    public void The_mark_tells_whether_the_command_began(string script, bool hasStarted)
    {
        OutcomeFile outcome = Run(Shell(script) with { StartedMark = Path.Join(_directory.Path, "mark") });

        Assert.Equal(hasStarted, outcome.CommandStarted);
    }

    [Fact]
    public async Task Variables_are_set_and_taken_away()
    {
        JobDescription description = Shell("printf '%s' \"$ADDED${HOME-gone}\" >out");

        Run(description with { Environment = description.Environment.Add("ADDED", "it's").Add("HOME", null) });

        Assert.Equal("it'sgone", await File.ReadAllTextAsync(Path.Join(_directory.Path, "out"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Temporary_files_have_a_place_that_is_gone_afterwards()
    {
        Run("echo x >\"$SPROCKET_SCRATCH/f\" && printf '%s' \"$SPROCKET_SCRATCH\" >where");

        string where = await File.ReadAllTextAsync(Path.Join(_directory.Path, "where"), TestContext.Current.CancellationToken);
        Assert.NotEmpty(where);
        Assert.False(Directory.Exists(where));
    }

    [Fact]
    public void Temporary_files_are_removed_whatever_their_names()
    {
        Run("touch \"$SPROCKET_SCRATCH/$(printf 'lat\\351')\" && ls \"$SPROCKET_SCRATCH\" >there && printf '%s' \"$SPROCKET_SCRATCH\" >where");

        Assert.NotEmpty(File.ReadAllText(Path.Join(_directory.Path, "there")));
        Assert.False(Directory.Exists(File.ReadAllText(Path.Join(_directory.Path, "where"))));
    }

    public void Dispose() => _directory.Dispose();

    private static JobDescription Shell(string script) => new() { Arguments = ["/bin/sh", "-c", script] };

    private OutcomeFile Run(string script) => Run(Shell(script));

    private OutcomeFile Run(JobDescription description)
    {
        // The group is the test program's, too.
        using var step = new CommandStep(_directory.Path, description, leadsGroup: false, TimeProvider.System);
        return step.Run();
    }
}
