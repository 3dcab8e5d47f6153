using System.Collections.Immutable;
using Sprocket.Engine.Configuration;

namespace Sprocket.Engine.Tests.Configuration;

public sealed class ValueTextTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("1024", 1024)]
    [InlineData("1 B", 1)]
    [InlineData("96 GB", 96_000_000_000)]
    [InlineData("96G", 96_000_000_000)]
    [InlineData("4 GiB", 4_294_967_296)]
    [InlineData("4Gi", 4_294_967_296)]
    [InlineData("  1.5 KiB ", 1536)]
    [InlineData("0.5 kb", 500)]
    [InlineData("2 mib", 2_097_152)]
    [InlineData("1 TB", 1_000_000_000_000)]
    [InlineData("1 TiB", 1_099_511_627_776)]
    [InlineData("1 PiB", 1_125_899_906_842_624)]
    [InlineData("9223372036854775807", long.MaxValue)]
    public void A_size_is_read(string text, long bytes)
    {
        Assert.True(ByteSize.TryParse(text, out ByteSize size));

        Assert.Equal(bytes, size.Bytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("GB")]
    [InlineData("-1 GB")]
    [InlineData("1 meow")]
    [InlineData("1 GB 2")]
    [InlineData("1.2.3 GB")]
    [InlineData("1e3")]
    [InlineData("9223372036854775808")]
    [InlineData("10000 PB")]
    [InlineData("99999999999999999999999999999999999999 B")]
    public void What_is_no_size_is_refused(string text) => Assert.False(ByteSize.TryParse(text, out _));

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(96_000_000_000, "96 GB")]
    [InlineData(4_294_967_296, "4 GiB")]
    [InlineData(1536, "1536 B")]
    [InlineData(2_000_000_000_000, "2 TB")]
    public void A_size_is_shown_in_the_largest_unit_that_divides_it(long bytes, string text)
    {
        Assert.Equal(text, new ByteSize(bytes).ToString());
        Assert.True(ByteSize.TryParse(text, out ByteSize again));
        Assert.Equal(bytes, again.Bytes);
    }

    [Fact]
    public void Sizes_are_ordered()
    {
        Assert.True(new ByteSize(1) < new ByteSize(2));
        Assert.True(new ByteSize(2) > new ByteSize(1));
        Assert.True(new ByteSize(2) >= new ByteSize(2) && new ByteSize(2) <= new ByteSize(2));
    }

    [Theory]
    [InlineData("30", 30)]
    [InlineData("30 s", 30)]
    [InlineData("2min", 120)]
    [InlineData("2 m", 120)]
    [InlineData("1.5 h", 5400)]
    [InlineData("1 d", 86400)]
    public void A_duration_is_read(string text, int seconds)
    {
        Assert.True(DurationText.TryParse(text, out TimeSpan duration));

        Assert.Equal(TimeSpan.FromSeconds(seconds), duration);
    }

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("-1 s")]
    [InlineData("1 week")]
    [InlineData("99999999999999999999 d")]
    public void What_is_no_duration_is_refused(string text) => Assert.False(DurationText.TryParse(text, out _));

    [Theory]
    [InlineData("~", "/home/ada")]
    [InlineData("~/runs", "/home/ada/runs")]
    [InlineData("~ada/runs", "~ada/runs")]
    [InlineData("/a/~", "/a/~")]
    [InlineData("$A/${B}", "one/two words")]
    [InlineData("x$A", "xone")]
    [InlineData("$A_", null)]
    [InlineData("${MISSING}", null)]
    [InlineData("$", "$")]
    [InlineData("$1/${}/${A", "$1/${}/${A")]
    [InlineData("$$A", "$one")]
    public void A_path_is_expanded(string path, string? expected)
    {
        ImmutableDictionary<string, string> environment = ImmutableDictionary<string, string>.Empty
            .Add("HOME", "/home/ada").Add("A", "one").Add("B", "two words");

        Assert.Equal(expected, PathText.Expand(path, environment, out _));
    }
}
