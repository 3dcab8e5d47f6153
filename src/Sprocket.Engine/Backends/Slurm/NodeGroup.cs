using System.Collections.Immutable;
using System.Globalization;

namespace Sprocket.Engine.Backends.Slurm;

/// <summary>Nodes of one partition that are alike.</summary>
/// <param name="Partition">The partition.</param>
internal sealed record NodeGroup(string Partition)
{
    /// <summary>The format of sinfo that <see cref="Parse"/> reads.</summary>
    public const string Format = "%P|%D|%T|%c|%m|%f|%G";

    // What sinfo puts behind a state: not responding, powering up or down, booting, in maintenance, and so on.
    // https://slurm.schedmd.com/sinfo.html#SECTION_NODE-STATE-CODES
    private static readonly char[] StateMarks = ['*', '~', '#', '!', '%', '$', '@', '^', '-', '+'];

    private static readonly ImmutableHashSet<string> UnusableStates =
        ["down", "drained", "draining", "drng", "fail", "failing", "error", "unknown", "future", "perfctrs", "blocked"];

    /// <summary>How many there are.</summary>
    public int Count { get; init; } = 1;

    /// <summary>Whether jobs start on them, now or once they are free.</summary>
    public bool IsUsable { get; init; } = true;

    /// <summary>The cores of each; null where they differ.</summary>
    public int? Cpu { get; init; }

    /// <summary>The memory of each; null where it differs.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>What they are marked with, for <c>--constraint</c>.</summary>
    public ImmutableArray<string> Features { get; init; } = [];

    /// <summary>What else each has.</summary>
    public ImmutableArray<GenericResource> Resources { get; init; } = [];

    /// <summary>The groups of <c>sinfo -e -h -o '%P|%D|%T|%c|%m|%f|%G'</c>.</summary>
    public static ImmutableArray<NodeGroup> Parse(string text) =>
    [
        .. SlurmText.Lines(text)
            .Select(line => line.TrimEnd('\r').Split('|', 7))
            .Where(fields => fields.Length == 7)
            .Select(fields => new NodeGroup(fields[0].TrimEnd('*'))
            {
                Count = (int)(ParseNumber(fields[1]) ?? 1),
                IsUsable = !UnusableStates.Contains(fields[2].TrimEnd(StateMarks)),
                Cpu = (int?)ParseNumber(fields[3]),
                MemoryBytes = ParseNumber(fields[4]) << 20,
                Features = fields[5] is "(null)" ? [] : [.. fields[5].Split(',', StringSplitOptions.RemoveEmptyEntries)],
                Resources = GenericResource.Parse(fields[6]),
            }),
    ];

    /// <summary>How many of a kind of resource, of a type or of any, each node has.</summary>
    public long CountOf(string name, string? type) =>
        Resources.Where(resource => resource.Name == name && (type is null || resource.Type == type)).Sum(resource => resource.Count);

    // `8+` stands for nodes that have at least 8 each: how many the best has, nobody says.
    private static long? ParseNumber(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number <= int.MaxValue ? number : null;
}
