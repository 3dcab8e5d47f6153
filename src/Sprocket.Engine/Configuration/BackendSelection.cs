using Sprocket.Text;
using Sprocket.Toml;

namespace Sprocket.Engine.Configuration;

/// <summary>Finds the backend that <c>run.backend</c> names and whether it may be used.</summary>
internal static class BackendSelection
{
    private const string Default = "default";

    /// <summary>The backend, or null when there is none to name or after a report.</summary>
    public static BackendConfig? Select(RunConfig run, TomlTable table, DiagnosticBag diagnostics)
    {
        if (!run.Backends.TryGetValue(run.Backend, out BackendConfig? backend))
        {
            // The kinds that need no settings need no table either.
            backend = run.Backend switch
            {
                "local" => new LocalConfig(),
                "apptainer" => new ApptainerConfig(),
                _ => null,
            };
            bool isLeftToMachine = run.Backend == Default && run.Backends.IsEmpty;
            if (backend is null && !isLeftToMachine)
            {
                ReportUnknown(run, table, diagnostics);
            }

            return backend;
        }

        if (backend is SlurmConfig && !run.ExperimentalFeaturesEnabled)
        {
            ReportExperimental(run.Backend, table, diagnostics);
        }

        return backend;
    }

    private static void ReportUnknown(RunConfig run, TomlTable table, DiagnosticBag diagnostics)
    {
        string[] names = [.. run.Backends.Keys.Order(StringComparer.Ordinal)];
        string list = names.Length == 0 ? "no backend is configured" : "the backends are " + string.Join(", ", names.Select(name => $"`{name}`"));
        TomlEntry? chosen = LoadedConfig.Find(table, "run", "backend");
        TomlEntry place = chosen ?? LoadedConfig.Find(table, "run", "backends")!;
        string? closest = Spelling.FindClosest(run.Backend, [.. names, "local", "apptainer"]);
        diagnostics.Add(new Diagnostic(
            ConfigDiagnostics.UnknownBackend,
            place.Value.Source,
            chosen is null ? place.KeySpan : place.Value.Span,
            chosen is null ? "backends are configured, but `run.backend` does not choose one" : $"there is no backend `{run.Backend}`; {list}")
        {
            Help = chosen is null
                ? $"add `backend = {TomlText.Quote(names[0])}` below `[run]`"
                : closest is null ? $"add a table `[run.backends.{TomlText.Key(run.Backend)}]`" : $"did you mean `{closest}`?",
        });
    }

    private static void ReportExperimental(string name, TomlTable table, DiagnosticBag diagnostics)
    {
        TomlEntry type = LoadedConfig.Find(table, "run", "backends", name, "type")!;
        TomlEntry? refusal = LoadedConfig.Find(table, "run", "experimental_features_enabled");
        diagnostics.Add(new Diagnostic(
            ConfigDiagnostics.ExperimentalBackend,
            type.Value.Source,
            type.Value.Span,
            "the `slurm_apptainer` backend is experimental and has to be enabled")
        {
            Labels = refusal is null ? [] : [new DiagnosticLabel(refusal.Value.Source, refusal.Value.Span, "not enabled here")],
            Help = "add this line below `[run]`: `experimental_features_enabled = true`",
        });
    }
}
