using System.Collections.Immutable;
using System.CommandLine;
using Sprocket.Engine.Backends;
using Sprocket.Engine.Configuration;
using Sprocket.Engine.Runs;
using Sprocket.Engine.Storage;

namespace Sprocket.Cli.Commands;

/// <summary><c>sprocket cancel RUN_DIR</c>: cancels the jobs of a run, through the process that drives it where there is one.</summary>
internal static class CancelCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Argument<string> run = ResumeCommand.CreateArgument();
        var command = new Command("cancel", "Cancel a run's jobs and end it, whether or not a process drives it.") { run, ResumeCommand.TakeOver };
        command.SetAction((line, cancellation) => RunFailures.GuardAsync(() => CancelAsync(line, ResumeCommand.Open(line.GetValue(run)!), cancellation)));
        return command;
    }

    private static async Task<int> CancelAsync(ParseResult line, RunDirectory directory, CancellationToken cancellation)
    {
        Verbosity verbosity = GlobalOptions.ReadVerbosity(line);
        if (RunnerLock.IsHeld(directory))
        {
            RunRequests.Post(directory, RunDemand.Cancel);
            await using ITimer impatience = TimeProvider.System.CreateTimer(_ => Complain(directory), null, Patience, Timeout.InfiniteTimeSpan);
            if (await AttachCommand.FollowAsync(directory, verbosity, cancellation) is RunStatus status and not RunStatus.Detached)
            {
                return Finish(status, verbosity);
            }
        }

        using RunnerLock only = await RunnerLock.AcquireAsync(directory, line.GetValue(ResumeCommand.TakeOver), TimeProvider.System);
        RunHistory history = ResumeCommand.ReadHistory(directory);
        if (history.Progress.Status is RunStatus ended and not RunStatus.Detached && history.OpenAttempts.IsEmpty)
        {
            return Finish(ended, verbosity);
        }

        var record = RunRecord.Read(directory);
        if (ConfigurationSource.LoadAgain(line, directory) is not LoadedConfig loaded)
        {
            return ExitCode.NothingRan;
        }

        await using ITaskExecutionBackend backend = BackendFactory.Create(loaded, directory, record.WorkingDirectory, record.Backend, verbosity);
        using var view = new ProgressView(verbosity, TimeProvider.System);
        ImmutableArray<string> left = await RunCanceler.CancelAsync(directory, history, backend, view.Show, TimeProvider.System);
        foreach (string call in left)
        {
            Terminal.WriteError($"`{call}` could not be cancelled, or nothing tells that it was\n");
        }

        return left.IsEmpty ? ExitCode.Success : ExitCode.Environment;
    }

    // It may be stopped, or on a host that is gone: nobody but the user can tell.
    private static void Complain(RunDirectory directory) => Terminal.WriteError(
        $"the process that drives the run was asked to cancel it {Patience.TotalSeconds:0} s ago, and it has not ended yet: "
            + $"see whether the process works, which is named in `{directory.RunnerPath}`; waiting\n");

    private static int Finish(RunStatus status, Verbosity verbosity)
    {
        if (status != RunStatus.Canceled && verbosity != Verbosity.Quiet)
        {
            Terminal.WriteError($"nothing to cancel: the run has {(status == RunStatus.Succeeded ? "succeeded" : "failed")}\n");
        }

        return ExitCode.Success;
    }
}
