using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Sprocket.Cli.Commands;
using Sprocket.Engine.Backends;
using Sprocket.Engine.Backends.Apptainer;
using Sprocket.Engine.JobStep;

namespace Sprocket.Cli;

/// <summary>The process: what must hold before anything else runs, and what becomes of an exception nobody expected.</summary>
internal static class Program
{
    // The parser and the evaluator recurse as deep as a document nests. The main thread's stack is whatever the
    // host's limits say, and without /proc its size cannot even be asked for, so the work gets a stack of our own.
    private const int StackBytes = 64 << 20;

    /// <summary>The version that this binary was built as, without build metadata.</summary>
    internal static string Version { get; } = typeof(Program).Assembly.GetName().Version!.ToString(3);

    private static int Main(string[] arguments)
    {
        // Under the ordinary runtime, as in tests, the C library is the host's own and needs no protection.
        if (!RuntimeFeature.IsDynamicCodeSupported)
        {
            StartupGuard.FillStandardStreams();
            StartupGuard.PinNameServices();
        }

        // What nests nothing runs on the stack that is there.
        if (IsVersionAsked(arguments) || arguments is ["job", ..])
        {
            return Run(arguments);
        }

        int exitCode = 0;
        var work = new Thread(() => exitCode = Run(arguments), StackBytes);
        work.Start();
        work.Join();
        return exitCode;
    }

    // Answered before anything is loaded that the answer does not need.
    private static bool IsVersionAsked(string[] arguments) => arguments is ["--version" or "-V"];

    private static void Complain(string message) => Terminal.WriteError(message + "\n");

    [SuppressMessage("Design", "CA1031", Justification = "The one place where an exception nobody expected ends.")]
    private static int Run(string[] arguments)
    {
        try
        {
            if (IsVersionAsked(arguments))
            {
                Terminal.WriteOutput($"sprocket {Version}\n");
                return 0;
            }

            // Inside every job: it needs none of the commands, and must start in milliseconds.
            return arguments switch
            {
                ["job", string directory] => JobStepProgram.Run(directory, Complain),
                [ImagePullCommand.Name, string executable, string path, string container] =>
                    ImagePullCommand.RunAsync(executable, path, container, Complain, new SteadyClock(TimeProvider.System)).GetAwaiter().GetResult(),
                _ => CommandLine.InvokeAsync(arguments).GetAwaiter().GetResult(),
            };
        }
        catch (OutputException exception)
        {
            Terminal.ReportError(
                CommandDiagnostics.UnwritableOutput.Code,
                exception.Message,
                "send it elsewhere; a run that has ended keeps its outputs in `outputs.json` of its directory");
            return ExitCode.Environment;
        }
        catch (Exception) when (!Surroundings.HasCurrentDirectory)
        {
            Terminal.ReportError(
                CommandDiagnostics.NoCurrentDirectory.Code, "the current directory is no longer there, or may not be read", "change to another one with `cd`");
            return ExitCode.Environment;
        }
        catch (Exception exception)
        {
            bool isVerbose = arguments.Contains("--verbose") || arguments.Contains("-v");
            (string message, int exitCode) = exception is IOException or UnauthorizedAccessException
                ? ($"error: {exception.Message}\n", 3)
                : ($"error: this is a bug in sprocket: {exception.GetType().Name}: {exception.Message}\n", 1);
            Terminal.WriteError(message);
            Terminal.WriteError(isVerbose ? $"{exception}\n" : "help: `--verbose` shows where it happened\n");
            return exitCode;
        }
    }
}
