using Sprocket.Engine.Runs;
using Sprocket.Engine.Storage;

namespace Sprocket.Engine.Tests.Runs;

public sealed class EventStreamTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task An_observer_that_fails_leaves_nobody_waiting()
    {
        Exception?[] told = [null, null, null];

        Exception? end = await Record.ExceptionAsync(async () =>
        {
            await using var events = new EventStream(
                Journal.Open(Path.Join(_directory.Path, "journal.jsonl")), RunProgress.Start, (_, _) => throw new FormatException("a bug"), TimeProvider.System);
            told[0] = await Record.ExceptionAsync(() => events.PublishDurablyAsync(new RunNoted("one")).WaitAsync(Patience, TestContext.Current.CancellationToken));
            told[1] = await Record.ExceptionAsync(() => events.PublishDurablyAsync(new RunNoted("two")).WaitAsync(Patience, TestContext.Current.CancellationToken));
            told[2] = await events.Failure.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        });

        Assert.All([.. told, end], exception => Assert.IsType<FormatException>(exception));
    }
}
