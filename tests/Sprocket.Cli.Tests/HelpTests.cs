using Sprocket.Cli.Commands;

namespace Sprocket.Cli.Tests;

public class HelpTests
{
    [Fact]
    public void The_topics_that_messages_name_exist()
    {
        Assert.Superset(
            new HashSet<string> { "config", "exit-codes", "images", "inputs", "quickstart", "run-directory", "slurm" },
            HelpCommand.Topics.ToHashSet());
    }

    [Fact]
    public void Every_topic_begins_with_a_title()
    {
        foreach (string topic in HelpCommand.Topics)
        {
            Assert.StartsWith("# ", HelpCommand.Read(topic), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1")]
    [InlineData("2")]
    [InlineData("3")]
    [InlineData("130")]
    public void Every_exit_code_has_a_row_in_its_page(string code)
    {
        Assert.Contains(HelpCommand.Read("exit-codes").Split('\n'), line => line.StartsWith('|') && line.Split('|')[1].Trim() == code);
    }
}
