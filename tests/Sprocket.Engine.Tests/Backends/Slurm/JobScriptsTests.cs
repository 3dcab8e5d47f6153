using System.Collections.Immutable;
using Sprocket.Engine.Backends;
using Sprocket.Engine.Backends.Apptainer;
using Sprocket.Engine.Backends.Slurm;
using Sprocket.Engine.Configuration;

namespace Sprocket.Engine.Tests.Backends.Slurm;

public sealed class JobScriptsTests
{
    private const string Program = "/runs/a b/.sprocket/sprocket";

    private static readonly SlurmOptions Options = new()
    {
        Apptainer = new ApptainerOptions { WorkingDirectory = "/", ImageDirectory = "/images" },
        RunDirectory = "/runs/a b",
        Began = DateTimeOffset.UnixEpoch,
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
            Hints = new Hints { Account = "wheat", Qos = "high", Constraint = "avx2&ssd", Reservation = "course", Licenses = "matlab:2", Nice = 50, ExcludedNodes = "n9" },
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
            #SBATCH --reservation='course'
            #SBATCH --licenses='matlab:2'
            #SBATCH --nice=50
            #SBATCH --gres='gpu:a100:2'
            #SBATCH --exclude='n9,n1,n7'
            #SBATCH --no-requeue
            #SBATCH --export=ALL

            # What the site wants to be run first, such as `module load apptainer`.

            # Without this a missing directory would only be a warning, and the job would run in /tmp.
            cd '/runs/a b/attempts/0' || exit 1
            exec '/runs/a b/.sprocket/sprocket' job "$PWD"

            """,
            script);
    }

    [Fact]
    public void The_elements_of_an_array_find_their_directories_by_their_indices()
    {
        using var directory = new TemporaryDirectory();
        var array = JobArray.Create(Path.Join(directory.Path, "50% done"), "lab-run7.align-3.0", [.. "abc".Select(name => Path.Join(directory.Path, $"{name}"))]);
        string escaped = array.Path.Replace("%", "%%", StringComparison.Ordinal);

        string script = JobScripts.WriteArray(JobScripts.Write(Plan, Options, Program), array).Render().Text;

        Assert.Matches("^lab-run7.align-3.0.array-[0-9a-f]{12}$", array.Name);
        Assert.Equal("../../c", new FileInfo(Path.Join(array.Path, "2")).LinkTarget);
        Assert.Equal(
            $"""
            #!/bin/bash
            #SBATCH --job-name='{array.Name}'
            #SBATCH --array=0-2
            #SBATCH --output='{escaped}'/%a/slurm.stdout
            #SBATCH --error='{escaped}'/%a/slurm.stderr
            #SBATCH --open-mode=append
            #SBATCH --nodes=1
            #SBATCH --ntasks=1
            #SBATCH --cpus-per-task=1
            #SBATCH --mem=100M
            #SBATCH --no-requeue
            #SBATCH --export=ALL

            # What the site wants to be run first, such as `module load apptainer`.

            # Without this a missing directory would only be a warning, and the job would run in /tmp.
            cd -P '{array.Path}'/"$SLURM_ARRAY_TASK_ID" || exit 1
            exec '{Program}' job "$PWD"

            """,
            script);
    }

    [Fact]
    public void Attempts_that_ask_for_the_same_have_one_profile()
    {
        string profile = Profile(Plan);

        Assert.Equal(profile, Profile(Plan with { CallId = "align-4", Key = "run7.align-4.0", Directory = "/runs/other" }));
        Assert.NotEqual(profile, Profile(Plan with { Allocation = Plan.Allocation with { Cpu = 2 } }));
        Assert.NotEqual(profile, Profile(Plan with { ExcludedNodes = ["n1"] }));
        Assert.NotEqual(profile, Profile(Plan, "--nice=5"));
    }

    [Fact]
    public void What_is_not_asked_for_is_left_to_Slurm()
    {
        string script = Render(Plan);

        Assert.Contains("--mem=100M\n", script, StringComparison.Ordinal);
        string[] others =
        [
            "--time", "--partition", "--account", "--qos", "--constraint", "--reservation", "--licenses", "--nice", "--gres", "--gpus", "--tmp", "--exclude",
        ];
        foreach (string option in others)
        {
            Assert.DoesNotContain(option, script, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_configuration_stands_in_for_what_the_task_does_not_say()
    {
        SlurmResources resources = new()
        {
            Account = "lab",
            Qos = "long",
            Constraint = "ssd",
            Reservation = "night",
            Licenses = "x",
            Nice = 7,
            ExcludedNodes = ["n3", "n4"],
        };

        string[] mine = Directives(Plan with { Hints = new Hints { Qos = "high", ExcludedNodes = "n5" } }, resources);

        Assert.Equal(
            ["--account='lab'", "--qos='high'", "--constraint='ssd'", "--reservation='night'", "--licenses='x'", "--nice=7", "--exclude='n3,n4,n5'"],
            mine);
    }

    [Theory]
    [InlineData(GpuOption.Gres, null, "--gres='gpu:2'")]
    [InlineData(GpuOption.Gres, "a100", "--gres='gpu:a100:2'")]
    [InlineData(GpuOption.Gpus, "a100", "--gpus='a100:2'")]
    [InlineData(GpuOption.Gpus, null, "--gpus='2'")]
    [InlineData(GpuOption.GpusPerNode, "a100", "--gpus-per-node='a100:2'")]
    public void GPUs_are_asked_for_as_the_site_wants(GpuOption option, string? type, string directive) => Assert.Equal(
        [directive],
        Directives(Plan with { Allocation = Plan.Allocation with { Gpus = 2, GpuType = type } }, new SlurmResources { GpuOption = option }));

    [Theory]
    [InlineData(DiskOption.None, "lscratch:{gib}", null)]
    [InlineData(DiskOption.Tmp, "lscratch:{gib}", "--tmp=3073M")]
    [InlineData(DiskOption.Gres, "lscratch:{gib}", "--gres='lscratch:4'")]
    [InlineData(DiskOption.Gres, "tmpspace:{gib}G", "--gres='tmpspace:4G'")]
    public void Disks_are_asked_for_as_the_site_wants(DiskOption option, string gres, string? directive)
    {
        TaskPlan plan = Plan with
        {
            Requirements = Plan.Requirements with { Disks = ImmutableSortedDictionary<string, long>.Empty.Add("", 3L << 30).Add("/mnt/x", 1) },
        };

        Assert.Equal(directive is null ? [] : [directive], Directives(plan, new SlurmResources { DiskOption = option, DiskGres = gres }));
    }

    [Fact]
    public void All_generic_resources_are_one_list()
    {
        TaskPlan plan = Plan with
        {
            Requirements = Plan.Requirements with { Disks = ImmutableSortedDictionary<string, long>.Empty.Add("", 1L << 30) },
            Allocation = Plan.Allocation with { Gpus = 1, Fpgas = 1, SchedulerArguments = ["--gres=nic:1", "--hint=nomultithread"] },
        };
        SlurmResources resources = new() { DiskOption = DiskOption.Gres, FpgaGres = "fpga" };

        Assert.Equal(["--gres='gpu:1,fpga:1,lscratch:1'"], Directives(plan, resources));
        Assert.Equal(["--gres=nic:1", "--hint=nomultithread", "--gres=nic:1,gpu:1,fpga:1,lscratch:1"], GenericResources.Complete(plan, resources));
    }

    [Theory]
    [InlineData("--mem-per-cpu=2G", "--mem=")]
    [InlineData("--gpus-per-task=1", "--gres")]
    [InlineData("-G2", "--gres")]
    [InlineData("--gres=gpu:tesla:1", "--gres")]
    [InlineData("--gres=nic:1,gres/gpu:1", "--gres")]
    public void What_the_configuration_asks_for_in_its_own_way_is_not_asked_for_twice(string argument, string option)
    {
        TaskPlan plan = Plan with { Allocation = Plan.Allocation with { Gpus = 1 } };
        TaskPlan theirs = plan with { Allocation = plan.Allocation with { SchedulerArguments = [argument] } };

        Assert.Contains(option, Render(plan), StringComparison.Ordinal);
        Assert.DoesNotContain(option, Render(theirs), StringComparison.Ordinal);
        Assert.Equal([argument], GenericResources.Complete(theirs, new SlurmResources()));
    }

    [Fact]
    public void A_line_break_in_a_name_does_no_harm() =>
        Assert.Equal(["--account='a b'"], Directives(Plan, new SlurmResources { Account = "a\nb" }));

    [Fact]
    public void A_directory_that_Slurm_cannot_name_costs_only_the_jobs_own_log()
    {
        string script = Render(Plan with { Directory = "/runs/back\\slash" });

        Assert.Contains("--output='/dev/null'", script, StringComparison.Ordinal);
        Assert.Contains("cd '/runs/back\\slash'", script, StringComparison.Ordinal);
    }

    private static string Profile(TaskPlan plan, params ImmutableArray<string> arguments) =>
        JobScripts.Profile(JobScripts.Write(plan, Options, Program), arguments);

    // What a script asks for beyond what every one asks for.
    private static string[] Directives(TaskPlan plan, SlurmResources resources)
    {
        string[] always = Directives(Render(Plan));
        return [.. Directives(JobScripts.Write(plan, Options with { Resources = resources }, Program).Render().Text).Except(always)];
    }

    private static string[] Directives(string script) =>
        [.. script.Split('\n').Where(line => line.StartsWith("#SBATCH ", StringComparison.Ordinal)).Select(line => line["#SBATCH ".Length..])];

    private static string Render(TaskPlan plan) => JobScripts.Write(plan, Options, Program).Render().Text;
}
