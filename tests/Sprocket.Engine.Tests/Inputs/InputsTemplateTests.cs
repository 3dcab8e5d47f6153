using System.Runtime.CompilerServices;
using Sprocket.Engine.Inputs;
using Sprocket.Wdl.Semantics;

namespace Sprocket.Engine.Tests.Inputs;

/// <summary>
/// Each folder of cases/inputs-template holds a <c>source.wdl</c> and the templates that are written for it, all inputs shown.
/// </summary>
public sealed class InputsTemplateTests
{
    private static readonly string CaseFolder = Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "cases", "inputs-template");

    public static TheoryData<string> Cases => [.. Directory.GetDirectories(CaseFolder).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_template_is_written_as_expected(string name)
    {
        string folder = Path.Combine(CaseFolder, name);

        Callable target = await CheckedDocument.LoadTargetAsync(Path.Combine(folder, "source.wdl"));

        Golden.Verify(Path.Combine(folder, "expected.json"), InputsTemplate.Render(target, InputsFormat.Json, includeNested: true));
        Golden.Verify(Path.Combine(folder, "expected.yaml"), InputsTemplate.Render(target, InputsFormat.Yaml, includeNested: true));
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
