using Sprocket.Engine.Storage;

namespace Sprocket.Engine.Tests.Backends;

/// <summary>What a job step may have seen.</summary>
internal static class OutcomeFiles
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 10, 0, 0, TimeSpan.Zero);

    /// <summary>A command that ended by itself, watched where the kernel counts.</summary>
    public static OutcomeFile Exit(int code) => new()
    {
        ExitCode = code,
        CommandStarted = true,
        Start = Start,
        End = Start.AddMinutes(1),
        Node = "n1",
        JobId = "17",
        PeakMemoryBytes = 50 << 20,
        CpuTime = TimeSpan.FromSeconds(3),
        OomKills = 0,
        IsGroupOfJob = true,
    };

    /// <summary>The same, asked to end at 10:00:30.</summary>
    public static OutcomeFile Asked(this OutcomeFile file) => file with { Signals = [new ReceivedSignal("TERM", Start.AddSeconds(30))] };
}
