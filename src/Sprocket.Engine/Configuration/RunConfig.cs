using System.Collections.Immutable;
using Sprocket.Toml.Schema;

namespace Sprocket.Engine.Configuration;

/// <summary>What a run does when a call fails.</summary>
public enum FailMode
{
    /// <summary>No new calls are started; those that run are waited for.</summary>
    Slow,

    /// <summary>Calls that run are cancelled at once.</summary>
    Fast,
}

/// <summary>How workflows are run.</summary>
[TomlTable]
[TomlUnusedKey("events_capacity")]
[TomlUnusedKey("http")]
[TomlUnusedKey("storage")]
[TomlUnusedKey("suppress_env_specific_output")]
public sealed partial record RunConfig
{
    /// <summary>
    /// The folder that receives the runs, each in <c>runs/TARGET/TIME</c> below it. On a cluster it has to be on a
    /// file system that all nodes share.
    /// </summary>
    [TomlKey(IsPath = true, IsNotEmpty = true)]
    public string OutputDir { get; init; } = "./out";

    /// <summary>
    /// The backend that runs tasks: the name of a table below <c>run.backends</c>, or <c>local</c> or <c>apptainer</c>
    /// for that kind of backend with its defaults. Where no table of this name exists, <c>default</c> means local
    /// processes, and Apptainer for tasks that name a container where it is installed.
    /// </summary>
    [TomlKey(IsNotEmpty = true)]
    public string Backend { get; init; } = "default";

    /// <summary>What a run does when a call fails.</summary>
    public FailMode Fail { get; init; } = FailMode.Slow;

    /// <summary>Whether features that may still change can be used. The <c>slurm_apptainer</c> backend is one.</summary>
    public bool ExperimentalFeaturesEnabled { get; init; }

    /// <summary>What tasks get that do not say.</summary>
    public TaskConfig Task { get; init; } = new();

    /// <summary>How calls are scheduled.</summary>
    public WorkflowConfig Workflow { get; init; } = new();

    /// <summary>The backends there are, by name; <c>backend</c> chooses one of them.</summary>
    public ImmutableDictionary<string, BackendConfig> Backends { get; init; } = ImmutableDictionary<string, BackendConfig>.Empty;
}
