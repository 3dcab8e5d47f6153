using Sprocket.Engine.Inputs;
using Sprocket.Text;
using Sprocket.Wdl.Values.Json;

namespace Sprocket.Engine.Tests.Inputs;

public class YamlReaderTests
{
    [Fact]
    public void Every_value_knows_its_place()
    {
        const string Text = "# inputs\r\nwf.a: [1, \"x y\", {k: v}]\r\nwf.b: |\r\n  line 1\r\n  line 2\r\nwf.😀: 😀 x\r\nwf.c:\r\n- 1\r\n- é: 2\r\n  f: null\r\n";

        JsonObject root = Assert.IsType<JsonObject>(Read(Text));

        Assert.Equal(["wf.a", "wf.b", "wf.😀", "wf.c"], root.Members.Select(member => Slice(Text, member.NameSpan)));
        Assert.Equal(
            ["[1, \"x y\", {k: v}]", "|\r\n  line 1\r\n  line 2", "😀 x", "- 1\r\n- é: 2\r\n  f: null"],
            root.Members.Select(member => Slice(Text, member.Value.Span)));
        JsonArray flow = Assert.IsType<JsonArray>(root.Find("wf.a")!.Value);
        Assert.Equal(["1", "\"x y\"", "{k: v}"], flow.Items.Select(item => Slice(Text, item.Span)));
        JsonArray block = Assert.IsType<JsonArray>(root.Find("wf.c")!.Value);
        Assert.Equal(["1", "é: 2\r\n  f: null"], block.Items.Select(item => Slice(Text, item.Span)));
        Assert.Equal("line 1\nline 2\n", Assert.IsType<JsonString>(root.Find("wf.b")!.Value).Text);
    }

    [Theory]
    [InlineData("~", "null")]
    [InlineData("null", "null")]
    [InlineData("", "null")]
    [InlineData("# nothing", "null")]
    [InlineData("a:", "{a: null}")]
    [InlineData("true", "true")]
    [InlineData("False", "false")]
    [InlineData("yes", "'yes'")]
    [InlineData("off", "'off'")]
    [InlineData("12", "12")]
    [InlineData("-12", "-12")]
    [InlineData("+12", "+12")]
    [InlineData("007", "007")]
    [InlineData("0x1F", "31")]
    [InlineData("0o17", "15")]
    [InlineData("0o18", "'0o18'")]
    [InlineData("0xZ", "'0xZ'")]
    [InlineData("1.50", "1.50")]
    [InlineData(".5", ".5")]
    [InlineData("1.", "1.")]
    [InlineData("-1.5e-3", "-1.5e-3")]
    [InlineData("1e", "'1e'")]
    [InlineData("e1", "'e1'")]
    [InlineData("1e+", "'1e+'")]
    [InlineData(".", "'.'")]
    [InlineData("-", "[null]")]
    [InlineData("1.2.3", "'1.2.3'")]
    [InlineData("1_000", "'1_000'")]
    [InlineData(".inf", "'.inf'")]
    [InlineData("'12'", "'12'")]
    [InlineData("\"a\\tb\"", "'a\tb'")]
    [InlineData("'it''s'", "'it's'")]
    [InlineData("plain text", "'plain text'")]
    [InlineData("two\n  lines", "'two lines'")]
    [InlineData("/path/to: x", "{/path/to: 'x'}")]
    [InlineData("a: # comment\n  b", "{a: 'b'}")]
    [InlineData("a: >-\n  folded\n  text\n\n  more", "{a: 'folded text\nmore'}")]
    [InlineData("a: |\n  x\n   y\n", "{a: 'x\n y\n'}")]
    [InlineData("a: {b: 1, c: [x, y]}", "{a: {b: 1, c: ['x', 'y']}}")]
    [InlineData("a:\n  b:\n    - 1\n    - c: 2\n", "{a: {b: [1, {c: 2}]}}")]
    [InlineData("- - 1\n  - 2\n- []", "[[1, 2], []]")]
    [InlineData("{\"a\": [1, true, null, \"x\"]}", "{a: [1, true, null, 'x']}")]
    [InlineData("1: x\ntrue: y", "{1: 'x', true: 'y'}")]
    [InlineData("---\na: 1\n...\n", "{a: 1}")]
    [InlineData("\uFEFFa: 1", "{a: 1}")]
    public void Yaml_becomes_what_JSON_would_say(string text, string expected) => Assert.Equal(expected, Show(Read(text)));

    // The place is marked by guillemets.
    [Theory]
    [InlineData("a: «&x 1»", "anchors (`&name`) are not supported")]
    [InlineData("a: «*x»", "aliases (`*name`) are not supported")]
    [InlineData("a: «!!str 1»", "tags (`!name`) are not supported")]
    [InlineData("«!x b»: 1", "tags (`!name`) are not supported")]
    [InlineData("? «»[1]\n: 2", "a key must be a scalar")]
    [InlineData("a: 1\n«a»: 2", "the name `a` occurs twice in the same map")]
    [InlineData("a: 1\n«---»\nb: 2", "there is a second document")]
    [InlineData("a: b«»: c", "this is not YAML: while scanning a plain scalar value, found invalid mapping")]
    [InlineData("a: [1«»", "this is not YAML: while parsing a flow sequence, did not find expected ',' or ']'")]
    [InlineData("«\"abc»", "this is not YAML: while scanning a quoted scalar, found unexpected end of stream")]
    public void What_is_not_supported_is_refused_at_its_place(string marked, string message)
    {
        int start = marked.IndexOf('«', StringComparison.Ordinal);
        int end = marked.IndexOf('»', StringComparison.Ordinal) - 1;
        string text = marked.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal);

        JsonTextException exception = Assert.Throws<JsonTextException>(() => Read(text));

        Assert.Equal(message, exception.Message);
        Assert.Equal(TextSpan.FromBounds(start, end), exception.Span);
    }

    [Theory]
    [InlineData('[')]
    [InlineData('-')]
    public void Nesting_has_a_limit(char opener)
    {
        string text = opener == '[' ? new string('[', 2000) : string.Concat(Enumerable.Repeat("- ", 2000));

        JsonTextException exception = Assert.Throws<JsonTextException>(() => Read(text));

        Assert.Equal("lists and maps are nested more than 512 deep", exception.Message);
    }

    private static JsonNode Read(string text) => YamlReader.Read(new SourceText("inputs.yaml", text));

    private static string Slice(string text, TextSpan span) => text.Substring(span.Start, span.Length);

    private static string Show(JsonNode node) => node switch
    {
        JsonNull => "null",
        JsonBoolean boolean => boolean.Boolean ? "true" : "false",
        JsonNumber number => number.Text,
        JsonString text => $"'{text.Text}'",
        JsonArray array => $"[{string.Join(", ", array.Items.Select(Show))}]",
        JsonObject members => $"{{{string.Join(", ", members.Members.Select(member => $"{member.Name}: {Show(member.Value)}"))}}}",
        _ => throw new InvalidOperationException(),
    };
}
