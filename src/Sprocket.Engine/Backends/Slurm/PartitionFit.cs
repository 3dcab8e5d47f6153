using System.Collections.Immutable;
using System.Globalization;

namespace Sprocket.Engine.Backends.Slurm;

/// <summary>Says whether a job can run in a partition, and if not, why. Pure.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="Nodes">Its nodes.</param>
internal sealed record PartitionFit(Partition Partition, ImmutableArray<NodeGroup> Nodes)
{
    /// <summary>Why the job would not run there, to be read after the partition's name; null when it would.</summary>
    public string? Object(JobRequest request)
    {
        if (!Partition.IsUp)
        {
            return $"is {Partition.State}";
        }

        if (Partition.IsForRoot || Partition.IsHidden)
        {
            return Partition.IsForRoot ? "is for the administrator" : "is hidden";
        }

        if (Partition.NeedsReservation && !request.HasReservation)
        {
            return "is for jobs with a reservation";
        }

        if (Partition.Accounts.Admits(request.Account) == false)
        {
            return $"is closed to the account `{request.Account}`";
        }

        if (Partition.Qos.Admits(request.Qos) == false)
        {
            return $"is closed to the QOS `{request.Qos}`";
        }

        return request.TimeLimit > Partition.MaxTime
            ? $"allows at most {Amount.Of(Partition.MaxTime.Value)}"
            : ObjectToLimits(request) ?? ObjectToNodes(request);
    }

    /// <summary>Whether nobody need be asked whether the job may go there.</summary>
    public bool SurelyAdmits(JobRequest request) =>
        Partition.Groups.Admits(null) == true && Partition.Accounts.Admits(request.Account) == true && Partition.Qos.Admits(request.Qos) == true;

    /// <summary>The most cores and memory of one job; null where nobody says.</summary>
    public (double? Cpu, long? MemoryBytes) Largest() => (
        Least(Partition.MaxCpuPerNode, Nodes.Length > 0 && Nodes.All(nodes => nodes.Cpu is not null) ? Nodes.Max(nodes => nodes.Cpu) : null),
        Least(Partition.MaxMemoryPerNodeBytes, Nodes.Length > 0 && Nodes.All(nodes => nodes.MemoryBytes is not null) ? Nodes.Max(nodes => nodes.MemoryBytes) : null));

    /// <summary>How many nodes can run the job; null where nobody says.</summary>
    public int? CountNodes(JobRequest request) => Nodes.IsEmpty ? null : Nodes.Where(request.Fits).Sum(nodes => nodes.Count);

    /// <summary>Whether nodes that can run the job are neither down nor drained.</summary>
    public bool HasUsableNodes(JobRequest request) => Nodes.IsEmpty || Nodes.Any(nodes => nodes.IsUsable && request.Fits(nodes));

    private string? ObjectToLimits(JobRequest request)
    {
        (double? cpu, long? memoryBytes) = Largest();
        return request.Cpu > cpu ? $"gives at most {Number(cpu.Value)} CPU cores"
            : request.MemoryBytes > memoryBytes ? $"gives at most {Amount.Of(memoryBytes.Value)} of memory"
            : null;
    }

    private string? ObjectToNodes(JobRequest request)
    {
        if (Nodes.IsEmpty || Nodes.Any(request.Fits))
        {
            return null;
        }

        long gpus = Nodes.Max(nodes => nodes.CountOf(GenericResources.Gpu, request.GpuType));
        string type = request.GpuType is { } name ? $" of type `{name}`" : "";
        return request.Gpus > gpus ? gpus == 0 ? $"has no GPUs{type}" : $"has nodes with at most {gpus} GPUs{type}"
            : request.Fpga is { } fpga && Nodes.All(nodes => nodes.CountOf(fpga, null) == 0) ? $"has no resource `{fpga}`"
            : request.Features.FirstOrDefault(feature => !Nodes.Any(nodes => nodes.Features.Contains(feature))) is { } missing ? $"has no nodes with the feature `{missing}`"
            : "has no node with all of that together";
    }

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    private static T? Least<T>(T? one, T? other)
        where T : struct, IComparable<T> => one is { } left && other is { } right ? (left.CompareTo(right) <= 0 ? left : right) : one ?? other;
}
