using Sprocket.Engine.Backends;
using Sprocket.Engine.Runs;

namespace Sprocket.Engine.Tests.Runs;

public sealed class RequirementsReaderTests : IDisposable
{
    private readonly RunFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_task_that_says_nothing_gets_the_defaults_of_the_specification()
    {
        TaskPlan plan = await PlanAsync("1.2", "");

        Assert.Equal(1, plan.Requirements.Cpu);
        Assert.Equal(2L << 30, plan.Requirements.MemoryBytes);
        Assert.Empty(plan.Requirements.Containers);
        Assert.Equal([0], plan.Requirements.ReturnCodes);
        Assert.Null(plan.Requirements.MaxRetries);
        Assert.False(plan.Requirements.Gpu);
    }

    [Theory]
    [InlineData("\"4 GiB\"", 4L << 30)]
    [InlineData("\"4 GB\"", 4_000_000_000)]
    [InlineData("\"4G\"", 4_000_000_000)]
    [InlineData("\"1.5 Ki\"", 1536)]
    [InlineData("\"~{1 + 1} MB\"", 2_000_000)]
    [InlineData("\"512\"", 512)]
    [InlineData("512", 512)]
    public async Task Memory_is_read_with_its_unit(string memory, long bytes) =>
        Assert.Equal(bytes, (await PlanAsync("1.2", $"requirements {{ memory: {memory} }}")).Requirements.MemoryBytes);

    [Theory]
    [InlineData("\"*\"", "")]
    [InlineData("\"ubuntu:22.04\"", "ubuntu:22.04")]
    [InlineData("[\"a\", \"b\"]", "a b")]
    public async Task Containers_are_a_list_in_order(string container, string expected) =>
        Assert.Equal(expected, string.Join(' ', (await PlanAsync("1.2", $"requirements {{ container: {container} }}")).Requirements.Containers));

    [Theory]
    [InlineData("10", "=10")]
    [InlineData("\"10\"", "=10")]
    [InlineData("\"10 GiB\"", "=10")]
    [InlineData("\"/mnt/a 2 GiB\"", "/mnt/a=2")]
    [InlineData("[\"5\", \"/mnt/a 2\"]", "=5,/mnt/a=2")]
    public async Task Disks_are_read_by_mount_point(string disks, string expected) =>
        Assert.Equal(expected, string.Join(',', (await PlanAsync("1.2", $"requirements {{ disks: {disks} }}")).Requirements.Disks.Select(disk => $"{disk.Key}={disk.Value >> 30}")));

    [Fact]
    public async Task A_disk_for_the_cloud_is_read_too() =>
        Assert.Equal(100L << 30, (await PlanAsync("1.0", "runtime { disks: \"local-disk 100 SSD\" }")).Requirements.Disks[""]);

    [Theory]
    [InlineData("\"*\"", true, true)]
    [InlineData("3", false, true)]
    [InlineData("[0, 3]", true, true)]
    public async Task Return_codes_say_what_success_is(string codes, bool acceptsZero, bool acceptsThree)
    {
        Requirements requirements = (await PlanAsync("1.2", $"requirements {{ return_codes: {codes} }}")).Requirements;

        Assert.Equal(acceptsZero, requirements.Accepts(0));
        Assert.Equal(acceptsThree, requirements.Accepts(3));
    }

    [Fact]
    public async Task Old_names_mean_the_same()
    {
        TaskPlan plan = await PlanAsync("1.1", "runtime { docker: \"x\" maxRetries: 2 returnCodes: [1] maxCpu: 8 shortTask: true }");

        Assert.Equal(["x"], plan.Requirements.Containers);
        Assert.Equal(2, plan.Requirements.MaxRetries);
        Assert.Equal([1], plan.Requirements.ReturnCodes);
        Assert.Equal(8, plan.Hints.MaxCpu);
        Assert.True(plan.Hints.ShortTask);
    }

    [Fact]
    public async Task Keys_of_other_engines_are_honoured()
    {
        TaskPlan plan = await PlanAsync("1.0", """
            runtime {
              time_minutes: 90
              slurm_partition: "long"
              slurm_account: "lab"
              slurm_constraint: "avx512"
              gpuCount: 2
              gpuType: "a100"
            }
            """);

        Assert.Equal(TimeSpan.FromMinutes(90), plan.Hints.TimeLimit);
        Assert.Equal("long", plan.Hints.Partition);
        Assert.Equal("lab", plan.Hints.Account);
        Assert.Equal("avx512", plan.Hints.Constraint);
        Assert.Equal(2, plan.Hints.GpuCount);
        Assert.Equal("a100", plan.Hints.GpuType);
        Assert.True(plan.Requirements.Gpu);
        Assert.Equal("\"long\"", plan.Hints.All["slurm_partition"]);
        Assert.Equal("90", plan.Hints.All["time_minutes"]);
    }

    [Theory]
    [InlineData("time_minutes", "90", 90)]
    [InlineData("runtime_minutes", "90.5", 90.5)]
    [InlineData("time_limit", "\"2:00:00\"", 120)]
    [InlineData("time_limit", "\"1-12:00:00\"", 2160)]
    [InlineData("time_limit", "\"90\"", 90)]
    [InlineData("walltime", "\"4 h\"", 240)]
    [InlineData("slurm_time", "\"1.5d\"", 2160)]
    public async Task A_time_limit_is_read_in_all_its_spellings(string key, string value, double minutes) => Assert.Equal(
        TimeSpan.FromMinutes(minutes), (await PlanAsync("1.1", $"runtime {{ {key}: {value} }}")).Hints.TimeLimit);

    [Theory]
    [InlineData("time_minutes: 0")]
    [InlineData("time_minutes: true")]
    [InlineData("time_limit: \"soon\"")]
    [InlineData("time_limit: \"2147483647-00:00:00\"")]
    [InlineData("slurm_account: \"a\\nb\"")]
    [InlineData("slurm_partition: true")]
    [InlineData("slurm_nice: -1")]
    [InlineData("gpuCount: \"some\"")]
    public async Task A_hint_that_nobody_could_follow_is_a_mistake(string hint)
    {
        RunResult result = await _fixture.RunAsync($"version 1.1\ntask t {{ command <<< >>> runtime {{ {hint} }} }}");

        Assert.Equal("WDL3012", Assert.Single(result.Failures).Diagnostic.Descriptor.Code);
    }

    [Fact]
    public async Task Everything_that_Slurm_takes_can_be_hinted()
    {
        Hints hints = (await PlanAsync("1.2", """
            hints {
              partition: "long"
              slurm_account: "lab"
              slurm_qos: " high "
              slurm_constraint: "avx512"
              slurm_reservation: "course"
              slurm_licenses: "matlab:1"
              slurm_exclude: ["n1", "n2"]
              slurm_nice: 10
              slurm_partition_gpu: "never"
            }
            """)).Hints;

        Assert.Equal(
            new Hints
            {
                Partition = "long",
                Account = "lab",
                Qos = "high",
                Constraint = "avx512",
                Reservation = "course",
                Licenses = "matlab:1",
                ExcludedNodes = "n1,n2",
                Nice = 10,
                All = hints.All,
            },
            hints);
    }

    [Theory]
    [InlineData("gpuCount: 2", true, 2)]
    [InlineData("gpu_count: 0", false, 0)]
    [InlineData("gpu: false gpuCount: 1", false, 1)]
    [InlineData("gpu: true", true, null)]
    public async Task GPUs_are_needed_when_some_are_counted(string keys, bool isNeeded, int? count)
    {
        TaskPlan plan = await PlanAsync("1.1", $"runtime {{ {keys} }}");

        Assert.Equal((isNeeded, count), (plan.Requirements.Gpu, plan.Hints.GpuCount));
    }

    [Fact]
    public async Task Tasks_with_a_GPU_have_keys_of_their_own_in_some_engines()
    {
        TaskPlan plan = await PlanAsync("1.0", """
            runtime { gpu: true slurm_partition: "cpu" slurm_partition_gpu: "gpu" slurm_account: "a" slurm_account_gpu: "b" }
            """);

        Assert.Equal(("gpu", "b"), (plan.Hints.Partition, plan.Hints.Account));
    }

    [Fact]
    public async Task Conditions_see_hints_as_written_and_as_overridden()
    {
        TaskPlan plan = await PlanAsync("1.1", "runtime { queue: \"long\" cpu: 2 }", "t.hints.speed=fast", "t.runtime.cpu=3");

        Assert.Equal("\"long\"", plan.Hints.All["queue"]);
        Assert.Equal("\"long\"", plan.Hints.All["slurm_partition"]);
        Assert.Equal("\"fast\"", plan.Hints.All["speed"]);
        Assert.Equal("3", plan.Hints.All["cpu"]);
    }

    [Fact]
    public async Task Inputs_override_what_the_task_says()
    {
        TaskPlan plan = await PlanAsync(
            "1.2",
            "requirements { memory: \"1 GB\" cpu: 1 / 0 } hints { short_task: false }",
            "t.requirements.memory=2 GB",
            "t.requirements.cpu=4",
            "t.hints.short_task=true");

        Assert.Equal(2_000_000_000, plan.Requirements.MemoryBytes);
        Assert.Equal(4, plan.Requirements.Cpu);
        Assert.True(plan.Hints.ShortTask);
    }

    private async Task<TaskPlan> PlanAsync(string version, string section, params string[] inputs)
    {
        var backend = new ShellBackend { Decide = _ => new Succeeded { ExitCode = 0 } };
        RunResult result = await _fixture.RunAsync($"version {version}\ntask t {{\n command <<< >>>\n {section}\n}}", backend, inputs);
        Assert.Empty(result.Failures);
        return Assert.Single(backend.Plans);
    }
}
