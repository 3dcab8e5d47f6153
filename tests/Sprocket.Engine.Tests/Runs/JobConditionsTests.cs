using System.Collections.Immutable;
using Sprocket.Engine.Backends;
using Sprocket.Engine.Configuration;
using Sprocket.Engine.Runs;
using Sprocket.Text;

namespace Sprocket.Engine.Tests.Runs;

public class JobConditionsTests
{
    private static readonly Requirements Asked = new()
    {
        Cpu = 4,
        MemoryBytes = 4_000_000_000,
        Gpu = true,
        Disks = ImmutableSortedDictionary<string, long>.Empty.Add("", (2L << 30) + 1),
    };

    private static readonly Hints Liked = new() { All = ImmutableSortedDictionary<string, string>.Empty.Add("queue", "\"long\"").Add("minutes", "90") };

    [Theory]
    [InlineData("cpu > 3.5", true)]
    [InlineData("memory >= 8 * 1000 * 1000 * 1000", false)]
    [InlineData("gpu && !fpga", true)]
    [InlineData("disks == 3", true)]
    [InlineData("defined(hint.queue) && hint.queue == 'long'", true)]
    [InlineData("defined(hint.absent)", false)]
    [InlineData("hint.minutes > 60", true)]
    [InlineData("memory == 4 * 1000 * 1000 * 1000", true)]
    public void A_condition_sees_what_the_task_asks_for(string condition, bool holds)
    {
        DiagnosticBag diagnostics = new();

        var conditions = JobConditions.Parse([Entry(condition, "--held")], diagnostics);

        Assert.Empty(diagnostics);
        Assert.Equal(holds ? ["--held"] : [], conditions.Select(Asked, Liked));
    }

    [Fact]
    public void A_condition_sees_the_memory_of_a_retry_that_gets_more()
    {
        var conditions = JobConditions.Parse([Entry("memory > 4 * 1000 * 1000 * 1000", "--constraint=bigmem")], new DiagnosticBag());

        Assert.Equal(["--constraint=bigmem"], conditions.Select(Asked with { RaisedMemoryBytes = 8_000_000_000 }, Liked));
    }

    [Fact]
    public void Of_the_conditions_that_hold_the_first_counts()
    {
        var conditions = JobConditions.Parse([Entry("fpga", "-a"), Entry("gpu", "-b"), Entry("true", "-c")], new DiagnosticBag());

        Assert.Equal(["-b"], conditions.Select(Asked, Liked));
    }

    [Theory]
    [InlineData("memry > 1", 1, 5)]
    [InlineData("cpu + 1", 1, 7)]
    [InlineData("cpu >", 6, 0)]
    public void A_mistake_is_shown_where_the_configuration_has_it(string condition, int start, int length)
    {
        DiagnosticBag diagnostics = new();

        JobConditions.Parse([Entry(condition, "-x")], diagnostics);

        Diagnostic diagnostic = Assert.Single(diagnostics);
        Assert.Equal("sprocket.toml", diagnostic.Source.Path);
        Assert.Equal(start, diagnostic.Span.Start);
        Assert.Equal(length, diagnostic.Span.Length);
    }

    private static ConditionalArguments Entry(string condition, string argument)
    {
        var source = new SourceText("sprocket.toml", $"\"{condition}\"");
        return new ConditionalArguments { Condition = new ConfigText(condition, source, new TextSpan(0, condition.Length + 2)), Args = [argument] };
    }
}
