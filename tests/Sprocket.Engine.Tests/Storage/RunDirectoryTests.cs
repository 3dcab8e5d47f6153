using Sprocket.Engine.Storage;

namespace Sprocket.Engine.Tests.Storage;

public sealed class RunDirectoryTests : IDisposable
{
    private readonly TemporaryDirectory _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void A_run_directory_is_named_after_its_target_and_time()
    {
        var time = new FixedTime(new DateTimeOffset(2026, 11, 22, 21, 52, 45, TimeSpan.Zero).AddTicks(1234567));

        var directory = RunDirectory.Create(_temporary.Path, "align", suffix: null, time);

        Assert.Equal($"{_temporary.Path}/runs/align/2026-11-22_215245123456700", directory.Path);
        Assert.True(Directory.Exists(directory.Path));
    }

    [Fact]
    public void A_suffix_follows_the_time()
    {
        var directory = RunDirectory.Create(_temporary.Path, "align", "trial", new FixedTime(DateTimeOffset.UnixEpoch));

        Assert.Equal("1970-01-01_000000000000000_trial", Path.GetFileName(directory.Path));
    }

    [Fact]
    public void Latest_points_at_the_newest_run()
    {
        RunDirectory.Create(_temporary.Path, "align", null, TimeProvider.System);
        var second = RunDirectory.Create(_temporary.Path, "align", null, TimeProvider.System);

        string link = Path.Join(_temporary.Path, "runs", "align", "_latest");

        Assert.Equal(Path.GetFileName(second.Path), new FileInfo(link).LinkTarget);
    }

    // A copy of an output directory may hold a directory of that name; the link is only a convenience.
    [Fact]
    public void A_run_begins_also_where_latest_cannot_point_at_it()
    {
        _temporary.Write("runs/align/_latest/file", "");

        var directory = RunDirectory.Create(_temporary.Path, "align", null, TimeProvider.System);

        Assert.True(Directory.Exists(directory.Path));
    }

    [Fact]
    public void A_discarded_directory_leaves_nothing_behind()
    {
        var directory = RunDirectory.Create(_temporary.Path, "align", null, TimeProvider.System);
        directory.Root.WriteInputs("{}");

        directory.Discard();

        Assert.Empty(Directory.GetFileSystemEntries(_temporary.Path));
    }

    [Fact]
    public void After_a_discarded_directory_latest_points_at_the_one_before()
    {
        var first = RunDirectory.Create(_temporary.Path, "align", null, TimeProvider.System);
        var second = RunDirectory.Create(_temporary.Path, "align", null, TimeProvider.System);

        second.Discard();

        string link = Path.Join(_temporary.Path, "runs", "align", "_latest");
        Assert.Equal(Path.GetFileName(first.Path), new FileInfo(link).LinkTarget);
    }

    [Fact]
    public void Two_runs_at_once_get_two_directories()
    {
        var first = RunDirectory.Create(_temporary.Path, "align", null, TimeProvider.System);
        var second = RunDirectory.Create(_temporary.Path, "align", null, TimeProvider.System);

        Assert.NotEqual(first.Path, second.Path);
    }

    [Fact]
    public void An_output_directory_that_is_a_file_is_explained()
    {
        string file = _temporary.Write("out", "");

        StorageException exception = Assert.Throws<StorageException>(
            () => RunDirectory.Create(file, "align", null, TimeProvider.System));

        Assert.StartsWith($"cannot create the run directory in `{file}/runs/align`", exception.Message, StringComparison.Ordinal);
        Assert.Contains("--output-dir", exception.Help, StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_that_may_not_be_written_is_explained()
    {
        Exception cause = new UnauthorizedAccessException("Access to the path is denied.");

        StorageException exception = StorageException.From("cannot create the run directory in", "/out", cause);

        Assert.Equal("cannot create the run directory in `/out`: it may not be written", exception.Message);
    }

    [Fact]
    public void A_full_disk_is_explained()
    {
        Exception cause = new IOException("No space left on device : '/out/journal.jsonl'");

        StorageException exception = StorageException.From("cannot write the journal", "/out/journal.jsonl", cause);

        Assert.Equal("cannot write the journal `/out/journal.jsonl`: the disk is full, or a quota is used up", exception.Message);
    }

    [Fact]
    public void A_call_in_nested_scatters_names_the_innermost_index_first()
    {
        Assert.Equal("align-3-0", CallDirectory.NameCall("align", [3, 0]));
        Assert.Equal("align", CallDirectory.NameCall("align", []));
    }

    [Fact]
    public void An_attempt_holds_its_command_and_empty_streams()
    {
        AttemptDirectory attempt = new CallDirectory(_temporary.Path).GetAttempt(2);

        attempt.Prepare("echo hello\n");

        Assert.Equal($"{_temporary.Path}/attempts/2", attempt.Path);
        Assert.Equal("echo hello\n", File.ReadAllText(attempt.CommandPath));
        Assert.True(Directory.Exists(attempt.WorkPath));
        Assert.Empty(File.ReadAllText(attempt.StandardErrorPath));
    }

    [Fact]
    public void The_tail_of_standard_error_is_its_last_lines()
    {
        var attempt = new AttemptDirectory(_temporary.Path);
        _temporary.Write("stderr", string.Join('\n', Enumerable.Range(1, 20)) + "\n");

        Assert.Equal(["18", "19", "20"], attempt.ReadStandardErrorTail(3));
    }

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
