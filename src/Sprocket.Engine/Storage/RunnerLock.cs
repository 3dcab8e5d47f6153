using System.Buffers;
using System.Text.Json;
using Sprocket.Engine.Processes;

namespace Sprocket.Engine.Storage;

/// <summary>The right to drive a run, which one process at a time has.</summary>
/// <remarks>
/// Two files. The kernel's lock on the first one dies with its holder, and works between hosts where the file system passes
/// it on, as NFS does. The second one says who the holder is: for messages, and for file systems that only pretend.
/// </remarks>
public sealed class RunnerLock : IDisposable
{
    // Somebody who only looks whether the lock is held holds it for a moment, too.
    private const int Tries = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly FileStream _lock;
    private readonly string _holderPath;

    private RunnerLock(FileStream stream, string holderPath, string? note)
    {
        _lock = stream;
        _holderPath = holderPath;
        Note = note;
    }

    /// <summary>From whom the run was taken over, in a sentence for the user; null when nobody had left it behind.</summary>
    public string? Note { get; }

    /// <summary>Takes the right to drive a run.</summary>
    /// <param name="directory">The run.</param>
    /// <param name="takesOver">Whether to take it even from a process of another host, of which nothing can be told.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="RunStateException">Another process drives the run, or may.</exception>
    /// <exception cref="StorageException">The run's files cannot be written.</exception>
    public static async Task<RunnerLock> AcquireAsync(RunDirectory directory, bool takesOver, TimeProvider time)
    {
        FileStream? stream = Open(directory.LockPath, FileAccess.ReadWrite);
        for (int tries = 1; stream is null && tries < Tries; tries++)
        {
            await Task.Delay(Pause, time);
            stream = Open(directory.LockPath, FileAccess.ReadWrite);
        }

        return stream is null
            ? throw Refuse(directory, ReadHolder(directory), isCertain: true)
            : Claim(directory, stream, takesOver);
    }

    /// <summary>Whether some process drives a run.</summary>
    /// <exception cref="StorageException">The run's files cannot be read.</exception>
    public static bool IsHeld(RunDirectory directory)
    {
        if (!File.Exists(directory.LockPath))
        {
            return false;
        }

        using FileStream? stream = Open(directory.LockPath, FileAccess.Read);
        return stream is null || ReadHolder(directory) is { Runs: true };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            File.Delete(_holderPath);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Then the next one says that it takes over from this process.
        }

        _lock.Dispose();
    }

    private static RunnerLock Claim(RunDirectory directory, FileStream stream, bool takesOver)
    {
        try
        {
            string? note = null;
            if (ReadHolder(directory) is ProcessIdentity holder)
            {
                // Here nothing but the kernel's lock is needed; a holder that runs means that the file system keeps none.
                if (holder.Runs || (!holder.IsOfThisHost && !takesOver))
                {
                    throw Refuse(directory, holder, isCertain: holder.Runs);
                }

                note = $"taking the run over from process {holder.ProcessId} on {holder.Host}, which "
                    + (holder.IsOfThisHost ? "is gone" : "is taken to be gone");
            }

            StorageFile.Guard("cannot lock", directory.Path, () => Write(directory.RunnerPath, ProcessIdentity.Current));
            return new RunnerLock(stream, directory.RunnerPath, note);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    // Null while somebody else holds it. Reading asks for a shared lock, by which readers do not disturb each other.
    private static FileStream? Open(string path, FileAccess access)
    {
        try
        {
            return access == FileAccess.Read
                ? new FileStream(path, FileMode.Open, access, FileShare.Read)
                : new FileStream(path, FileMode.OpenOrCreate, access, FileShare.None);
        }
        catch (IOException exception) when (IsLocked(exception))
        {
            return null;
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new StorageException($"cannot lock `{path}`: it may not be written", "take the run up, or end it, as the user who began it", exception);
        }
        catch (IOException exception)
        {
            throw StorageException.From("cannot lock", path, exception);
        }
    }

    // EWOULDBLOCK of flock, which .NET makes a sharing violation with the errno as HResult.
    private static bool IsLocked(IOException exception) => exception.HResult == 11;

    private static RunStateException Refuse(RunDirectory directory, ProcessIdentity? holder, bool isCertain)
    {
        string who = holder is null ? "another process" : $"process {holder.ProcessId} on {holder.Host}";
        return isCertain
            ? new RunStateException(
                StorageDiagnostics.AlreadyDriven,
                $"{who} drives the run in `{directory.Path}`",
                "watch it with `sprocket attach`, send it away with `sprocket detach`, or end the run with `sprocket cancel`; "
                    + "should that process be gone for good, delete `runner.lock` there")
            : new RunStateException(
                StorageDiagnostics.AlreadyDriven,
                $"{who} may still drive the run in `{directory.Path}`: it never said that it ended, and cannot be seen from this host",
                $"look on {holder?.Host}; when it is gone, repeat the command with `--take-over`");
    }

    private static ProcessIdentity? ReadHolder(RunDirectory directory)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(directory.RunnerPath));
            return ProcessIdentity.Read(document.RootElement);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException)
        {
            return null;
        }
    }

    private static void Write(string path, ProcessIdentity process)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            process.Write(json);
            json.WriteEndObject();
        }

        StorageFile.Write(path, buffer.WrittenSpan, isDurable: false);
    }
}
