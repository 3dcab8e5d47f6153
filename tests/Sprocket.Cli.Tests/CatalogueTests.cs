using Sprocket.Cli.Commands;
using Sprocket.Text;

namespace Sprocket.Cli.Tests;

public class CatalogueTests
{
    [Fact]
    public void No_code_means_two_things()
    {
        IEnumerable<string> twice = Catalogue.All.GroupBy(descriptor => descriptor.Code).Where(group => group.Count() > 1).Select(group => group.Key);

        Assert.Empty(twice);
    }

    [Fact]
    public void Every_code_is_explained_in_whole_sentences()
    {
        foreach (DiagnosticDescriptor descriptor in Catalogue.All)
        {
            Assert.Matches("^(CLI|TOML|CFG|WDL|INP|RUN)[0-9]{4}$", descriptor.Code);
            Assert.False(descriptor.Title.EndsWith('.'), descriptor.Code);
            Assert.True(descriptor.Explanation.EndsWith('.'), descriptor.Code);
        }
    }

    // Each code is produced by a test that says how it is shown: in a file of expected messages, in a test, or in a
    // scenario of the published binary.
    [Fact]
    public void Every_code_is_shown_by_a_test()
    {
        HashSet<string> shown =
        [
            .. Directory.EnumerateFiles(Path.Join(Repository.Root, "tests"), "*", SearchOption.AllDirectories)
                .Where(file => Path.GetExtension(file) is ".txt" or ".cs" or ".sh" && !file.Contains("/obj/", StringComparison.Ordinal))
                .SelectMany(File.ReadLines)
                .SelectMany(line => System.Text.RegularExpressions.Regex.Matches(line, "(?:error|warning)(?:\\\\?\\[| )([A-Z]{3,4}[0-9]{4})"))
                .Select(match => match.Groups[1].Value),
        ];

        Assert.Equal([], Catalogue.All.Select(descriptor => descriptor.Code).Except(shown));
    }

    [Fact]
    public void Every_catalogue_of_the_product_is_in_it()
    {
        string root = Repository.Root;
        IEnumerable<string> declared = Directory.EnumerateFiles(Path.Join(root, "src"), "*Diagnostics.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/artifacts/", StringComparison.Ordinal))
            .SelectMany(File.ReadLines)
            .SelectMany(line => System.Text.RegularExpressions.Regex.Matches(line, "\"((?:CLI|TOML|CFG|WDL|INP|RUN)[0-9]{4})\""))
            .Select(match => match.Groups[1].Value);

        Assert.Empty(declared.Except(Catalogue.All.Select(descriptor => descriptor.Code)));
    }
}
