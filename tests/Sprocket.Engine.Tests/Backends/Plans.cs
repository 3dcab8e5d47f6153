using Sprocket.Engine.Backends;
using Sprocket.Engine.Storage;

namespace Sprocket.Engine.Tests.Backends;

/// <summary>Plans to execute.</summary>
internal static class Plans
{
    public static TaskPlan Plan(string directory, string command = "true", Requirements? requirements = null) => new()
    {
        CallId = "align-3",
        Attempt = 0,
        Key = "run7.align-3.0",
        Directory = directory,
        Command = command,
        Shell = "sh",
        Requirements = requirements ?? new Requirements(),
        Hints = new Hints(),
        Allocation = new Allocation { Cpu = 1, MemoryBytes = 100 << 20 },
    };

    /// <summary>The plan with its directory made, as a run makes it.</summary>
    public static TaskPlan Prepared(this TaskPlan plan)
    {
        new AttemptDirectory(plan.Directory).Prepare(plan.Command);
        return plan;
    }
}
