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
    [InlineData("QOSNotAllowed", PendingKind.Never)]
    [InlineData("AccountNotAllowed", PendingKind.Never)]
    [InlineData("MaxMemPerLimit", PendingKind.Never)]
    [InlineData("Job's QOS not permitted to use this partition (gold allows vip,staff not normal)", PendingKind.Never)]
    [InlineData("Job's QOS not permitted to use this partition (open denies normal including normal)", PendingKind.Never)]
    [InlineData("Job's QOS not known, so it can't use this partition (gold allows vip)", PendingKind.Never)]
    [InlineData("Job's account not permitted to use this partition (gold allows wheat not lab)", PendingKind.Never)]
    [InlineData("Job's account not known, so it can't use this partition (gold allows wheat)", PendingKind.Never)]
    [InlineData("uid 1000 not in group permitted to use this partition (staff). groups allowed: root", PendingKind.Never)]
    [InlineData("uid_1000_not_in_group_permitted_to_use_this_partition_(staff)._groups_allowed:_root", PendingKind.Never)]
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
    [InlineData("QOSMaxCpuPerUserLimit", PendingKind.Wait)]
    [InlineData("MaxCpuPerAccount", PendingKind.Wait)]
    [InlineData("SomethingNew", PendingKind.Wait)]
    public void Each_reason_lasts_as_long_as_it_does(string reason, object kind) =>
        Assert.Equal((PendingKind)kind, PendingReason.Explain(reason).Kind);

    [Theory]
    [InlineData("QOSMaxWallDurationPerJobLimit", "the job alone asks for more time than its quality of service allows: lower `time_minutes`")]
    [InlineData("AssocMaxMemoryPerJob", "the job alone asks for more memory than its account allows: lower `memory`")]
    [InlineData("QOSMaxCpuPerUserLimit", "with this job your jobs that run would use more cores than its quality of service allows one user at once; should none of them run, the job alone asks for too much: lower `cpu`, or set another `qos`")]
    [InlineData("MaxMemoryPerAccount", "with this job the jobs that run would use more memory than its quality of service allows one account at once; should none of them run, the job alone asks for too much: lower `memory`, or set another `qos`")]
    [InlineData("AssocMaxJobsLimit", "as many jobs run as its account allows at once")]
    [InlineData("AssocGrpMemLimit", "with this job the jobs that run would use more memory than its account allows all its jobs at once; should none of them run, the job alone asks for too much: lower `memory`, or set another `account`")]
    [InlineData("AssocGrpCPUMinutesLimit", "the time that its account may use is used up")]
    [InlineData("QOSMinCpuNotSatisfied", "the job asks for less than its quality of service demands: ask for more, or set another `qos`")]
    [InlineData("PartitionNodeLimit", "the job asks for more nodes than its partition allows, or for fewer than it demands, as `scontrol show partition` tells: choose another partition")]
    public void A_limit_is_named_with_whose_it_is_and_what_to_ask_for_less_of(string reason, string explanation) =>
        Assert.Equal(explanation, PendingReason.Explain(reason).Explanation);

    [Theory]
    [InlineData("QOSMaxCpuPerUserLimit", "the job alone asks for more cores than its quality of service allows one user at once: lower `cpu`, or set another `qos`")]
    [InlineData("MaxCpuPerAccount", "the job alone asks for more cores than its quality of service allows one account at once: lower `cpu`, or set another `qos`")]
    [InlineData("AssocGrpGRES", "the job alone asks for more GPUs than its account allows all its jobs at once: ask for fewer GPUs, or set another `account`")]
    [InlineData("AssocGrpCPUMinutesLimit", "the job alone may take more time than its account has: lower `time_minutes`, or ask for less")]
    [InlineData("QOSMaxWallDurationPerJobLimit", "the job alone asks for more time than its quality of service allows: lower `time_minutes`")]
    [InlineData("PartitionConfig", "the partition's settings exclude the job: choose another partition")]
    public void What_a_job_exceeds_alone_is_not_put_down_to_others(string reason, string explanation) =>
        Assert.Equal(explanation, PendingReason.ExplainAlone(reason));

    [Theory]
    [InlineData("Job's QOS not permitted to use this partition (gold allows vip not normal)", "set `qos` or the hint `slurm_qos`")]
    [InlineData("Job's account not permitted to use this partition (gold allows wheat not lab)", "set `account` or the hint `slurm_account`")]
    [InlineData("uid 1000 not in group permitted to use this partition (staff). groups allowed: root", "you are in no group of users that may use the partition")]
    public void A_sentence_of_Slurm_is_explained_like_the_word_it_stands_for(string reason, string explanation) =>
        Assert.Contains(explanation, PendingReason.Explain(reason).Explanation, StringComparison.Ordinal);

    [Theory]
    [InlineData("PartitionTimeLimit", true)]
    [InlineData("QOSMaxWallDurationPerJobLimit", true)]
    [InlineData("AssocMaxWallDurationPerJobLimit", false)]
    [InlineData("uid 1000 not in group permitted to use this partition (staff). groups allowed: root", true)]
    [InlineData("InvalidAccount", false)]
    [InlineData("DependencyNeverSatisfied", false)]
    public void What_one_partition_does_not_take_another_may(string reason, bool isOfPartition) =>
        Assert.Equal(isOfPartition, PendingReason.Explain(reason).IsOfPartition);

    [Fact]
    public void Only_a_launch_that_failed_is_the_nodes_fault()
    {
        Assert.True(PendingReason.IsFaultOfNode("launch failed requeued held"));
        Assert.False(PendingReason.IsFaultOfNode("JobHeldUser"));
    }
}
