using System.Collections.Immutable;
using System.CommandLine;
using Sprocket.Engine.Backends;
using Sprocket.Engine.Configuration;
using Sprocket.Engine.Inputs;
using Sprocket.Engine.Storage;
using Sprocket.Wdl.Semantics;

namespace Sprocket.Cli.Commands;

/// <summary><c>sprocket run SOURCE [INPUTS…]</c>: runs a task or workflow from its inputs to its outputs.</summary>
internal static class RunCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var source = new Argument<string?>("SOURCE") { Description = "The document.", Arity = ArgumentArity.ZeroOrOne };
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
        var resume = new Option<string?>("--resume") { Description = "Take this run up instead, as `sprocket resume` does.", HelpName = "RUN_DIR" };
        var command = new Command("run", "Run a task or workflow.")
        {
            source, inputs, target, output, backend, resume, RunDriver.Statistics, ResumeCommand.AcceptChanges, ResumeCommand.TakeOver,
        };
        command.Validators.Add(line =>
        {
            bool hasSource = line.GetValue(source) is not null;
            // Not its value, which cannot be asked for where it is missing.
            if (hasSource == line.GetResult(resume) is not null)
            {
                line.AddError(hasSource ? "--resume takes up a run as it was begun, and no document with it" : "`sprocket run` needs SOURCE");
            }

            if (line.GetResult(output) is { Tokens: [{ Value.Length: 0 }] })
            {
                line.AddError("the name of the directory after --output-dir is empty");
            }
        });
        command.SetAction((line, cancellation) => line.GetValue(resume) is string run
            ? ResumeCommand.ResumeAsync(line, run, cancellation)
            : RunAsync(
                line,
                new RunArguments(line.GetValue(source)!, line.GetValue(inputs)!, line.GetValue(target), line.GetValue(output), line.GetValue(backend)),
                cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult line, RunArguments arguments, CancellationToken cancellation)
    {
        Verbosity verbosity = GlobalOptions.ReadVerbosity(line);
        if (ConfigurationSource.Load(line, arguments.Backend) is not LoadedConfig loaded
            || await DocumentSource.LoadAllAsync(arguments.Source, arguments.Target, verbosity, cancellation) is not (Callable target, LoadResult documents)
            || InputsSource.Read(target, arguments.Inputs, verbosity) is not CallInputs inputs)
        {
            return ExitCode.NothingRan;
        }

        return await RunFailures.GuardAsync(async () =>
        {
            string outputs = Path.GetFullPath(arguments.OutputDirectory ?? loaded.Config.Run.OutputDir, Surroundings.CurrentDirectory);
            RunDirectory directory = RunDirectory.Create(outputs, target.Name, suffix: null, TimeProvider.System);
            using RunnerLock only = await RunnerLock.AcquireAsync(directory, takesOver: false, TimeProvider.System);
            bool hasBegun = false;
            try
            {
                await using ITaskExecutionBackend backend =
                    BackendFactory.Create(loaded, directory, Surroundings.CurrentDirectory, BackendFactory.ChooseKind(loaded), verbosity);
                return await new RunDriver(loaded, directory, verbosity, line.GetValue(RunDriver.Statistics)).DriveAsync(backend, inputs, history: null, () =>
                {
                    hasBegun = true;
                    Record(loaded, target, documents.Documents, directory);
                });
            }
            finally
            {
                if (!hasBegun)
                {
                    directory.Discard();
                }
            }
        });
    }

    private static void Record(LoadedConfig loaded, Callable target, ImmutableArray<Document> documents, RunDirectory directory) => new RunRecord
    {
        Version = Program.Version,
        Source = target.Document.Uri,
        Target = target.Name,
        Backend = BackendFactory.ChooseKind(loaded),
        WorkingDirectory = Surroundings.CurrentDirectory,
        Documents = RunRecord.Keep(directory, documents.Select(document => (document.Uri, document.Source.Text))),
    }.Write(directory, loaded.RenderResolved());

    private sealed record RunArguments(string Source, string[] Inputs, string? Target, string? OutputDirectory, string? Backend);
}
