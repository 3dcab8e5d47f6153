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
