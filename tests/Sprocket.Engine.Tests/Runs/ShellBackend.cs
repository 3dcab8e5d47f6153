using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using Sprocket.Engine.Backends;
using Sprocket.Engine.Storage;

namespace Sprocket.Engine.Tests.Runs;

/// <summary>Runs commands with bash in their working directories, at once, and lets a test decide outcomes instead.</summary>
internal sealed class ShellBackend : ITaskExecutionBackend
{
    private readonly ConcurrentQueue<TaskPlan> _plans = new();

    public string Description => "bash";

    /// <summary>The plans executed so far, in order.</summary>
    public IReadOnlyCollection<TaskPlan> Plans => _plans;

    /// <summary>Decides an attempt's outcome without running it; null runs it.</summary>
    public Func<TaskPlan, Outcome?>? Decide { get; init; }

    /// <summary>What an attempt waits for before it runs; null starts it at once.</summary>
    public Func<TaskPlan, RunCancellation, Task>? Delay { get; init; }

    /// <summary>The most memory that is granted.</summary>
    public long MemoryLimit { get; init; } = long.MaxValue;

    /// <summary>The longest time limit that is granted.</summary>
    public TimeSpan LongestTime { get; init; } = TimeSpan.MaxValue;

    /// <summary>How many nodes there are.</summary>
    public int? Nodes { get; init; }

    public Task StartAsync(CancellationToken cancellation) => Task.CompletedTask;

    public Allocation Allocate(Requirements requirements, Hints hints)
    {
        var limits = new ResourceLimits("this machine", null, MemoryLimit, ClampsCpu: false, ClampsMemory: false);
        return new Allocation
        {
            Cpu = requirements.Cpu,
            MemoryBytes = limits.Grant(requirements).MemoryBytes,
            TimeLimit = (hints.RaisedTimeLimit ?? hints.TimeLimit) is { } limit && limit > LongestTime ? LongestTime : hints.RaisedTimeLimit ?? hints.TimeLimit,
            Nodes = Nodes,
        };
    }

    public async Task<Outcome> ExecuteAsync(TaskPlan plan, Action<TaskProgress> report, RunCancellation cancellation)
    {
        _plans.Enqueue(plan);
        if (Delay is not null)
        {
            await Delay(plan, cancellation);
        }

        if (cancellation.Cancel.IsCancellationRequested)
        {
            return new Canceled { ByRun = true };
        }

        report(new TaskStarted(null));
        if (Decide?.Invoke(plan) is Outcome decided)
        {
            return decided;
        }

        int exitCode = await RunAsync(plan);
        return plan.Requirements.Accepts(exitCode)
            ? new Succeeded { ExitCode = exitCode }
            : new CommandFailed { ExitCode = exitCode };
    }

    public Task<ImmutableArray<string>> CancelLeftAsync(ImmutableArray<LeftAttempt> attempts, Action<string> report) =>
        Task.FromResult<ImmutableArray<string>>([]);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task<int> RunAsync(TaskPlan plan)
    {
        var directory = new AttemptDirectory(plan.Directory);
        var start = new ProcessStartInfo("/bin/bash") { WorkingDirectory = directory.WorkPath };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("exec /bin/bash \"$0\" >\"$1\" 2>\"$2\"");
        start.ArgumentList.Add(directory.CommandPath);
        start.ArgumentList.Add(directory.StandardOutputPath);
        start.ArgumentList.Add(directory.StandardErrorPath);
        foreach (EnvironmentVariable variable in plan.Environment)
        {
            start.Environment[variable.Name] = variable.Value;
        }

        using Process process = Process.Start(start)!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
