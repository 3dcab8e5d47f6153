using System.Collections.Immutable;
using Sprocket.Engine.Backends.Apptainer;
using Sprocket.Engine.Processes;

namespace Sprocket.Engine.Tests.Backends.Apptainer;

public sealed class ImageStoreTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ManualTimeProvider _time = new();
    private readonly ScriptedRunner _apptainer = new() { Answer = Pull };
    private readonly List<string> _reports = [];
    private readonly List<ImageStore> _stores = [];

    [Fact]
    public async Task An_image_is_pulled_once_for_all_who_want_it()
    {
        ImageStore store = Store();

        string[] paths = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => FindAsync(store, "ubuntu:24.04")));

        Assert.Equal([Path.Join(_directory.Path, "docker/ubuntu/24.04.sif")], paths.Distinct());
        Assert.Equal("image", await File.ReadAllTextAsync(paths[0], TestContext.Current.CancellationToken));
        Assert.Single(Pulls());
        Assert.Equal(["pulling the image `ubuntu:24.04`"], _reports);
        Assert.Equal(["docker"], Directory.GetFileSystemEntries(_directory.Path).Select(Path.GetFileName));
        Assert.Equal(["24.04.sif", "24.04.sif.json"], Directory.GetFileSystemEntries(Path.GetDirectoryName(paths[0])!).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Stores_that_share_a_directory_pull_once_together()
    {
        ImageStore first = Store();
        ImageStore second = Store();

        await _time.AdvanceUntilAsync(Task.WhenAll(FindAsync(first, "a:1"), FindAsync(second, "a:1")), TimeSpan.FromSeconds(1));

        Assert.Single(Pulls());
    }

    [Fact]
    public async Task A_pull_that_fails_for_good_is_not_tried_again()
    {
        _apptainer.Answer = _ => ScriptedRunner.Fail("FATAL:   While making image from oci registry: reading manifest 1 in host/a: manifest unknown", 255);
        ImageStore store = Store();

        ImageException exception = await Assert.ThrowsAsync<ImageException>(() => FindAsync(store, "docker://host/a:1"));

        Assert.False(exception.IsTransient);
        Assert.Equal("The image `docker://host/a:1` could not be pulled: the registry has no image of that name and tag.", exception.Message);
        Assert.Single(Pulls());
        await Assert.ThrowsAsync<ImageException>(() => FindAsync(store, "docker://host/a:1"));
        Assert.Single(Pulls());
    }

    [Fact]
    public async Task A_pull_that_fails_for_now_is_tried_again()
    {
        int pulls = 0;
        _apptainer.Answer = command => IsPull(command) && pulls++ < 2
            ? ScriptedRunner.Fail("FATAL:   Get https://host/v2/: net/http: TLS handshake timeout", 255)
            : Pull(command);
        ImageStore store = Store();

        string path = await _time.AdvanceUntilAsync(FindAsync(store, "docker://host/a:1"), TimeSpan.FromSeconds(1));

        Assert.True(File.Exists(path));
        Assert.Equal(3, pulls);
    }

    [Fact]
    public async Task A_pull_that_never_works_ends()
    {
        _apptainer.Answer = _ => ScriptedRunner.Fail("FATAL:   connection reset by peer", 255);
        ImageStore store = Store();

        ImageException exception = await Assert.ThrowsAsync<ImageException>(() =>
            _time.AdvanceUntilAsync(FindAsync(store, "docker://host/a:1"), TimeSpan.FromSeconds(5)));

        Assert.True(exception.IsTransient);
        Assert.Contains("after 4 attempts: connection reset by peer", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_next_container_is_taken_when_the_first_cannot_be_had()
    {
        _apptainer.Answer = command => command.Arguments[^1].Contains("private", StringComparison.Ordinal) ? ScriptedRunner.Fail("denied", 255) : Pull(command);
        ImageStore store = Store();

        string path = (await store.FindAsync(["private/a:1", "public/a:1"], _reports.Add, CancellationToken.None)).Path;

        Assert.EndsWith("docker/public/a/1.sif", path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_local_image_that_is_not_there_is_named()
    {
        ImageStore store = Store();

        ImageException exception = await Assert.ThrowsAsync<ImageException>(() => FindAsync(store, "/nowhere/a.sif"));

        Assert.Equal("The container's image `/nowhere/a.sif` does not exist.", exception.Message);
    }

    [Fact]
    public async Task A_pull_keeps_off_home_and_tmp()
    {
        ImageStore store = Store();

        await FindAsync(store, "127.0.0.1:5000/a:1");

        ProcessCommand command = Assert.Single(Pulls());
        string workspace = Path.GetDirectoryName(command.Arguments[^2])!;
        Assert.StartsWith(Path.Join(_directory.Path, "docker/127.0.0.1/5000/a/1.sif."), workspace, StringComparison.Ordinal);
        Assert.Equal(workspace, command.Environment!["APPTAINER_TMPDIR"]);
        Assert.Equal(workspace, command.Environment["SINGULARITY_CACHEDIR"]);
        Assert.Equal(["apptainer", "--debug", "pull", "--disable-cache", "--no-https"], command.Arguments[4..9]);
        Assert.Equal("docker://127.0.0.1:5000/a:1", command.Arguments[^1]);
    }

    [Fact]
    public async Task The_manifests_digest_is_kept_beside_the_image()
    {
        _apptainer.Answer = command =>
        {
            File.WriteAllText(
                command.Arguments[3],
                $"DEBUG   [U=1000,P=433]     getDockerRefDigest()          docker.GetDigest source image digest for docker://a:1 is {new string('5', 64)}\n"
                    + $"DEBUG   [U=1000,P=433]     getDockerRefDigest()          docker.GetDigest digest for docker://a:1 is {new string('6', 64)}\n");
            return Pull(command);
        };
        ImageStore store = Store();

        ImageFile image = await store.FindAsync(["a:1"], _reports.Add, CancellationToken.None);

        string digest = $"sha256:{new string('5', 64)}";
        Assert.Equal(digest, image.Digest);
        Assert.Equal(new ImageRecord("a:1", "docker://a:1", digest, _time.GetUtcNow()), ImageRecord.TryRead(image.Path));
        Assert.Equal(digest, (await Store().FindAsync(["a:1"], _reports.Add, CancellationToken.None)).Digest);
    }

    [Fact]
    public async Task What_has_no_manifest_is_known_by_its_file()
    {
        _apptainer.Answer = command => IsPull(command) ? Pull(command) : ScriptedRunner.Say($"{new string('7', 64)} *image.sif\n");
        ImageStore store = Store();

        Assert.Equal($"sha256:{new string('7', 64)}", (await store.FindAsync(["oras://host/a:1"], _reports.Add, CancellationToken.None)).Digest);
    }

    [Fact]
    public async Task What_the_site_has_is_not_pulled()
    {
        string image = _directory.Write("library/quay.io-a-b-1.img", "theirs");
        ImageStore store = Store(["/nowhere", Path.Join(_directory.Path, "library")]);

        Assert.Equal(image, await FindAsync(store, "quay.io/a/b:1"));
        Assert.Empty(_apptainer.Commands);
    }

    [Theory]
    [InlineData("ubuntu", "docker/ubuntu/latest.sif")]
    [InlineData("docker://quay.io/a/b:1", "quay.io/a/b:1")]
    [InlineData("quay.io/a/b:1", "quay.io/a/b:1.sif")]
    [InlineData("quay.io/a/b:1", "quay.io-a-b-1.sif")]
    [InlineData("oras://host:50/a:1", "oras/host/50/a/1.sif")]
    public void Sites_name_images_in_several_ways(string container, string path)
    {
        string expected = _directory.Write(path, "theirs");

        Assert.Equal(expected, new ImageLibrary([_directory.Path]).Find(ImageReference.Parse(container)));
    }

    [Theory]
    [InlineData("a/../../b:1")]
    [InlineData("/images/a.sif")]
    public void What_is_no_address_is_in_no_library(string container) =>
        Assert.Null(new ImageLibrary([_directory.Path]).Find(ImageReference.Parse(container)));

    [Fact]
    public async Task Images_are_fetched_before_a_task_asks_and_what_fails_is_told()
    {
        _apptainer.Answer = command => command.Arguments[^1].Contains("private", StringComparison.Ordinal) ? ScriptedRunner.Fail("denied", 255) : Pull(command);
        ImageStore store = Store();

        store.Prefetch([["public:1"], ["private:1"]], _reports.Add);
        await FindAsync(store, "public:1");
        await _time.AdvanceUntilAsync(Task.Run(() => SpinWait.SpinUntil(() => _reports.Exists(report => report.EndsWith("Tasks that need it will fail.", StringComparison.Ordinal)), 5000)), TimeSpan.Zero);
        Assert.Equal(2, Pulls().Length);
        Assert.Contains(_reports, report => report.StartsWith("The image `private:1` could not be pulled: the registry denies access", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_process_that_died_leaves_neither_lock_nor_files_behind()
    {
        string path = Path.Join(_directory.Path, "docker/a/1.sif");
        ProcessIdentity gone = ProcessIdentity.Current with { StartTicks = 1 };
        _directory.Write("docker/a/1.sif.lock", LockOf(gone));
        string left = _directory.Write($"docker/a/1.sif.{gone.Host}.{gone.ProcessId}.tmp/layer", "left");
        ImageStore store = Store();

        Assert.Equal(path, await FindAsync(store, "a:1"));
        Assert.False(File.Exists(left));
        Assert.False(File.Exists(path + ".lock"));
        Assert.Contains(_reports, report => report.Contains("is gone and left its pull", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_lock_of_another_host_is_waited_for_until_its_holder_is_silent()
    {
        ProcessIdentity other = ProcessIdentity.Current with { Host = "login2" };
        _directory.Write("docker/a/1.sif.lock", LockOf(other));
        ImageStore store = Store();
        DateTimeOffset start = _time.GetUtcNow();

        await _time.AdvanceUntilAsync(FindAsync(store, "a:1"), TimeSpan.FromSeconds(1));

        Assert.InRange(_time.GetUtcNow() - start, TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(5));
        Assert.Contains($"waiting for the image `a:1`, which process {other.ProcessId} on login2 pulls", _reports);
    }

    [Fact]
    public async Task A_lock_that_does_not_say_whose_it_is_is_told_and_not_waited_for_for_ever()
    {
        string path = _directory.Write("docker/a/1.sif.lock", "");
        DateTimeOffset start = _time.GetUtcNow();

        await _time.AdvanceUntilAsync(FindAsync(Store(), "a:1"), TimeSpan.FromSeconds(1));

        Assert.InRange(_time.GetUtcNow() - start, TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(5));
        Assert.Contains($"waiting for the image `a:1`: `{path}` does not say who pulls it; if nothing does, the file can be deleted", _reports);
    }

    [Theory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, false)]
    [InlineData((UnixFileMode)0b_01_111_111_111, true)]
    public async Task A_cache_that_others_may_write_stays_so(UnixFileMode mode, bool isShared)
    {
        File.SetUnixFileMode(_directory.Path, mode);

        string path = await FindAsync(Store(), "a:1");

        Assert.Equal(isShared, File.GetUnixFileMode(Path.Join(_directory.Path, "docker/a")) == mode);
        Assert.Equal(isShared, File.GetUnixFileMode(Path.Join(_directory.Path, "docker")) == mode);
        Assert.True(!isShared || File.GetUnixFileMode(path).HasFlag(UnixFileMode.OtherRead));
    }

    [Fact]
    public async Task A_holder_that_is_heard_of_keeps_its_lock()
    {
        string path = Path.Join(_directory.Path, "x.lock");
        await using ImageLock held = await ImageLock.TakeAsync(path, _ => { }, _time, CancellationToken.None);
        string first = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);

        _time.Advance(TimeSpan.FromSeconds(25));
        await _time.AdvanceUntilAsync(Task.Run(() => SpinWait.SpinUntil(() => File.ReadAllText(path) != first, 5000)), TimeSpan.Zero);

        Assert.NotEqual(first, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_tag_of_a_layout_is_given_to_the_runtime_as_a_layout_of_its_own()
    {
        _directory.Write("layout/oci-layout", "{}");
        _directory.Write("layout/blobs/sha256/0", "");
        _directory.Write(
            "layout/index.json",
            """{"manifests":[{"digest":"sha256:1","annotations":{"org.opencontainers.image.ref.name":"v1"}},{"digest":"sha256:2","annotations":{"org.opencontainers.image.ref.name":"v2"}}]}""");
        string index = "";
        _apptainer.Answer = command =>
        {
            if (IsPull(command))
            {
                index = File.ReadAllText(command.Arguments[^1]["oci:".Length..] + "/index.json");
            }

            return Pull(command);
        };
        ImageStore store = Store();

        await FindAsync(store, $"oci:{_directory.Path}/layout:v2");

        Assert.Contains("sha256:2", index, StringComparison.Ordinal);
        Assert.DoesNotContain("sha256:1", index, StringComparison.Ordinal);
        ImageException missing = await Assert.ThrowsAsync<ImageException>(() => FindAsync(store, $"oci:{_directory.Path}/layout:v3"));
        Assert.EndsWith("has no tag `v3`; it has `v1`, `v2`.", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_archive_that_changed_is_converted_anew()
    {
        string archive = _directory.Write("a.tar", "one");
        string first = await FindAsync(Store(), $"docker-archive:{archive}");
        await File.WriteAllTextAsync(archive, "another", TestContext.Current.CancellationToken);

        Assert.NotEqual(first, await FindAsync(Store(), $"docker-archive:{archive}:some/name:1"));
        Assert.All(Pulls(), pull => Assert.Equal($"docker-archive:{archive}", pull.Arguments[^1]));
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (ImageStore store in _stores)
        {
            await store.DisposeAsync();
        }

        _directory.Dispose();
    }

    private static string LockOf(ProcessIdentity process) =>
        $$"""{"host":"{{process.Host}}","boot":"{{process.Boot}}","process":{{process.ProcessId}},"start_ticks":{{process.StartTicks}},"token":"t","beat":1}""";

    private static bool IsPull(ProcessCommand command) => command.Arguments.Contains("pull");

    private static ProcessResult Pull(ProcessCommand command)
    {
        if (IsPull(command))
        {
            File.WriteAllText(command.Arguments[^2], "image");
        }

        return ScriptedRunner.Say("");
    }

    private ProcessCommand[] Pulls() => [.. _apptainer.Commands.Where(IsPull)];

    private ImageStore Store(ImmutableArray<string>? library = null)
    {
        var store = new ImageStore(
            new ApptainerOptions { WorkingDirectory = _directory.Path, ImageDirectory = _directory.Path, ImageLibrary = library ?? [] },
            new ImagePuller("apptainer", _apptainer, _time));
        _stores.Add(store);
        return store;
    }

    private async Task<string> FindAsync(ImageStore store, string container) =>
        (await store.FindAsync([container], _reports.Add, CancellationToken.None)).Path;
}
