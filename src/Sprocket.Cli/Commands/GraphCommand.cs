using System.CommandLine;
using Sprocket.Cli.Graph;
using Sprocket.Wdl.Semantics;

namespace Sprocket.Cli.Commands;

/// <summary><c>sprocket graph SOURCE</c>: draws the calls of a workflow and what they wait for.</summary>
internal static class GraphCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var source = new Argument<string>("SOURCE") { Description = "The document." };
        var target = new Option<string?>("--target", "-t") { Description = "The task or workflow.", HelpName = "NAME" };
        Option<string> format = new Option<string>("--format")
        {
            Description = "What to print: Graphviz's language, Mermaid's, or a picture.",
            HelpName = "dot|mermaid|svg",
            DefaultValueFactory = _ => "dot",
        }.AcceptOnlyFromAmong("dot", "mermaid", "svg");
        var expands = new Option<bool>("--expand") { Description = "Draw the workflows that are called with what is inside them." };
        var command = new Command("graph", "Draw the calls of a workflow and what they wait for.") { source, target, format, expands };
        command.SetAction(async (line, cancellation) =>
        {
            Verbosity verbosity = GlobalOptions.ReadVerbosity(line);
            if (await DocumentSource.LoadAsync(line.GetValue(source)!, line.GetValue(target), verbosity, cancellation) is not Callable callable)
            {
                return ExitCode.NothingRan;
            }

            Diagram diagram = DiagramBuilder.Build(callable, line.GetValue(expands));
            Terminal.WriteOutput(line.GetValue(format) switch
            {
                "mermaid" => MermaidText.Render(diagram),
                "svg" => SvgText.Render(diagram),
                _ => DotText.Render(diagram),
            });
            return ExitCode.Success;
        });
        return command;
    }
}
