using System.CommandLine;
using Sprocket.Engine.Backends;
using Sprocket.Engine.Configuration;
using Sprocket.Engine.Inputs;
using Sprocket.Engine.Runs;
using Sprocket.Engine.Storage;

namespace Sprocket.Cli.Commands;

/// <summary>Drives a run, one that begins or one that is taken up, and says how it ended.</summary>
/// <param name="loaded">The configuration.</param>
/// <param name="directory">The run; the caller holds its <see cref="RunnerLock"/>.</param>
/// <param name="verbosity">How much to show.</param>
/// <param name="showsStatistics">Whether to say at the end what the scheduler was asked.</param>
internal sealed class RunDriver(LoadedConfig loaded, RunDirectory directory, Verbosity verbosity, bool showsStatistics)
{
    /// <summary><c>--stats</c></summary>
    public static Option<bool> Statistics { get; } = new("--stats")
    {
        Description = "On a cluster, say at the end how often the scheduler was called, and how soon the run went on after each job.",
        Arity = ArgumentArity.Zero,
    };

    /// <summary>Drives the run.</summary>
    /// <param name="backend">What runs the tasks.</param>
    /// <param name="inputs">What to run, and with what.</param>
    /// <param name="history">What earlier runners have done; null for a run that begins.</param>
    /// <param name="prepare">Called when the backend is ready, before anything is started.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> DriveAsync(ITaskExecutionBackend backend, CallInputs inputs, RunHistory? history, Action prepare)
    {
        using var interruption = new Interruption(loaded.Config.Run.Fail == FailMode.Fast);
        await using var requests = new RequestWatcher(directory, interruption, TimeProvider.System);
        await backend.StartAsync(interruption.Stages.Drain);
        prepare();
        using var view = new ProgressView(verbosity, TimeProvider.System);
        RunResult result = await WorkflowRunner.RunAsync(
            new RunRequest
            {
                Inputs = inputs,
                Directory = directory,
                Backend = backend,
                Settings = ReadSettings(),
                History = history,
                Detach = requests.Detach,
                Observe = view.Show,
            },
            interruption.Stages);
        foreach (string line in showsStatistics ? backend.Statistics : [])
        {
            Terminal.WriteError($"stats: {line}\n");
        }

        return Report(result);
    }

    private RunSettings ReadSettings()
    {
        RunConfig config = loaded.Config.Run;
        return new RunSettings
        {
            FailsFast = config.Fail == FailMode.Fast,
            ScatterConcurrency = (int)Math.Min(config.Workflow.Scatter.Concurrency, int.MaxValue),
            Shell = config.Task.Shell,
            DefaultContainer = loaded.Backend is ApptainerConfig or SlurmConfig ? config.Task.Container : null,
            Retries = ReadRetries(config.Task),
        };
    }

    private static RetryBudgets ReadRetries(TaskConfig config) => new()
    {
        Command = config.Retries ?? 0,
        Infrastructure = config.Retry.Infrastructure,
        Preempted = config.Retry.Preempted,
        OutOfMemory = config.Retry.OutOfMemory.Times,
        MemoryFactor = config.Retry.OutOfMemory.MemoryFactor,
        TimeLimit = config.Retry.TimeLimit.Times,
        TimeFactor = config.Retry.TimeLimit.TimeFactor,
    };

    private int Report(RunResult result)
    {
        foreach (string text in FailureReport.Render(result.Failures, Terminal.Palette))
        {
            Terminal.WriteError(text + "\n");
        }

        if (verbosity != Verbosity.Quiet)
        {
            Terminal.WriteError($"the run's files are in {directory.Path}\n");
            if (result.Status != RunStatus.Succeeded)
            {
                Terminal.WriteError("`sprocket resume` with that directory takes it up again\n");
            }
        }

        if (result.Outputs is string outputs)
        {
            Terminal.WriteOutput(outputs.TrimEnd() + "\n");
        }

        return ExitCode.Of(result.Status);
    }
}
