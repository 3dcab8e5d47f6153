using Sprocket.Text;
using Sprocket.Wdl.Semantics;

namespace Sprocket.Wdl.Tests.Semantics;

/// <summary>What each version of the language accepts and refuses: the documents in cases/rules, one a line.</summary>
/// <remarks>
/// A line stands below the versions that accept it, <c>== 1.2 and later</c>, <c>== every version</c> or <c>== none</c>;
/// <c>⏎</c> is a line break. Expected is what the specifications say, and where they leave room, what engines commonly do.
/// </remarks>
public sealed class RuleTests : IDisposable
{
    private static readonly string[] Versions = ["1.0", "1.1", "1.2", "1.3"];

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names =>
        [.. Directory.EnumerateFiles(CheckFolders.Rules, "*.txt").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_document_is_accepted_by_the_versions_that_have_what_it_uses(string name)
    {
        Rule[] rules = [.. ReadRules(Path.Combine(CheckFolders.Rules, $"{name}.txt"))];
        Dictionary<string, (Rule Rule, string Version)> documents = [];
        foreach (Rule rule in rules)
        {
            foreach (string version in Versions)
            {
                string path = _folder.Write($"{documents.Count}.wdl", $"version {version}\n{rule.Text}\n");
                documents.Add(path, (rule, version));
            }
        }

        DiagnosticBag diagnostics = [];
        await new DocumentLoader().CheckAllAsync([.. documents.Keys], diagnostics, TestContext.Current.CancellationToken);

        ILookup<string, Diagnostic> errors = diagnostics.Where(diagnostic => diagnostic.IsError).ToLookup(diagnostic => diagnostic.Source.Path);
        Assert.Equal([], documents.Select(document => FindFault(document.Value.Rule, document.Value.Version, [.. errors[document.Key]])).OfType<string>());
    }

    // What a version does not have is refused by naming the version that has it.
    private static string? FindFault(Rule rule, string version, Diagnostic[] errors)
    {
        bool isAccepted = rule.Versions.Contains(version);
        if (isAccepted != (errors.Length == 0))
        {
            return $"{version} {(isAccepted ? $"refuses ({errors[0].Message})" : "accepts")}: {rule.Text}";
        }

        return isAccepted || !rule.HasBeginning || errors.Any(error => error.Message.Contains("WDL 1.", StringComparison.Ordinal))
            ? null
            : $"{version} does not say which version has it ({errors[0].Message}): {rule.Text}";
    }

    private static IEnumerable<Rule> ReadRules(string file)
    {
        string heading = "";
        foreach (string line in File.ReadLines(file).Where(line => line.Length > 0))
        {
            if (line.StartsWith("== ", StringComparison.Ordinal))
            {
                heading = line[3..];
            }
            else
            {
                yield return new Rule(line.Replace('⏎', '\n'), ReadVersions(heading), heading.EndsWith("and later", StringComparison.Ordinal));
            }
        }
    }

    private static string[] ReadVersions(string heading) => heading switch
    {
        "none" => [],
        "every version" => Versions,
        _ when heading.EndsWith(" and later", StringComparison.Ordinal) => Versions[Array.IndexOf(Versions, heading[..3])..],
        _ => heading.Split(' '),
    };

    private sealed record Rule(string Text, string[] Versions, bool HasBeginning);
}
