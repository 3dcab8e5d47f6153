using System.Collections.Immutable;
using System.Globalization;
using Sprocket.Engine.Processes;
using Sprocket.Wdl.Semantics;

namespace Sprocket.Engine.Imports;

/// <summary>Gets documents from the network with the host's curl, which knows its proxies and whom it trusts.</summary>
/// <param name="runner">Starts curl.</param>
/// <param name="temporaryDirectory">Where what is fetched is put until it is read.</param>
public sealed class CurlFetcher(IProcessRunner runner, string temporaryDirectory) : IImportFetcher
{
    // A document of this size was written by nobody.
    private const int MaxBytes = 32 << 20;
    private const int ConnectSeconds = 15;
    private const int TotalSeconds = 60;
    private const int CannotWrite = 23;
    private const int FileTooLarge = 63;

    /// <inheritdoc/>
    public async Task<byte[]> FetchAsync(Uri address, CancellationToken cancellation)
    {
        string file = Path.Join(temporaryDirectory, $"sprocket-import-{Guid.NewGuid():N}.wdl");
        try
        {
            await RunAsync(address, file, cancellation);

            // Nothing was written where the answer was empty.
            var found = new FileInfo(file);
            return !found.Exists ? []
                : found.Length > MaxBytes ? throw TooLarge()
                : await File.ReadAllBytesAsync(file, cancellation);
        }
        catch (ProcessStartException)
        {
            throw new IOException("documents are fetched with `curl`, which cannot be started here");
        }
        finally
        {
            File.Delete(file);
        }
    }

    private async Task RunAsync(Uri address, string file, CancellationToken cancellation)
    {
        ImmutableArray<string> arguments =
        [
            "--silent", "--show-error", "--fail", "--location", "--max-redirs", "10",

            // Not even a redirection may lead to the files of this machine.
            "--proto", "=http,https", "--proto-redir", "=http,https",
            "--connect-timeout", Text(ConnectSeconds), "--max-time", Text(TotalSeconds), "--max-filesize", Text(MaxBytes),
            "--output", file, "--", address.AbsoluteUri,
        ];
        ProcessResult result = await runner.RunAsync(
            new ProcessCommand("curl", arguments) { Timeout = TimeSpan.FromSeconds(TotalSeconds + ConnectSeconds) }, cancellation);
        if (result.TimedOut)
        {
            throw new IOException($"it took longer than {TotalSeconds} seconds");
        }

        if (result.ExitCode != 0)
        {
            throw result.ExitCode switch
            {
                FileTooLarge => TooLarge(),
                CannotWrite => new IOException($"`curl` cannot write to `{temporaryDirectory}`"),
                _ => new IOException(Explain(result)),
            };
        }
    }

    private static IOException TooLarge() => new($"it is larger than {MaxBytes >> 20} MiB, which no document is");

    // `curl: (22) The requested URL returned error: 404`
    private static string Explain(ProcessResult result)
    {
        string line = result.StandardError.Split('\n').LastOrDefault(text => text.StartsWith("curl:", StringComparison.Ordinal)) ?? "";
        string message = line[(line.IndexOf(')', StringComparison.Ordinal) + 1)..].Trim();
        return message.Length == 0
            ? string.Create(CultureInfo.InvariantCulture, $"`curl` ended with exit code {result.ExitCode}")
            : char.ToLowerInvariant(message[0]) + message[1..];
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
