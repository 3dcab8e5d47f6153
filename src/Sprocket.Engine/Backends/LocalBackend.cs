using System.Collections.Immutable;
using Sprocket.Engine.Processes;

namespace Sprocket.Engine.Backends;

/// <summary>Runs tasks as processes of this machine, without containers.</summary>
public sealed class LocalBackend : ITaskExecutionBackend
{
    private readonly LocalMachine _machine;
    private readonly ResourceLimits _limits;
    private readonly LocalExecution _execution;

    /// <summary>Creates the backend.</summary>
    /// <param name="machine">What tasks may use together.</param>
    /// <param name="clampsCpu">Whether a task that asks for more cores gets what there is, instead of failing.</param>
    /// <param name="clampsMemory">Whether a task that asks for more memory gets what there is, instead of failing.</param>
    /// <param name="runner">Starts the job step.</param>
    /// <param name="program">The job step's program: this binary.</param>
    public LocalBackend(LocalMachine machine, bool clampsCpu, bool clampsMemory, IProcessRunner runner, string program)
    {
        _machine = machine;
        _limits = new ResourceLimits("this machine", machine.Cpu, machine.MemoryBytes, clampsCpu, clampsMemory);
        _execution = new LocalExecution(runner, program, machine, new SteadyClock(TimeProvider.System));
    }

    /// <inheritdoc/>
    public string Description => $"local ({_machine.Cpu} cores, {Amount.Of(_machine.MemoryBytes)}), without containers";

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellation) => Task.CompletedTask;

    /// <inheritdoc/>
    public Allocation Allocate(Requirements requirements, Hints hints)
    {
        (double cpu, long memoryBytes, IReadOnlyList<string> notes) = _limits.Grant(requirements);
        return new Allocation
        {
            Cpu = cpu,
            MemoryBytes = memoryBytes,
            Gpus = _machine.GrantGpus(requirements, hints),
            GpuType = requirements.Gpu ? hints.GpuType : null,
            Notes = notes,
        };
    }

    /// <inheritdoc/>
    public Task<Outcome> ExecuteAsync(TaskPlan plan, Action<TaskProgress> report, RunCancellation cancellation) =>
        _execution.ExecuteAsync(plan, () => AttemptScripts.ForHost(plan), report, cancellation);

    /// <inheritdoc/>
    public Task<ImmutableArray<string>> CancelLeftAsync(ImmutableArray<LeftAttempt> attempts, Action<string> report) =>
        _execution.CancelLeftAsync(attempts);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
