using System.Collections.Immutable;
using System.Globalization;

namespace Sprocket.Engine.Backends.Slurm;

/// <summary>A partition of the cluster and its own limits.</summary>
/// <param name="Name">Its name.</param>
internal sealed record Partition(string Name)
{
    private const string Up = "UP";

    /// <summary>Whether jobs that name none go there.</summary>
    public bool IsDefault { get; init; }

    /// <summary>Its state: <c>UP</c>, or a reason why nothing starts there, such as <c>DOWN</c>, <c>DRAIN</c> or <c>INACTIVE</c>.</summary>
    public string State { get; init; } = Up;

    /// <summary>Whether jobs start there.</summary>
    public bool IsUp => State == Up;

    /// <summary>The longest time limit of a job; null for none.</summary>
    public TimeSpan? MaxTime { get; init; }

    /// <summary>The time limit of jobs that ask for none; null for the longest.</summary>
    public TimeSpan? DefaultTime { get; init; }

    /// <summary>The most cores of a node that a job may use; null for all of them.</summary>
    public int? MaxCpuPerNode { get; init; }

    /// <summary>The most memory of a node that a job may use; null for all of it.</summary>
    public long? MaxMemoryPerNodeBytes { get; init; }

    /// <summary>The user groups that may use it.</summary>
    public AccessList Groups { get; init; } = new([], []);

    /// <summary>The accounts that may use it.</summary>
    public AccessList Accounts { get; init; } = new([], []);

    /// <summary>The qualities of service that may use it.</summary>
    public AccessList Qos { get; init; } = new([], []);

    /// <summary>Whether the site does not show it to users who do not ask.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Whether only jobs with a reservation may use it.</summary>
    public bool NeedsReservation { get; init; }

    /// <summary>Whether only the administrator may use it.</summary>
    public bool IsForRoot { get; init; }

    /// <summary>The partitions of <c>scontrol show partition -o</c>: https://slurm.schedmd.com/scontrol.html#SECTION_PARTITIONS---SPECIFICATIONS-FOR-CREATE,-UPDATE,-AND-DELETE-COMMANDS</summary>
    public static ImmutableArray<Partition> Parse(string text) =>
    [
        .. SlurmText.ParseRecords(text)
            .Where(fields => fields.ContainsKey("PartitionName"))
            .Select(fields => new Partition(fields["PartitionName"])
            {
                IsDefault = fields.GetValueOrDefault("Default") == "YES",
                State = fields.GetValueOrDefault("State", Up),
                MaxTime = SlurmText.ParseTime(fields.GetValueOrDefault("MaxTime", "")),
                DefaultTime = SlurmText.ParseTime(fields.GetValueOrDefault("DefaultTime", "")),
                MaxCpuPerNode = ParseNumber(fields.GetValueOrDefault("MaxCPUsPerNode")),
                MaxMemoryPerNodeBytes = ParseNumber(fields.GetValueOrDefault("MaxMemPerNode")) is { } mebibytes ? (long)mebibytes << 20 : null,
                IsHidden = fields.GetValueOrDefault("Hidden") == "YES",
                Groups = AccessList.Parse(fields, "Groups"),
                Accounts = AccessList.Parse(fields, "Accounts"),
                Qos = AccessList.Parse(fields, "Qos"),
                NeedsReservation = fields.GetValueOrDefault("ReqResv") == "YES",
                IsForRoot = fields.GetValueOrDefault("RootOnly") == "YES",
            }),
    ];

    private static int? ParseNumber(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0 ? number : null;
}
