using System.Collections.Immutable;
using System.Globalization;

namespace Sprocket.Engine.Backends.Slurm;

/// <summary>Reads in the arguments that a configuration gives to sbatch what they settle. Pure.</summary>
internal static class SubmitArguments
{
    private const string Gres = "--gres";

    /// <summary>The partition they name, or null.</summary>
    public static string? FindPartition(ImmutableArray<string> arguments) => FindLast(arguments, "--partition", "-p");

    /// <summary>The account they name, or null.</summary>
    public static string? FindAccount(ImmutableArray<string> arguments) => FindLast(arguments, "--account", "-A");

    /// <summary>The quality of service they name, or null.</summary>
    public static string? FindQos(ImmutableArray<string> arguments) => FindLast(arguments, "--qos", "-q");

    /// <summary>The reservation they name, or null.</summary>
    public static string? FindReservation(ImmutableArray<string> arguments) => FindLast(arguments, "--reservation", null);

    /// <summary>The node features they ask for, or null.</summary>
    public static string? FindConstraint(ImmutableArray<string> arguments) => FindLast(arguments, "--constraint", "-C");

    /// <summary>The time limit they set, or null.</summary>
    public static TimeSpan? FindTimeLimit(ImmutableArray<string> arguments) =>
        FindLast(arguments, "--time", "-t") is { } text ? SlurmText.ParseTime(text) : null;

    /// <summary>The memory of the job that they set, in bytes; null where they set none, or leave it to the node or the number of cores.</summary>
    public static long? FindMemoryBytes(ImmutableArray<string> arguments)
    {
        // A bare number is MiB, and all units are of 1024: https://slurm.schedmd.com/sbatch.html#OPT_mem
        string text = FindLast(arguments, "--mem", null) ?? "";
        int unit = text.Length > 0 ? "KMGT".IndexOf(char.ToUpperInvariant(text[^1]), StringComparison.Ordinal) : -1;
        int shift = unit < 0 ? 20 : (unit + 1) * 10;
        return long.TryParse(unit < 0 ? text : text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            && number > 0 && number <= long.MaxValue >> shift
            ? number << shift
            : null;
    }

    /// <summary>Whether they settle how much memory the job gets, so that the task's own wish is not heard.</summary>
    public static bool SettleMemory(ImmutableArray<string> arguments) => AskForMemoryTheirWay(arguments) || FindLast(arguments, "--mem", null) is not null;

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

    // Of two of an option the last one counts.
    private static string? FindLast(ImmutableArray<string> arguments, string name, string? shortName)
    {
        for (int index = arguments.Length - 1; index >= 0; index--)
        {
            string argument = arguments[index];
            if (argument.StartsWith(name, StringComparison.Ordinal) && argument.AsSpan(name.Length) is ['=', ..])
            {
                return argument[(name.Length + 1)..];
            }

            if ((argument == name || argument == shortName) && index + 1 < arguments.Length)
            {
                return arguments[index + 1];
            }

            if (shortName is not null && argument.StartsWith(shortName, StringComparison.Ordinal) && argument.Length > shortName.Length)
            {
                return argument[shortName.Length..];
            }
        }

        return null;
    }
}
