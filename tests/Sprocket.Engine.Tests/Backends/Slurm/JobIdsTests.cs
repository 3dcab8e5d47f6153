using Sprocket.Engine.Backends.Slurm;

namespace Sprocket.Engine.Tests.Backends.Slurm;

public sealed class JobIdsTests
{
    [Theory]
    [InlineData("17 19", "17 19")]
    [InlineData("17_3", "17_3")]
    [InlineData("17_3 17_0 17_1 17_2 17_7", "17_[0-3,7]")]
    [InlineData("17_1 18 19_1 17_2 19_3", "18 17_[1-2] 19_[1,3]")]
    public void Elements_of_one_array_are_one_word(string ids, string words) =>
        Assert.Equal(words, string.Join(' ', JobIds.Condense(ids.Split(' '))));

    [Theory]
    [InlineData("17", "17")]
    [InlineData("17_3", "17_3")]
    [InlineData("17_[0-2,7]", "17_0 17_1 17_2 17_7")]
    [InlineData("17_[8-9%2]", "17_8 17_9")]
    [InlineData("17_[0-1,3-...]", "17_0 17_1")]
    public void A_word_for_many_elements_is_taken_apart(string word, string ids) =>
        Assert.Equal(ids, string.Join(' ', JobIds.Expand(word)));
}
