using Sprocket.Engine.Backends;

namespace Sprocket.Engine.Runs;

/// <summary>Says what an attempt gets otherwise than the one before it. Pure.</summary>
internal static class AttemptChanges
{
    /// <summary>The changes, such as <c>memory 2 GiB → 4 GiB, node n3 excluded</c>; empty for none.</summary>
    /// <param name="before">What the attempt before was given.</param>
    /// <param name="after">What this one is given; null when that is not known.</param>
    /// <param name="excluded">The node that this one keeps off and that one did not; null for none.</param>
    public static string Describe(Allocation before, Allocation? after, string? excluded)
    {
        List<string> changes = [];
        if (after is not null)
        {
            Add(changes, "cores", $"{before.Cpu:0.##}", $"{after.Cpu:0.##}");
            Add(changes, "memory", Amount.Of(before.MemoryBytes), Amount.Of(after.MemoryBytes));
            Add(changes, "time limit", Show(before.TimeLimit), Show(after.TimeLimit));
            Add(changes, "partition", before.Partition ?? "default", after.Partition ?? "default");
        }

        if (excluded is not null)
        {
            changes.Add($"node {excluded} excluded");
        }

        return string.Join(", ", changes);
    }

    private static void Add(List<string> changes, string what, string before, string after)
    {
        if (before != after)
        {
            changes.Add($"{what} {before} → {after}");
        }
    }

    private static string Show(TimeSpan? limit) => limit is { } known ? Amount.Of(known) : "none";
}
