using System.Collections.Immutable;
using Sprocket.Engine.Backends;
using Sprocket.Engine.Runs;
using Sprocket.Engine.Storage;

namespace Sprocket.Engine.Tests.Runs;

public sealed class ContainerPathTests : IDisposable
{
    private readonly RunFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void Siblings_stay_siblings_and_names_stay_names()
    {
        var paths = new GuestPaths();

        Assert.Equal("/mnt/task/inputs/0/a.bam", paths.ToGuest("/data/x/a.bam"));
        Assert.Equal("/mnt/task/inputs/1/a.bam", paths.ToGuest("/data/y/a.bam"));
        Assert.Equal("/mnt/task/inputs/0/a.bam.bai", paths.ToGuest("/data/x/a.bam.bai"));
        Assert.Equal("/mnt/task/inputs/0/a.bam", paths.ToGuest("/data/x/../x/a.bam"));
    }

    [Fact]
    public void Each_input_is_mounted_once_and_read_only()
    {
        var paths = new GuestPaths();
        paths.ToGuest("/data/x/a");
        paths.ToGuest("/data/x/a");
        paths.ToGuest("/data/x/b");

        Assert.Equal(
            [new Mount("/data/x/a", "/mnt/task/inputs/0/a", true), new Mount("/data/x/b", "/mnt/task/inputs/0/b", true)],
            paths.GetMounts());
    }

    [Fact]
    public void Many_inputs_of_one_directory_are_mounted_as_that_directory()
    {
        var paths = new GuestPaths();
        for (int i = 0; i < 100; i++)
        {
            paths.ToGuest($"/data/x/{i}");
        }

        Assert.Equal([new Mount("/data/x", "/mnt/task/inputs/0", true)], paths.GetMounts());
    }

    [Fact]
    public void A_link_is_mounted_as_what_it_leads_to()
    {
        string target = _fixture.Files.Write("real.txt", "x");
        string link = Path.Join(_fixture.Files.Path, "link.txt");
        File.CreateSymbolicLink(link, target);
        var paths = new GuestPaths();

        string guest = paths.ToGuest(link);

        Assert.Equal([new Mount(target, guest, true)], paths.GetMounts());
        Assert.EndsWith("/link.txt", guest, StringComparison.Ordinal);
    }

    [Fact]
    public void Paths_below_an_input_directory_lead_back_to_the_host()
    {
        var paths = new GuestPaths();
        string guest = paths.ToGuest("/data/dir/");

        Assert.Equal("/data/dir/sub/f", paths.ToHost($"{guest}/sub/f"));
        Assert.Null(paths.ToHost("/mnt/task/inputs/0/other"));
        Assert.Null(paths.ToHost("/etc/passwd"));
    }

    [Fact]
    public async Task A_command_in_a_container_sees_its_files_below_the_guest_root()
    {
        string file = _fixture.Files.Write("in put's.txt", "content");
        var backend = new ContainerBackend();

        RunResult result = await _fixture.RunAsync(
            """
            version 1.2
            task t {
              input {
                File f
                Array[File] more
              }
              String name = basename(f)
              String text = read_string(f)
              File list = write_lines([f])
              command <<< cat "~{f}" ~{list} ~{sep=" " more} >>>
              output {
                File same = f
                File made = "made.txt"
                File absolute = "/mnt/task/work/made.txt"
                File linked = "linked.txt"
                String said = text
                String named = name
              }
              requirements { container: "ubuntu" }
            }
            """,
            backend,
            [$"f={file}", $"more={file}"]);

        Assert.Empty(result.Failures);
        TaskPlan plan = Assert.Single(backend.Plans);
        Assert.Contains("cat \"/mnt/task/inputs/0/in put's.txt\" /mnt/task/inputs/1/write_", plan.Command, StringComparison.Ordinal);
        Assert.Contains(new Mount(file, "/mnt/task/inputs/0/in put's.txt", true), plan.Mounts);
        Assert.Equal(2, plan.Mounts.Length);
        string work = Path.Join(_fixture.Directory.Path, "attempts/0/work");
        Assert.Contains($"\"t.same\": \"{file}\"", result.Outputs, StringComparison.Ordinal);
        Assert.Contains($"\"t.made\": \"{work}/made.txt\"", result.Outputs, StringComparison.Ordinal);
        Assert.Contains($"\"t.absolute\": \"{work}/made.txt\"", result.Outputs, StringComparison.Ordinal);
        Assert.Contains("\"t.said\": \"content\"", result.Outputs, StringComparison.Ordinal);
        Assert.Equal("content", await File.ReadAllTextAsync(Path.Join(work, "linked.txt"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_file_that_stayed_in_the_container_is_gone()
    {
        RunResult result = await _fixture.RunAsync(
            """
            version 1.2
            task t {
              command <<< >>>
              output { File f = "/tmp/inside.txt" }
              requirements { container: "ubuntu" }
            }
            """,
            new ContainerBackend());

        Assert.Equal(
            "output `f`: `/tmp/inside.txt` is inside the container, and neither an input nor below the working directory, so it is gone now",
            Assert.Single(result.Failures).Diagnostic.Message);
    }

    /// <summary>Stands in for a container: makes a file and a link as the command would have.</summary>
    private sealed class ContainerBackend : ITaskExecutionBackend
    {
        public List<TaskPlan> Plans { get; } = [];

        public string Description => "container";

        public Task StartAsync(CancellationToken cancellation) => Task.CompletedTask;

        public Allocation Allocate(Requirements requirements, Hints hints) =>
            new() { Cpu = requirements.Cpu, MemoryBytes = requirements.MemoryBytes, UsesContainer = true };

        public async Task<Outcome> ExecuteAsync(TaskPlan plan, Action<TaskProgress> report, RunCancellation cancellation)
        {
            Plans.Add(plan);
            string work = new AttemptDirectory(plan.Directory).WorkPath;
            await File.WriteAllTextAsync(Path.Join(work, "made.txt"), "made");
            if (!plan.Mounts.IsEmpty)
            {
                File.CreateSymbolicLink(Path.Join(work, "linked.txt"), plan.Mounts[0].GuestPath);
            }

            return new Succeeded { ExitCode = 0 };
        }

        public Task<ImmutableArray<string>> CancelLeftAsync(ImmutableArray<LeftAttempt> attempts) =>
            Task.FromResult<ImmutableArray<string>>([]);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
