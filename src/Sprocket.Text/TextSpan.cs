namespace Sprocket.Text;

/// <summary>A range of UTF-16 code units in a <see cref="SourceText"/>.</summary>
/// <param name="Start">The offset of the first code unit.</param>
/// <param name="Length">The number of code units; 0 marks a place between two characters.</param>
public readonly record struct TextSpan(int Start, int Length)
{
    /// <summary>The offset after the last code unit.</summary>
    public int End => Start + Length;

    /// <summary>The span that begins at <paramref name="start"/> and ends before <paramref name="end"/>.</summary>
    public static TextSpan FromBounds(int start, int end) => new(start, end - start);

    /// <summary>The smallest span that covers both spans.</summary>
    public static TextSpan Union(TextSpan first, TextSpan second) =>
        FromBounds(Math.Min(first.Start, second.Start), Math.Max(first.End, second.End));
}
