using Sprocket.Engine.Backends;
using Sprocket.Engine.Backends.Apptainer;
using Sprocket.Engine.Backends.Slurm;

namespace Sprocket.Engine.Tests.Backends.Slurm;

public sealed class PartitionChoiceTests
{
    private static readonly SlurmOptions Options = new()
    {
        Apptainer = new ApptainerOptions { ImageDirectory = "/images" },
        RunDirectory = "/run",
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
        var choice = new PartitionChoice(Options, Partition.Parse(RecordedOutput.Read("partitions-26.05.txt")), NodeGroup.Parse("normal*|8+|16000+|(null)\n"));

        Assert.Equal(64, choice.Allocate(new Requirements { Cpu = 64 }, new Hints()).Cpu);
    }

    [Theory]
    [InlineData(1, null, "high")]
    [InlineData(1, 30, "high")]
    [InlineData(9, null, null)]
    public void An_automatic_partition_fits_what_is_asked_for(double cpu, int? minutes, string? expected)
    {
        // `normal`, the default, is for others only; `short` gives an hour; `high`, `low` and `gpu` any time.
        string partitions = RecordedOutput.Read("partitions-26.05.txt").Replace("PartitionName=normal AllowGroups=ALL", "PartitionName=normal AllowGroups=staff", StringComparison.Ordinal);

        Assert.Equal(expected, ChooseAutomatically(partitions, new Requirements { Cpu = cpu }, new Hints { TimeLimit = minutes is { } number ? TimeSpan.FromMinutes(number) : null }));
    }

    [Theory]
    [InlineData(null, "normal")]
    [InlineData("h100", null)]
    public void An_automatic_partition_has_the_GPUs_that_are_asked_for(string? type, string? expected) => Assert.Equal(
        expected,
        ChooseAutomatically(RecordedOutput.Read("partitions-26.05.txt"), new Requirements { Gpu = true }, new Hints { GpuType = type, GpuCount = 4 }));

    [Fact]
    public void An_automatic_partition_leaves_GPUs_to_those_who_need_them()
    {
        string partitions = string.Concat(RecordedOutput.Read("partitions-26.05.txt").Split('\n')
            .Where(line => line.StartsWith("PartitionName=gpu ", StringComparison.Ordinal) || line.StartsWith("PartitionName=short ", StringComparison.Ordinal))
            .Select(line => line + "\n"));

        Assert.Equal("short", ChooseAutomatically(partitions, new Requirements(), new Hints()));
    }

    private static string? ChooseAutomatically(string partitions, Requirements requirements, Hints hints)
    {
        SlurmOptions options = Options with { DefaultPartition = new PartitionLimits("auto", null, null) };
        var choice = new PartitionChoice(options, Partition.Parse(partitions), NodeGroup.Parse(RecordedOutput.Read("nodes-26.05.txt")));
        try
        {
            Allocation allocation = choice.Allocate(requirements, hints);
            Assert.Contains("was chosen", Assert.Single(allocation.Notes), StringComparison.Ordinal);
            return allocation.Partition;
        }
        catch (UnsatisfiableException)
        {
            return null;
        }
    }

    private static PartitionChoice Choice(SlurmOptions options) => new(
        options,
        Partition.Parse(RecordedOutput.Read("partitions-26.05.txt")),
        NodeGroup.Parse(RecordedOutput.Read("nodes-26.05.txt")));
}
