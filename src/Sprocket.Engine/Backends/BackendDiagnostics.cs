using System.Collections.Immutable;
using Sprocket.Text;

namespace Sprocket.Engine.Backends;

/// <summary>The catalogue of what a backend may lack, in code order.</summary>
public static class BackendDiagnostics
{
    /// <summary>The container runtime is missing on this machine.</summary>
    public static readonly DiagnosticDescriptor NoContainerRuntime = Error(
        "RUN0201",
        "the container runtime is missing",
        "The backend starts containers with Apptainer (or SingularityCE), which is not on the PATH of this machine. Install it, load its module, "
        + "name its path as `apptainer.executable` in the backend's configuration, or choose a backend without containers.");

    /// <summary>A command of Slurm is missing on this machine.</summary>
    public static readonly DiagnosticDescriptor NoSlurm = Error(
        "RUN0202",
        "Slurm's commands are missing",
        "The backend submits jobs with `sbatch` and watches them with `squeue`, which are not on the PATH of this machine. Run on a login node of the "
        + "cluster, load Slurm's module, or choose another backend with `--backend`.");

    /// <summary>Slurm's controller does not answer.</summary>
    public static readonly DiagnosticDescriptor NoController = Error(
        "RUN0203",
        "Slurm does not answer",
        "Slurm's commands are here but its controller cannot be reached or refuses. `scontrol ping` and `sinfo` show the same; when they do, the "
        + "cluster's administrators can help. Jobs that already run are not touched by this.");

    /// <summary>A partition that the configuration names does not exist.</summary>
    public static readonly DiagnosticDescriptor NoPartition = Error(
        "RUN0204",
        "the partition does not exist",
        "The configuration names a partition that Slurm does not have, or does not show to you. `sinfo -s` lists those there are.");

    /// <summary>The program that jobs start could not be brought to where the nodes see it.</summary>
    public static readonly DiagnosticDescriptor NoJobStep = Error(
        "RUN0205",
        "the job step cannot be put into the run directory",
        "Each job runs this same binary beside the task, which is copied once into the run directory. That failed, mostly for want of space or "
        + "permission. Choose another place with `--output-dir`, on a file system that all nodes share.");

    /// <summary>All of them, in code order.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } = [NoContainerRuntime, NoSlurm, NoController, NoPartition, NoJobStep];

    private static DiagnosticDescriptor Error(string code, string title, string explanation) =>
        new(code, DiagnosticSeverity.Error, title, explanation);
}
