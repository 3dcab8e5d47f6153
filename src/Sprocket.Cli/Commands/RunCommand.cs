using System.CommandLine;
using Sprocket.Engine.Backends;
using Sprocket.Engine.Configuration;
using Sprocket.Engine.Inputs;
using Sprocket.Engine.Runs;
using Sprocket.Engine.Storage;
using Sprocket.Wdl.Semantics;

namespace Sprocket.Cli.Commands;

/// <summary><c>sprocket run SOURCE [INPUTS…]</c>: runs a task or workflow from its inputs to its outputs.</summary>
internal static class RunCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var source = new Argument<string>("SOURCE") { Description = "The document." };
        var inputs = new Argument<string[]>("INPUTS")
        {
            Description = "@file.json, @file.yaml, key=value; see `sprocket help inputs`.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var target = new Option<string?>("--target", "-t")
        {
            Description = "The task or workflow to run; by default the workflow, or else the only task.",
            HelpName = "NAME",
        };
        var output = new Option<string?>("--output-dir", "-o") { Description = "Where runs are kept; over run.output_dir.", HelpName = "DIR" };
        var backend = new Option<string?>("--backend") { Description = "What runs the tasks; over run.backend.", HelpName = "NAME" };
        var command = new Command("run", "Run a task or workflow.") { source, inputs, target, output, backend };
        command.SetAction((line, cancellation) => RunAsync(
            line,
            new RunArguments(line.GetValue(source)!, line.GetValue(inputs)!, line.GetValue(target), line.GetValue(output), line.GetValue(backend)),
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult line, RunArguments arguments, CancellationToken cancellation)
    {
        Verbosity verbosity = GlobalOptions.ReadVerbosity(line);
        if (ConfigurationSource.Load(line, arguments.Backend) is not LoadedConfig loaded
            || await DocumentSource.LoadAsync(arguments.Source, arguments.Target, verbosity, cancellation) is not Callable target
            || InputsSource.Read(target, arguments.Inputs, verbosity) is not CallInputs inputs)
        {
            return ExitCode.NothingRan;
        }

        try
        {
            RunConfig config = loaded.Config.Run;
            string outputs = Path.GetFullPath(arguments.OutputDirectory ?? config.OutputDir, Surroundings.CurrentDirectory);
            RunDirectory directory = RunDirectory.Create(outputs, target.Name, suffix: null, TimeProvider.System);
            await using ITaskExecutionBackend backend = BackendFactory.Create(loaded, directory, verbosity);
            using var interruption = new Interruption(config.Fail == FailMode.Fast);
            await StartAsync(backend, directory, interruption.Stages.Drain);
            var view = new ProgressView(verbosity, TimeProvider.System);
            RunResult result = await WorkflowRunner.RunAsync(
                new RunRequest
                {
                    Inputs = inputs,
                    Directory = directory,
                    Backend = backend,
                    Settings = ReadSettings(loaded),
                    Observe = view.Show,
                },
                interruption.Stages);
            return Report(result, directory, verbosity);
        }
        catch (StorageException exception)
        {
            Terminal.ReportError(StorageDiagnostics.CannotWrite.Code, exception.Message, exception.Help);
        }
        catch (BackendUnavailableException exception)
        {
            Terminal.ReportError(exception.Code, exception.Message, exception.Help);
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }

        return ExitCode.Environment;
    }

    private static async Task StartAsync(ITaskExecutionBackend backend, RunDirectory directory, CancellationToken cancellation)
    {
        try
        {
            await backend.StartAsync(cancellation);
        }
        catch
        {
            directory.Discard();
            throw;
        }
    }

    private static RunSettings ReadSettings(LoadedConfig loaded)
    {
        RunConfig config = loaded.Config.Run;
        return new RunSettings
        {
            FailsFast = config.Fail == FailMode.Fast,
            ScatterConcurrency = (int)Math.Min(config.Workflow.Scatter.Concurrency, int.MaxValue),
            Shell = config.Task.Shell,
            DefaultContainer = loaded.Backend is ApptainerConfig or SlurmConfig ? config.Task.Container : null,
            Retries = new RetryBudgets { Command = config.Task.Retries ?? 0 },
        };
    }

    private static int Report(RunResult result, RunDirectory directory, Verbosity verbosity)
    {
        foreach (string text in FailureReport.Render(result.Failures, Terminal.Palette))
        {
            Terminal.WriteError(text + "\n");
        }

        if (verbosity != Verbosity.Quiet)
        {
            Terminal.WriteError($"the run's files are in {directory.Path}\n");
        }

        switch (result.Status)
        {
            case RunStatus.Succeeded:
                Terminal.WriteOutput(result.Outputs!.TrimEnd() + "\n");
                return ExitCode.Success;
            case RunStatus.Canceled:
                return ExitCode.Interrupted;
            default:
                return ExitCode.RunFailed;
        }
    }

    private sealed record RunArguments(string Source, string[] Inputs, string? Target, string? OutputDirectory, string? Backend);
}
