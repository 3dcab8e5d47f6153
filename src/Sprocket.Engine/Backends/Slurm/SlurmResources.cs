using System.Collections.Immutable;
using Sprocket.Engine.Configuration;

namespace Sprocket.Engine.Backends.Slurm;

/// <summary>What jobs get whose tasks do not say, and how a site wants to be asked for what is not cores and memory.</summary>
public sealed record SlurmResources
{
    /// <summary>The time limit of tasks that set none; null for none of ours.</summary>
    public TimeSpan? DefaultTime { get; init; }

    /// <summary>The account to charge, or null.</summary>
    public string? Account { get; init; }

    /// <summary>The quality of service, or null.</summary>
    public string? Qos { get; init; }

    /// <summary>The node features, or null.</summary>
    public string? Constraint { get; init; }

    /// <summary>The reservation, or null.</summary>
    public string? Reservation { get; init; }

    /// <summary>The licenses, or null.</summary>
    public string? Licenses { get; init; }

    /// <summary>By how much priority is lowered, or null.</summary>
    public int? Nice { get; init; }

    /// <summary>The nodes that all jobs keep off.</summary>
    public ImmutableArray<string> ExcludedNodes { get; init; } = [];

    /// <summary>The option that asks for GPUs.</summary>
    public GpuOption GpuOption { get; init; } = GpuOption.Gres;

    /// <summary>The type of GPU of tasks that name none, or null.</summary>
    public string? GpuType { get; init; }

    /// <summary>The generic resource that FPGAs are; null where the partition says it all.</summary>
    public string? FpgaGres { get; init; }

    /// <summary>The option that asks for the disks of a task.</summary>
    public DiskOption DiskOption { get; init; } = DiskOption.None;

    /// <summary>The generic resource that disks are, with <c>{gib}</c> for their size.</summary>
    public string DiskGres { get; init; } = "lscratch:{gib}";
}
