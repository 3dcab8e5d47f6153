using System.Runtime.CompilerServices;
using System.Text;
using Sprocket.Engine.Inputs;
using Sprocket.Engine.Runs;
using Sprocket.Text;
using Sprocket.Wdl.Semantics;

namespace Sprocket.Engine.Tests.Inputs;

/// <summary>
/// Each folder of cases/inputs holds a <c>source.wdl</c>, the words of a command line in <c>words.txt</c>, one on a
/// line, the files they name, and in <c>expected.txt</c> what a user is shown and the values that are read.
/// The first line of words.txt may be <c>--target NAME</c>.
/// </summary>
public sealed class InputsCaseTests
{
    private const string TargetOption = "--target ";

    private static readonly string CaseFolder = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "cases", "inputs"));

    public static TheoryData<string> Cases => [.. Directory.GetDirectories(CaseFolder).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Inputs_are_read_as_expected(string name)
    {
        (CallInputs? inputs, DiagnosticBag diagnostics) = await ReadAsync(name);

        StringBuilder text = new();
        foreach (Diagnostic diagnostic in diagnostics)
        {
            text.Append(DiagnosticRenderer.Render(diagnostic, DiagnosticPalette.Plain)).Append('\n');
        }

        text.Append(inputs is null ? "" : GivenInputs.Show(inputs));
        string folder = Path.Combine(CaseFolder, name);
        Golden.Verify(Path.Combine(folder, "expected.txt"), text.Replace(folder, "/case").ToString());
    }

    [Fact]
    public async Task Every_mistake_has_a_case()
    {
        HashSet<DiagnosticDescriptor> produced = [];
        foreach (string name in Directory.GetDirectories(CaseFolder).Select(folder => Path.GetFileName(folder)))
        {
            produced.UnionWith((await ReadAsync(name)).Diagnostics.Select(diagnostic => diagnostic.Descriptor));
        }

        Assert.Equal([], InputDiagnostics.All.Where(descriptor => !produced.Contains(descriptor)));
    }

    [Fact]
    public void Codes_are_unique_and_ascending()
    {
        string[] codes = [.. InputDiagnostics.All.Select(descriptor => descriptor.Code)];

        Assert.Equal(codes.Distinct().Order(StringComparer.Ordinal), codes);
    }

    private static async Task<(CallInputs? Inputs, DiagnosticBag Diagnostics)> ReadAsync(string name)
    {
        string folder = Path.Combine(CaseFolder, name);
        Document document = await CheckedDocument.LoadAsync(Path.Combine(folder, "source.wdl"));
        List<string> words = [.. await File.ReadAllLinesAsync(Path.Combine(folder, "words.txt"), TestContext.Current.CancellationToken)];
        string? target = null;
        if (words is [string first, ..] && first.StartsWith(TargetOption, StringComparison.Ordinal))
        {
            target = first[TargetOption.Length..];
            words.RemoveAt(0);
        }

        DiagnosticBag diagnostics = new();
        Callable? callable = TargetSelector.Select(document, target, diagnostics);
        return (callable is null ? null : InputsReader.Read(callable, words, folder, GivenAttributes.FindMistake, diagnostics), diagnostics);
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
