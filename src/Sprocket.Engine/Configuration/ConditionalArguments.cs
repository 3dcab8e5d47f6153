using System.Collections.Immutable;
using Sprocket.Toml.Schema;

namespace Sprocket.Engine.Configuration;

/// <summary>Arguments for the jobs that a condition holds for.</summary>
[TomlTable]
public sealed partial record ConditionalArguments
{
    /// <summary>
    /// A WDL expression of type Boolean over <c>cpu</c> (Float), <c>memory</c> (Int, bytes), <c>gpu</c> and <c>fpga</c>
    /// (Boolean), <c>disks</c> (Int, GiB) and <c>hint</c> (the task's hints; one that it does not give is <c>None</c>).
    /// </summary>
    [TomlKey(IsNotEmpty = true, Example = "\"memory > 100000000000\"")]
    public required ConfigText Condition { get; init; }

    /// <summary>The arguments to add.</summary>
    [TomlKey(IsNotEmpty = true, Example = "[\"--constraint=bigmem\"]")]
    public required ImmutableArray<string> Args { get; init; }
}
