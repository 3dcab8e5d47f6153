namespace Sprocket.Engine.Backends.Apptainer;

/// <summary>Keeps all processes but one, on all hosts that share the directory, from pulling an image.</summary>
/// <remarks>The lock is the system's, on an open file: it ends with the process that holds it, however that ends.</remarks>
internal static class ImageLock
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>Waits for the lock; it lasts until the result is disposed of.</summary>
    /// <param name="path">The file to lock; it stays, since to delete it would let two hold different files of one name.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">When to give up.</param>
    /// <exception cref="IOException">The file cannot be created.</exception>
    public static async Task<IDisposable> TakeAsync(string path, TimeProvider time, CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException exception) when (IsHeld(exception))
            {
                await Task.Delay(Interval, time, cancellation);
            }
        }
    }

    // EWOULDBLOCK of flock, which .NET reports as a sharing violation with the system's number.
    private static bool IsHeld(IOException exception) => exception.HResult == 11
        || exception.Message.Contains("being used by another process", StringComparison.Ordinal);
}
