namespace Sprocket.Text.Tests;

public sealed class SpellingTests
{
    private static readonly string[] Keys = ["container", "cpu", "memory", "disks", "maxRetries", "returnCodes", "gpu"];

    [Theory]
    [InlineData("conatiner", "container")]
    [InlineData("contaner", "container")]
    [InlineData("containers", "container")]
    [InlineData("CONTAINER", "container")]
    [InlineData("MaxRetries", "maxRetries")]
    [InlineData("max_retries", "maxRetries")]
    [InlineData("memroy", "memory")]
    [InlineData("cpus", "cpu")]
    [InlineData("gpus", "gpu")]
    [InlineData("disk", "disks")]
    public void A_near_name_is_found(string name, string expected) => Assert.Equal(expected, Spelling.FindClosest(name, Keys));

    [Theory]
    [InlineData("image")]
    [InlineData("time")]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("returncodesandmore")]
    public void A_far_name_is_not(string name) => Assert.Null(Spelling.FindClosest(name, Keys));

    [Fact]
    public void The_nearest_of_several_is_chosen() => Assert.Equal("memory", Spelling.FindClosest("memorry", ["memoir", "memorial", "memory"]));

    [Fact]
    public void Of_equally_near_names_the_first_is_chosen() => Assert.Equal("cpu", Spelling.FindClosest("ppu", ["cpu", "gpu"]));

    [Fact]
    public void A_name_equal_but_for_case_comes_before_a_near_one() => Assert.Equal("Maps", Spelling.FindClosest("maps", ["map", "Maps"]));

    [Theory]
    [InlineData("x", "y")]
    [InlineData("ab", "ac")]
    public void Names_of_one_or_two_letters_are_too_short_to_be_near(string name, string other)
    {
        Assert.Null(Spelling.FindClosest(name, [other]));
        Assert.Equal(other, Spelling.FindClosest(other.ToUpperInvariant(), [other]));
    }

    [Fact]
    public void Neighbours_swapped_are_one_edit() => Assert.Equal("cpu", Spelling.FindClosest("pcu", ["cpu"]));

    [Fact]
    public void There_is_nothing_near_among_nothing() => Assert.Null(Spelling.FindClosest("a", []));
}
