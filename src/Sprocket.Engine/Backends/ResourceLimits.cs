using System.Collections.Immutable;
using System.Globalization;

namespace Sprocket.Engine.Backends;

/// <summary>The most that one task may have at a place, and what becomes of one that asks for more.</summary>
/// <param name="Place">The place in words, such as <c>this machine</c> or <c>partition `long`</c>.</param>
/// <param name="MaxCpu">CPU cores; null for no limit.</param>
/// <param name="MaxMemoryBytes">Memory in bytes; null for no limit.</param>
/// <param name="ClampsCpu">Whether a task that asks for more cores gets what there is, instead of failing.</param>
/// <param name="ClampsMemory">Whether a task that asks for more memory gets what there is, instead of failing.</param>
internal sealed record ResourceLimits(string Place, double? MaxCpu, long? MaxMemoryBytes, bool ClampsCpu, bool ClampsMemory)
{
    /// <summary>What of the requirements is granted, with a note for what was cut.</summary>
    /// <exception cref="UnsatisfiableException">The task asks for more and is not to be cut.</exception>
    public (double Cpu, long MemoryBytes, ImmutableArray<string> Notes) Grant(Requirements requirements)
    {
        ImmutableArray<string>.Builder notes = ImmutableArray.CreateBuilder<string>();
        double cpu = requirements.Cpu;
        if (MaxCpu is { } maxCpu && cpu > maxCpu)
        {
            string excess = $"the task asks for {Number(cpu)} CPU cores, but {Place} has {Number(maxCpu)}";
            Check(ClampsCpu, excess, "run.task.cpu_limit_behavior");
            notes.Add($"{excess}: it runs with those");
            cpu = maxCpu;
        }

        long memoryBytes = requirements.MemoryBytes;
        if (MaxMemoryBytes is { } maxMemoryBytes && memoryBytes > maxMemoryBytes)
        {
            string excess = $"the task asks for {Amount.Of(memoryBytes)} of memory, but {Place} has {Amount.Of(maxMemoryBytes)}";
            Check(ClampsMemory, excess, "run.task.memory_limit_behavior");
            notes.Add($"{excess}: it runs with that");
            memoryBytes = maxMemoryBytes;
        }

        // More after an attempt that had too little is a wish, which nothing is denied for.
        if (requirements.RaisedMemoryBytes > memoryBytes)
        {
            memoryBytes = Math.Max(memoryBytes, Math.Min(requirements.RaisedMemoryBytes.Value, MaxMemoryBytes ?? long.MaxValue));
        }

        return (cpu, memoryBytes, notes.ToImmutable());
    }

    private static void Check(bool clamps, string excess, string key)
    {
        if (!clamps)
        {
            throw new UnsatisfiableException($"{excess}; lower what it asks for, or set `{key} = \"try_with_max\"`");
        }
    }

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
