using Sprocket.Engine.Backends.Slurm;

namespace Sprocket.Engine.Tests.Backends.Slurm;

public sealed class PendingReasonTests
{
    [Theory]
    [InlineData("PartitionTimeLimit", PendingKind.Never)]
    [InlineData("BadConstraints", PendingKind.Never)]
    [InlineData("JobHeldUser", PendingKind.Never)]
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
}
