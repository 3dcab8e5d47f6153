using System.Runtime.InteropServices;

namespace Sprocket.Engine.Processes;

/// <summary>What the C library knows of processes and .NET does not offer.</summary>
internal static partial class NativeProcess
{
    /// <summary>Stands for the caller's own process group where a process id is asked for.</summary>
    public const int OwnGroup = 0;

    private const int Children = -1;

    /// <summary>Sends a signal; whether it could be delivered.</summary>
    /// <param name="processId">The process, or <see cref="OwnGroup"/>.</param>
    /// <param name="signal">The number of the signal; 0 only asks whether the process exists.</param>
    public static bool Signal(int processId, int signal) => Kill(processId, signal) == 0;

    /// <summary>Makes this process the leader of a session and a process group of its own; whether it is one now.</summary>
    public static bool LeadSession() => SetSession() > 0 || GetGroup() == Environment.ProcessId;

    /// <summary>What the ended children of this process used, with their own ended children.</summary>
    /// <returns>The CPU time of all together and the resident memory of the largest single one, in bytes.</returns>
    public static (TimeSpan CpuTime, long PeakMemoryBytes) ChildUsage()
    {
        if (GetUsage(Children, out Usage usage) != 0)
        {
            return default;
        }

        TimeSpan cpuTime = TimeSpan.FromSeconds(usage.UserSeconds + usage.SystemSeconds)
            + TimeSpan.FromMicroseconds(usage.UserMicroseconds + usage.SystemMicroseconds);
        return (cpuTime, usage.PeakMemoryKiB << 10);
    }

    // Bound at link time in the published binary; the search path is for the analyzer, which cannot know that.
    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int processId, int signal);

    [LibraryImport("libc", EntryPoint = "setsid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetSession();

    [LibraryImport("libc", EntryPoint = "getpgrp")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetGroup();

    [LibraryImport("libc", EntryPoint = "getrusage")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetUsage(int who, out Usage usage);

    // `struct rusage` of 64-bit Linux: two pairs of seconds and microseconds, then fourteen longs.
    [StructLayout(LayoutKind.Sequential, Size = 18 * sizeof(long))]
    private struct Usage
    {
        public long UserSeconds;
        public long UserMicroseconds;
        public long SystemSeconds;
        public long SystemMicroseconds;
        public long PeakMemoryKiB;
    }
}
