namespace Sprocket.Engine.Backends;

/// <summary>What tasks may use of this machine.</summary>
/// <param name="Cpu">CPU cores.</param>
/// <param name="MemoryBytes">Memory in bytes.</param>
public sealed record LocalMachine(int Cpu, long MemoryBytes)
{
    private const string DeviceDirectory = "/dev";

    /// <summary>The number of GPUs.</summary>
    public int Gpus { get; init; }

    /// <summary>What this process may use, the limits of its control group and its CPU affinity respected.</summary>
    public static LocalMachine Detect() => new(Environment.ProcessorCount, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)
    {
        Gpus = CountGpus(DeviceDirectory),
    };

    /// <summary>The number of GPUs that a task gets: those it would like, where there are as many.</summary>
    /// <exception cref="UnsatisfiableException">The task needs an accelerator that is not there.</exception>
    public int GrantGpus(Requirements requirements, Hints hints)
    {
        // SPEC "Hardware Accelerators (`gpu` and `fpga`)": there must be one of each that is asked for, else the task fails before
        // its command is made; how many is a hint.
        if (requirements.Gpu && Gpus == 0)
        {
            throw Lacks("a GPU", "gpu");
        }

        // No file tells an FPGA from other devices.
        if (requirements.Fpga)
        {
            throw Lacks("an FPGA", "fpga");
        }

        return requirements.Gpu ? Math.Min(hints.GpuCount ?? 1, Gpus) : 0;
    }

    /// <summary>The GPUs among the files of devices.</summary>
    /// <param name="directory">Where those are.</param>
    internal static int CountGpus(string directory)
    {
        try
        {
            // NVIDIA's driver makes a file for each; that of AMD one for all, beside one for each that draws; Windows one for all.
            int nvidia = Directory.EnumerateFiles(directory, "nvidia*").Count(path => int.TryParse(Path.GetFileName(path)["nvidia".Length..], out _));
            return nvidia > 0 ? nvidia
                : File.Exists(Path.Join(directory, "kfd")) ? Math.Max(1, CountFiles(Path.Join(directory, "dri"), "renderD*"))
                : File.Exists(Path.Join(directory, "dxg")) ? 1
                : 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private static UnsatisfiableException Lacks(string device, string requirement) =>
        new($"the task needs {device}, but this machine has none; run it where there is one, or set its `{requirement}` to `false` in the inputs");

    private static int CountFiles(string directory, string pattern) =>
        Directory.Exists(directory) ? Directory.EnumerateFiles(directory, pattern).Count() : 0;
}
