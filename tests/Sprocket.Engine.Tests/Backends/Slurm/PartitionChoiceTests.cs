using Sprocket.Engine.Backends;
using Sprocket.Engine.Backends.Apptainer;
using Sprocket.Engine.Backends.Slurm;

namespace Sprocket.Engine.Tests.Backends.Slurm;

public sealed class PartitionChoiceTests
{
    private static readonly SlurmOptions Options = new()
    {
        Apptainer = new ApptainerOptions { WorkingDirectory = "/", ImageDirectory = "/images" },
        RunDirectory = "/run",
        Began = DateTimeOffset.UnixEpoch,
        Program = "/bin/sprocket",
    };

    private static readonly SlurmOptions AllPartitions = Options with
    {
        DefaultPartition = new PartitionLimits("normal", 6, 8L << 30),
        ShortTaskPartition = new PartitionLimits("short", null, null),
        GpuPartition = new PartitionLimits("gpu", null, null),
        FpgaPartition = new PartitionLimits("high", null, null),
    };

    [Theory]
    [InlineData(false, false, false, "normal")]
    [InlineData(false, false, true, "short")]
    [InlineData(true, false, true, "gpu")]
    [InlineData(true, true, true, "high")]
    public void The_rarest_need_decides(bool gpu, bool fpga, bool isShort, string partition) => Assert.Equal(
        partition,
        Choice(AllPartitions).Allocate(new Requirements { Gpu = gpu, Fpga = fpga }, new Hints { ShortTask = isShort }).Partition);

    [Fact]
    public void Where_none_is_configured_Slurm_chooses()
    {
        Allocation allocation = Choice(Options).Allocate(new Requirements { Cpu = 8 }, new Hints());

        Assert.Null(allocation.Partition);
        Assert.Equal(8, allocation.Cpu);
    }

    [Fact]
    public void A_partition_that_the_task_names_is_taken() =>
        Assert.Equal("low", Choice(AllPartitions).Allocate(new Requirements(), new Hints { Partition = "low" }).Partition);

    [Fact]
    public void Cores_are_whole() => Assert.Equal(2, Choice(Options).Allocate(new Requirements { Cpu = 1.5 }, new Hints()).Cpu);

    [Fact]
    public void More_cores_than_configured_are_denied()
    {
        UnsatisfiableException exception = Assert.Throws<UnsatisfiableException>(() => Choice(AllPartitions).Allocate(new Requirements { Cpu = 7 }, new Hints()));

        Assert.Equal(
            "the task asks for 7 CPU cores, but partition `normal` has 6; lower what it asks for, or set `run.task.cpu_limit_behavior = \"try_with_max\"`",
            exception.Message);
    }

    [Fact]
    public void More_than_configured_is_cut_where_that_is_wished()
    {
        SlurmOptions options = AllPartitions with { ClampsCpu = true, ClampsMemory = true };

        Allocation allocation = Choice(options).Allocate(new Requirements { Cpu = 7, MemoryBytes = 9L << 30 }, new Hints());

        Assert.Equal(6, allocation.Cpu);
        Assert.Equal(8L << 30, allocation.MemoryBytes);
        Assert.Equal(2, allocation.Notes.Count);
    }

    [Fact]
    public void More_than_any_node_has_is_denied_before_anything_is_submitted()
    {
        UnsatisfiableException exception = Assert.Throws<UnsatisfiableException>(() => Choice(Options).Allocate(new Requirements { MemoryBytes = 16_001L << 20 }, new Hints()));

        Assert.Contains("partition `normal` has 15.6 GiB", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_time_than_the_partition_gives_is_denied()
    {
        Requirements requirements = new();

        UnsatisfiableException exception = Assert.Throws<UnsatisfiableException>(() =>
            Choice(AllPartitions).Allocate(requirements, new Hints { ShortTask = true, TimeLimit = TimeSpan.FromMinutes(61) }));

        Assert.Contains("asks for 1 h 1 min, but partition `short` allows 1 h", exception.Message, StringComparison.Ordinal);
        Assert.Equal(
            TimeSpan.FromMinutes(60),
            Choice(AllPartitions).Allocate(requirements, new Hints { ShortTask = true, TimeLimit = TimeSpan.FromMinutes(60) }).TimeLimit);
    }

    [Theory]
    [InlineData(2, null, true)]
    [InlineData(4, "a100", true)]
    [InlineData(5, null, false)]
    [InlineData(3, "tesla", false)]
    [InlineData(1, "h100", false)]
    public void More_GPUs_than_any_node_has_are_denied(int count, string? type, bool isGranted)
    {
        Allocation Allocate() => Choice(AllPartitions).Allocate(new Requirements { Gpu = true }, new Hints { GpuCount = count, GpuType = type });

        if (isGranted)
        {
            Assert.Equal((count, type), (Allocate().Gpus, Allocate().GpuType));
        }
        else
        {
            Assert.Throws<UnsatisfiableException>(Allocate);
        }
    }

    [Fact]
    public void The_partition_of_the_configured_arguments_counts_for_the_limits()
    {
        SlurmOptions options = Options with { ExtraArguments = ["-p", "short"] };

        Assert.Throws<UnsatisfiableException>(() => Choice(options).Allocate(new Requirements(), new Hints { TimeLimit = TimeSpan.FromHours(2) }));
    }

    [Fact]
    public void A_group_of_nodes_that_differ_denies_nothing()
    {
        var choice = new PartitionChoice(Options, Partition.Parse(RecordedOutput.Read("partitions-26.05.txt")), NodeGroup.Parse("normal*|4|idle|8+|16000+|std|(null)\n"));

        Assert.Equal(64, choice.Allocate(new Requirements { Cpu = 64 }, new Hints()).Cpu);
    }

    // A cluster as many are: the default for everything usual, others for short, long, large and special jobs.
    private const string Partitions = """
        PartitionName=work Default=YES State=UP MaxTime=1-00:00:00 AllowAccounts=ALL AllowQos=ALL
        PartitionName=express Default=NO State=UP MaxTime=01:00:00 AllowAccounts=ALL AllowQos=ALL
        PartitionName=long Default=NO State=UP MaxTime=7-00:00:00 AllowAccounts=ALL AllowQos=ALL
        PartitionName=month Default=NO State=UP MaxTime=30-00:00:00 AllowAccounts=ALL AllowQos=ALL
        PartitionName=bigmem Default=NO State=UP MaxTime=1-00:00:00 AllowAccounts=ALL AllowQos=ALL
        PartitionName=gpu Default=NO State=UP MaxTime=1-00:00:00 AllowAccounts=ALL AllowQos=ALL
        PartitionName=owned Default=NO State=UP MaxTime=UNLIMITED AllowAccounts=wheat,rye AllowQos=ALL
        PartitionName=vip Default=NO State=UP MaxTime=UNLIMITED DenyAccounts=rye AllowQos=gold
        PartitionName=staff Default=NO State=UP MaxTime=30-00:00:00 AllowGroups=staff AllowAccounts=ALL AllowQos=ALL
        PartitionName=secret Default=NO State=UP MaxTime=20-00:00:00 Hidden=YES AllowAccounts=ALL AllowQos=ALL
        PartitionName=root Default=NO State=UP MaxTime=UNLIMITED AllowAccounts=ALL AllowQos=ALL RootOnly=YES
        PartitionName=course Default=NO State=UP MaxTime=UNLIMITED AllowAccounts=ALL AllowQos=ALL ReqResv=YES
        PartitionName=broken Default=NO State=DRAIN MaxTime=UNLIMITED AllowAccounts=ALL AllowQos=ALL

        """;

    private const string Nodes = """
        work*|90|mixed|32|128000|std|(null)
        work*|10|down*|64|128000|std|(null)
        express|2|idle|32|128000|std|(null)
        long|20|allocated|32|128000|std|(null)
        month|2|allocated|32|128000|std|(null)
        bigmem|2|mixed|64|1024000|std,big|lscratch:800G
        gpu|4|mixed|32|256000|std,nvidia|gpu:a100:4(S:0-1)
        gpu|4|mixed|32|256000|std,nvidia|gpu:l40:8(S:0,1),fpga:1
        owned|1|idle|128|2048000|std|(null)
        vip|1|idle|128|2048000|std|(null)
        staff|9|idle|32|128000|std|(null)
        secret|9|idle|32|128000|std|(null)
        root|1|idle|128|2048000|std|(null)
        course|1|idle|128|2048000|std|(null)
        broken|1|drained|128|2048000|std|gpu:h100:8

        """;

    public static TheoryData<string, Requirements, Hints, string> Fitting => new()
    {
        { "nothing special", new Requirements(), new Hints(), "work" },
        { "a day fits", new Requirements(), new Hints { TimeLimit = TimeSpan.FromDays(1) }, "work" },
        { "short ones stay in the default, too", new Requirements(), new Hints { TimeLimit = TimeSpan.FromMinutes(5) }, "work" },
        { "the tightest limit", new Requirements(), new Hints { TimeLimit = TimeSpan.FromDays(2) }, "long" },
        { "the longest", new Requirements(), new Hints { TimeLimit = TimeSpan.FromDays(20) }, "month" },
        { "memory", new Requirements { MemoryBytes = 500L << 30 }, new Hints(), "bigmem" },
        { "GPUs", new Requirements { Gpu = true }, new Hints { GpuCount = 3 }, "gpu" },
        { "a type of GPU", new Requirements { Gpu = true }, new Hints { GpuCount = 8, GpuType = "l40" }, "gpu" },
        { "an FPGA", new Requirements { Fpga = true }, new Hints(), "gpu" },
        { "a feature", new Requirements(), new Hints { Constraint = "std&big" }, "bigmem" },
        { "an account", new Requirements { MemoryBytes = 1500L << 30 }, new Hints { Account = "wheat" }, "owned" },
        { "a QOS", new Requirements { MemoryBytes = 1500L << 30 }, new Hints { Account = "oat", Qos = "gold" }, "vip" },
        { "a reservation", new Requirements { MemoryBytes = 1500L << 30 }, new Hints { Account = "oat", Qos = "silver", Reservation = "x" }, "course" },
        { "an account of which nobody knows", new Requirements { MemoryBytes = 1500L << 30 }, new Hints { Qos = "silver" }, "owned" },
    };

    [Theory]
    [MemberData(nameof(Fitting))]
    public void An_automatic_partition_fits_what_is_asked_for(string what, Requirements requirements, Hints hints, string expected)
    {
        Allocation allocation = ChooseAutomatically(requirements, hints);

        Assert.True(allocation.Partition == expected, $"{what}: {allocation.Choice}");
        Assert.StartsWith($"partition `{expected}` was chosen, since ", allocation.Choice, StringComparison.Ordinal);
        Assert.Empty(allocation.Notes);
    }

    public static TheoryData<Requirements, Hints, string> Unfit => new()
    {
        { new Requirements { Cpu = 200 }, new Hints(), "`work` gives at most 64 CPU cores, `express` gives at most 32 CPU cores" },
        { new Requirements { MemoryBytes = 3000L << 30 }, new Hints(), "`work` gives at most 125 GiB of memory" },
        { new Requirements { Gpu = true }, new Hints { GpuType = "h100" }, "`work` has no GPUs of type `h100`" },
        { new Requirements { Gpu = true }, new Hints { GpuCount = 9 }, "`work` has no GPUs, " },
        { new Requirements(), new Hints { Constraint = "arm" }, "`work` has no nodes with the feature `arm`" },
        { new Requirements(), new Hints { TimeLimit = TimeSpan.FromDays(60), Account = "oat", Qos = "silver" }, "`work` allows at most 24 h, `express` allows at most 1 h" },
        { new Requirements { Cpu = 64, Gpu = true, MemoryBytes = 500L << 30 }, new Hints(), "`work` gives at most 125 GiB of memory" },
    };

    [Theory]
    [MemberData(nameof(Unfit))]
    public void Where_no_partition_fits_each_says_why(Requirements requirements, Hints hints, string objections)
    {
        UnsatisfiableException exception = Assert.Throws<UnsatisfiableException>(() => ChooseAutomatically(requirements, hints));

        Assert.Contains(objections, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_passed_over_is_explained() => Assert.Equal(
        "partition `long` was chosen, since it fits (`work` allows at most 24 h, `express` allows at most 1 h, `bigmem` allows at most 24 h, "
        + "`gpu` allows at most 24 h, and so on)",
        ChooseAutomatically(new Requirements(), new Hints { TimeLimit = TimeSpan.FromDays(2) }).Choice);

    [Fact]
    public void More_than_any_partition_has_is_cut_where_that_is_wished()
    {
        Allocation allocation = ChooseAutomatically(
            new Requirements { MemoryBytes = 3000L << 30 }, new Hints { Account = "wheat" }, options => options with { ClampsMemory = true });

        Assert.Equal(("owned", 2048000L << 20), (allocation.Partition, allocation.MemoryBytes));
        Assert.Contains("it runs with that", Assert.Single(allocation.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_partition_whose_fitting_nodes_are_down_is_the_last_resort() =>
        Assert.Equal("bigmem", ChooseAutomatically(new Requirements { Cpu = 64 }, new Hints()).Partition);

    [Fact]
    public void Of_several_partitions_those_are_named_that_fit()
    {
        Allocation allocation = Choice(Options, Partitions, Nodes).Allocate(
            new Requirements(), new Hints { Partition = "express, work,long", TimeLimit = TimeSpan.FromHours(5) });

        Assert.Equal("work,long", allocation.Partition);
        Assert.Equal("partition `work,long` (`express` allows at most 1 h)", allocation.Choice);
    }

    [Fact]
    public void What_a_retry_had_better_get_it_gets_as_far_as_there_is_room()
    {
        PartitionChoice choice = Choice(Options with { DefaultPartition = new PartitionLimits("work", null, 64L << 30) { MaxTime = TimeSpan.FromHours(10) } }, Partitions, Nodes);
        Requirements requirements = new() { MemoryBytes = 20L << 30, RaisedMemoryBytes = 40L << 30 };
        Hints hints = new() { TimeLimit = TimeSpan.FromHours(4), RaisedTimeLimit = TimeSpan.FromHours(8) };

        Allocation raised = choice.Allocate(requirements, hints);
        Allocation capped = choice.Allocate(requirements with { RaisedMemoryBytes = 80L << 30 }, hints with { RaisedTimeLimit = TimeSpan.FromHours(16) });

        Assert.Equal((40L << 30, TimeSpan.FromHours(8)), (raised.MemoryBytes, raised.TimeLimit));
        Assert.Equal((64L << 30, TimeSpan.FromHours(10)), (capped.MemoryBytes, capped.TimeLimit));
        Assert.Empty(capped.Notes);
    }

    [Fact]
    public void A_retry_that_had_better_get_more_goes_where_there_is_more()
    {
        Allocation allocation = ChooseAutomatically(new Requirements { MemoryBytes = 100L << 30, RaisedMemoryBytes = 200L << 30 }, new Hints());

        Assert.Equal(("bigmem", 200L << 30), (allocation.Partition, allocation.MemoryBytes));
    }

    [Fact]
    public void A_condition_can_choose_the_partition()
    {
        SlurmOptions options = Options with
        {
            DefaultPartition = new PartitionLimits("work", null, null),
            ConditionalArguments = (requirements, _) => requirements.MemoryBytes > 100L << 30 ? ["--partition=bigmem"] : [],
        };

        Allocation allocation = Choice(options, Partitions, Nodes).Allocate(new Requirements { MemoryBytes = 500L << 30 }, new Hints());

        Assert.Equal(("bigmem", 500L << 30), (allocation.Partition, allocation.MemoryBytes));
        Assert.Equal(["--partition=bigmem"], allocation.SchedulerArguments);
    }

    [Fact]
    public void An_FPGA_that_nothing_leads_to_is_denied()
    {
        UnsatisfiableException exception = Assert.Throws<UnsatisfiableException>(() => Choice(Options).Allocate(new Requirements { Fpga = true }, new Hints()));

        Assert.Contains("set `fpga_slurm_partition` or `fpga_gres`", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 100)]
    [InlineData(64, 10)]
    public void How_many_nodes_could_run_it_is_known(double cpu, int nodes) => Assert.Equal(
        nodes, Choice(Options, Partitions, Nodes).Allocate(new Requirements { Cpu = cpu }, new Hints()).Nodes);

    private static Allocation ChooseAutomatically(Requirements requirements, Hints hints, Func<SlurmOptions, SlurmOptions>? change = null)
    {
        SlurmOptions options = Options with
        {
            DefaultPartition = new PartitionLimits("auto", null, null),
            Resources = new SlurmResources { FpgaGres = "fpga" },
        };
        return Choice(change?.Invoke(options) ?? options, Partitions, Nodes).Allocate(requirements, hints);
    }

    private static PartitionChoice Choice(SlurmOptions options, string partitions, string nodes) =>
        new(options, Partition.Parse(partitions), NodeGroup.Parse(nodes));

    private static PartitionChoice Choice(SlurmOptions options) => new(
        options,
        Partition.Parse(RecordedOutput.Read("partitions-26.05.txt")),
        NodeGroup.Parse(RecordedOutput.Read("nodes-26.05.txt")));
}
