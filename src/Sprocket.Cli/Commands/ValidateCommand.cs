using System.CommandLine;
using Sprocket.Wdl.Semantics;

namespace Sprocket.Cli.Commands;

/// <summary><c>sprocket validate SOURCE [INPUTS…]</c>: checks inputs without running anything.</summary>
internal static class ValidateCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var source = new Argument<string>("SOURCE") { Description = "The document." };
        var inputs = new Argument<string[]>("INPUTS") { Description = "The inputs, as for `run`.", Arity = ArgumentArity.ZeroOrMore };
        var target = new Option<string?>("--target", "-t") { Description = "The task or workflow.", HelpName = "NAME" };
        var command = new Command("validate", "Check inputs without running anything.") { source, inputs, target };
        command.SetAction(async (line, cancellation) =>
        {
            Verbosity verbosity = GlobalOptions.ReadVerbosity(line);
            return await DocumentSource.LoadAsync(line.GetValue(source)!, line.GetValue(target), verbosity, cancellation) is Callable callable
                && InputsSource.Read(callable, line.GetValue(inputs)!, verbosity) is not null
                ? ExitCode.Success
                : ExitCode.NothingRan;
        });
        return command;
    }
}
