using System.CommandLine;
using Sprocket.Engine.Storage;

namespace Sprocket.Cli.Commands;

/// <summary><c>sprocket detach RUN_DIR</c>: sends the process away that drives a run, and leaves the jobs.</summary>
internal static class DetachCommand
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Argument<string> run = ResumeCommand.CreateArgument();
        var command = new Command("detach", "Send the process away that drives a run; its jobs go on.") { run };
        command.SetAction((line, cancellation) => RunFailures.GuardAsync(() =>
            DetachAsync(ResumeCommand.Open(line.GetValue(run)!), GlobalOptions.ReadVerbosity(line), cancellation)));
        return command;
    }

    private static async Task<int> DetachAsync(RunDirectory directory, Verbosity verbosity, CancellationToken cancellation)
    {
        if (!RunnerLock.IsHeld(directory))
        {
            throw new RunStateException(
                StorageDiagnostics.NotDriven, $"no process drives the run in `{directory.Path}`", "take it up with `sprocket resume`, or end it with `sprocket cancel`");
        }

        RunRequests.Post(directory, RunDemand.Detach);
        DateTimeOffset end = TimeProvider.System.GetUtcNow() + Patience;
        while (RunnerLock.IsHeld(directory))
        {
            if (TimeProvider.System.GetUtcNow() >= end)
            {
                throw new RunStateException(
                    StorageDiagnostics.AlreadyDriven,
                    $"the process that drives the run in `{directory.Path}` was asked to go {Patience.TotalSeconds:0} s ago, and is still there",
                    $"see whether it runs; it is named in `{directory.RunnerPath}`");
            }

            await Task.Delay(Interval, TimeProvider.System, cancellation);
        }

        if (verbosity != Verbosity.Quiet)
        {
            Terminal.WriteError($"detached; `sprocket resume {directory.Path}` takes the run up again\n");
        }

        return ExitCode.Success;
    }
}
