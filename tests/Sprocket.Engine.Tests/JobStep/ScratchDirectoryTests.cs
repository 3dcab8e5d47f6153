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
            Assert.StartsWith(Path.Join(local, "sprocket-key-"), path, StringComparison.Ordinal);
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

        Assert.True(
            scratch.Path == Path.Join(attempt, "scratch")
            || scratch.Path.StartsWith(Path.Join(Environment.GetEnvironmentVariable("TMPDIR"), "sprocket-key-"), StringComparison.Ordinal));
    }

    // Who reads the job's name in the queue may be there before the job is.
    [Fact]
    public void It_is_never_what_somebody_else_put_there_before()
    {
        string local = Path.Join(_directory.Path, "local");
        string other = Path.Join(_directory.Path, "other");
        Directory.CreateDirectory(local);
        Directory.CreateDirectory(other);
        Directory.CreateSymbolicLink(Path.Join(local, "sprocket-key"), other);
        using (var scratch = ScratchDirectory.Create(Describe(local), Path.Join(_directory.Path, "attempt")))
        {
            File.WriteAllText(Path.Join(scratch.Path, "file"), "");

            Assert.Empty(Directory.EnumerateFileSystemEntries(other));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(scratch.Path));
        }

        Assert.True(Directory.Exists(other));
    }

    private static JobDescription Describe(string scratch) => new() { Arguments = ["true"], ScratchDirectory = scratch, NoticeName = "key" };
}
