using System.Collections.Immutable;
using System.Globalization;
using Sprocket.Engine.Configuration;

namespace Sprocket.Engine.Backends.Slurm;

/// <summary>Says in sbatch's words which GPUs, FPGAs and disks a job asks for. Pure.</summary>
internal static class GenericResources
{
    /// <summary>The kind of resource that GPUs are: https://slurm.schedmd.com/gres.html</summary>
    public const string Gpu = "gpu";

    private const string SizePlace = "{gib}";

    /// <summary>The list for <c>--gres</c>; null for nothing.</summary>
    /// <param name="plan">The attempt.</param>
    /// <param name="resources">How the site wants to be asked.</param>
    public static string? List(TaskPlan plan, SlurmResources resources)
    {
        Allocation allocation = plan.Allocation;
        List<string> list = [];
        if (resources.GpuOption == GpuOption.Gres && Gpus(allocation) is { } gpus)
        {
            list.Add($"{Gpu}:{gpus}");
        }

        if (allocation.Fpgas > 0 && resources.FpgaGres is { } fpga && !SubmitArguments.AskFor(allocation.SchedulerArguments, fpga))
        {
            list.Add(string.Create(CultureInfo.InvariantCulture, $"{fpga}:{allocation.Fpgas}"));
        }

        if (resources.DiskOption == DiskOption.Gres && DiskBytes(plan) is > 0 and long bytes)
        {
            list.Add(resources.DiskGres.Replace(SizePlace, RoundUp(bytes, 30).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        }

        return list.Count == 0 ? null : string.Join(',', list);
    }

    /// <summary>The GPUs for an option that asks for nothing else, such as <c>a100:2</c>; null for none.</summary>
    public static string? Gpus(Allocation allocation) => allocation.Gpus == 0 || SubmitArguments.AskForGpus(allocation.SchedulerArguments)
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"{(allocation.GpuType is { } type ? $"{type}:" : "")}{allocation.Gpus}");

    /// <summary>The MiB for <c>--tmp</c>; null for none.</summary>
    public static long? TemporaryMiB(TaskPlan plan, SlurmResources resources) =>
        resources.DiskOption == DiskOption.Tmp && DiskBytes(plan) is > 0 and long bytes ? RoundUp(bytes, 20) : null;

    /// <summary>
    /// The arguments of sbatch. On its command line one <c>--gres</c> hides that of the script; what the configuration asks for
    /// that way, and what the task needs, are one list there.
    /// </summary>
    public static ImmutableArray<string> Complete(TaskPlan plan, SlurmResources resources)
    {
        ImmutableArray<string> arguments = plan.Allocation.SchedulerArguments;
        return SubmitArguments.FindResources(arguments) is { } theirs && List(plan, resources) is { } ours
            ? [.. arguments, $"--gres={theirs},{ours}"]
            : arguments;
    }

    private static long DiskBytes(TaskPlan plan) => plan.Requirements.Disks.Values.Sum();

    private static long RoundUp(long bytes, int shift) => (bytes + (1L << shift) - 1) >> shift;
}
