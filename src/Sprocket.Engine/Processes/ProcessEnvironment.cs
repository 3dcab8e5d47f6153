using System.Collections;
using System.Collections.Immutable;

namespace Sprocket.Engine.Processes;

/// <summary>What of this process's environment the programs it starts, and the jobs it submits, may see.</summary>
public static class ProcessEnvironment
{
    // A runner that itself runs inside a Slurm job would hand the limits of that job on to each job it submits:
    // SLURM_MEM_PER_CPU and SLURM_NTASKS of the parent arrive beside the child's own, and any srun in it dies of the clash.
    // SBATCH_*, SQUEUE_* and the like change options and output formats behind our back; the GPUs and the processes of an MPI
    // program are those of the job around us; the rest are sockets and directories of this login session, which the node
    // does not have. https://slurm.schedmd.com/sbatch.html#SECTION_INPUT-ENVIRONMENT-VARIABLES
    private static readonly ImmutableArray<string> ForeignPrefixes =
    [
        "SLURM_", "SLURMD_", "SLURMSTEPD_", "SBATCH_", "SALLOC_", "SRUN_", "SQUEUE_", "SACCT_", "SACCTMGR_", "SINFO_", "SCANCEL_", "SCONTROL_",
        "SPANK_", "_SLURM_", "_SPANK_", "PMI", "PRTE_", "OMPI_", "HYDRA_", "HYDI_", "MPI_LOCAL", "I_MPI_HYDRA_",
        "XDG_", "DBUS_",
    ];

    // What a container runtime hands into every container, or binds into it, whatever its arguments say.
    private static readonly ImmutableArray<string> ContainerPrefixes =
    [
        "APPTAINERENV_", "SINGULARITYENV_", "APPTAINER_BIND", "SINGULARITY_BIND", "APPTAINER_MOUNT", "SINGULARITY_MOUNT",
    ];

    private static readonly ImmutableHashSet<string> Foreign =
    [
        "CUDA_VISIBLE_DEVICES", "NVIDIA_VISIBLE_DEVICES", "GPU_DEVICE_ORDINAL", "ROCR_VISIBLE_DEVICES", "HIP_VISIBLE_DEVICES", "ZE_AFFINITY_MASK",
        "TMPDIR", "DISPLAY", "SSH_AUTH_SOCK", "SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY", "OLDPWD", "PWD", "_",
    ];

    // Which cluster is meant; nothing else says it.
    private static readonly ImmutableHashSet<string> Kept = ["SLURM_CONF", "SLURM_CLUSTERS"];

    /// <summary>This process's environment, all of it.</summary>
    public static ImmutableDictionary<string, string> Current { get; } = Read();

    /// <summary>The environment without what belongs to this session or to the job around it.</summary>
    public static ImmutableDictionary<string, string> ForJobs(ImmutableDictionary<string, string> environment) =>
        environment.RemoveRange(environment.Keys.Where(IsForeign));

    /// <summary>Whether a variable lets something of this session into every container.</summary>
    public static bool ReachesIntoContainers(string name) => ContainerPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));

    private static ImmutableDictionary<string, string> Read()
    {
        ImmutableDictionary<string, string>.Builder variables = ImmutableDictionary.CreateBuilder<string, string>();
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            variables[(string)variable.Key] = (string?)variable.Value ?? "";
        }

        return variables.ToImmutable();
    }

    private static bool IsForeign(string name) => !Kept.Contains(name)
        && (Foreign.Contains(name) || ReachesIntoContainers(name) || ForeignPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)));
}
