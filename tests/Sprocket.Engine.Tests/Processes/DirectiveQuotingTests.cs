using Sprocket.Engine.Processes;

namespace Sprocket.Engine.Tests.Processes;

public sealed class DirectiveQuotingTests
{
    [Theory]
    [InlineData("", "''")]
    [InlineData("plain", "'plain'")]
    [InlineData("two words # no comment", "'two words # no comment'")]
    [InlineData("it's", @"'it\'s'")]
    [InlineData(@"a\b", @"'a\\b'")]
    [InlineData("\"$HOME\"", "'\"$HOME\"'")]
    public void A_value_is_quoted_by_the_rules_of_sbatch(string value, string expected) =>
        Assert.Equal(expected, DirectiveQuoting.Quote(value, "name"));

    [Theory]
    [InlineData("a\nb")]
    [InlineData("a\rb")]
    [InlineData("a\0b")]
    public void A_value_that_would_leave_its_line_is_refused(string value)
    {
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => DirectiveQuoting.Quote(value, "jobName"));

        Assert.StartsWith("`jobName` holds a line break or NUL", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_percent_sign_in_a_file_name_is_not_a_pattern() =>
        Assert.Equal("'/data/100%%/%%j.out'", DirectiveQuoting.QuoteFile("/data/100%/%j.out", "output"));

    [Fact]
    public void A_backslash_in_a_file_name_is_refused() =>
        Assert.Throws<ArgumentException>(() => DirectiveQuoting.QuoteFile(@"/data/a\b", "output"));

    [Fact]
    public void Several_values_are_several_arguments() =>
        Assert.Equal("'--nice=5' '--exclude=n1 n2'", DirectiveQuoting.QuoteAll(["--nice=5", "--exclude=n1 n2"], "args"));
}
