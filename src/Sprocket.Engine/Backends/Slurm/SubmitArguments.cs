using System.Collections.Immutable;
using System.Globalization;

namespace Sprocket.Engine.Backends.Slurm;

/// <summary>Reads in the arguments that a configuration gives to sbatch what they settle. Pure.</summary>
internal static class SubmitArguments
{
    private const string Partition = "--partition";
    private const string PartitionShort = "-p";
    private const string Gres = "--gres";
    private const string Memory = "--mem";
    private const string MemoryPerCpu = "--mem-per-cpu";

    /// <summary>The partition they name, or null.</summary>
    public static string? FindPartition(ImmutableArray<string> arguments) => FindLast(arguments, Partition, PartitionShort);

    /// <summary>What is left of them when none names a partition.</summary>
    public static ImmutableArray<string> WithoutPartition(ImmutableArray<string> arguments)
    {
        while (FindArgument(arguments, Partition, PartitionShort) is { } partition)
        {
            arguments = arguments.RemoveRange(partition.Index, partition.Length);
        }

        return arguments;
    }

    /// <summary>The account they name, or null.</summary>
    public static string? FindAccount(ImmutableArray<string> arguments) => FindLast(arguments, "--account", "-A");

    /// <summary>The quality of service they name, or null.</summary>
    public static string? FindQos(ImmutableArray<string> arguments) => FindLast(arguments, "--qos", "-q");

    /// <summary>The reservation they name, or null.</summary>
    public static string? FindReservation(ImmutableArray<string> arguments) => FindLast(arguments, "--reservation", null);

    /// <summary>The node features they ask for, or null.</summary>
    public static string? FindConstraint(ImmutableArray<string> arguments) => FindLast(arguments, "--constraint", "-C");

    /// <summary>The argument that sets the time limit, or null.</summary>
    public static SubmitArgument? FindTime(ImmutableArray<string> arguments) => FindArgument(arguments, "--time", "-t");

    /// <summary>The time limit of such an argument; null for none.</summary>
    public static TimeSpan? ReadTime(SubmitArgument time) => SlurmText.ParseTime(time.Value) is { } limit && limit > TimeSpan.Zero ? limit : null;

    /// <summary>The argument that settles how much memory the job gets, so that the task's own wish is not heard; null where none does.</summary>
    /// <remarks>sbatch takes only one of them.</remarks>
    public static SubmitArgument? FindMemory(ImmutableArray<string> arguments) =>
        FindArgument(arguments, Memory, null) ?? FindArgument(arguments, MemoryPerCpu, null) ?? FindArgument(arguments, "--mem-per-gpu", null);

    /// <summary>The memory of the job by such an argument, in bytes; null where it is left to the node or the number of GPUs.</summary>
    /// <param name="memory">The argument.</param>
    /// <param name="cpu">The cores of the job.</param>
    /// <param name="isExact">Whether it is no more than that: Slurm counts memory for each core that a job gets, which may be more than it asks for.</param>
    public static long? ReadMemory(SubmitArgument memory, double cpu, out bool isExact)
    {
        isExact = memory.Name == Memory;
        return ReadBytes(memory.Value) is { } bytes
            ? isExact ? bytes : memory.Name == MemoryPerCpu ? (long)Math.Min(bytes * cpu, long.MaxValue / 2) : null
            : null;
    }

    /// <summary>The generic resources they ask for by <c>--gres</c>, or null.</summary>
    public static string? FindResources(ImmutableArray<string> arguments) => FindLast(arguments, Gres, null);

    /// <summary>Whether they ask for memory in a way that excludes <c>--mem</c>.</summary>
    public static bool AskForMemoryTheirWay(ImmutableArray<string> arguments) =>
        arguments.Any(argument => argument.StartsWith("--mem-per-", StringComparison.Ordinal));

    /// <summary>Whether they ask for GPUs by themselves.</summary>
    public static bool AskForGpus(ImmutableArray<string> arguments) =>
        arguments.Any(argument => argument.StartsWith("--gpus", StringComparison.Ordinal) || argument.StartsWith("-G", StringComparison.Ordinal))
        || AskFor(arguments, GenericResources.Gpu);

    /// <summary>Whether they ask by <c>--gres</c> for a kind of generic resource.</summary>
    public static bool AskFor(ImmutableArray<string> arguments, string name) => FindResources(arguments) is { } resources
        && resources.Split(',').Select(resource => resource.StartsWith("gres", StringComparison.Ordinal) ? resource[4..].TrimStart(':', '/') : resource)
            .Any(resource => resource.Split(':', '=')[0] == name);

    // A bare number is MiB, and all units are of 1024: https://slurm.schedmd.com/sbatch.html#OPT_mem
    private static long? ReadBytes(string text)
    {
        int unit = text.Length > 0 ? "KMGT".IndexOf(char.ToUpperInvariant(text[^1]), StringComparison.Ordinal) : -1;
        int shift = unit < 0 ? 20 : (unit + 1) * 10;
        return long.TryParse(unit < 0 ? text : text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            && number > 0 && number <= long.MaxValue >> shift
            ? number << shift
            : null;
    }

    private static string? FindLast(ImmutableArray<string> arguments, string name, string? shortName) => FindArgument(arguments, name, shortName)?.Value;

    // Of two of an option the last one counts.
    private static SubmitArgument? FindArgument(ImmutableArray<string> arguments, string name, string? shortName)
    {
        for (int index = arguments.Length - 1; index >= 0; index--)
        {
            string argument = arguments[index];
            if (argument.StartsWith(name, StringComparison.Ordinal) && argument.AsSpan(name.Length) is ['=', ..])
            {
                return new SubmitArgument(name, argument[(name.Length + 1)..], argument, index, Length: 1);
            }

            if ((argument == name || argument == shortName) && index + 1 < arguments.Length)
            {
                return new SubmitArgument(name, arguments[index + 1], $"{argument} {arguments[index + 1]}", index, Length: 2);
            }

            if (shortName is not null && argument.StartsWith(shortName, StringComparison.Ordinal) && argument.Length > shortName.Length)
            {
                return new SubmitArgument(name, argument[shortName.Length..], argument, index, Length: 1);
            }
        }

        return null;
    }
}
