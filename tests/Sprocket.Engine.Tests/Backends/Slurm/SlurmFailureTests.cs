using Sprocket.Engine.Backends.Slurm;

namespace Sprocket.Engine.Tests.Backends.Slurm;

public sealed class SlurmFailureTests
{
    /// <summary>Release, arguments, and standard error of each submission that was rejected when this was recorded.</summary>
    public static TheoryData<string, string, string> Rejections
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (string release in RecordedOutput.Releases)
            {
                foreach ((string name, string[] lines) in RecordedOutput.ReadParts($"submissions-{release}.txt", "## "))
                {
                    // `rc=1 out=[] err=[first line/second line]`
                    if (lines[0].Trim().StartsWith("rc=", StringComparison.Ordinal) && !lines[0].Contains("rc=0", StringComparison.Ordinal))
                    {
                        data.Add(release, name, lines[0].Split("err=[")[1].TrimEnd(']').Replace("/sbatch: ", "\nsbatch: ", StringComparison.Ordinal));
                    }
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Rejections))]
    public void A_request_that_is_wrong_is_refused_in_every_release(string release, string arguments, string errors)
    {
        var failure = SlurmFailure.Explain(errors, wasKilled: false);

        bool isArray = arguments.Contains("--array", StringComparison.Ordinal);
        Assert.True(failure.Kind == (isArray ? SlurmFailureKind.ArrayRefused : SlurmFailureKind.Refused), $"{release} {arguments}: {failure}");
        Assert.DoesNotContain("sbatch: error", failure.Message, StringComparison.Ordinal);
        Assert.NotEmpty(failure.Message);
    }

    [Fact]
    public void The_recordings_hold_rejections_of_each_release() =>
        Assert.Equal(RecordedOutput.Releases, Rejections.Select(row => row.Data.Item1).Distinct());

    [Theory]
    [InlineData("sbatch: error: Batch job submission failed: Socket timed out on send/recv operation", SlurmFailureKind.Ambiguous)]
    [InlineData("sbatch: error: Batch job submission failed: Unable to contact slurm controller (connect failure)", SlurmFailureKind.Unheard)]
    [InlineData("sbatch: error: Batch job submission failed: Unable to contact slurm controller (receive failure)", SlurmFailureKind.Ambiguous)]
    [InlineData("sbatch: error: Batch job submission failed: Connection reset by peer", SlurmFailureKind.Ambiguous)]
    [InlineData("sbatch: error: Batch job submission failed: Connection timed out", SlurmFailureKind.Ambiguous)]
    [InlineData("sbatch: error: Batch job submission failed: Message receive failure", SlurmFailureKind.Ambiguous)]
    [InlineData("sbatch: error: Batch job submission failed: Unspecified error", SlurmFailureKind.Doubtful)]
    [InlineData("sbatch: error: Batch job submission failed: I/O error writing script/environment to file", SlurmFailureKind.Unheard)]
    [InlineData("sbatch: error: QOSMaxSubmitJobPerUserLimit\nsbatch: error: Batch job submission failed: Job violates accounting/QOS policy (job submit limit, user's size and/or time limits)", SlurmFailureKind.QueueFull)]
    [InlineData("sbatch: error: AssocMaxSubmitJobLimit\nsbatch: error: Batch job submission failed: Job violates accounting/QOS policy (job submit limit, user's size and/or time limits)", SlurmFailureKind.QueueFull)]
    [InlineData("sbatch: error: QOSMaxCpuPerJobLimit\nsbatch: error: Batch job submission failed: Job violates accounting/QOS policy (job submit limit, user's size and/or time limits)", SlurmFailureKind.Refused)]
    [InlineData("sbatch: error: QOSMinCpuNotSatisfied\nsbatch: error: Batch job submission failed: Job violates accounting/QOS policy (job submit limit, user's size and/or time limits)", SlurmFailureKind.Refused)]
    [InlineData("sbatch: error: MaxCpuPerAccount\nsbatch: error: Batch job submission failed: Job violates accounting/QOS policy (job submit limit, user's size and/or time limits)", SlurmFailureKind.Refused)]
    [InlineData("sbatch: error: MaxSubmitJobsPerAccount\nsbatch: error: Batch job submission failed: Job violates accounting/QOS policy (job submit limit, user's size and/or time limits)", SlurmFailureKind.QueueFull)]
    [InlineData("sbatch: error: AssocGrpSubmitJobsLimit\nsbatch: error: Batch job submission failed: Job violates accounting/QOS policy (job submit limit, user's size and/or time limits)", SlurmFailureKind.QueueFull)]
    [InlineData("sbatch: error: Batch job submission failed: Job violates accounting/QOS policy (job submit limit, user's size and/or time limits)", SlurmFailureKind.QueueFull)]
    [InlineData("slurm_load_jobs error: Invalid job id specified", SlurmFailureKind.Unknown)]
    [InlineData("Job 391_3 not found", SlurmFailureKind.Unknown)]
    [InlineData("Slurm accounting storage is disabled", SlurmFailureKind.NoAccounting)]
    [InlineData("sacct: error: slurm_persist_conn_open: failed to send persistent connection init message to localhost:6819\nsacct: error: Problem talking to the database: Connection refused", SlurmFailureKind.Unheard)]
    public void What_a_failure_means_for_another_attempt_is_known(string errors, object kind) =>
        Assert.Equal((SlurmFailureKind)kind, SlurmFailure.Explain(errors, wasKilled: false).Kind);

    [Fact]
    public void An_sbatch_that_sleeps_for_want_of_room_is_no_mystery() => Assert.Equal(
        SlurmFailureKind.QueueFull,
        SlurmFailure.Explain("sbatch: error: Slurm job queue full, sleeping and retrying", wasKilled: true).Kind);

    [Fact]
    public void A_command_that_was_silent_too_long_may_have_been_heard() =>
        Assert.Equal(SlurmFailureKind.Ambiguous, SlurmFailure.Explain("", wasKilled: true).Kind);

    [Fact]
    public void The_message_is_one_line_without_the_commands_name() => Assert.Equal(
        "invalid partition specified: X; Invalid partition name specified",
        SlurmFailure.Explain("sbatch: error: invalid partition specified: X\nsbatch: error: Batch job submission failed: Invalid partition name specified\n", wasKilled: false).Message);

    [Theory]
    [InlineData("sbatch: error: Batch job submission failed: Invalid qos specification", "Invalid qos specification: set `qos` or the hint `slurm_qos` to one that `sacctmgr -P show assoc user=$USER format=account,qos` lists")]
    [InlineData("sbatch: error: Batch job submission failed: Requested node configuration is not available", "Requested node configuration is not available: no node of the partition has all that the task asks for: ask for less, or choose another partition")]
    [InlineData("sbatch: error: Memory specification can not be satisfied\nsbatch: error: Batch job submission failed: Requested node configuration is not available", "Memory specification can not be satisfied; Requested node configuration is not available: lower `memory`, or choose a partition with larger nodes")]
    [InlineData("sbatch: error: QOSMaxCpuPerJobLimit\nsbatch: error: Batch job submission failed: Job violates accounting/QOS policy (job submit limit, user's size and/or time limits)", "the job alone asks for more cores than its quality of service allows: lower `cpu` (QOSMaxCpuPerJobLimit)")]
    [InlineData("sbatch: error: AssocMaxWallDurationPerJobLimit\nsbatch: error: Batch job submission failed: Job violates accounting/QOS policy (job submit limit, user's size and/or time limits)", "the job alone asks for more time than its account allows: lower `time_minutes` (AssocMaxWallDurationPerJobLimit)")]
    [InlineData("sbatch: error: QOSMaxCpuPerUserLimit\nsbatch: error: Batch job submission failed: Job violates accounting/QOS policy (job submit limit, user's size and/or time limits)", "the job alone asks for more cores than its quality of service allows one user at once: lower `cpu`, or set another `qos` (QOSMaxCpuPerUserLimit)")]
    [InlineData("sbatch: error: MaxCpuPerAccount\nsbatch: error: Batch job submission failed: Job violates accounting/QOS policy (job submit limit, user's size and/or time limits)", "the job alone asks for more cores than its quality of service allows one account at once: lower `cpu`, or set another `qos` (MaxCpuPerAccount)")]
    [InlineData("sbatch: error: Batch job submission failed: Access/permission denied", "Access/permission denied: the partition may be only for jobs with a reservation, for root, or for jobs from other hosts, as `scontrol show partition` tells by `ReqResv`, `RootOnly` and `AllocNodes`: choose another partition, or set `reservation` or the hint `slurm_reservation`")]
    [InlineData("sbatch: error: Batch job submission failed: Required partition not available (inactive or drain)", "Required partition not available (inactive or drain): the administrators have closed it, mostly for a while: choose another that `sinfo -s` shows to be up, or run this again when it is open")]
    [InlineData("sbatch: error: Invalid generic resource (gres) specification\nsbatch: error: Batch job submission failed: Requested node configuration is not available", "Invalid generic resource (gres) specification; Requested node configuration is not available: no node of the partition has such a resource: for a GPU see the hint `gpuType`, for an FPGA `fpga_gres`, for disks `disk_gres`, and what `sinfo -o '%P %N %G'` lists")]
    [InlineData("sbatch: error: The site's plugin says no", "The site's plugin says no")]
    public void A_refusal_says_what_to_do(string errors, string explanation) =>
        Assert.Equal(explanation, SubmitRefusal.Explain(SlurmFailure.Explain(errors, wasKilled: false)));
}
