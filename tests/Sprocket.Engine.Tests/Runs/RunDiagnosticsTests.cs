using Sprocket.Engine.Inputs;
using Sprocket.Engine.Runs;

namespace Sprocket.Engine.Tests.Runs;

public sealed class RunDiagnosticsTests
{
    [Fact]
    public void Codes_are_in_order_and_unique()
    {
        foreach (string[] codes in (string[][])[[.. RunDiagnostics.All.Select(d => d.Code)], [.. InputDiagnostics.All.Select(d => d.Code)]])
        {
            Assert.Equal(codes.Order(StringComparer.Ordinal).Distinct(), codes);
        }
    }
}
