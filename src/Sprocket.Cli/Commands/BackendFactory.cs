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
    private const string LocalKind = "local";
    private const string ApptainerKind = "apptainer";

    private static readonly string Program = Environment.ProcessPath!;

    /// <summary>Makes it; nothing is started.</summary>
    /// <param name="loaded">The configuration.</param>
    /// <param name="directory">The run's directory.</param>
    /// <param name="workingDirectory">What relative paths of the configuration start from.</param>
    /// <param name="kind">What <see cref="ChooseKind"/> said when the run began.</param>
    /// <param name="verbosity">Whether each program that is started is told of.</param>
    public static ITaskExecutionBackend Create(LoadedConfig loaded, RunDirectory directory, string workingDirectory, string kind, Verbosity verbosity)
    {
        TaskConfig tasks = loaded.Config.Run.Task;
        IProcessRunner runner = verbosity == Verbosity.Verbose
            ? new TracedProcessRunner(new HostProcessRunner(), new TerminalLogger(TimeProvider.System), TimeProvider.System)
            : new HostProcessRunner();
        LocalMachine machine = LocalMachine.Detect();
        ApptainerOptions Containers(ContainerConfig config) => ReadContainers(config, directory, workingDirectory);
        return loaded.Backend switch
        {
            LocalConfig local => CreateLocal(Limit(machine, local.Cpu, local.Memory), tasks, runner),
            ApptainerConfig apptainer => CreateApptainer(Limit(machine, apptainer.Cpu, apptainer.Memory), tasks, Containers(apptainer.Apptainer), runner),
            SlurmConfig slurm => new SlurmApptainerBackend(ReadSlurm(slurm, tasks, Containers(slurm.Apptainer), directory), runner, new SteadyClock(TimeProvider.System)),

            // Nothing is configured: containers where the task names one and there is something to run it.
            null => kind == LocalKind
                ? CreateLocal(machine, tasks, runner)
                : CreateApptainer(machine, tasks, Containers(new ContainerConfig()), runner),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>The kind of backend that a configuration, and where it leaves that open, this machine chooses.</summary>
    public static string ChooseKind(LoadedConfig loaded) => loaded.Backend switch
    {
        LocalConfig => LocalKind,
        ApptainerConfig => ApptainerKind,
        SlurmConfig => "slurm_apptainer",
        null => ProgramPath.Find(new ContainerConfig().Executable, Environment.GetEnvironmentVariable("PATH")) is null ? LocalKind : ApptainerKind,
        _ => throw new UnreachableException(),
    };

    private static LocalBackend CreateLocal(LocalMachine machine, TaskConfig tasks, IProcessRunner runner) =>
        new(machine, Clamps(tasks.CpuLimitBehavior), Clamps(tasks.MemoryLimitBehavior), runner, Program);

    private static ApptainerBackend CreateApptainer(
        LocalMachine machine, TaskConfig tasks, ApptainerOptions containers, IProcessRunner runner) => new(
            containers,
            machine,
            Clamps(tasks.CpuLimitBehavior),
            Clamps(tasks.MemoryLimitBehavior),
            runner,
            Program,
            new SteadyClock(TimeProvider.System));

    private static SlurmOptions ReadSlurm(SlurmConfig config, TaskConfig tasks, ApptainerOptions containers, RunDirectory directory) => new()
    {
        Apptainer = containers,
        UsesContainers = config.Containers,
        RunDirectory = directory.Path,
        Began = directory.Began ?? TimeProvider.System.GetUtcNow(),
        Program = Program,
        PullsInJobs = config.ImagePull == ImagePullPlace.Job,
        Interval = config.Interval,
        PendingGrace = config.PendingGrace,
        MaxConcurrency = config.MaxConcurrency,
        MaxQueuedJobs = config.MaxQueuedJobs,
        SubmissionsPerMinute = config.SubmitRate,
        Submission = config.Submission,
        UsesDatagrams = config.Notify == NotifyMode.Network,
        JobPrologue = config.JobPrologue,
        JobNamePrefix = config.JobNamePrefix,
        DefaultPartition = ReadPartition(config.DefaultSlurmPartition),
        ShortTaskPartition = ReadPartition(config.ShortTaskSlurmPartition),
        GpuPartition = ReadPartition(config.GpuSlurmPartition),
        FpgaPartition = ReadPartition(config.FpgaSlurmPartition),
        ExtraArguments = config.Sbatch.Args,
        ConditionalArguments = JobConditions.Parse(config.Sbatch.Conditional, new DiagnosticBag()).Select,
        Resources = ReadResources(config),
        ClampsCpu = Clamps(tasks.CpuLimitBehavior),
        ClampsMemory = Clamps(tasks.MemoryLimitBehavior),
    };

    private static SlurmResources ReadResources(SlurmConfig config) => new()
    {
        DefaultTime = config.DefaultTime,
        Account = config.Account,
        Qos = config.Qos,
        Constraint = config.Constraint,
        Reservation = config.Reservation,
        Licenses = config.Licenses,
        Nice = config.Nice,
        ExcludedNodes = config.Exclude,
        GpuOption = config.GpuOption,
        GpuType = config.GpuType,
        FpgaGres = config.FpgaGres,
        DiskOption = config.DiskOption,
        DiskGres = config.DiskGres,
    };

    private static ApptainerOptions ReadContainers(ContainerConfig config, RunDirectory directory, string workingDirectory) => new()
    {
        Executable = config.Executable,
        ImageLibrary = [.. config.ImageLibrary.Select(library => Path.GetFullPath(library, workingDirectory))],
        MaxConcurrentPulls = config.MaxImagePulls,
        HasWritableTree = config.WritableTmpfs,
        GpuSupport = config.GpuSupport,
        ScratchDirectory = config.ScratchDir,
        WorkingDirectory = workingDirectory,
        ImageDirectory = config.ImageCacheDir is string cache ? Path.GetFullPath(cache, workingDirectory) : directory.ImagesPath,
        ExtraArguments = config.ExtraArgs,
    };

    private static PartitionLimits? ReadPartition(PartitionConfig? config) =>
        config is null ? null : new PartitionLimits(config.Name, config.MaxCpuPerTask, config.MaxMemoryPerTask?.Bytes)
        {
            MaxTime = config.MaxTime,
            DefaultTime = config.DefaultTime,
        };

    private static LocalMachine Limit(LocalMachine machine, int? cpu, ByteSize? memory) =>
        machine with { Cpu = cpu ?? machine.Cpu, MemoryBytes = memory?.Bytes ?? machine.MemoryBytes };

    private static bool Clamps(LimitBehavior behavior) => behavior == LimitBehavior.TryWithMax;
}
