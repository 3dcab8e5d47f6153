using Sprocket.Engine.Backends.Slurm;

namespace Sprocket.Engine.Tests.Backends.Slurm;

public sealed class PendingReasonTests
{
    [Theory]
    [InlineData("PartitionTimeLimit", PendingKind.Never)]
    [InlineData("BadConstraints", PendingKind.Never)]
    [InlineData("DependencyNeverSatisfied", PendingKind.Never)]
    [InlineData("InvalidAccount", PendingKind.Never)]
    [InlineData("launch_failed_requeued_held", PendingKind.Never)]
    [InlineData("JobHeldUser", PendingKind.Long)]
    [InlineData("JobHeldAdmin", PendingKind.Long)]
    [InlineData("launch failed requeued held", PendingKind.Never)]
    [InlineData("QOSMaxWallDurationPerJobLimit", PendingKind.Never)]
    [InlineData("QOSMaxMemoryPerJob", PendingKind.Never)]
    [InlineData("AssocMaxCpuPerJobLimit", PendingKind.Never)]
    [InlineData("QOSMinGRES", PendingKind.Never)]
    [InlineData("PartitionDown", PendingKind.Long)]
    [InlineData("ReqNodeNotAvail, Reserved for maintenance", PendingKind.Long)]
    [InlineData("Nodes required for job are DOWN, DRAINED or reserved for jobs in higher priority partitions", PendingKind.Long)]
    [InlineData("AssocGrpCPUMinutesLimit", PendingKind.Long)]
    [InlineData("None", PendingKind.Wait)]
    [InlineData("Resources", PendingKind.Wait)]
    [InlineData("Priority", PendingKind.Wait)]
    [InlineData("BeginTime", PendingKind.Wait)]
    [InlineData("JobArrayTaskLimit", PendingKind.Wait)]
    [InlineData("QOSMaxJobsPerUserLimit", PendingKind.Wait)]
    [InlineData("AssocGrpCpuLimit", PendingKind.Wait)]
    [InlineData("SomethingNew", PendingKind.Wait)]
    public void Each_reason_lasts_as_long_as_it_does(string reason, object kind) =>
        Assert.Equal((PendingKind)kind, PendingReason.Explain(reason).Kind);

    [Theory]
    [InlineData("QOSMaxWallDurationPerJobLimit", "the job alone asks for more time than its quality of service allows: lower `time_minutes`")]
    [InlineData("AssocMaxMemoryPerJob", "the job alone asks for more memory than its account allows: lower `memory`")]
    [InlineData("QOSMaxCpuPerUserLimit", "your jobs use all the cores that its quality of service allows at once")]
    [InlineData("AssocMaxJobsLimit", "as many jobs run as its account allows at once")]
    [InlineData("AssocGrpMemLimit", "other jobs use all the memory that its account allows at once; should none of them run, the job alone asks for too much")]
    [InlineData("AssocGrpCPUMinutesLimit", "the time that its account may use is used up")]
    [InlineData("QOSMinCpuNotSatisfied", "the job asks for less than its quality of service demands: ask for more, or set another `qos`")]
    public void A_limit_is_named_with_whose_it_is_and_what_to_ask_for_less_of(string reason, string explanation) =>
        Assert.Equal(explanation, PendingReason.Explain(reason).Explanation);

    [Fact]
    public void Only_a_launch_that_failed_is_the_nodes_fault()
    {
        Assert.True(PendingReason.IsFaultOfNode("launch failed requeued held"));
        Assert.False(PendingReason.IsFaultOfNode("JobHeldUser"));
    }
}
