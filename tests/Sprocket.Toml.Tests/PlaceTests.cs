using Sprocket.Text;

namespace Sprocket.Toml.Tests;

/// <summary>Where keys and values are said to stand.</summary>
public sealed class PlaceTests
{
    [Theory]
    [InlineData("a = «\"text\"»")]
    [InlineData("a = «'''\nx\n'''» # comment")]
    [InlineData("a =«42»")]
    [InlineData("a = «-0x_»")]
    [InlineData("a = «1.5e3»\t")]
    [InlineData("a = «true»")]
    [InlineData("a = «1979-05-27 07:32:00Z» ")]
    [InlineData("a = «[ 1, [2], ]»")]
    [InlineData("a = «{ b = 1 }»")]
    [InlineData("«a».b = 1")]
    [InlineData("\"a\" = «1»")]
    [InlineData("[«a».b]")]
    [InlineData("«[a]»\nb = 1")]
    [InlineData("[a.b]\n  «[ a ]» # comment")]
    [InlineData("«[[a]]»\nb = 1\n[[a]]")]
    [InlineData("[[«a».b]]")]
    public void A_value_stands_where_it_is_written(string document)
    {
        MarkedDocument marked = MarkedDocument.Parse(document);

        TomlTable table = Read(marked.Text);

        Assert.True(table.TryGet("a", out TomlEntry? entry));
        Assert.Equal(Assert.Single(marked.Marks), entry.Value.Span);
    }

    [Theory]
    [InlineData("«a» = 1")]
    [InlineData("  «\"a\"» = 1")]
    [InlineData("«'a'».b = 1")]
    [InlineData("[«a»]")]
    [InlineData("[ «a» . b]\n[a]")]
    [InlineData("[[«\"\\u0061\"»]]\n[[a]]")]
    public void A_key_stands_where_it_is_first_written(string document)
    {
        MarkedDocument marked = MarkedDocument.Parse(document);

        TomlTable table = Read(marked.Text);

        Assert.Equal("a", Assert.Single(table.Entries).Key);
        Assert.Equal(Assert.Single(marked.Marks), table.Entries[0].KeySpan);
    }

    [Fact]
    public void Elements_of_arrays_stand_where_they_are_written()
    {
        MarkedDocument marked = MarkedDocument.Parse("a = [ «1», «\"x\"»,\n  «{ b = 2 }», «[]» ]");

        TomlTable table = Read(marked.Text);

        TomlArray array = Assert.IsType<TomlArray>(table.Entries[0].Value);
        Assert.Equal(marked.Marks, array.Items.Select(item => item.Span));
    }

    [Fact]
    public void Elements_of_an_array_of_tables_stand_at_their_headers()
    {
        MarkedDocument marked = MarkedDocument.Parse("«[[a]]»\nb = 1\n«[[a]]»");

        TomlTable table = Read(marked.Text);

        TomlArray array = Assert.IsType<TomlArray>(table.Entries[0].Value);
        Assert.Equal(marked.Marks, array.Items.Select(item => item.Span));
    }

    [Fact]
    public void Every_value_knows_its_source()
    {
        SourceText source = new("case.toml", "a.b = [{ c = 1 }, 'x', 07:32:00]\n[[d]]\ne = 1.5\n[f.g]\nh = true");

        TomlTable table = TomlReader.Read(source, []);

        Assert.All(ListValues(table), value => Assert.Same(source, value.Source));
        Assert.Equal(13, ListValues(table).Count());
    }

    [Fact]
    public void What_could_not_be_read_is_there_as_unreadable()
    {
        MarkedDocument marked = MarkedDocument.Parse("a = «oops»\nb = [1, «x», 2]\nc = «'d»");

        TomlTable table = Read(marked.Text);

        Assert.Equal(["a", "b", "c"], table.Entries.Select(entry => entry.Key));
        Assert.Equal(marked.Marks, ListValues(table).OfType<TomlUnreadable>().Select(value => value.Span));
    }

    [Theory]
    [InlineData("a = 'x'", "a string")]
    [InlineData("a = 1", "an integer")]
    [InlineData("a = 1.0", "a float")]
    [InlineData("a = true", "a boolean")]
    [InlineData("a = 1979-05-27T07:32:00Z", "an offset date-time")]
    [InlineData("a = 1979-05-27T07:32:00", "a local date-time")]
    [InlineData("a = 1979-05-27", "a local date")]
    [InlineData("a = 07:32:00", "a local time")]
    [InlineData("a = []", "an array")]
    [InlineData("a = {}", "a table")]
    public void A_value_says_what_it_is(string document, string kind) => Assert.Equal(kind, Read(document).Entries[0].Value.KindName);

    [Fact]
    public void A_key_that_is_not_there_is_not_found()
    {
        TomlTable few = Read("a = 1");
        TomlTable many = Read(string.Concat(Enumerable.Range(0, 20).Select(i => $"k{i} = {i}\n")));

        Assert.False(few.TryGet("A", out _));
        Assert.False(many.TryGet("k20", out _));
        Assert.True(many.TryGet("k19", out _));
    }

    private static TomlTable Read(string document) => TomlReader.Read(new SourceText("case.toml", document), []);

    private static IEnumerable<TomlValue> ListValues(TomlValue value) => value switch
    {
        TomlTable table => table.Entries.SelectMany(entry => ListValues(entry.Value)).Prepend(table),
        TomlArray array => array.Items.SelectMany(ListValues).Prepend(array),
        _ => [value],
    };
}
