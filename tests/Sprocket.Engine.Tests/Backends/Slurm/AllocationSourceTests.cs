using System.Collections.Immutable;
using Sprocket.Engine.Backends;
using Sprocket.Engine.Backends.Apptainer;
using Sprocket.Engine.Backends.Slurm;

namespace Sprocket.Engine.Tests.Backends.Slurm;

/// <summary>Where the time limit and the memory of a job come from, and what of the arguments is left to sbatch.</summary>
public sealed class AllocationSourceTests
{
    private const string Partitions = """
        PartitionName=work Default=YES State=UP DefaultTime=NONE MaxTime=1-00:00:00 AllowAccounts=ALL AllowQos=ALL
        PartitionName=quick Default=NO State=UP DefaultTime=00:02:00 MaxTime=00:10:00 AllowAccounts=ALL AllowQos=ALL
        PartitionName=slow Default=NO State=UP DefaultTime=08:00:00 MaxTime=UNLIMITED AllowAccounts=ALL AllowQos=ALL
        PartitionName=slower Default=NO State=UP DefaultTime=08:00:00 MaxTime=UNLIMITED AllowAccounts=ALL AllowQos=ALL

        """;

    private const string Nodes = """
        work*|90|mixed|32|128000|std|(null)
        quick|2|idle|32|128000|std|(null)
        slow|2|idle|32|128000|std|(null)
        slower|2|idle|32|128000|std|(null)

        """;

    private static readonly SlurmOptions Options = new()
    {
        Apptainer = new ApptainerOptions { WorkingDirectory = "/", ImageDirectory = "/images" },
        RunDirectory = "/run",
        Began = DateTimeOffset.UnixEpoch,
        Program = "/bin/sprocket",
    };

    public static TheoryData<TimeSpan?, TimeSpan?, TimeSpan?, string[], TimeSpan?> TimeLimits => new()
    {
        { null, null, null, [], null },
        { null, null, TimeSpan.FromHours(6), [], TimeSpan.FromHours(6) },
        { null, TimeSpan.FromHours(3), TimeSpan.FromHours(6), [], TimeSpan.FromHours(3) },
        { TimeSpan.FromHours(2), TimeSpan.FromHours(3), TimeSpan.FromHours(6), [], TimeSpan.FromHours(2) },
        { null, null, TimeSpan.FromDays(3), [], TimeSpan.FromDays(1) },
        { TimeSpan.FromHours(2), null, null, ["-t", "30"], TimeSpan.FromMinutes(30) },
        { TimeSpan.FromHours(2), null, null, ["--time=1:00:00"], TimeSpan.FromHours(1) },
        { TimeSpan.FromHours(2), null, null, ["--time=UNLIMITED"], null },
        { TimeSpan.FromHours(2), null, null, ["--time=0"], null },
    };

    [Theory]
    [MemberData(nameof(TimeLimits))]
    public void The_time_limit_is_that_of_whoever_says_it_first(TimeSpan? hint, TimeSpan? ofPartition, TimeSpan? ofBackend, string[] arguments, TimeSpan? expected)
    {
        SlurmOptions options = Options with
        {
            DefaultPartition = new PartitionLimits("work", null, null) { DefaultTime = ofPartition },
            Resources = new SlurmResources { DefaultTime = ofBackend },
            ExtraArguments = [.. arguments],
        };

        Assert.Equal(expected, Allocate(options, new Hints { TimeLimit = hint }).TimeLimit);
    }

    public static TheoryData<string, TimeSpan?, TimeSpan?, string?> Defaults => new()
    {
        { "work", null, null, null },
        { "work", TimeSpan.FromHours(5), TimeSpan.FromHours(5), "`max_time` in the backend's configuration" },
        { "work", TimeSpan.FromDays(9), TimeSpan.FromDays(1), "`max_time` in the backend's configuration" },
        { "quick", null, TimeSpan.FromMinutes(2), "the default of partition `quick`" },
        { "quick", TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1), "the default of partition `quick`" },
        { "slow,slower", null, TimeSpan.FromHours(8), "the default of partition `slow,slower`" },
        { "quick,slow", null, null, null },
        { "work,slow", null, null, null },
        { "auto", TimeSpan.FromHours(5), TimeSpan.FromHours(5), "`max_time` in the backend's configuration" },
    };

    [Theory]
    [MemberData(nameof(Defaults))]
    public void A_task_that_says_no_time_is_given_the_partitions_own_or_else_the_longest_configured(string partition, TimeSpan? longest, TimeSpan? expected, string? source)
    {
        Allocation allocation = Allocate(Options with { DefaultPartition = new PartitionLimits(partition, null, null) { MaxTime = longest } }, new Hints());

        Assert.Equal((expected, source), (allocation.TimeLimit, allocation.TimeSource?.Text));
    }

    [Fact]
    public void What_the_partition_gives_by_itself_can_be_raised_up_to_its_longest()
    {
        SlurmOptions options = Options with { DefaultPartition = new PartitionLimits("quick", null, null) };

        Assert.Equal(TimeSpan.FromMinutes(4), Allocate(options, new Hints { RaisedTimeLimit = TimeSpan.FromMinutes(4) }).TimeLimit);
        Assert.Equal(TimeSpan.FromMinutes(10), Allocate(options, new Hints { RaisedTimeLimit = TimeSpan.FromMinutes(64) }).TimeLimit);
    }

    [Theory]
    [InlineData("--mem=8G", 8L << 30, true)]
    [InlineData("--mem=100", 100L << 20, true)]
    [InlineData("--mem=2048k", 2L << 20, true)]
    [InlineData("--mem=0", 2L << 30, false)]
    [InlineData("--mem-per-cpu=3G", 9L << 30, false)]
    [InlineData("--mem-per-gpu=3G", 2L << 30, false)]
    public void What_the_arguments_say_of_memory_stays_so(string argument, long bytes, bool isKnown)
    {
        Allocation allocation = Allocate(
            Options with { ExtraArguments = [argument] }, new Hints(), new Requirements { Cpu = 2.5, RaisedMemoryBytes = 32L << 30 });

        Assert.Equal((bytes, isKnown), (allocation.MemoryBytes, allocation.IsMemoryKnown));
        Assert.Equal(new AmountSource($"`{argument}` in `sbatch.args`", IsFixed: true), allocation.MemorySource);
    }

    [Theory]
    [InlineData("--mem=8G", "the 8 GiB of memory it was given")]
    [InlineData("--mem-per-cpu=100M", "the memory that `--mem-per-cpu=100M` in `sbatch.args` gives it")]
    public void No_amount_of_memory_is_named_that_may_not_be_so(string argument, string expected) =>
        Assert.Equal(expected, OutcomeJudge.DescribeMemory(Allocate(Options with { ExtraArguments = [argument] }, new Hints())));

    [Theory]
    [InlineData(new[] { "--time=1" }, new string[0], "`--time=1` in `sbatch.args`")]
    [InlineData(new[] { "--time=1" }, new[] { "-t", "5" }, "`-t 5` in `sbatch.conditional`")]
    [InlineData(new[] { "--time=1", "--nice" }, new[] { "--qos=x" }, "`--time=1` in `sbatch.args`")]
    public void An_argument_that_decides_is_named_with_its_place(string[] always, string[] conditional, string source)
    {
        Allocation allocation = Allocate(
            Options with { ExtraArguments = [.. always], ConditionalArguments = (_, _) => [.. conditional] }, new Hints { TimeLimit = TimeSpan.FromMinutes(30) });

        Assert.Equal(new AmountSource(source, IsFixed: true), allocation.TimeSource);
    }

    [Theory]
    [InlineData("--partition=auto")]
    [InlineData("-pauto")]
    public void An_automatic_partition_may_be_an_argument_too(string argument)
    {
        SlurmOptions options = Options with
        {
            DefaultPartition = new PartitionLimits("quick", null, null),
            ExtraArguments = ["-p", "quick", "--nice"],
            ConditionalArguments = (_, _) => [argument, "--qos=x"],
        };

        Allocation allocation = Allocate(options, new Hints { TimeLimit = TimeSpan.FromDays(2) });

        Assert.Equal("slow", allocation.Partition);
        Assert.Equal(ImmutableArray.Create("--nice", "--qos=x"), allocation.SchedulerArguments);
    }

    private static Allocation Allocate(SlurmOptions options, Hints hints, Requirements? requirements = null) =>
        new PartitionChoice(options, Partition.Parse(Partitions), NodeGroup.Parse(Nodes)).Allocate(requirements ?? new Requirements(), hints);
}
