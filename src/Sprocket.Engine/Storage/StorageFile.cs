using System.Text;

namespace Sprocket.Engine.Storage;

/// <summary>Writing files whole, and reading their ends.</summary>
internal static class StorageFile
{
    private const int TailBytes = 16 * 1024;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes a file so that a reader sees all of it or none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">Its content.</param>
    /// <param name="isDurable">Whether it must outlive a power failure, which costs milliseconds; a crash of this process it outlives in any case.</param>
    public static void Write(string path, string text, bool isDurable = true) => Write(path, Utf8.GetBytes(text), isDurable);

    /// <summary>Writes a file so that a reader sees all of it or none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">Its content.</param>
    /// <param name="isDurable">Whether it must outlive a power failure.</param>
    public static void Write(string path, ReadOnlySpan<byte> content, bool isDurable = true)
    {
        string temporary = $"{path}.{Guid.NewGuid():N}";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.Read))
            {
                stream.Write(content);
                stream.Flush(isDurable);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>The last lines of a file; none when it cannot be read.</summary>
    public static IReadOnlyList<string> ReadTail(string path, int lines)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            long start = Math.Max(0, stream.Length - TailBytes);
            stream.Seek(start, SeekOrigin.Begin);
            using var reader = new StreamReader(stream, Utf8);
            string[] all = reader.ReadToEnd().TrimEnd('\n', '\r').Split('\n');
            return all is [""] ? [] : [.. all.TakeLast(lines).Select(line => line.TrimEnd('\r'))];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Turns what the file system says into something to tell the user.</summary>
    public static void Guard(string action, string path, Action write) => Guard(action, path, () =>
    {
        write();
        return true;
    });

    /// <summary>Turns what the file system says of a file of an earlier run into something to tell the user.</summary>
    public static T GuardReading<T>(string action, string path, Func<T> read) =>
        Guard(read, cause => StorageException.FromReading(action, path, cause));

    /// <summary>Turns what the file system says into something to tell the user.</summary>
    public static T Guard<T>(string action, string path, Func<T> write) =>
        Guard(write, cause => StorageException.From(action, path, cause));

    private static T Guard<T>(Func<T> act, Func<Exception, StorageException> explain)
    {
        try
        {
            return act();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw explain(exception);
        }
    }
}
