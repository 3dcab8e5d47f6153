using System.Collections.Immutable;
using System.Globalization;

namespace Sprocket.Engine.Backends.Slurm;

/// <summary>Nodes of one partition that are alike.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="Cpu">The cores of each; null where they differ.</param>
/// <param name="MemoryBytes">The memory of each; null where it differs.</param>
/// <param name="Resources">What else each has, as Slurm writes it: <c>gpu:a100:4</c>; empty for nothing.</param>
internal sealed record NodeGroup(string Partition, int? Cpu, long? MemoryBytes, string Resources)
{
    /// <summary>The format of sinfo that <see cref="Parse"/> reads.</summary>
    public const string Format = "%P|%c|%m|%G";

    /// <summary>The groups of <c>sinfo -h -o '%P|%c|%m|%G'</c>.</summary>
    public static ImmutableArray<NodeGroup> Parse(string text) =>
    [
        .. SlurmText.Lines(text)
            .Select(line => line.Split('|', 4))
            .Where(fields => fields.Length == 4)
            .Select(fields => new NodeGroup(
                fields[0].TrimEnd('*'),
                (int?)ParseNumber(fields[1]),
                ParseNumber(fields[2]) << 20,
                fields[3] is "(null)" ? "" : fields[3])),
    ];

    /// <summary>How many GPUs of a type, or of any, a node has.</summary>
    public int CountGpus(string? type) => Resources.Split(',')
        .Select(resource => resource.Split('(')[0].Split(':'))
        .Where(parts => parts[0] == "gpu" && (type is null || (parts.Length == 3 && parts[1] == type)))
        .Sum(parts => int.TryParse(parts[^1], CultureInfo.InvariantCulture, out int count) ? count : 1);

    // `8+` stands for nodes that have at least 8 each: how many the best has, nobody says.
    private static long? ParseNumber(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;
}
