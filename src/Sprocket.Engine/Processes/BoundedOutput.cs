using System.Buffers;
using System.Text;

namespace Sprocket.Engine.Processes;

/// <summary>Reads a stream of a program to its end and keeps no more than a fixed number of bytes of it.</summary>
/// <remarks>What does not fit is read all the same: a program whose pipe is full would wait for ever.</remarks>
internal sealed class BoundedOutput
{
    private const int BufferBytes = 16 << 10;

    private readonly Lock _lock = new();
    private readonly ArrayBufferWriter<byte> _kept = new();
    private readonly int _maxBytes;

    /// <summary>Creates an empty output.</summary>
    /// <param name="maxBytes">How many bytes are kept.</param>
    public BoundedOutput(int maxBytes)
    {
        _maxBytes = maxBytes;
    }

    /// <summary>What was kept so far; bytes that are no UTF-8 become replacement characters.</summary>
    public string Text
    {
        get
        {
            lock (_lock)
            {
                return Encoding.UTF8.GetString(_kept.WrittenSpan);
            }
        }
    }

    /// <summary>Reads until the stream ends or is closed.</summary>
    public async Task ReadAsync(Stream stream)
    {
        byte[] buffer = new byte[BufferBytes];
        try
        {
            int count;
            while ((count = await stream.ReadAsync(buffer)) > 0)
            {
                lock (_lock)
                {
                    _kept.Write(buffer.AsSpan(0, Math.Min(count, _maxBytes - _kept.WrittenCount)));
                }
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The program is gone and something it left behind still held the pipe, which was closed from this side.
        }
    }
}
