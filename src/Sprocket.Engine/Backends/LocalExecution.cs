using System.Collections.Immutable;
using Sprocket.Engine.Processes;
using Sprocket.Engine.Storage;

namespace Sprocket.Engine.Backends;

/// <summary>Runs job steps on this machine, no more at once than it has cores and memory for.</summary>
internal sealed class LocalExecution
{
    // Longer than the job step's own patience, so that it is the step that ends the command and writes how.
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(15);

    private readonly IProcessRunner _runner;
    private readonly string _program;
    private readonly ResourcePool _pool;
    private readonly LocalRecovery _recovery;

    /// <summary>Creates the means of running.</summary>
    /// <param name="runner">Starts the job step.</param>
    /// <param name="program">The job step's program.</param>
    /// <param name="machine">What there is to share.</param>
    /// <param name="time">The clock.</param>
    public LocalExecution(IProcessRunner runner, string program, LocalMachine machine, TimeProvider time)
    {
        _runner = runner;
        _program = program;
        _pool = new ResourcePool(machine.Cpu, machine.MemoryBytes);
        _recovery = new LocalRecovery(time);
    }

    /// <summary>Waits for room, runs what is prepared, and says how it ended.</summary>
    /// <param name="plan">The attempt.</param>
    /// <param name="prepare">Called when there is room: writes the scripts.</param>
    /// <param name="report">Told when it starts.</param>
    /// <param name="cancellation">When to stop.</param>
    public async Task<Outcome> ExecuteAsync(TaskPlan plan, Func<JobDescription> prepare, Action<TaskProgress> report, RunCancellation cancellation)
    {
        if (plan.IsResumed)
        {
            if (await RecoverAsync(plan, report, cancellation.Cancel) is Outcome outcome)
            {
                return outcome;
            }

            // Nothing was started, so what the plan says now may differ from what was written then.
            new AttemptDirectory(plan.Directory).Prepare(plan.Command);
        }

        try
        {
            using var starting = CancellationTokenSource.CreateLinkedTokenSource(cancellation.Drain, cancellation.Cancel);
            using IDisposable room = await _pool.TakeAsync(plan.Allocation.Cpu, plan.Allocation.MemoryBytes, starting.Token);
            prepare().Write(new AttemptDirectory(plan.Directory).DescriptionPath);
            report(new TaskStarted(null));
            return await RunAsync(plan, cancellation.Cancel);
        }
        catch (OperationCanceledException)
        {
            return new Canceled { ByRun = true };
        }
    }

    /// <summary>Ends what an earlier runner left; the result is the keys of what still runs.</summary>
    public Task<ImmutableArray<string>> CancelLeftAsync(ImmutableArray<LeftAttempt> attempts) => _recovery.CancelAsync(attempts);

    private async Task<Outcome?> RecoverAsync(TaskPlan plan, Action<TaskProgress> report, CancellationToken cancellation)
    {
        using var done = new CancellationTokenSource();
        Task room = HoldRoomAsync(plan, done.Token);
        try
        {
            return await _recovery.FinishAsync(plan, report, cancellation);
        }
        finally
        {
            await done.CancelAsync();
            await room;
        }
    }

    // What still runs takes its room, as soon as there is any.
    private async Task HoldRoomAsync(TaskPlan plan, CancellationToken done)
    {
        try
        {
            using IDisposable room = await _pool.TakeAsync(plan.Allocation.Cpu, plan.Allocation.MemoryBytes, done);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, done);
        }
        catch (OperationCanceledException)
        {
            // It has ended.
        }
    }

    private async Task<Outcome> RunAsync(TaskPlan plan, CancellationToken cancellation)
    {
        ImmutableDictionary<string, string> environment = ProcessEnvironment.Current;
        var command = new ProcessCommand(_program, ["job", plan.Directory])
        {
            WorkingDirectory = plan.Directory,
            Environment = environment.RemoveRange(environment.Keys.Where(name =>
                name.StartsWith("SLURM", StringComparison.Ordinal) || ProcessEnvironment.ReachesIntoContainers(name))),
            StopGrace = StopGrace,
            MaxOutputBytes = 64 << 10,
        };
        ProcessResult result;
        try
        {
            result = await _runner.RunAsync(command, cancellation);
        }
        catch (ProcessStartException exception)
        {
            return new NotStarted { Explanation = $"The command could not be started: {exception.Message}." };
        }

        if (LocalRecovery.Judge(plan) is { } outcome)
        {
            return outcome;
        }

        string said = result.StandardError.Trim() is { Length: > 0 } text ? $" It said: {text}" : "";
        return new NodeFailed
        {
            Explanation = $"The job step that watched the command ended with exit code {result.ExitCode} and left no word of how the command ended.{said}",
        };
    }
}
