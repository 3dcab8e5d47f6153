namespace Sprocket.Engine.Backends;

/// <summary>What tasks may use of this machine.</summary>
/// <param name="Cpu">CPU cores.</param>
/// <param name="MemoryBytes">Memory in bytes.</param>
public sealed record LocalMachine(int Cpu, long MemoryBytes)
{
    /// <summary>What this process may use, the limits of its control group and its CPU affinity respected.</summary>
    public static LocalMachine Detect() => new(Environment.ProcessorCount, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
}
