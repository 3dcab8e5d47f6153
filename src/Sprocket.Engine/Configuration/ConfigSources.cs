using System.Collections.Immutable;

namespace Sprocket.Engine.Configuration;

/// <summary>Where a configuration is looked for; nothing else is consulted.</summary>
public sealed record ConfigSources
{
    /// <summary>The folder whose <c>sprocket.toml</c> is read and that relative paths start from.</summary>
    public required string CurrentDirectory { get; init; }

    /// <summary>The folder of the program itself; null to look for nothing there.</summary>
    public string? ExecutableDirectory { get; init; }

    /// <summary>The environment variables.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Whether only <see cref="Files"/> and <see cref="Settings"/> count.</summary>
    public bool SkipSearch { get; init; }

    /// <summary>The files of <c>--config</c>, in order.</summary>
    public ImmutableArray<string> Files { get; init; } = [];

    /// <summary>The settings of <c>--set</c>, each <c>key=value</c>, in order.</summary>
    public ImmutableArray<string> Settings { get; init; } = [];

    /// <summary>The backend of <c>--backend</c>, which counts more than any <c>run.backend</c>; null for none.</summary>
    public string? Backend { get; init; }
}
