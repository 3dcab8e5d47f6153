using System.Collections.Immutable;
using Sprocket.Text;

namespace Sprocket.Engine.Configuration;

/// <summary>The mistakes a configuration can hold.</summary>
public static class ConfigDiagnostics
{
    /// <summary>A key that no table of the schema has.</summary>
    public static readonly DiagnosticDescriptor UnknownKey = Error(
        "CFG0001",
        "unknown key",
        "The table has no such key. Unknown keys are refused, since a misspelt key would silently have no effect. "
            + "`sprocket help config` lists all keys.");

    /// <summary>A value of the wrong type.</summary>
    public static readonly DiagnosticDescriptor WrongType = Error(
        "CFG0002",
        "value of the wrong type",
        "The key takes a value of another type. A number in quotes is a string; `sprocket help config` tells each key's type.");

    /// <summary>A number that is too small or too large.</summary>
    public static readonly DiagnosticDescriptor OutOfRange = Error(
        "CFG0003",
        "number out of range",
        "The number is less or greater than the key allows.");

    /// <summary>A word that is not one of those allowed.</summary>
    public static readonly DiagnosticDescriptor UnknownName = Error(
        "CFG0004",
        "not one of the values allowed",
        "The key takes one of a few words, and this is none of them.");

    /// <summary>A string that is no size.</summary>
    public static readonly DiagnosticDescriptor InvalidSize = Error(
        "CFG0005",
        "not a size",
        "A size is a number of bytes, or a string with a number and a unit: B, KB, MB, GB, TB, PB count in thousands, "
            + "KiB, MiB, GiB, TiB, PiB in 1024s.");

    /// <summary>A string that is no duration.</summary>
    public static readonly DiagnosticDescriptor InvalidDuration = Error(
        "CFG0006",
        "not a duration",
        "A duration is a number of seconds, or a string with a number and a unit: s, min, h or d.");

    /// <summary>An empty string or array where there must be something.</summary>
    public static readonly DiagnosticDescriptor EmptyValue = Error(
        "CFG0007",
        "empty value",
        "The key cannot be empty. To have its default, leave the key out.");

    /// <summary>A table without a key that it must have.</summary>
    public static readonly DiagnosticDescriptor MissingKey = Error(
        "CFG0008",
        "missing key",
        "The table makes no sense without this key.");

    /// <summary>A key given in its old and its new spelling.</summary>
    public static readonly DiagnosticDescriptor TwoSpellings = Error(
        "CFG0009",
        "key given in two spellings",
        "The key is set under its older and its newer name, and the two values cannot be combined. Keep one of them.");

    /// <summary>A path with a variable that is not set.</summary>
    public static readonly DiagnosticDescriptor UnsetVariable = Error(
        "CFG0010",
        "variable is not set",
        "In a path, a leading `~` stands for the home folder and `$NAME` or `${NAME}` for an environment variable, "
            + "which has to be set.");

    /// <summary>A file that cannot be read.</summary>
    public static readonly DiagnosticDescriptor UnreadableFile = Error(
        "CFG0011",
        "configuration file cannot be read",
        "The file does not exist, is a folder, or may not be read.");

    /// <summary>A <c>--set</c> that is not <c>key=value</c>.</summary>
    public static readonly DiagnosticDescriptor MalformedSetting = Error(
        "CFG0012",
        "not a setting",
        "`--set` takes `key=value`, where the key is written with dots, such as `run.task.retries=2`. The value is TOML, "
            + "or else a string.");

    /// <summary>A backend that is not configured.</summary>
    public static readonly DiagnosticDescriptor UnknownBackend = Error(
        "CFG0013",
        "unknown backend",
        "`run.backend` names a table below `run.backends`. Only `local`, `apptainer` and, where no backend is configured, "
            + "`default` need no table.");

    /// <summary>A backend that is used without being allowed.</summary>
    public static readonly DiagnosticDescriptor ExperimentalBackend = Error(
        "CFG0014",
        "experimental feature is not enabled",
        "The `slurm_apptainer` backend may still change, so it is used only where `run.experimental_features_enabled` is true.");

    /// <summary>A key that only other programs use.</summary>
    public static readonly DiagnosticDescriptor UnusedKey = Warning(
        "CFG0015",
        "key has no effect",
        "Other programs that read the same file know this key; this one does not use it.");

    /// <summary>A file that the environment names but that does not exist.</summary>
    public static readonly DiagnosticDescriptor MissingEnvironmentFile = Warning(
        "CFG0016",
        "configuration file does not exist",
        "`SPROCKET_CONFIG` names a file that does not exist. The run goes on without it.");

    /// <summary>All of them, in the order of their codes.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
    [
        UnknownKey, WrongType, OutOfRange, UnknownName, InvalidSize, InvalidDuration, EmptyValue, MissingKey, TwoSpellings, UnsetVariable,
        UnreadableFile, MalformedSetting, UnknownBackend, ExperimentalBackend, UnusedKey, MissingEnvironmentFile,
    ];

    private static DiagnosticDescriptor Error(string code, string title, string explanation) =>
        new(code, DiagnosticSeverity.Error, title, explanation);

    private static DiagnosticDescriptor Warning(string code, string title, string explanation) =>
        new(code, DiagnosticSeverity.Warning, title, explanation);
}
