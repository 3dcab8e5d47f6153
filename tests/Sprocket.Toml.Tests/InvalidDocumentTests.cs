using System.Globalization;
using Sprocket.Tests;
using Sprocket.Text;

namespace Sprocket.Toml.Tests;

/// <summary>
/// The documents of <c>cases/invalid</c>. The places of the mistakes are marked in the document; a line for each mistake
/// says code and message, and lines indented below it may say its label, with its place, and its help.
/// </summary>
public sealed class InvalidDocumentTests
{
    private static readonly Dictionary<string, TomlCase> Cases = CaseFile.ReadAll("invalid").ToDictionary(item => item.Name);

    public static TheoryData<string, TomlVersion> Expected { get; } =
        [.. Cases.Values.SelectMany(item => item.Versions, (item, version) => (item.Name, version))];

    [Theory]
    [MemberData(nameof(Expected))]
    public void An_invalid_document_has_exactly_the_mistakes_it_should(string name, TomlVersion version)
    {
        MarkedDocument document = MarkedDocument.Parse(Cases[name].Document);
        DiagnosticBag diagnostics = [];

        TomlReader.Read(new SourceText("case.toml", document.Text), version, diagnostics);

        string[][] expected = SplitMistakes(Cases[name].Expected);
        IEnumerable<string> found = diagnostics.ToSorted().SelectMany((diagnostic, index) => Describe(diagnostic, expected.ElementAtOrDefault(index) ?? []));
        Assert.Equal(expected.SelectMany(mistake => mistake), found);
        Assert.Equal(document.Marks, diagnostics.ToSorted().Select(diagnostic => diagnostic.Span));
    }

    [Fact]
    public void Every_code_is_produced_by_a_case()
    {
        IEnumerable<string> produced = Cases.Values
            .SelectMany(item => item.Expected.Split('\n'))
            .Where(line => line.StartsWith("TOML", StringComparison.Ordinal))
            .Select(line => line[..8])
            // A case file is UTF-8 and short: LimitTests produces these.
            .Append(TomlDiagnostics.NotUtf8.Code)
            .Append(TomlDiagnostics.TooDeep.Code)
            .Append(TomlDiagnostics.TooManyErrors.Code);

        Assert.Equal(TomlDiagnostics.All.Select(descriptor => descriptor.Code), produced.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_mistake_is_shown_with_its_place()
    {
        Dictionary<string, Diagnostic> shown = [];
        IEnumerable<string> documents = Cases.Values.Select(item => MarkedDocument.Parse(item.Document).Text)
            .Append($"a = {new string('[', 129)}1{new string(']', 129)}")
            .Append(string.Concat(Enumerable.Repeat("x\n", 101)));
        foreach (string document in documents)
        {
            DiagnosticBag diagnostics = [];
            TomlReader.Read(new SourceText("case.toml", document), TomlVersion.V1_0, diagnostics);
            foreach (Diagnostic diagnostic in diagnostics.ToSorted())
            {
                shown.TryAdd(diagnostic.Descriptor.Code, diagnostic);
            }
        }

        DiagnosticBag undecoded = [];
        TomlReader.Read("case.toml", "name = \"caf"u8.ToArray().Append((byte)0xe9).Append((byte)'"').ToArray(), TomlVersion.V1_0, undecoded);
        shown.TryAdd(TomlDiagnostics.NotUtf8.Code, undecoded.First(diagnostic => diagnostic.Descriptor == TomlDiagnostics.NotUtf8));

        Assert.Equal(TomlDiagnostics.All.Select(descriptor => descriptor.Code), shown.Keys.Order(StringComparer.Ordinal));
        Golden.Verify(
            Path.Combine(TestFolders.GetCases("invalid"), "shown", "messages.txt"),
            string.Concat(shown.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => DiagnosticRenderer.Render(pair.Value, DiagnosticPalette.Plain) + "\n")));
    }

    // The lines of each mistake: its own, and the indented ones below it.
    private static string[][] SplitMistakes(string expected) =>
        [.. expected.Split("\nTOML").Select((text, index) => (index == 0 ? text : "TOML" + text).Split('\n'))];

    // Label and help are compared where the case states them.
    private static IEnumerable<string> Describe(Diagnostic diagnostic, string[] expected) =>
        DescribeFully(diagnostic).Where((line, index) => index == 0 || expected.Contains(line));

    private static IEnumerable<string> DescribeFully(Diagnostic diagnostic)
    {
        yield return $"{diagnostic.Descriptor.Code} {diagnostic.Message}";
        foreach (DiagnosticLabel label in diagnostic.Labels)
        {
            (int line, int column) = label.Source.GetPosition(label.Span.Start);
            yield return string.Create(CultureInfo.InvariantCulture, $"  {line}:{column} {label.Message}");
        }

        if (diagnostic.Help is not null)
        {
            yield return "  help: " + diagnostic.Help;
        }
    }
}
