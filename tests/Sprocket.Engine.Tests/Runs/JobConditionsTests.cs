using System.Collections.Immutable;
using Sprocket.Engine.Backends;
using Sprocket.Engine.Configuration;
using Sprocket.Engine.Runs;
using Sprocket.Text;

namespace Sprocket.Engine.Tests.Runs;

public class JobConditionsTests
{
    [Theory]
    [InlineData("cpu > 3.5", true)]
    [InlineData("memory >= 8 * 1000 * 1000 * 1000", false)]
    [InlineData("gpu && !fpga", true)]
    [InlineData("disks == 3", true)]
    [InlineData("defined(hint.queue) && hint.queue == 'long'", true)]
    [InlineData("defined(hint.absent)", false)]
    [InlineData("hint.minutes > 60", true)]
    public void A_condition_sees_what_the_task_asks_for(string condition, bool holds)
    {
        DiagnosticBag diagnostics = new();

        var conditions = JobConditions.Parse([Entry(condition, "--held")], diagnostics);

        Assert.Empty(diagnostics);
        Assert.Equal(holds ? ["--held"] : [], conditions.Select(Plan()));
    }

    [Fact]
    public void Of_the_conditions_that_hold_the_first_counts()
    {
        var conditions = JobConditions.Parse([Entry("fpga", "-a"), Entry("gpu", "-b"), Entry("true", "-c")], new DiagnosticBag());

        Assert.Equal(["-b"], conditions.Select(Plan()));
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

    private static TaskPlan Plan() => new()
    {
        CallId = "c",
        Attempt = 0,
        Key = "k",
        Directory = "/d",
        Command = "",
        Shell = "bash",
        Requirements = new Requirements { Gpu = true, Disks = ImmutableSortedDictionary<string, long>.Empty.Add("", (2L << 30) + 1) },
        Hints = new Hints { All = ImmutableSortedDictionary<string, string>.Empty.Add("queue", "\"long\"").Add("minutes", "90") },
        Allocation = new Allocation { Cpu = 4, MemoryBytes = 4_000_000_000 },
    };
}
