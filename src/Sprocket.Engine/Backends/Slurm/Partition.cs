using System.Collections.Immutable;
using System.Globalization;

namespace Sprocket.Engine.Backends.Slurm;

/// <summary>A partition of the cluster and its own limits.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsDefault">Whether jobs that name none go there.</param>
/// <param name="IsUp">Whether jobs start there.</param>
/// <param name="IsOpen">Whether every group and account may use it.</param>
/// <param name="MaxTime">The longest time limit of a job; null for none.</param>
/// <param name="MaxCpuPerNode">The most cores of a node that a job may use; null for all of them.</param>
/// <param name="MaxMemoryPerNodeBytes">The most memory of a node that a job may use; null for all of it.</param>
internal sealed record Partition(string Name, bool IsDefault, bool IsUp, bool IsOpen, TimeSpan? MaxTime, int? MaxCpuPerNode, long? MaxMemoryPerNodeBytes)
{
    /// <summary>The partitions of <c>scontrol show partition -o</c>.</summary>
    public static ImmutableArray<Partition> Parse(string text) =>
    [
        .. SlurmText.ParseRecords(text)
            .Where(fields => fields.ContainsKey("PartitionName"))
            .Select(fields => new Partition(
                fields["PartitionName"],
                fields.GetValueOrDefault("Default") == "YES",
                fields.GetValueOrDefault("State") == "UP",
                fields.GetValueOrDefault("AllowGroups") == "ALL" && fields.GetValueOrDefault("AllowAccounts") == "ALL",
                SlurmText.ParseTime(fields.GetValueOrDefault("MaxTime", "")),
                ParseNumber(fields.GetValueOrDefault("MaxCPUsPerNode")),
                ParseNumber(fields.GetValueOrDefault("MaxMemPerNode")) is { } mebibytes ? (long)mebibytes << 20 : null)),
    ];

    private static int? ParseNumber(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0 ? number : null;
}
