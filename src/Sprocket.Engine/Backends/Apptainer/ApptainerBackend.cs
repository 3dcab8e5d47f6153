using System.Collections.Immutable;
using Sprocket.Engine.Processes;

namespace Sprocket.Engine.Backends.Apptainer;

/// <summary>Runs tasks on this machine, each in the container it names.</summary>
public sealed class ApptainerBackend : ITaskExecutionBackend
{
    private readonly ApptainerOptions _options;
    private readonly LocalMachine _machine;
    private readonly ResourceLimits _limits;
    private readonly ImageStore _images;
    private readonly LocalExecution _execution;

    /// <summary>Creates the backend.</summary>
    /// <param name="options">How containers are started.</param>
    /// <param name="machine">What tasks may use together.</param>
    /// <param name="clampsCpu">Whether a task that asks for more cores gets what there is, instead of failing.</param>
    /// <param name="clampsMemory">Whether a task that asks for more memory gets what there is, instead of failing.</param>
    /// <param name="runner">Starts the job step and the container runtime.</param>
    /// <param name="program">The job step's program: this binary.</param>
    /// <param name="time">The clock.</param>
    public ApptainerBackend(
        ApptainerOptions options,
        LocalMachine machine,
        bool clampsCpu,
        bool clampsMemory,
        IProcessRunner runner,
        string program,
        TimeProvider time)
    {
        _options = options;
        _machine = machine;
        _limits = new ResourceLimits("this machine", machine.Cpu, machine.MemoryBytes, clampsCpu, clampsMemory);
        _images = new ImageStore(options, new ImagePuller(options.Executable, runner, time));
        _execution = new LocalExecution(runner, program, machine, time);
    }

    /// <inheritdoc/>
    public string Description => $"apptainer ({_machine.Cpu} cores, {Amount.Of(_machine.MemoryBytes)} of this machine)";

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellation) =>
        ProgramPath.Find(_options.Executable, Environment.GetEnvironmentVariable("PATH")) is null
            ? throw new BackendUnavailableException(
                BackendDiagnostics.NoContainerRuntime.Code,
                $"`{_options.Executable}` is not on PATH",
                "install Apptainer or load its module, or run without containers with `--backend local`")
            : Task.CompletedTask;

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
            UsesContainer = !requirements.Containers.IsEmpty,
            Notes = notes,
        };
    }

    /// <inheritdoc/>
    public void Prefetch(IEnumerable<ImmutableArray<string>> containers, Action<string> report) => _images.Prefetch(containers, report);

    /// <inheritdoc/>
    public async Task<Outcome> ExecuteAsync(TaskPlan plan, Action<TaskProgress> report, RunCancellation cancellation)
    {
        if (!plan.Allocation.UsesContainer)
        {
            return await _execution.ExecuteAsync(plan, () => AttemptScripts.ForHost(plan), report, cancellation);
        }

        ImageFile image;
        try
        {
            using var starting = CancellationTokenSource.CreateLinkedTokenSource(cancellation.Drain, cancellation.Cancel);
            image = await _images.FindAsync(plan.Requirements.Containers, message => report(new TaskNote(message)), starting.Token);
        }
        catch (ImageException exception)
        {
            return new NotStarted { Explanation = exception.Message, IsTransient = exception.IsTransient };
        }
        catch (OperationCanceledException)
        {
            return new Canceled { ByRun = true };
        }

        return await _execution.ExecuteAsync(plan, () => AttemptScripts.ForContainer(plan, image, _options), report, cancellation);
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<string>> CancelLeftAsync(ImmutableArray<LeftAttempt> attempts, Action<string> report) =>
        _execution.CancelLeftAsync(attempts);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _images.DisposeAsync();
}
