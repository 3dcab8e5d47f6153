using System.Collections.Immutable;

namespace Sprocket.Engine.Backends.Slurm;

/// <summary>Reads in the arguments that a configuration gives to sbatch what they settle. Pure.</summary>
internal static class SubmitArguments
{
    /// <summary>The partition they name, or null.</summary>
    public static string? FindPartition(ImmutableArray<string> arguments)
    {
        for (int index = arguments.Length - 1; index >= 0; index--)
        {
            string argument = arguments[index];
            if (argument.StartsWith("--partition=", StringComparison.Ordinal))
            {
                return argument["--partition=".Length..];
            }

            if (argument is "--partition" or "-p" && index + 1 < arguments.Length)
            {
                return arguments[index + 1];
            }

            if (argument.StartsWith("-p", StringComparison.Ordinal) && argument.Length > 2)
            {
                return argument[2..];
            }
        }

        return null;
    }

    /// <summary>Whether they ask for memory in a way that excludes <c>--mem</c>.</summary>
    public static bool AskForMemoryTheirWay(ImmutableArray<string> arguments) =>
        arguments.Any(argument => argument.StartsWith("--mem-per-", StringComparison.Ordinal));

    /// <summary>Whether they ask for GPUs or other resources of a node by themselves.</summary>
    public static bool AskForDevices(ImmutableArray<string> arguments) => arguments.Any(argument =>
        argument.StartsWith("--gpu", StringComparison.Ordinal)
        || argument.StartsWith("--gres", StringComparison.Ordinal)
        || argument.StartsWith("-G", StringComparison.Ordinal));
}
