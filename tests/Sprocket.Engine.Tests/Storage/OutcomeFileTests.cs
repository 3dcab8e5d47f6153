using System.Text;
using System.Text.Json;
using Sprocket.Engine.Storage;
using Sprocket.Engine.Tests.Backends;

namespace Sprocket.Engine.Tests.Storage;

public sealed class OutcomeFileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public void What_is_written_is_read()
    {
        OutcomeFile file = OutcomeFiles.Exit(3).Asked() with { GroupPeakMemoryBytes = 7, CommandStarted = null };

        file.Write(_directory.Path);

        OutcomeFile read = OutcomeFile.TryRead(_directory.Path)!;
        Assert.Equal(file.Signals, read.Signals);
        Assert.Equal(file with { Signals = [] }, read with { Signals = [] });
    }

    [Fact]
    public void A_command_that_never_ran_has_no_exit_code()
    {
        OutcomeFile file = OutcomeFiles.Exit(0) with { ExitCode = null, StartError = "no such file", OomKills = null, PeakMemoryBytes = null, CpuTime = null };

        file.Write(_directory.Path);

        OutcomeFile read = OutcomeFile.TryRead(_directory.Path)!;
        Assert.Equal((null, "no such file", null), (read.ExitCode, read.StartError, read.OomKills));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ \"exit_code\": 0")]
    [InlineData("{}")]
    [InlineData("[]")]
    public void A_file_that_is_not_whole_has_not_come_yet(string content)
    {
        _directory.Write(OutcomeFile.FileName, content);

        Assert.Null(OutcomeFile.TryRead(_directory.Path));
        Assert.ThrowsAny<JsonException>(() => OutcomeFile.Parse(Encoding.UTF8.GetBytes(content)));
    }

    [Fact]
    public void Nothing_is_left_of_a_file_that_cannot_be_written()
    {
        Directory.CreateDirectory(Path.Join(_directory.Path, OutcomeFile.FileName));

        Assert.ThrowsAny<Exception>(() => OutcomeFiles.Exit(0).Write(_directory.Path));
        Assert.Single(Directory.GetFileSystemEntries(_directory.Path));
    }

    [Fact]
    public void A_description_is_read_as_it_was_written()
    {
        var description = new JobDescription
        {
            Arguments = ["/bin/sh", "it's\n\"quoted\" é"],
            TimeLimit = TimeSpan.FromSeconds(90),
            StopGrace = TimeSpan.FromSeconds(2.5),
            SignalsGroup = true,
            StartedMark = "/a/mark",
            NoticeDirectory = "/a/notices",
            NoticeName = "run.call.0",
        };
        description = description with { Environment = description.Environment.Add("A", "b").Add("GONE", null) };
        string path = Path.Join(_directory.Path, JobDescription.FileName);

        description.Write(path);

        var read = JobDescription.Read(path);
        Assert.Equal(description.Arguments, read.Arguments);
        Assert.Equal(description.Environment, read.Environment);
        Assert.Equal(description, read with { Arguments = description.Arguments, Environment = description.Environment });
    }

    public void Dispose() => _directory.Dispose();
}
