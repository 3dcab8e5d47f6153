using System.Buffers;
using System.Globalization;
using Sprocket.Text;
using Sprocket.Wdl.Syntax;

namespace Sprocket.Wdl.Semantics;

/// <summary>A document to be read.</summary>
internal sealed class DocumentRequest(ImportAddress address)
{
    // Offsets are 32-bit, and a file of this size is no program: it is a mistake to be told of, not to fill memory with.
    private const int MaxBytes = 256 << 20;

    private const int SmallestBuffer = 4096;

    public ImportAddress Address { get; } = address;

    /// <summary>What was fetched; null for a file, which is read when its turn comes.</summary>
    public byte[]? Bytes { get; set; }

    public LoadedDocument? Document { get; private set; }

    public LoadFailure? Failure { get; set; }

    public void Read()
    {
        if (Failure is not null)
        {
            return;
        }

        if (Bytes is not null)
        {
            Parse(Bytes);
            Bytes = null;
            return;
        }

        byte[] buffer = [];
        try
        {
            int length = ReadFile(ref buffer);
            if (Failure is null)
            {
                Parse(buffer.AsSpan(0, length));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            string reason = exception is FileNotFoundException or DirectoryNotFoundException ? "there is no such file"
                : exception is ArgumentException ? "that is no path"
                : Directory.Exists(Address.Uri) ? "it is a directory"
                : exception is UnauthorizedAccessException ? "permission is denied"
                : exception.Message;
            Failure = new LoadFailure(SemanticDiagnostics.DocumentUnreadable, $"cannot read `{Address.DisplayPath}`: {reason}", null);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // Into memory that the next document is read into as well: it is not needed for longer than it takes to decode it.
    private int ReadFile(ref byte[] buffer)
    {
        using var file = new FileStream(Address.Uri, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);

        // A pipe does not know how long it is.
        long known = file.CanSeek ? file.Length : 0;
        int length = 0;
        while (Math.Max(known, length) <= MaxBytes)
        {
            if (length == buffer.Length)
            {
                byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Max(known, Math.Max(SmallestBuffer, length * 2L)));
                buffer.CopyTo(larger, 0);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = larger;
            }

            int read = file.Read(buffer, length, buffer.Length - length);
            length += read;
            if (read == 0 || length == known)
            {
                return length;
            }
        }

        Failure = new LoadFailure(
            SemanticDiagnostics.DocumentTooLarge,
            string.Create(CultureInfo.InvariantCulture, $"`{Address.DisplayPath}` has {Math.Max(known, length):N0} bytes, and a document may have {MaxBytes:N0}"),
            "is this a WDL document, and not data?");
        return 0;
    }

    private void Parse(ReadOnlySpan<byte> bytes)
    {
        if (!SourceText.TryDecode(Address.DisplayPath, bytes, out SourceText? source, out int offset))
        {
            Failure = new LoadFailure(
                SemanticDiagnostics.NotUtf8,
                string.Create(CultureInfo.InvariantCulture, $"`{Address.DisplayPath}` is not UTF-8 text: the byte at offset {offset} is wrong"),
                "save the document as UTF-8");
            return;
        }

        DiagnosticBag diagnostics = [];
        Document = new LoadedDocument(Address, source, DocumentParser.Parse(source, diagnostics), diagnostics);
    }
}
