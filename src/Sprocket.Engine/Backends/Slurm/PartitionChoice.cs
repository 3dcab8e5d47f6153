using System.Collections.Immutable;

namespace Sprocket.Engine.Backends.Slurm;

/// <summary>Chooses the partition of a task and says what it may have there. Pure.</summary>
internal sealed class PartitionChoice
{
    /// <summary>The name that stands for whichever partition fits.</summary>
    public const string Automatic = "auto";

    private readonly SlurmOptions _options;
    private readonly ImmutableArray<Partition> _partitions;
    private readonly ImmutableArray<NodeGroup> _nodes;

    /// <summary>Creates the choice.</summary>
    /// <param name="options">What the configuration says.</param>
    /// <param name="partitions">What Slurm says of its partitions.</param>
    /// <param name="nodes">What Slurm says of its nodes.</param>
    public PartitionChoice(SlurmOptions options, ImmutableArray<Partition> partitions, ImmutableArray<NodeGroup> nodes)
    {
        _options = options;
        _partitions = partitions;
        _nodes = nodes;
    }

    /// <summary>What a task with these requirements is given.</summary>
    /// <exception cref="UnsatisfiableException">No job that asks for them would ever run.</exception>
    public Allocation Allocate(Requirements requirements, Hints hints)
    {
        PartitionLimits? chosen = Choose(requirements, hints);
        string? note = null;
        if (chosen?.Name == Automatic)
        {
            Partition found = Fitting(requirements, hints);
            chosen = chosen with { Name = found.Name };
            note = $"partition `{found.Name}` was chosen: {Why(found)}";
        }

        // Without a name the job goes to Slurm's default partition, unless the arguments of the configuration name one.
        string? name = chosen?.Name ?? SubmitArguments.FindPartition(_options.ExtraArguments)
            ?? _partitions.FirstOrDefault(partition => partition.IsDefault)?.Name;
        Partition? partition = _partitions.FirstOrDefault(partition => partition.Name == name);
        (int? nodeCpu, long? nodeMemoryBytes) = Largest(name);
        var limits = new ResourceLimits(
            name is null ? "the cluster" : $"partition `{name}`",
            Least(chosen?.MaxCpu, partition?.MaxCpuPerNode, nodeCpu),
            Least(chosen?.MaxMemoryBytes, partition?.MaxMemoryPerNodeBytes, nodeMemoryBytes),
            _options.ClampsCpu,
            _options.ClampsMemory);

        // Slurm gives whole cores.
        (double cpu, long memoryBytes, IReadOnlyList<string> notes) = limits.Grant(requirements with { Cpu = Math.Ceiling(requirements.Cpu) });
        int gpus = requirements.Gpu ? Math.Max(1, hints.GpuCount ?? 1) : 0;
        CheckTime(hints.TimeLimit, partition);
        CheckGpus(gpus, hints.GpuType, name);
        return new Allocation
        {
            Cpu = Math.Floor(cpu),
            MemoryBytes = memoryBytes,
            TimeLimit = hints.TimeLimit,
            Gpus = gpus,
            GpuType = gpus > 0 ? hints.GpuType : null,
            Fpgas = requirements.Fpga ? 1 : 0,
            Partition = chosen?.Name,
            UsesContainer = !requirements.Containers.IsEmpty,
            Notes = note is null ? notes : [note, .. notes],
        };
    }

    // Partitions that everybody may use come first, then those whose GPUs would not lie idle under the job, then Slurm's
    // own choice, then the one that gives most time.
    private Partition Fitting(Requirements requirements, Hints hints) => _partitions
        .Where(partition => partition.IsUp && !(hints.TimeLimit > partition.MaxTime) && HasNodeFor(partition, requirements, hints))
        .OrderByDescending(partition => partition.IsOpen)
        .ThenBy(partition => !requirements.Gpu && NodesOf(partition.Name).All(nodes => nodes.CountGpus(null) > 0))
        .ThenByDescending(partition => partition.IsDefault)
        .ThenByDescending(partition => partition.MaxTime ?? TimeSpan.MaxValue)
        .ThenBy(partition => partition.Name, StringComparer.Ordinal)
        .FirstOrDefault()
        ?? throw new UnsatisfiableException(
            $"no partition that is up has nodes with {Math.Ceiling(requirements.Cpu)} CPU cores, {Amount.Of(requirements.MemoryBytes)} of memory"
            + (requirements.Gpu ? $", {hints.GpuCount ?? 1} GPU(s)" : "")
            + (hints.TimeLimit is { } limit ? $" and a limit of {Amount.Of(limit)}" : "")
            + "; ask for less");

    private static string Why(Partition partition) => (partition.IsDefault ? "it is Slurm's default, and" : "it")
        + (partition.MaxTime is { } limit ? $" has nodes for the task and gives it up to {Amount.Of(limit)}" : " has nodes for the task and no limit of time");

    private bool HasNodeFor(Partition partition, Requirements requirements, Hints hints) =>
        !(Math.Ceiling(requirements.Cpu) > partition.MaxCpuPerNode)
        && !(requirements.MemoryBytes > partition.MaxMemoryPerNodeBytes)
        && NodesOf(partition.Name).Any(nodes =>
            !(Math.Ceiling(requirements.Cpu) > nodes.Cpu)
            && !(requirements.MemoryBytes > nodes.MemoryBytes)
            && (!requirements.Gpu || nodes.CountGpus(hints.GpuType) >= (hints.GpuCount ?? 1)));

    private IEnumerable<NodeGroup> NodesOf(string? partition) => _nodes.Where(group => partition is null || group.Partition == partition);

    private PartitionLimits? Choose(Requirements requirements, Hints hints)
    {
        if (hints.Partition is { } name)
        {
            // What the configuration says of a partition holds also where a task names it.
            PartitionLimits?[] configured = [_options.DefaultPartition, _options.ShortTaskPartition, _options.GpuPartition, _options.FpgaPartition];
            return configured.FirstOrDefault(partition => partition?.Name == name) ?? new PartitionLimits(name, null, null);
        }

        return requirements.Fpga && _options.FpgaPartition is { } fpga ? fpga
            : requirements.Gpu && _options.GpuPartition is { } gpu ? gpu
            : hints.ShortTask && _options.ShortTaskPartition is { } shortTask ? shortTask
            : _options.DefaultPartition;
    }

    // The largest node of the partition; null where Slurm does not say.
    private (int? Cpu, long? MemoryBytes) Largest(string? partition)
    {
        NodeGroup[] groups = [.. NodesOf(partition)];
        bool isKnown = groups.Length > 0 && groups.All(group => group is { Cpu: not null, MemoryBytes: not null });
        return isKnown ? (groups.Max(group => group.Cpu), groups.Max(group => group.MemoryBytes)) : (null, null);
    }

    private static void CheckTime(TimeSpan? limit, Partition? partition)
    {
        if (limit > partition?.MaxTime)
        {
            throw new UnsatisfiableException(
                $"the task asks for {Amount.Of(limit.Value)}, but partition `{partition.Name}` allows {Amount.Of(partition.MaxTime.Value)}; "
                + "lower `time_minutes`, or choose another partition");
        }
    }

    private void CheckGpus(int count, string? type, string? partition)
    {
        int most = NodesOf(partition).Select(group => group.CountGpus(type)).DefaultIfEmpty(count).Max();
        if (count > most)
        {
            string kind = type is null ? "" : $" of type `{type}`";
            string place = partition is null ? "the cluster" : $"partition `{partition}`";
            throw new UnsatisfiableException(
                $"the task asks for {count} GPU(s){kind}, but the nodes of {place} have {most}; set `gpu_slurm_partition` in the backend's configuration, or ask for less");
        }
    }

    private static T? Least<T>(params ReadOnlySpan<T?> values)
        where T : struct, IComparable<T>
    {
        T? least = null;
        foreach (T? value in values)
        {
            if (value is { } number && (least is not { } current || number.CompareTo(current) < 0))
            {
                least = number;
            }
        }

        return least;
    }
}
