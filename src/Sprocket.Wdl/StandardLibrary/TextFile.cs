using System.Text;

namespace Sprocket.Wdl.StandardLibrary;

/// <summary>The text files that <c>read_*</c> functions read: UTF-8, lines ended by LF or CR LF.</summary>
internal static class TextFile
{
    // Data of this size belongs into a task; beyond it an engine for many runs would be short of memory.
    private const long SizeLimit = 512L << 20;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The whole text.</summary>
    /// <exception cref="FunctionException">The file cannot be read.</exception>
    public static string ReadAll(FunctionContext context, string path) =>
        Read(context, path, static reader => reader.ReadToEnd());

    /// <summary>The lines, without the CR and LF characters at their ends; each is handed on before the next is read.</summary>
    /// <exception cref="FunctionException">The file cannot be read, or <paramref name="receive"/> throws it.</exception>
    public static void ReadLines(FunctionContext context, string path, Action<string> receive) =>
        Read(context, path, reader =>
        {
            StringBuilder line = new();
            char[] buffer = new char[64 << 10];
            while (reader.Read(buffer, 0, buffer.Length) is int count and > 0)
            {
                ReadOnlySpan<char> rest = buffer.AsSpan(0, count);
                while (rest.IndexOf('\n') is int end and >= 0)
                {
                    receive(TakeLine(line, rest[..end]));
                    rest = rest[(end + 1)..];
                }

                line.Append(rest);
            }

            if (line.Length > 0)
            {
                receive(TakeLine(line, []));
            }

            return 0;
        });

    /// <summary>Writes a new file in one go.</summary>
    /// <returns>The path by which expressions call it.</returns>
    /// <exception cref="FunctionException">The file cannot be written.</exception>
    public static string Write(FunctionContext context, string extension, Action<Stream> write)
    {
        (string hostPath, string path) = context.CreateFile(extension);
        try
        {
            using FileStream stream = new(hostPath, FileMode.Create, FileAccess.Write, FileShare.None, 64 << 10);
            write(stream);
            return path;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FunctionException($"cannot write `{hostPath}`: {exception.Message}", exception);
        }
    }

    /// <summary>Writes a new file of lines, each ended by a LF.</summary>
    /// <returns>The path by which expressions call it.</returns>
    /// <exception cref="FunctionException">The file cannot be written.</exception>
    public static string WriteLines(FunctionContext context, string extension, IEnumerable<string> lines) =>
        Write(context, extension, stream =>
        {
            using StreamWriter writer = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
            foreach (string line in lines)
            {
                writer.WriteLine(line);
            }
        });

    private static string TakeLine(StringBuilder start, ReadOnlySpan<char> end)
    {
        string line = start.Length == 0 ? end.ToString() : start.Append(end).ToString();
        start.Clear();
        return line.TrimEnd('\r');
    }

    private static T Read<T>(FunctionContext context, string path, Func<StreamReader, T> read)
    {
        string hostPath = context.ToHostPath(path);
        try
        {
            using FileStream stream = new(hostPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (stream.CanSeek && stream.Length > SizeLimit)
            {
                throw new FunctionException($"reads files of up to {SizeLimit >> 20} MiB, but `{path}` has {stream.Length >> 20} MiB");
            }

            using StreamReader reader = new(stream, StrictUtf8, detectEncodingFromByteOrderMarks: false, bufferSize: 64 << 10);
            if (reader.Peek() == '\uFEFF')
            {
                reader.Read();
            }

            return read(reader);
        }
        catch (DecoderFallbackException exception)
        {
            throw new FunctionException($"cannot read `{path}`: it is not a text in UTF-8", exception);
        }
        catch (FileNotFoundException exception)
        {
            throw new FunctionException($"cannot read `{path}`: there is no such file", exception);
        }
        catch (DirectoryNotFoundException exception)
        {
            throw new FunctionException($"cannot read `{path}`: there is no such file", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            string reason = Directory.Exists(hostPath) ? "it is a directory" : exception.Message;
            throw new FunctionException($"cannot read `{path}`: {reason}", exception);
        }
    }
}
