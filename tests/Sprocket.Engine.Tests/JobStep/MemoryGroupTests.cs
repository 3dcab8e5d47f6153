using Sprocket.Engine.JobStep;

namespace Sprocket.Engine.Tests.JobStep;

public sealed class MemoryGroupTests : IDisposable
{
    private readonly TemporaryDirectory _root = new();

    [Fact]
    public void Version_1_counts_in_the_hierarchy_of_memory()
    {
        _root.Write("memory/slurm_n1/uid_1000/job_7/step_batch/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 2\n");
        _root.Write("memory/slurm_n1/uid_1000/job_7/step_batch/memory.max_usage_in_bytes", "104857600\n");

        MemoryGroup group = MemoryGroup.Find("9:name=systemd:/\n4:memory:/slurm_n1/uid_1000/job_7/step_batch\n0::/\n", _root.Path, "7")!;

        Assert.True(group.IsOfJob);
        Assert.Equal(104857600, group.PeakBytes);

        // Two were killed before the command began, by which the job has failed, too.
        Assert.Equal(2, group.OomKills);
        _root.Write("memory/slurm_n1/uid_1000/job_7/step_batch/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 3\n");
        Assert.Equal(3, group.OomKills);
    }

    [Fact]
    public void Version_2_counts_in_its_only_hierarchy()
    {
        _root.Write("system.slice/slurmstepd.scope/job_7/step_batch/user/memory.events", "low 0\nhigh 0\nmax 9\noom 1\noom_kill 1\noom_group_kill 0\n");
        _root.Write("system.slice/slurmstepd.scope/job_7/step_batch/user/memory.peak", "5000\n");

        MemoryGroup group = MemoryGroup.Find("0::/system.slice/slurmstepd.scope/job_7/step_batch/user\n", _root.Path, "7")!;

        Assert.True(group.IsOfJob);
        Assert.Equal(5000, group.PeakBytes);
        Assert.Equal(1, group.OomKills);
    }

    [Fact]
    public void A_login_sessions_group_is_no_jobs()
    {
        _root.Write("user.slice/session/memory.events", "oom_kill 4\n");

        MemoryGroup group = MemoryGroup.Find("0::/user.slice/session\n", _root.Path, "7")!;

        Assert.False(group.IsOfJob);
        Assert.Null(group.PeakBytes);

        // What was killed there before was somebody else's.
        Assert.Equal(0, group.OomKills);
    }

    [Fact]
    public void Where_nothing_can_be_read_there_is_no_group() => Assert.Null(MemoryGroup.Find("0::/elsewhere\n4:memory:/none\n", _root.Path, "7"));

    public void Dispose() => _root.Dispose();
}
