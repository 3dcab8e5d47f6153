using System.Collections.Immutable;
using Sprocket.Engine.Inputs;
using Sprocket.Engine.Runs;
using Sprocket.Engine.Tests.Inputs;
using Sprocket.Wdl.Semantics;
using Sprocket.Wdl.Values;

namespace Sprocket.Engine.Tests.Runs;

public sealed class ContainerForecastTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("requirements { container: \"ubuntu:24.04\" }", "ubuntu:24.04")]
    [InlineData("requirements { container: [\"a:1\", \"b:1\"] }", "a:1 b:1")]
    [InlineData("requirements { container: \"~{registry}/a:~{tag}\" }", "quay.io/a:2")]
    [InlineData("requirements { container: image }", "default:1")]
    [InlineData("requirements { container: select_first([image]) }", "")]
    [InlineData("requirements { container: \"*\" }", "")]
    [InlineData("requirements { cpu: 1 }", "fallback:1")]
    public async Task What_a_task_says_is_known(string requirements, string expected)
    {
        CallInputs inputs = await LoadAsync($$"""
            version 1.2
            task t {
              input {
                String image = "default:1"
                String tag = "2"
              }
              String registry = "quay.io"
              command <<< >>>
              {{requirements}}
            }
            """);

        Assert.Equal(expected, Show(ContainerForecast.List(inputs, "fallback:1")));
    }

    [Fact]
    public async Task Calls_are_followed_and_what_is_given_counts()
    {
        CallInputs inputs = await LoadAsync("""
            version 1.2
            task t {
              input { String image = "default:1" }
              command <<< >>>
              output { String other = "x" }
              requirements { container: image }
            }
            workflow w {
              input {
                String mine = "mine:1"
                Boolean again = false
              }
              call t as plain
              call t as twice
              call t as bound { image = mine }
              call t as late { image = plain.other }
              scatter (i in range(3)) {
                if (again) {
                  call t as inner { image = "inner:~{mine}" }
                }
              }
            }
            """);

        Assert.Equal("default:1; mine:1; inner:mine:1", Show(ContainerForecast.List(inputs, null)));

        inputs.Set(inputs.Target.Inputs.Single(input => input.Name == "mine"), new StringValue("given:1"));
        Assert.Equal("default:1; given:1; inner:given:1", Show(ContainerForecast.List(inputs, null)));
    }

    private async Task<CallInputs> LoadAsync(string text)
    {
        Callable target = await CheckedDocument.LoadTargetAsync(_directory.Write("w.wdl", text));
        return new CallInputs(target);
    }

    private static string Show(ImmutableArray<ImmutableArray<string>> containers) =>
        string.Join("; ", containers.Select(choice => string.Join(' ', choice)));
}
