using Sprocket.Engine.Backends;
using Sprocket.Engine.Runs;
using Sprocket.Engine.Tests.Backends;

namespace Sprocket.Engine.Tests.Runs;

public sealed class OutcomeTextTests
{
    private static readonly Allocation Given = new() { Cpu = 1, MemoryBytes = 100L << 20, TimeLimit = TimeSpan.FromMinutes(2) };

    public static TheoryData<Outcome, Allocation, string> Advice => new()
    {
        { new OutOfMemory(), Given, "it was given 100 MiB: raise `memory` in the task's requirements" },
        {
            new OutOfMemory(),
            Given with { MemorySource = new AmountSource("`--mem=100M` in `sbatch.args`", IsFixed: true) },
            "its memory comes from `--mem=100M` in `sbatch.args`, and the task cannot ask for more: change it there"
        },
        { new TimedOut(), Given, "it was given 2 min: raise `time_minutes` in the task's hints" },
        {
            new TimedOut(),
            Given with { TimeSource = new AmountSource("`-t 2` in `sbatch.conditional`", IsFixed: true) },
            "its time limit comes from `-t 2` in `sbatch.conditional`, and the task cannot ask for more: change it there"
        },
        {
            new TimedOut(),
            Given with { TimeSource = new AmountSource("the default of partition `quick`", IsFixed: false) },
            "it was given 2 min, which comes from the default of partition `quick`: set `time_minutes` in the task's hints"
        },
        { new TimedOut(), Given with { TimeLimit = null }, "raise `time_minutes` in the task's hints, or choose a partition with a longer limit" },
    };

    [Theory]
    [MemberData(nameof(Advice))]
    public void The_advice_is_to_change_what_decides(Outcome outcome, Allocation allocation, string expected) =>
        Assert.Equal(expected, OutcomeText.Advise(outcome, Plans.Plan("/attempt") with { Allocation = allocation }, []));

    [Theory]
    [InlineData(true, "50 MiB of 100 MiB of memory (its largest process)")]
    [InlineData(false, "50 MiB of memory (its largest process)")]
    public void What_was_used_is_compared_with_what_is_known(bool isKnown, string expected) => Assert.Equal(
        expected,
        OutcomeText.DescribeUse(new OutOfMemory { Usage = new ResourceUsage { PeakMemoryBytes = 50L << 20 } }, Given with { IsMemoryKnown = isKnown }));
}
