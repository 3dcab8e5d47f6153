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
        var paths = new GuestPaths([], null);

        Assert.Equal("/mnt/task/inputs/0/a.bam", paths.ToGuest("/data/x/a.bam"));
        Assert.Equal("/mnt/task/inputs/1/a.bam", paths.ToGuest("/data/y/a.bam"));
        Assert.Equal("/mnt/task/inputs/0/a.bam.bai", paths.ToGuest("/data/x/a.bam.bai"));
        Assert.Equal("/mnt/task/inputs/0/a.bam", paths.ToGuest("/data/x/../x/a.bam"));
    }

    [Fact]
    public void Each_input_is_mounted_once_and_read_only()
    {
        var paths = new GuestPaths([], null);
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
        string[] inputs = [.. Enumerable.Range(0, 100).Select(i => $"/data/x/{i}")];
        var paths = new GuestPaths(inputs, null);

        Assert.Equal("/mnt/task/inputs/0/7", paths.ToGuest(inputs[7]));
        Assert.Equal([new Mount("/data/x", "/mnt/task/inputs/0", true)], paths.GetMounts());
    }

    [Fact]
    public void Many_inputs_that_become_known_late_are_mounted_as_their_directory()
    {
        var paths = new GuestPaths([], null);
        for (int i = 0; i < 100; i++)
        {
            paths.ToGuest($"/data/x/{i}");
        }

        Assert.Equal([new Mount("/data/x", "/mnt/task/inputs/0", true)], paths.GetMounts());
    }

    [Fact]
    public void Many_inputs_of_many_directories_are_mounted_as_what_is_above_them()
    {
        string[] inputs = [.. Enumerable.Range(0, 100).Select(i => $"/runs/r/calls/align-{i}/work/out.bam"), "/ref/genome/hg38.fa"];
        var paths = new GuestPaths(inputs, null);

        Assert.Equal("/mnt/task/inputs/0/hg38.fa", paths.ToGuest(inputs[100]));
        Assert.Equal("/mnt/task/inputs/1/align-7/work/out.bam", paths.ToGuest(inputs[7]));
        Assert.Equal("/mnt/task/inputs/1/align-7/work/late", paths.ToGuest("/runs/r/calls/align-7/work/late"));
        Assert.Equal("/mnt/task/inputs/2/other", paths.ToGuest("/elsewhere/other"));
        Assert.Equal(
            [
                new Mount("/ref/genome", "/mnt/task/inputs/0", true),
                new Mount("/runs/r/calls", "/mnt/task/inputs/1", true),
                new Mount("/elsewhere/other", "/mnt/task/inputs/2/other", true),
            ],
            paths.GetMounts());
        Assert.Equal(inputs[7], paths.ToHost("/mnt/task/inputs/1/align-7/work/out.bam"));
        Assert.Equal("/runs/r/calls/align-7/work/more", paths.ToHost("/mnt/task/inputs/1/align-7/work/more"));
    }

    [Fact]
    public void Links_among_many_inputs_stay_beside_their_siblings()
    {
        string target = _fixture.Files.Write("store/content", "x");
        string[] plain = [.. Enumerable.Range(0, 100).Select(i => _fixture.Files.Write($"plain/{i}", "x"))];
        string sibling = _fixture.Files.Write("linked/a.bam", "x");
        string link = Path.Join(_fixture.Files.Path, "linked/a.bam.bai");
        File.CreateSymbolicLink(link, target);
        var paths = new GuestPaths([.. plain, sibling, link], null);

        Assert.Equal(Path.GetDirectoryName(paths.ToGuest(sibling)), Path.GetDirectoryName(paths.ToGuest(link)));
        Assert.Equal(3, paths.GetMounts().Length);
        Assert.Contains(new Mount(target, paths.ToGuest(link), true), paths.GetMounts());
    }

    [Fact]
    public void Among_many_inputs_links_on_the_way_are_followed()
    {
        string[] plain = [.. Enumerable.Range(0, 100).Select(i => _fixture.Files.Write($"data/{i}/x", "x"))];
        Directory.CreateSymbolicLink(Path.Join(_fixture.Files.Path, "data/link"), Path.Join(_fixture.Files.Path, "data/5"));
        string linked = Path.Join(_fixture.Files.Path, "data/link/x");
        var paths = new GuestPaths([.. plain, linked], null);

        Assert.Equal(paths.ToGuest(plain[5]), paths.ToGuest(linked));
    }

    [Theory]
    [InlineData(new[] { "/a/b/1", "/a/b/2", "/a/b/3", "/c/d" }, "/a/b", "/c/d")]
    [InlineData(new[] { "/a/b", "/a/b/c/d", "/e/f" }, "/a/b", "/e/f")]
    [InlineData(new[] { "/home/me/1", "/home/me/2", "/home/me/3" }, "/home/me/1", "/home/me/2", "/home/me/3")]
    [InlineData(new[] { "/home/me/x/1", "/home/me/x/2", "/home/me/x/3" }, "/home/me/x")]
    [InlineData(new[] { "/a/1", "/b/2", "/c/3" }, "/a/1", "/b/2", "/c/3")]
    [InlineData(new[] { "/home/me", "/home/me/x", "/home", "/", "/a" }, "/a", "/home/me/x")]
    public void Directories_are_merged_from_below_but_never_into_a_home_or_the_top(string[] directories, params string[] roots)
    {
        Assert.Equal(roots, MountRoots.Choose(directories, most: 2, home: "/home/me"));
    }

    [Theory]
    [InlineData("/home/me")]
    [InlineData("/home")]
    [InlineData("/")]
    public void Many_inputs_that_lie_where_too_much_else_does_are_mounted_one_by_one(string directory)
    {
        string[] inputs = [.. Enumerable.Range(0, 100).Select(i => Path.Join(directory, $"a, b:{i}\n\"é\""))];
        var paths = new GuestPaths(inputs, "/home/me/");

        string[] guests = [.. inputs.Select(paths.ToGuest)];

        Assert.Equal($"/mnt/task/inputs/0/{Path.GetFileName(inputs[7])}", guests[7]);
        Assert.Equal(inputs.Zip(guests, (host, guest) => new Mount(host, guest, true)), paths.GetMounts());
        Assert.Equal(inputs[7], paths.ToHost(guests[7]));
    }

    [Fact]
    public void Many_inputs_in_the_home_that_become_known_late_are_mounted_one_by_one()
    {
        var paths = new GuestPaths([], "/home/me");
        for (int i = 0; i < 100; i++)
        {
            paths.ToGuest($"/home/me/{i}");
        }

        Assert.Equal(Enumerable.Range(0, 100).Select(i => new Mount($"/home/me/{i}", $"/mnt/task/inputs/0/{i}", true)), paths.GetMounts());
    }

    [Fact]
    public void One_input_in_the_home_among_many_elsewhere_is_mounted_by_itself()
    {
        string[] inputs = [.. Enumerable.Range(0, 100).Select(i => $"/home/me/data/{i}"), "/home/me/samples.tsv"];
        var paths = new GuestPaths(inputs, "/home/me");
        Array.ForEach(inputs, input => paths.ToGuest(input));

        Assert.Equal(
            [new Mount("/home/me/data", "/mnt/task/inputs/0", true), new Mount("/home/me/samples.tsv", "/mnt/task/inputs/1/samples.tsv", true)],
            paths.GetMounts());
    }

    [Theory]
    [InlineData("link", "real")]
    [InlineData("real", "link")]
    [InlineData("link", "link")]
    public void A_home_that_a_link_leads_to_is_known_by_either_path(string home, string given)
    {
        string[] names = [.. Enumerable.Range(0, 100).Select(i => $"{i}")];
        Array.ForEach(names, name => _fixture.Files.Write($"real/{name}", "x"));
        Directory.CreateSymbolicLink(Path.Join(_fixture.Files.Path, "link"), Path.Join(_fixture.Files.Path, "real"));
        string[] inputs = [.. names.Select(name => Path.Join(_fixture.Files.Path, given, name))];
        string homePath = Path.Join(_fixture.Files.Path, home);
        var known = new GuestPaths(inputs, homePath);
        var late = new GuestPaths([], homePath);
        foreach (string input in inputs)
        {
            known.ToGuest(input);
            late.ToGuest(input);
        }

        Assert.Equal(100, known.GetMounts().Length);
        Assert.Equal(100, late.GetMounts().Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("relative")]
    public void A_home_that_is_no_absolute_path_is_none(string home)
    {
        string[] inputs = [.. Enumerable.Range(0, 100).Select(i => $"/data/x/{i}")];
        var paths = new GuestPaths(inputs, home);

        Assert.Equal([new Mount("/data/x", "/mnt/task/inputs/0", true)], paths.GetMounts());
    }

    [Fact]
    public void A_link_is_mounted_as_what_it_leads_to()
    {
        string target = _fixture.Files.Write("real.txt", "x");
        string link = Path.Join(_fixture.Files.Path, "link.txt");
        File.CreateSymbolicLink(link, target);
        var paths = new GuestPaths([], null);

        string guest = paths.ToGuest(link);

        Assert.Equal([new Mount(target, guest, true)], paths.GetMounts());
        Assert.EndsWith("/link.txt", guest, StringComparison.Ordinal);
    }

    [Fact]
    public void Paths_below_an_input_directory_lead_back_to_the_host()
    {
        var paths = new GuestPaths([], null);
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

    [Theory]
    [InlineData("File f = \"/tmp/inside.txt\"", "output `f`: `/tmp/inside.txt` is a file of the container itself, which can be no output")]
    [InlineData("Directory d = \"/\"", "output `d`: `/` is a directory of the container itself, which can be no output")]
    [InlineData("Directory? d = \"/mnt/task\"", "output `d`: `/mnt/task` is a directory of the container itself, which can be no output")]
    [InlineData(
        "String s = read_string(\"/etc/hostname\")",
        "`read_string`: `/etc/hostname` is in the container itself, of which only inputs and what lies below the working directory are left")]
    public async Task What_is_of_the_container_itself_is_no_output(string output, string message)
    {
        RunResult result = await _fixture.RunAsync(
            $$"""
            version 1.2
            task t {
              command <<< >>>
              output { {{output}} }
              requirements { container: "ubuntu" }
            }
            """,
            new ContainerBackend());

        Assert.Equal(message, Assert.Single(result.Failures).Diagnostic.Message);
    }

    [Fact]
    public async Task A_working_directory_that_cannot_be_read_has_no_links()
    {
        RunResult result = await _fixture.RunAsync(
            """
            version 1.2
            task t {
              command <<< >>>
              output { Int n = 1 }
              requirements { container: "ubuntu" }
            }
            """,
            new ContainerBackend { TakesWorkAway = true });

        Assert.Empty(result.Failures);
        Assert.Contains("\"t.n\": 1", result.Outputs, StringComparison.Ordinal);
    }

    /// <summary>Stands in for a container: makes a file and a link as the command would have.</summary>
    private sealed class ContainerBackend : ITaskExecutionBackend
    {
        public List<TaskPlan> Plans { get; } = [];

        /// <summary>Whether the working directory is gone in the end.</summary>
        public bool TakesWorkAway { get; init; }

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

            if (TakesWorkAway)
            {
                Directory.Delete(work, recursive: true);
            }

            return new Succeeded { ExitCode = 0 };
        }

        public Task<ImmutableArray<string>> CancelLeftAsync(ImmutableArray<LeftAttempt> attempts, Action<string> report) =>
            Task.FromResult<ImmutableArray<string>>([]);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
