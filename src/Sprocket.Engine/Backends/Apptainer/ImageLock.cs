using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Sprocket.Engine.Processes;
using Sprocket.Engine.Storage;

namespace Sprocket.Engine.Backends.Apptainer;

/// <summary>Keeps all processes but one, on all hosts that share a directory, from pulling an image.</summary>
/// <remarks>
/// A file that exists while the lock is held. To create a file that must not exist is atomic on every file system that a
/// cluster shares, NFS from version 3 on among them, whereas the kernel's own locks are often kept to one host. The
/// file says who holds the lock, and its holder rewrites it again and again: one of this host that is gone, or one of
/// another host that has not been heard of for some minutes by the clock of the one who waits, has left it behind.
/// Should two ever hold it, an image is pulled twice and nothing worse: each pull has names of its own until it is whole.
/// </remarks>
internal sealed class ImageLock : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    // A lock is empty for a moment before it says whose it is.
    private static readonly TimeSpan SilencePatience = TimeSpan.FromSeconds(5);

    private readonly string _path;
    private readonly string _token;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _released = new();
    private readonly Task _beating;

    private ImageLock(string path, string token, ProcessIdentity? leftBy, TimeProvider time)
    {
        _path = path;
        _token = token;
        _time = time;
        LeftBy = leftBy;
        _beating = BeatAsync();
    }

    /// <summary>The process that held the lock before and ended without releasing it; null when nobody did.</summary>
    public ProcessIdentity? LeftBy { get; }

    /// <summary>Waits for the lock; it lasts until the result is disposed of.</summary>
    /// <param name="path">The file that stands for the lock.</param>
    /// <param name="waiting">Told once, who holds it, when it is not free at once; null where that cannot be read.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">When to give up.</param>
    /// <exception cref="IOException">The file cannot be created.</exception>
    public static async Task<ImageLock> TakeAsync(
        string path, Action<ProcessIdentity?> waiting, TimeProvider time, CancellationToken cancellation)
    {
        string token = Guid.NewGuid().ToString("N");
        ProcessIdentity? leftBy = null;
        string? seen = null;
        DateTimeOffset seenAt = time.GetUtcNow();
        bool isTold = false;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            if (TryCreate(path, token))
            {
                return new ImageLock(path, token, leftBy, time);
            }

            string? content = ReadText(path);
            ProcessIdentity? holder = content is null ? null : ReadHolder(content);
            string mark = content ?? LastWrite(path);
            if (mark != seen)
            {
                (seen, seenAt) = (mark, time.GetUtcNow());
            }

            // Of a process of this host all is known; one of another host can only be heard of.
            bool isLeft = holder is { IsOfThisHost: true } ? !holder.Runs : time.GetUtcNow() - seenAt > Patience;
            if (isLeft && TryRemove(path, content))
            {
                leftBy = holder;
                continue;
            }

            if (!isLeft && !isTold && (holder is not null || time.GetUtcNow() - seenAt > SilencePatience))
            {
                isTold = true;
                waiting(holder);
            }

            await Task.Delay(Interval, time, cancellation);
        }
    }

    /// <summary>Releases the lock.</summary>
    public async ValueTask DisposeAsync()
    {
        await _released.CancelAsync();
        await _beating;
        _released.Dispose();
        if (IsOurs())
        {
            File.Delete(_path);
        }
    }

    // Whoever reads the file before its content is there waits and reads again.
    private static bool TryCreate(string path, string token)
    {
        bool isCreated = false;
        try
        {
            using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            isCreated = true;
            SharedCache.LetRead(path);
            stream.Write(Content(token, beat: 0));
            return true;
        }
        catch (IOException) when (!isCreated && File.Exists(path))
        {
            return false;
        }
        catch when (isCreated)
        {
            File.Delete(path);
            throw;
        }
    }

    // Taken away by a rename, which only one of those who wait can win. What was renamed may by then be the lock of one
    // who was quicker; it gets its name back.
    private static bool TryRemove(string path, string? expected)
    {
        string aside = $"{path}.{Guid.NewGuid():N}";
        try
        {
            File.Move(path, aside);
        }
        catch (IOException)
        {
            return false;
        }

        bool isExpected = ReadText(aside) == expected;
        if (isExpected)
        {
            File.Delete(aside);
        }
        else
        {
            File.Move(aside, path, overwrite: true);
        }

        return isExpected;
    }

    private async Task BeatAsync()
    {
        try
        {
            for (int beat = 1; ; beat++)
            {
                await Task.Delay(Heartbeat, _time, _released.Token);
                if (IsOurs())
                {
                    StorageFile.Write(_path, Content(_token, beat), isDurable: false);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Released.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A disk that takes no more: the pull itself will say so.
        }
    }

    private bool IsOurs() => ReadText(_path)?.Contains(_token, StringComparison.Ordinal) ?? false;

    private static byte[] Content(string token, int beat)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            ProcessIdentity.Current.Write(json);
            json.WriteString("token", token);
            json.WriteNumber("beat", beat);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static string? ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // Of a file that may not be read, too, it shows that its holder is alive.
    private static string LastWrite(string path) => File.GetLastWriteTimeUtc(path).Ticks.ToString(CultureInfo.InvariantCulture);

    private static ProcessIdentity? ReadHolder(string content)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(content);
            return ProcessIdentity.Read(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
