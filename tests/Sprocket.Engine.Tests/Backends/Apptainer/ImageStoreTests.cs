using Sprocket.Engine.Backends.Apptainer;
using Sprocket.Engine.Processes;

namespace Sprocket.Engine.Tests.Backends.Apptainer;

public sealed class ImageStoreTests : IDisposable
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
        Assert.Single(_apptainer.Commands);
        Assert.Equal(["pulling the image `ubuntu:24.04`"], _reports);
    }

    [Fact]
    public async Task Stores_that_share_a_directory_pull_once_together()
    {
        ImageStore first = Store();
        ImageStore second = Store();

        await _time.AdvanceUntilAsync(Task.WhenAll(FindAsync(first, "a:1"), FindAsync(second, "a:1")), TimeSpan.FromSeconds(1));

        Assert.Single(_apptainer.Commands);
    }

    [Fact]
    public async Task A_pull_that_fails_for_good_is_not_tried_again()
    {
        _apptainer.Answer = _ => ScriptedRunner.Fail("FATAL:   While making image from oci registry: reading manifest 1 in host/a: manifest unknown", 255);
        ImageStore store = Store();

        ImageException exception = await Assert.ThrowsAsync<ImageException>(() => FindAsync(store, "docker://host/a:1"));

        Assert.False(exception.IsTransient);
        Assert.Equal("The image `docker://host/a:1` could not be pulled: the registry has no image of that name and tag.", exception.Message);
        Assert.Single(_apptainer.Commands);
        await Assert.ThrowsAsync<ImageException>(() => FindAsync(store, "docker://host/a:1"));
        Assert.Single(_apptainer.Commands);
    }

    [Fact]
    public async Task A_pull_that_fails_for_now_is_tried_again()
    {
        int pulls = 0;
        _apptainer.Answer = command => pulls++ < 2 ? ScriptedRunner.Fail("FATAL:   Get https://host/v2/: net/http: TLS handshake timeout", 255) : Pull(command);
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

        string path = await store.FindAsync(["private/a:1", "public/a:1"], _reports.Add, CancellationToken.None);

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

        ProcessCommand command = Assert.Single(_apptainer.Commands);
        Assert.Equal(Path.Join(_directory.Path, "tmp"), command.Environment!["APPTAINER_TMPDIR"]);
        Assert.Equal(["pull", "--disable-cache", "--no-https"], command.Arguments[..3]);
        Assert.Equal("docker://127.0.0.1:5000/a:1", command.Arguments[^1]);
    }

    public void Dispose()
    {
        _stores.ForEach(store => store.Dispose());
        _directory.Dispose();
    }

    private static ProcessResult Pull(ProcessCommand command)
    {
        File.WriteAllText(command.Arguments[^2], "image");
        return ScriptedRunner.Say("");
    }

    private ImageStore Store()
    {
        var store = new ImageStore(_directory.Path, "apptainer", _apptainer, _time);
        _stores.Add(store);
        return store;
    }

    private Task<string> FindAsync(ImageStore store, string container) => store.FindAsync([container], _reports.Add, CancellationToken.None);
}
