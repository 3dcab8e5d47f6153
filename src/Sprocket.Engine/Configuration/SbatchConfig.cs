using System.Collections.Immutable;
using Sprocket.Toml.Schema;

namespace Sprocket.Engine.Configuration;

/// <summary>What <c>sbatch</c> is told besides the task's resources.</summary>
[TomlTable]
public sealed partial record SbatchConfig
{
    /// <summary>Arguments of every job.</summary>
    [TomlKey(Example = "[\"--account=my_lab\"]")]
    public ImmutableArray<string> Args { get; init; } = [];

    /// <summary>Arguments of some jobs: those of the first entry whose condition holds are added to <c>args</c>.</summary>
    public ImmutableArray<ConditionalArguments> Conditional { get; init; } = [];
}
