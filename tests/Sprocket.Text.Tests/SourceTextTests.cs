using System.Text;

namespace Sprocket.Text.Tests;

public sealed class SourceTextTests
{
    [Theory]
    [InlineData("", 1)]
    [InlineData("a", 1)]
    [InlineData("a\n", 2)]
    [InlineData("a\nb", 2)]
    [InlineData("a\r\nb", 2)]
    [InlineData("a\rb", 2)]
    [InlineData("\n\r\n\r", 4)]
    [InlineData("\r\r\n\n", 4)]
    [InlineData("a\u2028b\u0085c", 1)]
    public void Lines_end_at_LF_CR_LF_or_CR(string text, int lines) => Assert.Equal(lines, new SourceText("a.txt", text).LineCount);

    [Fact]
    public void A_line_does_not_include_its_line_break()
    {
        SourceText source = new("a.txt", "one\r\n\ntwo\rthree");

        string[] lines = [.. Enumerable.Range(1, source.LineCount).Select(line => source.ToString(source.GetLineSpan(line)))];

        Assert.Equal(["one", "", "two", "three"], lines);
    }

    [Fact]
    public void The_line_after_the_last_line_break_is_empty()
    {
        SourceText source = new("a.txt", "one\n");

        Assert.Equal(new TextSpan(4, 0), source.GetLineSpan(2));
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(2, 1, 3)]
    [InlineData(3, 1, 4)]
    [InlineData(4, 1, 5)]
    [InlineData(5, 2, 1)]
    [InlineData(6, 3, 1)]
    [InlineData(8, 3, 3)]
    [InlineData(9, 4, 1)]
    [InlineData(11, 4, 3)]
    public void An_offset_has_a_line_and_a_column(int offset, int line, int column)
    {
        SourceText source = new("a.txt", "abc\r\n\nde\rfg");

        Assert.Equal((line, column), source.GetPosition(offset));
    }

    [Fact]
    public void Columns_count_code_units()
    {
        SourceText source = new("a.txt", "\U0001F9ECä = x");

        Assert.Equal((1, 7), source.GetPosition(source.Text.IndexOf('x', StringComparison.Ordinal)));
    }

    [Fact]
    public void A_byte_order_mark_takes_no_column()
    {
        SourceText source = new("a.txt", "\ufeffab\ncd");

        Assert.Equal([(1, 1), (1, 1), (1, 2), (1, 3), (2, 1)], new[] { 0, 1, 2, 3, 4 }.Select(source.GetPosition));
    }

    [Fact]
    public void Every_offset_of_a_large_text_is_where_counting_line_breaks_says()
    {
        StringBuilder text = new();
        for (int line = 0; line < 300; line++)
        {
            text.Append('x', line % 7).Append((line % 3) switch { 0 => "\n", 1 => "\r\n", _ => "\r" });
        }

        SourceText source = new("a.txt", text.ToString());

        int expectedLine = 1;
        int lineStart = 0;
        for (int offset = 0; offset <= source.Text.Length; offset++)
        {
            Assert.Equal((expectedLine, offset - lineStart + 1), source.GetPosition(offset));
            bool isBreak = offset < source.Text.Length
                && (source.Text[offset] == '\n' || (source.Text[offset] == '\r' && source.Text.ElementAtOrDefault(offset + 1) != '\n'));
            if (isBreak)
            {
                expectedLine++;
                lineStart = offset + 1;
            }
        }
    }

    [Fact]
    public void UTF_8_is_decoded_and_a_byte_order_mark_kept()
    {
        Assert.True(SourceText.TryDecode("a.txt", "\ufeffä\U0001F9EC"u8, out SourceText? source, out int invalidOffset));

        Assert.Equal("\ufeffä\U0001F9EC", source.Text);
        Assert.Equal("a.txt", source.Path);
        Assert.Equal(-1, invalidOffset);
    }

    [Theory]
    [InlineData("ff", 0)]
    [InlineData("61 62 80", 2)]
    [InlineData("c3 a4 c3", 2)]
    [InlineData("61 e2 82 61", 1)]
    [InlineData("c0 80", 0)]
    [InlineData("61 ed a0 80", 1)]
    [InlineData("f4 90 80 80", 0)]
    [InlineData("f0 9f a7 ac f0 9f a7", 4)]
    [InlineData("00 e4 00", 1)]
    public void The_first_byte_that_is_not_UTF_8_is_found(string bytes, int offset)
    {
        byte[] content = Convert.FromHexString(bytes.Replace(" ", "", StringComparison.Ordinal));

        Assert.False(SourceText.TryDecode("a.txt", content, out SourceText? source, out int invalidOffset));

        Assert.Null(source);
        Assert.Equal(offset, invalidOffset);
    }

    [Fact]
    public void The_union_of_two_spans_covers_both()
    {
        Assert.Equal(new TextSpan(2, 8), TextSpan.Union(new TextSpan(7, 3), new TextSpan(2, 1)));
        Assert.Equal(new TextSpan(2, 8), TextSpan.Union(new TextSpan(2, 8), new TextSpan(4, 0)));
        Assert.Equal(10, TextSpan.FromBounds(2, 10).End);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\ufeffa\r\nb\nå∫🜁\n")]
    public void A_packed_text_is_the_same_text(string text)
    {
        SourceText source = new("x.wdl", text);

        source.Pack();
        source.Pack();

        Assert.Equal(text, source.Text);
        Assert.Equal(new SourceText("x.wdl", text).GetPosition(text.Length), source.GetPosition(text.Length));
    }
}
