using System.Collections.Immutable;
using System.CommandLine;
using Sprocket.Engine.Runs;
using Sprocket.Engine.Storage;

namespace Sprocket.Cli.Commands;

/// <summary><c>sprocket attach RUN_DIR</c>: shows a run that another process drives, until it ends.</summary>
internal static class AttachCommand
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Argument<string> run = ResumeCommand.CreateArgument();
        var command = new Command("attach", "Watch a run that another process drives, until it ends.") { run };
        command.SetAction((line, cancellation) => RunFailures.GuardAsync(async () =>
        {
            RunDirectory directory = ResumeCommand.Open(line.GetValue(run)!);
            Verbosity verbosity = GlobalOptions.ReadVerbosity(line);
            if (!RunnerLock.IsHeld(directory))
            {
                ResumeCommand.ReadHistory(directory);
            }

            RunStatus status = await FollowAsync(directory, verbosity, cancellation) ?? throw new RunStateException(
                StorageDiagnostics.NotDriven,
                $"no process drives the run in `{directory.Path}`, and it has not ended",
                "take it up with `sprocket resume`, or end it with `sprocket cancel`");
            if (status == RunStatus.Succeeded)
            {
                Terminal.WriteOutput(directory.Root.ReadOutputs().TrimEnd() + "\n");
            }
            else if (verbosity != Verbosity.Quiet)
            {
                Terminal.WriteError($"the run's files are in {directory.Path}\n");
            }

            return ExitCode.Of(status);
        }));
        return command;
    }

    /// <summary>Shows a run until it ends.</summary>
    /// <returns>How it ended; null when the process that drove it went without a word.</returns>
    public static async Task<RunStatus?> FollowAsync(RunDirectory directory, Verbosity verbosity, CancellationToken cancellation)
    {
        var follower = new JournalFollower(directory);
        using var view = new ProgressView(verbosity, TimeProvider.System);
        ImmutableArray<(RunEvent Happened, RunProgress Progress)> past = follower.ReadNew();
        int begin = past.Select((entry, i) => entry.Happened is RunResumed ? i : 0).DefaultIfEmpty().Max();
        for (int i = 0; i < past.Length; i++)
        {
            // Of the past only the sum is of interest, and what has failed since the run was last taken up.
            if (past[i].Happened is RunStarted or RunResumed || (i > begin && past[i].Happened is CallFailed or RunEnded))
            {
                view.Show(past[i].Happened, past[i].Progress);
            }
        }

        view.ShowSummary(follower.Progress, follower.Progress.Status is null ? TimeProvider.System.GetUtcNow() : past[^1].Happened.Time);
        while (true)
        {
            // Asked first: who is gone by now has written all that it ever will.
            bool isDriven = RunnerLock.IsHeld(directory);
            foreach ((RunEvent happened, RunProgress progress) in follower.ReadNew())
            {
                view.Show(happened, progress);
            }

            if (!isDriven)
            {
                return follower.Progress.Status;
            }

            await Task.Delay(Interval, TimeProvider.System, cancellation);
        }
    }
}
