using System.CommandLine;
using Sprocket.Engine.Configuration;
using Sprocket.Engine.Runs;
using Sprocket.Text;

namespace Sprocket.Cli.Commands;

/// <summary>The configuration that a command line and its surroundings amount to.</summary>
internal static class ConfigurationSource
{
    /// <summary>Loads it, and reports what is wrong with it.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="backend">The backend that the command line names, or null.</param>
    /// <returns>The configuration, or null when it has errors.</returns>
    public static LoadedConfig? Load(ParseResult line, string? backend)
    {
        DiagnosticBag diagnostics = new();
        LoadedConfig? loaded = ConfigLoader.Load(
            new ConfigSources
            {
                CurrentDirectory = Surroundings.CurrentDirectory,
                ExecutableDirectory = Path.GetDirectoryName(Environment.ProcessPath),
                Environment = Surroundings.Environment,
                SkipSearch = line.GetValue(GlobalOptions.SkipConfigSearch),
                Files = [.. line.GetValue(GlobalOptions.Config) ?? []],
                Settings = [.. line.GetValue(GlobalOptions.Set) ?? []],
                Backend = backend,
            },
            diagnostics);
        if (loaded?.Backend is SlurmConfig slurm)
        {
            // Written in WDL, which the configuration itself knows nothing of.
            JobConditions.Parse(slurm.Sbatch.Conditional, diagnostics);
        }

        Terminal.ReportDiagnostics(diagnostics, GlobalOptions.ReadVerbosity(line) == Verbosity.Quiet);
        return diagnostics.HasErrors ? null : loaded;
    }
}
