using System.CommandLine;
using System.Globalization;
using Sprocket.Text;

namespace Sprocket.Cli.Commands;

/// <summary><c>sprocket check PATHS…</c>: reads documents and says all that is wrong with them.</summary>
internal static class CheckCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var paths = new Argument<string[]>("PATHS")
        {
            Description = "Documents, or directories to search for *.wdl; the current directory when none is given.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var denyWarnings = new Option<bool>("--deny-warnings") { Description = "Fail on warnings, too." };
        Option<string> format = new Option<string>("--format")
        {
            Description = "How to print: text to standard error, json or sarif to standard output.",
            HelpName = "text|json|sarif",
            DefaultValueFactory = _ => "text",
        }.AcceptOnlyFromAmong("text", "json", "sarif");
        var command = new Command("check", "Check documents without running anything.") { paths, denyWarnings, format };
        command.SetAction((line, cancellation) => InvokeAsync(
            line.GetValue(paths)!, line.GetValue(denyWarnings), line.GetValue(format)!, GlobalOptions.ReadVerbosity(line), cancellation));
        return command;
    }

    private static async Task<int> InvokeAsync(string[] paths, bool denyWarnings, string format, Verbosity verbosity, CancellationToken cancellation)
    {
        List<string> files = [];
        foreach (string path in paths.Length == 0 ? ["."] : paths)
        {
            if (!Directory.Exists(path))
            {
                files.Add(path);
                continue;
            }

            int before = files.Count;
            try
            {
                files.AddRange(FindDocuments(path));
            }
            catch (UnauthorizedAccessException exception)
            {
                Terminal.ReportError(
                    CommandDiagnostics.UnsearchableDirectory.Code,
                    $"cannot search `{path}` for documents: {CommandLine.LowerFirst(exception.Message.TrimEnd('.'))}",
                    "name the documents or directories that are meant");
                return ExitCode.NothingRan;
            }

            if (files.Count == before)
            {
                Terminal.ReportError(CommandDiagnostics.NoDocuments.Code, $"there is no WDL document below `{path}`", "a document is a file whose name ends in `.wdl`");
                return ExitCode.NothingRan;
            }
        }

        DiagnosticBag diagnostics = new();
        await DocumentSource.CreateLoader().CheckAllAsync(files, diagnostics, cancellation);
        Print(diagnostics, format, verbosity, isWarningShown: denyWarnings || verbosity != Verbosity.Quiet);
        bool isRefused = diagnostics.HasErrors || (denyWarnings && diagnostics.Any(d => d.Descriptor.Severity == DiagnosticSeverity.Warning));
        return isRefused ? ExitCode.NothingRan : ExitCode.Success;
    }

    private static IEnumerable<string> FindDocuments(string directory) =>
        Directory.EnumerateFiles(directory, "*.wdl", new EnumerationOptions
        {
            RecurseSubdirectories = true,
            AttributesToSkip = FileAttributes.None,
            IgnoreInaccessible = false,
        })
            .Order(StringComparer.Ordinal);

    private static void Print(DiagnosticBag diagnostics, string format, Verbosity verbosity, bool isWarningShown)
    {
        switch (format)
        {
            case "json":
                Terminal.WriteOutput(DiagnosticJson.Render(diagnostics));
                return;
            case "sarif":
                Terminal.WriteOutput(DiagnosticJson.RenderSarif(diagnostics));
                return;
        }

        Terminal.ReportDiagnostics(diagnostics, isQuiet: !isWarningShown);
        int errors = diagnostics.Count(d => d.IsError);
        int warnings = diagnostics.Count(d => d.Descriptor.Severity == DiagnosticSeverity.Warning);
        if (errors + warnings > 0 && verbosity != Verbosity.Quiet)
        {
            Terminal.WriteError(string.Create(CultureInfo.InvariantCulture, $"{Count(errors, "error")}, {Count(warnings, "warning")}\n"));
        }
    }

    private static string Count(int number, string noun) => string.Create(CultureInfo.InvariantCulture, $"{number} {noun}{(number == 1 ? "" : "s")}");
}
