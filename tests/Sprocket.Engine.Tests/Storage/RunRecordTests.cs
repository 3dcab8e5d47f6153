using Sprocket.Engine.Storage;

namespace Sprocket.Engine.Tests.Storage;

public sealed class RunRecordTests : IDisposable
{
    private readonly TemporaryDirectory _temporary = new();
    private readonly RunDirectory _directory;

    public RunRecordTests() => _directory = RunDirectory.Create(_temporary.Path, "align", null, TimeProvider.System);

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void What_is_written_is_read()
    {
        RunRecord written = Write();

        var read = RunRecord.Read(_directory);

        Assert.Equal(written with { Documents = read.Documents }, read);
        Assert.Equal(written.Documents, read.Documents);
        Assert.Equal("[run]\n", File.ReadAllText(_directory.ConfigurationPath));
        Assert.Equal(["0-wf.wdl", "1-wf.wdl", "2-document.wdl"], read.Documents.Select(document => document.File));
    }

    [Fact]
    public void Documents_that_are_as_they_were_have_not_changed()
    {
        RunRecord record = Write();

        Assert.Empty(record.FindChanges(_directory));
    }

    [Fact]
    public void The_first_line_that_changed_is_named()
    {
        RunRecord record = Write();
        string path = _temporary.Write("wf.wdl", "one\ntwo changed\nthree\n");

        Assert.Equal($"`{path}` has changed in line 2", Assert.Single(record.FindChanges(_directory)));
    }

    [Fact]
    public void A_document_that_grew_has_changed_where_it_ended()
    {
        RunRecord record = Write();
        string path = _temporary.Write("wf.wdl", "one\ntwo\nthree");

        Assert.Equal($"`{path}` has changed in line 3", Assert.Single(record.FindChanges(_directory)));
    }

    [Fact]
    public void A_document_that_is_gone_has_changed()
    {
        RunRecord record = Write();
        string path = Path.Join(_temporary.Path, "wf.wdl");
        File.Delete(path);

        Assert.Equal($"`{path}` is no longer there", Assert.Single(record.FindChanges(_directory)));
    }

    [Fact]
    public void A_run_without_a_record_cannot_be_taken_up()
    {
        RunStateException exception = Assert.Throws<RunStateException>(() => RunRecord.Read(_directory));

        Assert.Equal("RUN0303", exception.Descriptor.Code);
    }

    [Fact]
    public void A_directory_that_is_none_of_a_run_is_told_apart()
    {
        RunStateException none = Assert.Throws<RunStateException>(() => RunDirectory.Open(Path.Join(_temporary.Path, "missing")));
        RunStateException empty = Assert.Throws<RunStateException>(() => RunDirectory.Open(_temporary.Path));

        Assert.Equal($"there is no directory `{_temporary.Path}/missing`", none.Message);
        Assert.EndsWith("it has no `journal.jsonl`", empty.Message, StringComparison.Ordinal);
    }

    private RunRecord Write()
    {
        string first = _temporary.Write("wf.wdl", "one\ntwo\n");
        string second = _temporary.Write("lib/wf.wdl", "three\n");
        var record = new RunRecord
        {
            Version = "1.2.3",
            Source = first,
            Target = "align",
            Backend = "local",
            WorkingDirectory = "/home/a b",
            Documents = RunRecord.Keep(_directory, [(first, "one\ntwo\n"), (second, "three\n"), ("https://example.org/wf?x=1&y", "four\n")]),
        };
        record.Write(_directory, "[run]\n");
        return record;
    }
}
