using Sprocket.Text;
using Sprocket.Wdl.Values.Json;

namespace Sprocket.Wdl.Tests.Values;

public class JsonReaderTests
{
    [Fact]
    public void Every_value_knows_its_place()
    {
        const string Text = """ { "a" : [ 1.50 , "b\n" ] , "c":null,"d": true } """;

        JsonObject root = Assert.IsType<JsonObject>(JsonReader.Read(Text));

        Assert.Equal(Text.Trim(), Slice(Text, root.Span));
        Assert.Equal(["\"a\"", "\"c\"", "\"d\""], root.Members.Select(member => Slice(Text, member.NameSpan)));
        Assert.Equal(["""[ 1.50 , "b\n" ]""", "null", "true"], root.Members.Select(member => Slice(Text, member.Value.Span)));
        JsonArray array = Assert.IsType<JsonArray>(root.Find("a")!.Value);
        Assert.Equal(["1.50", "\"b\\n\""], array.Items.Select(item => Slice(Text, item.Span)));
        Assert.Equal("b\n", Assert.IsType<JsonString>(array.Items[1]).Text);
    }

    [Theory]
    [InlineData("\"\"", "")]
    [InlineData("\"äöü€😀\"", "äöü€😀")]
    [InlineData("""
        "\"\\\/\b\f\n\r\t"
        """, "\"\\/\b\f\n\r\t")]
    [InlineData("""
        "\u0041\u20ac\ud83d\ude00x"
        """, "A€😀x")]
    public void Strings_are_decoded(string json, string expected) =>
        Assert.Equal(expected, Assert.IsType<JsonString>(JsonReader.Read(json)).Text);

    [Theory]
    [InlineData("0", true)]
    [InlineData("-0", true)]
    [InlineData("123456789012345678901234567890", true)]
    [InlineData("1.0", false)]
    [InlineData("-12.5e-3", false)]
    [InlineData("1E+5", false)]
    public void Numbers_keep_their_text(string json, bool isInteger)
    {
        JsonNumber number = Assert.IsType<JsonNumber>(JsonReader.Read(json));

        Assert.Equal(json, number.Text);
        Assert.Equal(isInteger, number.IsInteger);
    }

    [Fact]
    public void A_byte_order_mark_is_skipped() =>
        Assert.Equal(new TextSpan(1, 4), JsonReader.Read("\uFEFFnull").Span);

    // The place is marked by guillemets.
    [Theory]
    [InlineData("«»", "the text ends where a value is expected")]
    [InlineData("  «»", "the text ends where a value is expected")]
    [InlineData("«?»", "found `?` where a value is expected")]
    [InlineData("1 «2»", "there is `2` after the end of the JSON value")]
    [InlineData("«{» \"a\": 1", "this `{` is not closed before the end of the text")]
    [InlineData("«[»1", "this `[` is not closed before the end of the text")]
    [InlineData("[1 «2»]", "found `2` where `,` or `]` is expected")]
    [InlineData("[1, «]»", "found `]` where a value is expected")]
    [InlineData("{\"a\": 1, «}»", "found `}` where a name in double quotes is expected")]
    [InlineData("{«a»: 1}", "found `a` where a name in double quotes is expected")]
    [InlineData("{\"a\" «1»}", "found `1` where `:` is expected")]
    [InlineData("{\"a\": 1, «\"a\"»: 2}", "the name `a` occurs twice in the same object")]
    [InlineData("«\"»abc", "this string has no closing quote")]
    [InlineData("«\"abc»\n\"", "this string has no closing quote on its line")]
    [InlineData("\"a«\t»b\"", "the control character U+0009 must be escaped in a string")]
    [InlineData("\"a«\\x»41\"", "JSON has no such escape")]
    [InlineData("\"a«\\u»12\"", "JSON has no such escape")]
    [InlineData("«01»", "this is not a JSON number")]
    [InlineData("«1.»", "this is not a JSON number")]
    [InlineData("«1.5.»2", "this is not a JSON number")]
    [InlineData("«-»", "this is not a JSON number")]
    [InlineData("«1e»", "this is not a JSON number")]
    [InlineData("«1x»", "this is not a JSON number")]
    [InlineData("«True»", "`True` is not JSON")]
    [InlineData("«None»", "`None` is not JSON")]
    [InlineData("«NaN»", "`NaN` is not JSON")]
    [InlineData("«/»/ comment\n1", "found `/` where a value is expected")]
    [InlineData("«'»a'", "found `'` where a value is expected")]
    public void Mistakes_have_a_place_and_a_reason(string marked, string message)
    {
        int start = marked.IndexOf('«', StringComparison.Ordinal);
        int end = marked.IndexOf('»', StringComparison.Ordinal) - 1;
        string text = marked.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal);

        JsonTextException exception = Assert.Throws<JsonTextException>(() => JsonReader.Read(text));

        Assert.Equal(message, exception.Message);
        Assert.Equal(TextSpan.FromBounds(start, end), exception.Span);
    }

    [Theory]
    [InlineData("[1,]", "JSON allows no comma after the last element")]
    [InlineData("{\"a\": 1,}", "JSON allows no comma after the last member")]
    [InlineData("# x", "JSON has no comments")]
    [InlineData("False", "write `false`")]
    [InlineData("None", "write `null`")]
    [InlineData("abc", "strings stand in double quotes")]
    [InlineData("'abc'", "JSON strings stand in double quotes")]
    public void Common_mistakes_come_with_help(string text, string help) =>
        Assert.Equal(help, Assert.Throws<JsonTextException>(() => JsonReader.Read(text)).Help);

    [Fact]
    public void Nesting_has_a_limit()
    {
        JsonReader.Read(new string('[', JsonReader.DepthLimit) + new string(']', JsonReader.DepthLimit));

        JsonTextException exception = Assert.Throws<JsonTextException>(() => JsonReader.Read(new string('[', 100_000)));

        Assert.Equal(new TextSpan(JsonReader.DepthLimit, 1), exception.Span);
    }

    private static string Slice(string text, TextSpan span) => text.Substring(span.Start, span.Length);
}
