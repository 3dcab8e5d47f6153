using System.Collections.Immutable;
using Sprocket.Engine.Processes;

namespace Sprocket.Engine.Tests.Processes;

public sealed class ProcessEnvironmentTests
{
    [Theory]
    [InlineData("SLURM_MEM_PER_CPU")]
    [InlineData("SLURM_JOB_ID")]
    [InlineData("SBATCH_PARTITION")]
    [InlineData("SQUEUE_FORMAT")]
    [InlineData("PMI_RANK")]
    [InlineData("PMIX_ID")]
    [InlineData("XDG_RUNTIME_DIR")]
    [InlineData("DBUS_SESSION_BUS_ADDRESS")]
    [InlineData("APPTAINERENV_A")]
    [InlineData("TMPDIR")]
    [InlineData("CUDA_VISIBLE_DEVICES")]
    [InlineData("OMPI_COMM_WORLD_RANK")]
    [InlineData("_SLURM_SPANK_OPTION")]
    public void What_belongs_to_this_session_stays_here(string name) => Assert.False(Passes(name));

    [Theory]
    [InlineData("PATH")]
    [InlineData("HOME")]
    [InlineData("SLURM_CONF")]
    [InlineData("SLURM_CLUSTERS")]
    [InlineData("MODULEPATH")]
    [InlineData("BASH_FUNC_module%%")]
    [InlineData("OMP_NUM_THREADS")]
    [InlineData("https_proxy")]
    public void What_a_job_needs_goes_with_it(string name) => Assert.True(Passes(name));

    private static bool Passes(string name) =>
        ProcessEnvironment.ForJobs(ImmutableDictionary<string, string>.Empty.Add(name, "value")).ContainsKey(name);
}
