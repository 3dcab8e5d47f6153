using System.Collections.Immutable;
using System.Text;
using Sprocket.Text;

namespace Sprocket.Toml.Tests;

/// <summary>A document with some of its places marked: <c>key = «value»</c>.</summary>
internal sealed record MarkedDocument(string Text, ImmutableArray<TextSpan> Marks)
{
    /// <summary>Takes the marks out of a text; marks may not be nested, and stand in the order of their beginnings.</summary>
    public static MarkedDocument Parse(string marked)
    {
        StringBuilder text = new(marked.Length);
        ImmutableArray<TextSpan>.Builder marks = ImmutableArray.CreateBuilder<TextSpan>();
        int start = 0;
        foreach (char character in marked)
        {
            switch (character)
            {
                case '«':
                    start = text.Length;
                    break;
                case '»':
                    marks.Add(TextSpan.FromBounds(start, text.Length));
                    break;
                default:
                    text.Append(character);
                    break;
            }
        }

        return new MarkedDocument(text.ToString(), marks.ToImmutable());
    }
}
