using Sprocket.Engine.Imports;
using Sprocket.Engine.Processes;
using Sprocket.Engine.Tests.Backends;

namespace Sprocket.Engine.Tests.Imports;

public sealed class CurlFetcherTests : IDisposable
{
    private static readonly Uri Address = new("https://example.org/tasks.wdl");

    private readonly TemporaryDirectory _directory = new();
    private readonly ScriptedRunner _runner = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task What_curl_writes_is_what_was_fetched()
    {
        _runner.Answer = command =>
        {
            File.WriteAllBytes(FileOf(command), [0xff, 0x00, 0x41]);
            return ScriptedRunner.Say("");
        };

        byte[] bytes = await FetchAsync();

        Assert.Equal([0xff, 0x00, 0x41], bytes);
        Assert.Empty(Directory.EnumerateFiles(_directory.Path));
    }

    [Fact]
    public async Task An_empty_answer_is_an_empty_document()
    {
        Assert.Empty(await FetchAsync());
    }

    [Fact]
    public async Task Only_the_network_is_asked_and_the_address_is_no_option()
    {
        await FetchAsync();

        string line = Assert.Single(_runner.Lines("curl"));
        Assert.Contains("--proto =http,https --proto-redir =http,https", line, StringComparison.Ordinal);
        Assert.EndsWith(" -- https://example.org/tasks.wdl", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(22, "curl: (22) The requested URL returned error: 404\n", "the requested URL returned error: 404")]
    [InlineData(6, "Note: something\ncurl: (6) Could not resolve host: example.org\n", "could not resolve host: example.org")]
    [InlineData(63, "curl: (63) Maximum file size exceeded\n", "it is larger than 32 MiB, which no document is")]
    [InlineData(2, "", "`curl` ended with exit code 2")]
    public async Task Curl_says_why_it_could_not(int exitCode, string errors, string expected)
    {
        _runner.Answer = _ => ScriptedRunner.Fail(errors, exitCode);

        IOException exception = await Assert.ThrowsAsync<IOException>(FetchAsync);

        Assert.Equal(expected, exception.Message);
    }

    [Fact]
    public async Task A_document_whose_size_was_not_told_is_refused_when_it_is_too_large()
    {
        _runner.Answer = command =>
        {
            using FileStream stream = File.Create(FileOf(command));
            stream.SetLength((32 << 20) + 1);
            return ScriptedRunner.Say("");
        };

        IOException exception = await Assert.ThrowsAsync<IOException>(FetchAsync);

        Assert.Equal("it is larger than 32 MiB, which no document is", exception.Message);
        Assert.Empty(Directory.EnumerateFiles(_directory.Path));
    }

    [Fact]
    public async Task A_host_without_curl_is_told_so()
    {
        _runner.Answer = _ => throw new ProcessStartException("curl", "there is no such program");

        IOException exception = await Assert.ThrowsAsync<IOException>(FetchAsync);

        Assert.Equal("documents are fetched with `curl`, which cannot be started here", exception.Message);
    }

    [Fact]
    public async Task A_transfer_that_takes_too_long_is_given_up()
    {
        _runner.Answer = _ => new ProcessResult(137, "", "") { TimedOut = true };

        IOException exception = await Assert.ThrowsAsync<IOException>(FetchAsync);

        Assert.Equal("it took longer than 60 seconds", exception.Message);
    }

    private Task<byte[]> FetchAsync() =>
        new CurlFetcher(_runner, _directory.Path).FetchAsync(Address, TestContext.Current.CancellationToken);

    private static string FileOf(ProcessCommand command) => command.Arguments[command.Arguments.IndexOf("--output") + 1];
}
