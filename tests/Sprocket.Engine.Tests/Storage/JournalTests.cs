using System.Text;
using Sprocket.Engine.Storage;

namespace Sprocket.Engine.Tests.Storage;

public sealed class JournalTests : IDisposable
{
    private readonly TemporaryDirectory _temporary = new();

    private string FilePath => Path.Join(_temporary.Path, "journal.jsonl");

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Records_come_back_in_order()
    {
        using (Journal journal = Journal.Open(FilePath))
        {
            journal.Append("one"u8);
            journal.Append("two"u8);
            journal.Flush();
        }

        Assert.Equal(["one", "two"], Read());
    }

    [Fact]
    public void A_torn_last_line_is_left_out()
    {
        _temporary.Write("journal.jsonl", "one\ntwo\nthr");

        Assert.Equal(["one", "two"], Read());
    }

    [Fact]
    public void Appending_after_a_torn_line_replaces_it()
    {
        _temporary.Write("journal.jsonl", "one\n" + new string('x', 10_000));

        using (Journal journal = Journal.Open(FilePath))
        {
            journal.Append("two"u8);
            journal.Flush();
        }

        Assert.Equal(["one", "two"], Read());
    }

    [Fact]
    public void A_journal_of_a_torn_line_alone_is_empty()
    {
        _temporary.Write("journal.jsonl", "on");

        using (Journal journal = Journal.Open(FilePath))
        {
            journal.Append("two"u8);
        }

        Assert.Equal(["two"], Read());
    }

    [Fact]
    public void A_missing_journal_is_explained()
    {
        StorageException exception = Assert.Throws<StorageException>(() => Journal.Read(FilePath));

        Assert.StartsWith("cannot read the journal", exception.Message, StringComparison.Ordinal);
    }

    private string[] Read() => [.. Journal.Read(FilePath).Select(record => Encoding.UTF8.GetString(record.Span))];
}
