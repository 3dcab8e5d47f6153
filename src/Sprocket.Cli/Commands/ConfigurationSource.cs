using System.CommandLine;
using Sprocket.Engine.Configuration;
using Sprocket.Engine.Processes;
using Sprocket.Engine.Storage;
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
    public static LoadedConfig? Load(ParseResult line, string? backend) => Load(
        line,
        new ConfigSources
        {
            CurrentDirectory = Surroundings.CurrentDirectory,
            ExecutableDirectory = Path.GetDirectoryName(Environment.ProcessPath),
            Environment = ProcessEnvironment.Current,
            SkipSearch = line.GetValue(GlobalOptions.SkipConfigSearch),
            Files = [.. line.GetValue(GlobalOptions.Config) ?? []],
            Settings = [.. line.GetValue(GlobalOptions.Set) ?? []],
            Backend = backend,
        });

    /// <summary>Loads the configuration that a run began with, and reports what is wrong with it; `--config` and `--set` count more.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="directory">The run.</param>
    /// <returns>The configuration, or null when it has errors.</returns>
    public static LoadedConfig? LoadAgain(ParseResult line, RunDirectory directory) => Load(
        line,
        new ConfigSources
        {
            CurrentDirectory = Surroundings.CurrentDirectory,
            Environment = ProcessEnvironment.Current,
            SkipSearch = true,
            Files = [directory.ConfigurationPath, .. line.GetValue(GlobalOptions.Config) ?? []],
            Settings = [.. line.GetValue(GlobalOptions.Set) ?? []],
        });

    private static LoadedConfig? Load(ParseResult line, ConfigSources sources)
    {
        DiagnosticBag diagnostics = new();
        LoadedConfig? loaded = ConfigLoader.Load(sources, diagnostics);
        if (loaded?.Backend is SlurmConfig slurm)
        {
            // Written in WDL, which the configuration itself knows nothing of.
            JobConditions.Parse(slurm.Sbatch.Conditional, diagnostics);
        }

        Terminal.ReportDiagnostics(diagnostics, GlobalOptions.ReadVerbosity(line) == Verbosity.Quiet);
        return diagnostics.HasErrors ? null : loaded;
    }
}
