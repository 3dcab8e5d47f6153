using System.Collections.Immutable;
using Sprocket.Engine.Backends.Slurm;

namespace Sprocket.Engine.Tests.Backends.Slurm;

public sealed class SlurmTextTests
{
    /// <summary>The releases of which the very commands of the backend were recorded (tests/cluster/record).</summary>
    public static TheoryData<string> Recorded => ["20.11", "22.05", "24.11", "26.05"];

    [Theory]
    [MemberData(nameof(Recorded))]
    public void The_queue_of_every_release_is_read(string release)
    {
        string text = RecordedOutput.Read($"{release}/squeue.txt");
        ImmutableArray<SlurmJob> jobs = SlurmText.ParseQueue(text);

        Assert.True(SlurmText.HasHeader(text, SlurmText.QueueHeader));
        Assert.Equal(
            ["CANCELLED None", "FAILED NonZeroExitCode", .. Enumerable.Repeat("PENDING JobArrayTaskLimit", 4), "PENDING JobHeldUser", "PENDING PartitionDown", "RUNNING None", "RUNNING None"],
            jobs.Select(job => $"{job.State} {job.Reason}").Order(StringComparer.Ordinal));
        Assert.All(jobs, job => Assert.Equal(job.State.Name != "PENDING", job.Start is not null));
        Assert.All(jobs, job => Assert.Equal(job.State.Name != "PENDING", job.Nodes is not null));
        Assert.Equal(10, jobs.Select(job => job.Id).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Recorded))]
    public void The_accounts_of_every_release_are_read(string release)
    {
        string text = RecordedOutput.Read($"{release}/sacct.txt");
        ImmutableArray<SlurmJob> jobs = SlurmText.ParseAccounting(text);

        Assert.True(SlurmText.HasHeader(text, SlurmText.AccountingHeader));
        SlurmJob failed = Assert.Single(jobs, job => job.State.Name == "FAILED");
        SlurmJob canceled = Assert.Single(jobs, job => job.State.Name == "CANCELLED");
        Assert.Equal("5:0", failed.ExitCode);
        Assert.Equal("1000", canceled.CanceledBy);
        Assert.StartsWith("n", canceled.Nodes, StringComparison.Ordinal);
        Assert.All(jobs.Where(job => job.State.Name == "PENDING"), job => Assert.Null(job.Nodes));
    }

    [Theory]
    [MemberData(nameof(Recorded))]
    public void The_controllers_records_of_every_release_are_read(string release)
    {
        ImmutableArray<SlurmJob> jobs = SlurmText.ParseJobs(RecordedOutput.Read($"{release}/jobs.txt"));

        SlurmJob failed = Assert.Single(jobs, job => job.State.Name == "FAILED");
        Assert.Equal(("5:0", "NonZeroExitCode"), (failed.ExitCode, failed.Reason));
        Assert.StartsWith("n", failed.Nodes, StringComparison.Ordinal);
        Assert.All(jobs, job => Assert.StartsWith("2026-11-2", job.Evaluated, StringComparison.Ordinal));
        Assert.Equal("PENDING", Assert.Single(jobs, job => job.Reason == "JobHeldUser").State.Name);
        Assert.Equal(2, jobs.Count(job => job.State.Name == "RUNNING" && job.Id.Contains('_', StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Recorded))]
    public void The_partitions_and_nodes_of_every_release_are_read(string release)
    {
        var partitions = Partition.Parse(RecordedOutput.Read($"{release}/partitions.txt")).ToDictionary(partition => partition.Name);
        ImmutableArray<NodeGroup> nodes = NodeGroup.Parse(RecordedOutput.Read($"{release}/nodes.txt"));

        Assert.Equal(["bare", "closed", "gpu", "high", "low", "normal", "short"], partitions.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(TimeSpan.FromHours(1), partitions["short"].MaxTime);
        Assert.True(partitions["normal"] is { IsDefault: true, IsUp: true, IsForRoot: false, NeedsReservation: false, MaxTime: null });
        Assert.True(partitions["normal"].Accounts.Admits(null));
        Assert.True(partitions["normal"].Qos.Admits(null));
        Assert.False(partitions["closed"].IsUp);
        Assert.Equal(4, nodes.Where(group => group.Partition == "gpu").Max(group => group.CountOf("gpu", "a100")));
        Assert.Equal(4, nodes.Where(group => group.Partition == "normal").Sum(group => group.Count));
        Assert.Equal(["std", "gpu", "big"], Assert.Single(nodes, group => group.Partition == "gpu" && group.CountOf("gpu", "a100") > 0).Features);
        Assert.All(nodes, group => Assert.True(group.IsUsable));
        Assert.All(nodes, group => Assert.Equal((8, 16000L << 20), (group.Cpu, group.MemoryBytes)));
    }

    [Theory]
    [MemberData(nameof(Recorded))]
    public void The_settings_of_every_release_are_read(string release)
    {
        ImmutableDictionary<string, string> settings = SlurmText.ParseSettings(RecordedOutput.Read($"{release}/config.txt"));

        Assert.StartsWith(release, settings["SLURM_VERSION"], StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(5), SlurmText.ParseTime(settings["KillWait"]));
    }

    [Fact]
    public void A_reason_may_hold_commas_and_bars()
    {
        SlurmJob job = Assert.Single(SlurmText.ParseQueue("17|N/A|PENDING||ReqNodeNotAvail, Reserved | for maintenance\n"));

        Assert.Equal("ReqNodeNotAvail, Reserved | for maintenance", job.Reason);
    }

    [Fact]
    public void What_a_site_prints_besides_is_passed_over()
    {
        SlurmJob job = Assert.Single(SlurmText.ParseQueue("Welcome to the cluster!\n17|N/A|RUNNING|n1|None\nslurm: | warning\n"));

        Assert.Equal("17", job.Id);
    }

    [Theory]
    [InlineData("JOBID|NAME\n", true)]
    [InlineData("Welcome to the cluster!\nJOBID|NAME\r\n17|work\n", true)]
    [InlineData("", false)]
    [InlineData("17|work\n", false)]
    [InlineData("xxxxx/xxxx xx/work", false)]
    public void What_is_no_table_is_told_from_an_empty_one(string text, bool isTable) =>
        Assert.Equal(isTable, SlurmText.HasHeader(text, SlurmText.QueueNamesHeader));

    [Fact]
    public void Names_may_hold_bars_and_a_header_is_none() =>
        Assert.Equal([KeyValuePair.Create("a|b", "17")], SlurmText.ParseNames("JOBID|NAME\n17|a|b\n"));

    [Fact]
    public void The_accounts_tell_who_cancelled_a_job_and_where_it_ran()
    {
        var jobs = SlurmText.ParseAccounting(RecordedOutput.Read("sacct-26.05.txt")).ToDictionary(job => job.Id);

        Assert.Equal(("CANCELLED", "1000", "n1"), (jobs["33"].State.Name, jobs["33"].CanceledBy, jobs["33"].Nodes));
        Assert.Equal(("FAILED", "5:0"), (jobs["32"].State.Name, jobs["32"].ExitCode));
        Assert.Null(jobs["30"].Nodes);
    }

    [Fact]
    public void The_controllers_records_are_read_by_name()
    {
        var jobs = SlurmText.ParseJobs(RecordedOutput.Read("jobs-26.05.txt")).ToDictionary(job => job.Id);

        Assert.Equal(["29_1", "29_5", "30", "32", "33"], jobs.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("FAILED", "5:0", "n1", "NonZeroExitCode"), (jobs["32"].State.Name, jobs["32"].ExitCode, jobs["32"].Nodes, jobs["32"].Reason));

        // Its comment says `JobState=FAILED`.
        Assert.Equal("PENDING", jobs["30"].State.Name);
    }

    [Theory]
    [InlineData("1234\n", "1234")]
    [InlineData("1234;cluster2\n", "1234")]
    [InlineData("Welcome!\nYour balance: 17 hours\n1234\n", "1234")]
    [InlineData("1234\r\n", "1234")]
    [InlineData("Submitted something\n", null)]
    [InlineData("", null)]
    public void A_submitted_jobs_id_is_found_among_greetings(string output, string? id) => Assert.Equal(id, SlurmText.ParseSubmitted(output));

    [Theory]
    [InlineData("30 sec", 30)]
    [InlineData("01:00:00", 3600)]
    [InlineData("2-03:00:00", (48 + 3) * 3600)]
    [InlineData("1-12", 36 * 3600)]
    [InlineData("10:30", 630)]
    [InlineData("90", 5400)]
    [InlineData("UNLIMITED", null)]
    [InlineData("NONE", null)]
    [InlineData("", null)]
    public void Times_are_read_in_each_form(string text, int? seconds) =>
        Assert.Equal(seconds is { } number ? TimeSpan.FromSeconds(number) : null, SlurmText.ParseTime(text));

    [Fact]
    public void Settings_are_read_by_name()
    {
        ImmutableDictionary<string, string> settings = SlurmText.ParseSettings(RecordedOutput.Read("config-26.05.txt"));

        Assert.Equal("26.05.5", settings["SLURM_VERSION"]);
        Assert.Equal("5 sec", settings["KillWait"]);
    }

    [Theory]
    [InlineData("CANCELLED by 1000", "CANCELLED")]
    [InlineData("CANCELLED+", "CANCELLED")]
    [InlineData("OUT_OF_MEMORY", "OUT_OF_MEMORY")]
    public void A_state_is_its_first_word(string text, string name) => Assert.Equal(name, JobState.Parse(text).Name);

    [Fact]
    public void A_state_of_a_later_release_is_neither_news_nor_an_end()
    {
        JobState state = JobState.Parse("TELEPORTING");

        Assert.Equal(JobPhase.Unknown, state.Phase);
        Assert.False(state.IsTerminal);
    }
}
