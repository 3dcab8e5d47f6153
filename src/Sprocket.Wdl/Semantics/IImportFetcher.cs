namespace Sprocket.Wdl.Semantics;

/// <summary>Gets documents from the network.</summary>
public interface IImportFetcher
{
    /// <summary>Gets what is at an address.</summary>
    /// <param name="address">An http or https address.</param>
    /// <param name="cancellation">Ends the transfer.</param>
    /// <returns>The bytes.</returns>
    /// <exception cref="IOException">It cannot be had; the message says why.</exception>
    Task<byte[]> FetchAsync(Uri address, CancellationToken cancellation);
}
