using Sprocket.Engine.Inputs;
using Sprocket.Engine.Runs;
using Sprocket.Text;
using Sprocket.Wdl.Semantics;

namespace Sprocket.Cli.Commands;

/// <summary>The inputs that a command line gives.</summary>
internal static class InputsSource
{
    /// <summary>Reads them, and reports what is wrong with them.</summary>
    /// <returns>The inputs, or null when there are errors.</returns>
    public static CallInputs? Read(Callable target, string[] words, Verbosity verbosity)
    {
        DiagnosticBag diagnostics = new();
        CallInputs inputs = InputsReader.Read(target, words, Surroundings.CurrentDirectory, GivenAttributes.FindMistake, diagnostics);
        Terminal.ReportDiagnostics(diagnostics, verbosity == Verbosity.Quiet);
        return diagnostics.HasErrors ? null : inputs;
    }
}
