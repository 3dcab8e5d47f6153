using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Sprocket.Text;

/// <summary>The decoded text of one file and the only thing that turns an offset into a line and column.</summary>
/// <remarks>Immutable, as far as anyone can see. Lines end at LF, CR LF or CR.</remarks>
public sealed class SourceText
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private string? _text;
    private byte[] _packed = [];
    private ImmutableArray<int> _lineStarts;

    /// <summary>Creates a source from text that is already decoded.</summary>
    /// <param name="path">The file's name as messages show it; need not exist.</param>
    /// <param name="text">The whole text.</param>
    public SourceText(string path, string text)
    {
        Path = path;
        _text = text;
    }

    /// <summary>The file's name as messages show it.</summary>
    public string Path { get; }

    /// <summary>The whole text.</summary>
    public string Text => _text ??= StrictUtf8.GetString(_packed);

    /// <summary>The number of lines; at least 1.</summary>
    public int LineCount => LineStarts.Length;

    private ImmutableArray<int> LineStarts =>
        _lineStarts.IsDefault ? _lineStarts = FindLineStarts(Text) : _lineStarts;

    /// <summary>Decodes UTF-8 bytes.</summary>
    /// <param name="path">The file's name as messages show it.</param>
    /// <param name="bytes">The file's content; a leading byte order mark is kept as U+FEFF.</param>
    /// <param name="source">The text, or null when the bytes are not UTF-8.</param>
    /// <param name="invalidOffset">The offset of the first byte that is not UTF-8, or -1.</param>
    public static bool TryDecode(string path, ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out SourceText? source, out int invalidOffset)
    {
        try
        {
            source = new SourceText(path, StrictUtf8.GetString(bytes));
            invalidOffset = -1;
            return true;
        }
        catch (DecoderFallbackException)
        {
            source = null;
            invalidOffset = FindInvalidUtf8(bytes);
            return false;
        }
    }

    /// <summary>The one-based line and column, in code units, of an offset; a byte order mark takes no column.</summary>
    public (int Line, int Column) GetPosition(int offset)
    {
        int line = GetLineIndex(offset);
        int start = line == 0 && offset > 0 && Text[0] == '\ufeff' ? 1 : LineStarts[line];
        return (line + 1, offset - start + 1);
    }

    /// <summary>The span of a one-based line without its line break.</summary>
    public TextSpan GetLineSpan(int line)
    {
        int start = LineStarts[line - 1];
        int end = line < LineCount ? LineStarts[line] : Text.Length;
        while (end > start && Text[end - 1] is '\n' or '\r')
        {
            end--;
        }

        return TextSpan.FromBounds(start, end);
    }

    /// <summary>Keeps the text in half the memory until somebody asks for it: for a text that may never be looked at again.</summary>
    public void Pack()
    {
        if (_text is not null)
        {
            // Pinned: what is kept for long is better not moved from one generation to the next.
            _packed = GC.AllocateUninitializedArray<byte>(StrictUtf8.GetByteCount(_text), pinned: true);
            StrictUtf8.GetBytes(_text, _packed);
            _text = null;
        }
    }

    /// <summary>The text of a span.</summary>
    public string ToString(TextSpan span) => Text.Substring(span.Start, span.Length);

    private int GetLineIndex(int offset)
    {
        int index = LineStarts.BinarySearch(offset);
        return index >= 0 ? index : ~index - 1;
    }

    private static int FindInvalidUtf8(ReadOnlySpan<byte> bytes)
    {
        int offset = 0;
        while (Rune.DecodeFromUtf8(bytes[offset..], out _, out int consumed) == System.Buffers.OperationStatus.Done)
        {
            offset += consumed;
        }

        return offset;
    }

    private static ImmutableArray<int> FindLineStarts(string text)
    {
        ImmutableArray<int>.Builder starts = ImmutableArray.CreateBuilder<int>();
        starts.Add(0);
        int position = 0;
        while (text.AsSpan(position).IndexOfAny('\r', '\n') is int next and >= 0)
        {
            position += next + 1;
            if (text[position - 1] == '\r' && position < text.Length && text[position] == '\n')
            {
                position++;
            }

            starts.Add(position);
        }

        return starts.ToImmutable();
    }
}
