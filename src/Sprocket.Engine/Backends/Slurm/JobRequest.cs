using System.Collections.Immutable;

namespace Sprocket.Engine.Backends.Slurm;

/// <summary>What a job asks of the partition that it goes to, whichever that is.</summary>
/// <remarks>
/// Where several say something, the arguments of the configuration win, then the task's hints, then the other keys of the
/// configuration.
/// </remarks>
internal sealed record JobRequest
{
    /// <summary>Cores: whole ones, since Slurm gives no others.</summary>
    public required double Cpu { get; init; }

    /// <summary>Memory in bytes.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>The time limit that the task asks for, or the arguments set; null for none.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>The number of GPUs.</summary>
    public int Gpus { get; init; }

    /// <summary>Their type, or null for any.</summary>
    public string? GpuType { get; init; }

    /// <summary>The kind of resource that the FPGA is which it needs; null where it needs none, or the partition says it all.</summary>
    public string? Fpga { get; init; }

    /// <summary>The account, or null for the user's own, whose name is not known.</summary>
    public string? Account { get; init; }

    /// <summary>The quality of service, or null for the user's own.</summary>
    public string? Qos { get; init; }

    /// <summary>Whether it has a reservation.</summary>
    public bool HasReservation { get; init; }

    /// <summary>The features that a node must have all of; empty for none, or for a constraint of another form.</summary>
    public ImmutableArray<string> Features { get; init; } = [];

    /// <summary>What a task asks for.</summary>
    public static JobRequest Create(Requirements requirements, Hints hints, SlurmResources resources, ImmutableArray<string> arguments) => new()
    {
        Cpu = Math.Ceiling(requirements.Cpu),
        MemoryBytes = requirements.MemoryBytes,
        TimeLimit = SubmitArguments.FindTime(arguments) is { } time ? SubmitArguments.ReadTime(time) : hints.TimeLimit,
        Gpus = requirements.Gpu ? Math.Max(1, hints.GpuCount ?? 1) : 0,
        GpuType = requirements.Gpu ? hints.GpuType ?? resources.GpuType : null,
        Fpga = requirements.Fpga ? resources.FpgaGres : null,
        Account = SubmitArguments.FindAccount(arguments) ?? hints.Account ?? resources.Account,
        Qos = SubmitArguments.FindQos(arguments) ?? hints.Qos ?? resources.Qos,
        HasReservation = (SubmitArguments.FindReservation(arguments) ?? hints.Reservation ?? resources.Reservation) is not null,
        Features = ReadFeatures(SubmitArguments.FindConstraint(arguments) ?? hints.Constraint ?? resources.Constraint),
    };

    /// <summary>Whether nodes of a group can run it.</summary>
    public bool Fits(NodeGroup nodes) =>
        !(Cpu > nodes.Cpu)
        && !(MemoryBytes > nodes.MemoryBytes)
        && (Gpus == 0 || nodes.CountOf(GenericResources.Gpu, GpuType) >= Gpus)
        && (Fpga is null || nodes.CountOf(Fpga, null) > 0)
        && Features.All(feature => nodes.Features.Contains(feature));

    // Alternatives, counts and the like are left to Slurm: https://slurm.schedmd.com/sbatch.html#OPT_constraint
    private static ImmutableArray<string> ReadFeatures(string? constraint)
    {
        string[] features = constraint?.Split('&') ?? [];
        return features.All(feature => feature.Length > 0 && feature.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '.'))
            ? [.. features]
            : [];
    }
}
