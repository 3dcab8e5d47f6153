using System.CommandLine;
using Sprocket.Text;

namespace Sprocket.Cli.Commands;

/// <summary><c>sprocket explain CODE</c>: what a code in brackets means and how to mend it.</summary>
internal static class ExplainCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var code = new Argument<string?>("CODE")
        {
            Description = "The code, such as WDL2004; without one, all codes are listed.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("explain", "Explain the code of a message.") { code };
        command.SetAction(line => Invoke(line.GetValue(code)));
        return command;
    }

    private static int Invoke(string? code)
    {
        if (code is null)
        {
            foreach (DiagnosticDescriptor descriptor in Catalogue.All)
            {
                Terminal.WriteOutput($"{descriptor.Code}  {descriptor.Title}\n");
            }

            return ExitCode.Success;
        }

        DiagnosticDescriptor? found = Catalogue.All.FirstOrDefault(d => string.Equals(d.Code, code, StringComparison.OrdinalIgnoreCase));
        if (found is null)
        {
            string? closest = Spelling.FindClosest(code.ToUpperInvariant(), Catalogue.All.Select(d => d.Code));
            Terminal.ReportError(
                CommandDiagnostics.UnknownCode.Code, $"there is no code `{code}`", closest is null ? "`sprocket explain` lists all codes" : $"did you mean `{closest}`?");
            return ExitCode.NothingRan;
        }

        Terminal.WriteOutput($"{found.Code} ({found.Severity.ToString().ToLowerInvariant()}): {found.Title}\n\n{found.Explanation}\n");
        return ExitCode.Success;
    }
}
