using System.Collections.Immutable;
using Sprocket.Engine.Backends;
using Sprocket.Engine.Backends.Apptainer;
using Sprocket.Engine.Backends.Slurm;

namespace Sprocket.Engine.Tests.Backends.Slurm;

public sealed class JobScriptsTests
{
    private static readonly SlurmOptions Options = new()
    {
        Apptainer = new ApptainerOptions { ImageDirectory = "/images" },
        RunDirectory = "/runs/a b",
        Program = "/bin/sprocket",
        JobNamePrefix = "lab",
    };

    private static readonly TaskPlan Plan = Plans.Plan("/runs/a b/attempts/0");

    [Fact]
    public void A_job_asks_for_what_was_granted_and_starts_the_job_step()
    {
        string script = Render(Plan with
        {
            Allocation = new Allocation { Cpu = 4, MemoryBytes = (2L << 30) + 1, TimeLimit = TimeSpan.FromSeconds(61), Partition = "long", Gpus = 2, GpuType = "a100" },
            Hints = new Hints { Account = "wheat", Qos = "high", Constraint = "avx2&ssd" },
            ExcludedNodes = ["n1", "n7"],
        });

        Assert.Equal(
            """
            #!/bin/bash
            #SBATCH --job-name='lab-run7.align-3.0'
            #SBATCH --output='/runs/a b/attempts/0/slurm.stdout'
            #SBATCH --error='/runs/a b/attempts/0/slurm.stderr'
            #SBATCH --open-mode=append
            #SBATCH --nodes=1
            #SBATCH --ntasks=1
            #SBATCH --cpus-per-task=4
            #SBATCH --mem=2049M
            #SBATCH --time=2
            #SBATCH --partition='long'
            #SBATCH --account='wheat'
            #SBATCH --qos='high'
            #SBATCH --constraint='avx2&ssd'
            #SBATCH --gres='gpu:a100:2'
            #SBATCH --exclude='n1,n7'
            #SBATCH --no-requeue
            #SBATCH --export=ALL

            # What the site wants to be run first, such as `module load apptainer`.

            # Without this a missing directory would only be a warning, and the job would run in /tmp.
            cd '/runs/a b/attempts/0' || exit 1
            exec '/runs/a b/.sprocket/sprocket' job '/runs/a b/attempts/0'

            """,
            script);
    }

    [Fact]
    public void What_is_not_asked_for_is_left_to_Slurm()
    {
        string script = Render(Plan);

        Assert.Contains("--mem=100M\n", script, StringComparison.Ordinal);
        foreach (string option in (string[])["--time", "--partition", "--account", "--qos", "--constraint", "--gres", "--exclude"])
        {
            Assert.DoesNotContain(option, script, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("--mem-per-cpu=2G", "--mem=")]
    [InlineData("--gpus-per-task=1", "--gres")]
    public void What_the_configuration_asks_for_in_its_own_way_is_not_asked_for_twice(string argument, string option)
    {
        TaskPlan plan = Plan with { Allocation = Plan.Allocation with { Gpus = 1 } };

        Assert.Contains(option, Render(plan), StringComparison.Ordinal);
        Assert.DoesNotContain(option, Render(plan, argument), StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_that_Slurm_cannot_name_costs_only_the_jobs_own_log()
    {
        string script = Render(Plan with { Directory = "/runs/back\\slash" });

        Assert.Contains("--output='/dev/null'", script, StringComparison.Ordinal);
        Assert.Contains("cd '/runs/back\\slash'", script, StringComparison.Ordinal);
    }

    private static string Render(TaskPlan plan, params ImmutableArray<string> arguments) =>
        JobScripts.Write(plan, Options, arguments, "/runs/a b/.sprocket/sprocket").Render().Text;
}
