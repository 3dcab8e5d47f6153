using Sprocket.Toml.Schema;

namespace Sprocket.Engine.Configuration;

/// <summary>What happens to a task that asks for more than there is.</summary>
public enum LimitBehavior
{
    /// <summary>The task fails.</summary>
    Deny,

    /// <summary>The task is run with as much as there is, and a warning.</summary>
    TryWithMax,
}

/// <summary>What tasks get that do not say.</summary>
[TomlTable]
[TomlUnusedKey("cache")]
[TomlUnusedKey("cache_dir")]
[TomlUnusedKey("digests")]
[TomlUnusedKey("excluded_cache_hints")]
[TomlUnusedKey("excluded_cache_inputs")]
[TomlUnusedKey("excluded_cache_requirements")]
public sealed partial record TaskConfig
{
    /// <summary>How often a failed command is tried again when its task does not say <c>max_retries</c>; <c>default</c> is never.</summary>
    [TomlKey(Minimum = 0, Maximum = 99, NullWord = "default")]
    public int? Retries { get; init; }

    /// <summary>How often attempts are repeated that failed for another reason than the command itself.</summary>
    public RetryConfig Retry { get; init; } = new();

    /// <summary>The container of tasks that name none, on backends that use containers.</summary>
    [TomlKey(IsNotEmpty = true)]
    public string Container { get; init; } = "ubuntu:latest";

    /// <summary>The shell that runs commands.</summary>
    [TomlKey(IsNotEmpty = true)]
    public string Shell { get; init; } = "bash";

    /// <summary>What happens to a task that asks for more CPUs than the backend or partition has.</summary>
    public LimitBehavior CpuLimitBehavior { get; init; } = LimitBehavior.Deny;

    /// <summary>What happens to a task that asks for more memory than the backend or partition has.</summary>
    public LimitBehavior MemoryLimitBehavior { get; init; } = LimitBehavior.Deny;
}
