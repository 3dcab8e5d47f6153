using System.Collections.Immutable;

namespace Sprocket.Engine.Storage;

/// <summary>The append-only file of a run, one record in a line: the run's only state.</summary>
/// <remarks>A record is durable once <see cref="Flush"/> returns. One writer at a time; see <see cref="RunnerLock"/>.</remarks>
public sealed class Journal : IDisposable
{
    private readonly FileStream _stream;

    private Journal(FileStream stream) => _stream = stream;

    /// <summary>Opens the journal of a run for appending, and creates it where there is none.</summary>
    /// <exception cref="StorageException">It cannot be written.</exception>
    public static Journal Open(string path) => StorageFile.Guard("cannot open the journal", path, () =>
    {
        var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
        stream.SetLength(FindEnd(stream));
        stream.Seek(0, SeekOrigin.End);
        return new Journal(stream);
    });

    /// <summary>The records of a journal, oldest first; a last line that was torn by a crash is left out.</summary>
    /// <exception cref="StorageException">It cannot be read.</exception>
    public static ImmutableArray<ReadOnlyMemory<byte>> Read(string path)
    {
        long position = 0;
        return Read(path, ref position);
    }

    /// <summary>The records of a journal from a position on; a last line that is not yet whole is left for the next time.</summary>
    /// <param name="path">The journal.</param>
    /// <param name="position">Where to begin; set to where the next record will begin.</param>
    /// <exception cref="StorageException">It cannot be read.</exception>
    public static ImmutableArray<ReadOnlyMemory<byte>> Read(string path, ref long position)
    {
        long start = position;
        (ImmutableArray<ReadOnlyMemory<byte>> records, int length) = StorageFile.GuardReading("cannot read the journal", path, () => ReadFrom(path, start));
        position += length;
        return records;
    }

    private static (ImmutableArray<ReadOnlyMemory<byte>> Records, int Length) ReadFrom(string path, long position)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.Seek(position, SeekOrigin.Begin);
        byte[] bytes = new byte[Math.Max(0, stream.Length - position)];
        stream.ReadExactly(bytes);
        ImmutableArray<ReadOnlyMemory<byte>>.Builder records = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>();
        int start = 0;
        while (bytes.AsSpan(start).IndexOf((byte)'\n') is int length and >= 0)
        {
            if (length > 0)
            {
                records.Add(bytes.AsMemory(start, length));
            }

            start += length + 1;
        }

        return (records.ToImmutable(), start);
    }

    /// <summary>Appends a record.</summary>
    /// <param name="record">UTF-8 without a line break.</param>
    /// <exception cref="StorageException">It cannot be written.</exception>
    public void Append(ReadOnlySpan<byte> record)
    {
        try
        {
            _stream.Write(record);
            _stream.WriteByte((byte)'\n');
        }
        catch (IOException exception)
        {
            throw StorageException.From("cannot write the journal", _stream.Name, exception);
        }
    }

    /// <summary>Makes all records so far durable.</summary>
    /// <exception cref="StorageException">They cannot be written.</exception>
    public void Flush() => StorageFile.Guard("cannot write the journal", _stream.Name, () => _stream.Flush(flushToDisk: true));

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    // Whatever follows the last line break was being written when the runner died: it never happened.
    private static long FindEnd(FileStream stream)
    {
        byte[] buffer = new byte[4096];
        long end = stream.Length;
        while (end > 0)
        {
            int count = (int)Math.Min(buffer.Length, end);
            stream.Seek(end - count, SeekOrigin.Begin);
            stream.ReadExactly(buffer, 0, count);
            int newline = buffer.AsSpan(0, count).LastIndexOf((byte)'\n');
            if (newline >= 0)
            {
                return end - count + newline + 1;
            }

            end -= count;
        }

        return 0;
    }
}
