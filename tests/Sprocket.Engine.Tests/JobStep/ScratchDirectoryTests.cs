using Sprocket.Engine.JobStep;
using Sprocket.Engine.Storage;

namespace Sprocket.Engine.Tests.JobStep;

public sealed class ScratchDirectoryTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("/local", "/local")]
    [InlineData("/local/$USER/${JOB}_x", "/local/me/7_x")]
    [InlineData("/local/$JOB", "/local/7")]
    [InlineData("/local/$NONE", null)]
    [InlineData("/local/${JOB", null)]
    [InlineData("/local/$", null)]
    public void Variables_of_the_node_are_replaced(string text, string? expected) => Assert.Equal(
        expected, ScratchDirectory.Expand(text, name => name == "USER" ? "me" : name == "JOB" ? "7" : null));

    [Fact]
    public void It_is_where_the_configuration_says_and_goes_with_all_that_is_in_it()
    {
        string local = Path.Join(_directory.Path, "local");
        string path;
        using (var scratch = ScratchDirectory.Create(Describe(local), Path.Join(_directory.Path, "attempt")))
        {
            path = scratch.Path;
            Assert.Equal(Path.Join(local, "sprocket-key"), path);
            Directory.CreateDirectory(Path.Join(path, "closed/inner"));
            File.WriteAllText(Path.Join(path, "closed/inner/file"), "");
            File.SetUnixFileMode(Path.Join(path, "closed/inner"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
            File.SetUnixFileMode(Path.Join(path, "closed"), UnixFileMode.None);
        }

        Assert.False(Directory.Exists(path));
    }

    [Fact]
    public void It_is_in_the_attempt_where_the_node_has_none()
    {
        string attempt = Path.Join(_directory.Path, "attempt");
        using var scratch = ScratchDirectory.Create(Describe("/proc/nowhere"), attempt);

        Assert.Contains(scratch.Path, new[] { Path.Join(attempt, "scratch"), Path.Join(Environment.GetEnvironmentVariable("TMPDIR"), "sprocket-key") });
    }

    private static JobDescription Describe(string scratch) => new() { Arguments = ["true"], ScratchDirectory = scratch, NoticeName = "key" };
}
