using System.CommandLine;
using Sprocket.Engine.Inputs;
using Sprocket.Wdl.Semantics;

namespace Sprocket.Cli.Commands;

/// <summary><c>sprocket inputs SOURCE</c>: a template of the inputs to fill in.</summary>
internal static class InputsCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var source = new Argument<string>("SOURCE") { Description = "The document." };
        var target = new Option<string?>("--target", "-t") { Description = "The task or workflow.", HelpName = "NAME" };
        var isYaml = new Option<bool>("--yaml") { Description = "Print YAML, with what each input is for as comments." };
        var onlyRequired = new Option<bool>("--required") { Description = "Leave out inputs that need not be given." };
        var nested = new Option<bool>("--nested") { Description = "Show inputs of calls that need not be given, too, where the workflow lets them be given." };
        var command = new Command("inputs", "Print a template of the inputs to fill in.") { source, target, isYaml, onlyRequired, nested };
        command.SetAction(async (line, cancellation) =>
        {
            Verbosity verbosity = GlobalOptions.ReadVerbosity(line);
            if (await DocumentSource.LoadAsync(line.GetValue(source)!, line.GetValue(target), verbosity, cancellation) is not Callable callable)
            {
                return ExitCode.NothingRan;
            }

            Terminal.WriteOutput(InputsTemplate.Render(
                callable, line.GetValue(isYaml) ? InputsFormat.Yaml : InputsFormat.Json, !line.GetValue(onlyRequired), line.GetValue(nested)));
            return ExitCode.Success;
        });
        return command;
    }
}
