using Sprocket.Text;
using Sprocket.Wdl.Syntax;

namespace Sprocket.Wdl.Tests.Syntax;

/// <summary>Whole documents: each case's tree and its diagnostics as people see them. <c>BLESS=1</c> rewrites what is expected.</summary>
public sealed class DocumentTests
{
    private static readonly bool IsBlessing = Environment.GetEnvironmentVariable("BLESS") == "1";

    public static TheoryData<string> Cases => [.. SyntaxCases.Names];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_document_has_the_tree_and_the_diagnostics_expected(string name)
    {
        (DocumentSyntax document, DiagnosticBag diagnostics) = SyntaxCases.Parse(SyntaxCases.Read(name), "source.wdl");

        Check(name, "tree.txt", SyntaxDump.Write(document));
        Check(name, "diagnostics.txt", SyntaxCases.Render(diagnostics));
    }

    [Fact]
    public void Every_code_is_produced_by_a_case()
    {
        // That one takes a thousand mistakes: RobustnessTests.
        HashSet<string> produced = [SyntaxDiagnostics.TooManyErrors.Code];
        foreach (string name in SyntaxCases.Names)
        {
            (_, DiagnosticBag diagnostics) = SyntaxCases.Parse(SyntaxCases.Read(name));
            produced.UnionWith(diagnostics.Select(diagnostic => diagnostic.Descriptor.Code));
        }

        Assert.Empty(SyntaxDiagnostics.All.Select(descriptor => descriptor.Code).Except(produced));
    }

    [Fact]
    public void Codes_are_unique_and_ascend()
    {
        string[] codes = [.. SyntaxDiagnostics.All.Select(descriptor => descriptor.Code)];

        Assert.Equal(codes.Distinct().Order(StringComparer.Ordinal), codes);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Messages_follow_the_house_style(string name)
    {
        (_, DiagnosticBag diagnostics) = SyntaxCases.Parse(SyntaxCases.Read(name));

        Assert.All(diagnostics, diagnostic =>
        {
            Assert.False(char.IsUpper(diagnostic.Message[0]), diagnostic.Message);
            Assert.False(diagnostic.Message.EndsWith('.'), diagnostic.Message);
            Assert.Equal(0, diagnostic.Message.Count(character => character == '`') % 2);
        });
    }

    // A file that is not there expects nothing.
    private static void Check(string name, string file, string actual)
    {
        string path = Path.Combine(SyntaxCases.Folder, name, file);
        if (IsBlessing)
        {
            File.Delete(path);
            if (actual.Length > 0)
            {
                File.WriteAllText(path, actual);
            }
        }

        Assert.Equal(File.Exists(path) ? File.ReadAllText(path) : "", actual);
    }
}
