using System.Diagnostics;
using Sprocket.Engine.Backends;
using Sprocket.Engine.Backends.Apptainer;
using Sprocket.Engine.Backends.Slurm;
using Sprocket.Engine.Configuration;
using Sprocket.Engine.Processes;
using Sprocket.Engine.Runs;
using Sprocket.Engine.Storage;
using Sprocket.Text;

namespace Sprocket.Cli.Commands;

/// <summary>Makes the backend that the configuration chooses.</summary>
internal static class BackendFactory
{
    private static readonly string Program = Environment.ProcessPath!;

    /// <summary>Makes it; nothing is started.</summary>
    /// <param name="loaded">The configuration.</param>
    /// <param name="directory">The run's directory.</param>
    /// <param name="verbosity">Whether each program that is started is told of.</param>
    public static ITaskExecutionBackend Create(LoadedConfig loaded, RunDirectory directory, Verbosity verbosity)
    {
        TaskConfig tasks = loaded.Config.Run.Task;
        IProcessRunner runner = verbosity == Verbosity.Verbose
            ? new TracedProcessRunner(new HostProcessRunner(), new TerminalLogger(TimeProvider.System), TimeProvider.System)
            : new HostProcessRunner();
        LocalMachine machine = LocalMachine.Detect();
        return loaded.Backend switch
        {
            LocalConfig local => CreateLocal(Limit(machine, local.Cpu, local.Memory), tasks, runner),
            ApptainerConfig apptainer => CreateApptainer(apptainer, Limit(machine, apptainer.Cpu, apptainer.Memory), tasks, directory, runner),
            SlurmConfig slurm => new SlurmApptainerBackend(ReadSlurm(slurm, tasks, directory), runner, TimeProvider.System),

            // Nothing is configured: containers where the task names one and there is something to run it.
            null => ProgramPath.Find(new ContainerConfig().Executable, Environment.GetEnvironmentVariable("PATH")) is null
                ? CreateLocal(machine, tasks, runner)
                : CreateApptainer(new ApptainerConfig(), machine, tasks, directory, runner),
            _ => throw new UnreachableException(),
        };
    }

    private static LocalBackend CreateLocal(LocalMachine machine, TaskConfig tasks, IProcessRunner runner) =>
        new(machine, Clamps(tasks.CpuLimitBehavior), Clamps(tasks.MemoryLimitBehavior), runner, Program);

    private static ApptainerBackend CreateApptainer(
        ApptainerConfig config, LocalMachine machine, TaskConfig tasks, RunDirectory directory, IProcessRunner runner) => new(
            ReadContainers(config.Apptainer, directory),
            machine,
            Clamps(tasks.CpuLimitBehavior),
            Clamps(tasks.MemoryLimitBehavior),
            runner,
            Program,
            TimeProvider.System);

    private static SlurmOptions ReadSlurm(SlurmConfig config, TaskConfig tasks, RunDirectory directory) => new()
    {
        Apptainer = ReadContainers(config.Apptainer, directory),
        RunDirectory = directory.Path,
        Program = Program,
        Interval = config.Interval,
        MaxConcurrency = config.MaxConcurrency,
        MaxQueuedJobs = config.MaxQueuedJobs,
        JobPrologue = config.JobPrologue,
        JobNamePrefix = config.JobNamePrefix,
        DefaultPartition = ReadPartition(config.DefaultSlurmPartition),
        ShortTaskPartition = ReadPartition(config.ShortTaskSlurmPartition),
        GpuPartition = ReadPartition(config.GpuSlurmPartition),
        FpgaPartition = ReadPartition(config.FpgaSlurmPartition),
        ExtraArguments = config.Sbatch.Args,
        ConditionalArguments = JobConditions.Parse(config.Sbatch.Conditional, new DiagnosticBag()).Select,
        ClampsCpu = Clamps(tasks.CpuLimitBehavior),
        ClampsMemory = Clamps(tasks.MemoryLimitBehavior),
    };

    private static ApptainerOptions ReadContainers(ContainerConfig config, RunDirectory directory) => new()
    {
        Executable = config.Executable,
        ImageDirectory = config.ImageCacheDir is string cache ? Path.GetFullPath(cache, Surroundings.CurrentDirectory) : directory.ImagesPath,
        ExtraArguments = config.ExtraArgs,
    };

    private static PartitionLimits? ReadPartition(PartitionConfig? config) =>
        config is null ? null : new PartitionLimits(config.Name, config.MaxCpuPerTask, config.MaxMemoryPerTask?.Bytes);

    private static LocalMachine Limit(LocalMachine machine, int? cpu, ByteSize? memory) =>
        new(cpu ?? machine.Cpu, memory?.Bytes ?? machine.MemoryBytes);

    private static bool Clamps(LimitBehavior behavior) => behavior == LimitBehavior.TryWithMax;
}
