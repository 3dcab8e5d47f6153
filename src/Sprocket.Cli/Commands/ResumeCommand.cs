using System.CommandLine;
using Sprocket.Engine.Backends;
using Sprocket.Engine.Configuration;
using Sprocket.Engine.Inputs;
using Sprocket.Engine.Runs;
using Sprocket.Engine.Storage;
using Sprocket.Wdl.Semantics;

namespace Sprocket.Cli.Commands;

/// <summary><c>sprocket resume RUN_DIR</c>: takes a run up where its last process left it.</summary>
internal static class ResumeCommand
{
    /// <summary><c>--accept-changes</c></summary>
    public static Option<bool> AcceptChanges { get; } = new("--accept-changes")
    {
        Description = "Go on although the documents have changed since the run began.",
        Arity = ArgumentArity.Zero,
    };

    /// <summary><c>--take-over</c></summary>
    public static Option<bool> TakeOver { get; } = new("--take-over")
    {
        Description = "Take the run from a process of another host that is known to be gone.",
        Arity = ArgumentArity.Zero,
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Argument<string> run = CreateArgument();
        var command = new Command("resume", "Take a run up that was killed, detached, cancelled or failed.") { run, RunDriver.Statistics, AcceptChanges, TakeOver };
        command.SetAction((line, cancellation) => ResumeAsync(line, line.GetValue(run)!, cancellation));
        return command;
    }

    /// <summary>The argument that names a run.</summary>
    public static Argument<string> CreateArgument() => new("RUN_DIR")
    {
        Description = "The run's directory, such as out/runs/TARGET/_latest.",
    };

    /// <summary>The directory of a run that a command line names.</summary>
    /// <exception cref="RunStateException">There is none.</exception>
    public static RunDirectory Open(string run) => run.Length > 0
        ? RunDirectory.Open(Path.GetFullPath(run, Surroundings.CurrentDirectory))
        : throw new RunStateException(
            StorageDiagnostics.NoRun, "the name of the run's directory is empty", "name the directory that `sprocket run` named, such as `out/runs/TARGET/_latest`");

    /// <summary>Takes a run up.</summary>
    public static Task<int> ResumeAsync(ParseResult line, string run, CancellationToken cancellation) => RunFailures.GuardAsync(async () =>
    {
        Verbosity verbosity = GlobalOptions.ReadVerbosity(line);
        RunDirectory directory = Open(run);
        using RunnerLock only = await RunnerLock.AcquireAsync(directory, line.GetValue(TakeOver), TimeProvider.System);
        Say(only.Note, verbosity);

        // Only now: what is read before the run is locked another process may still change.
        RunHistory history = ReadHistory(directory);
        if (history.Progress.Status == RunStatus.Succeeded)
        {
            Say("the run has succeeded already", verbosity);
            Terminal.WriteOutput(directory.Root.ReadOutputs().TrimEnd() + "\n");
            return ExitCode.Success;
        }

        var record = RunRecord.Read(directory);
        Say(record.Version == Program.Version ? null : $"the run began with version {record.Version}; this is {Program.Version}", verbosity);
        CheckDocuments(record, directory, line.GetValue(AcceptChanges), verbosity);
        if (ConfigurationSource.LoadAgain(line, directory) is not LoadedConfig loaded
            || await DocumentSource.LoadAsync(record.Source, record.Target, verbosity, cancellation) is not Callable target
            || InputsSource.Read(target, [$"@{directory.Root.InputsPath}"], verbosity) is not CallInputs inputs)
        {
            return ExitCode.NothingRan;
        }

        await using ITaskExecutionBackend backend = BackendFactory.Create(loaded, directory, record.WorkingDirectory, record.Backend, verbosity);
        return await new RunDriver(loaded, directory, verbosity, line.GetValue(RunDriver.Statistics)).DriveAsync(backend, inputs, history, () => { });
    });

    /// <summary>What the journal of a run says.</summary>
    /// <exception cref="RunStateException">The run never began.</exception>
    public static RunHistory ReadHistory(RunDirectory directory)
    {
        var history = RunHistory.Read(directory);
        return history.RunId is not null
            ? history
            : throw new RunStateException(
                StorageDiagnostics.NoRun,
                $"the run in `{directory.Path}` never began: nothing of it was started",
                "begin it anew with `sprocket run`");
    }

    private static void CheckDocuments(RunRecord record, RunDirectory directory, bool acceptsChanges, Verbosity verbosity)
    {
        string[] changes = [.. record.FindChanges(directory)];
        if (changes.Length == 0)
        {
            return;
        }

        string message = $"{string.Join(", ", changes)} since the run began";
        if (!acceptsChanges)
        {
            throw new RunStateException(
                StorageDiagnostics.DocumentsChanged,
                message,
                $"put back what is kept in `{directory.DocumentsPath}`, begin anew with `sprocket run`, or go on with what is there now with `--accept-changes`");
        }

        Say(message, verbosity);
    }

    private static void Say(string? note, Verbosity verbosity)
    {
        if (note is not null && verbosity != Verbosity.Quiet)
        {
            Terminal.WriteError($"note: {note}\n");
        }
    }
}
