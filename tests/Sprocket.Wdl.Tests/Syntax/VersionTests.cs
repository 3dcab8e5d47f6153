using Sprocket.Text;
using Sprocket.Wdl.Syntax;

namespace Sprocket.Wdl.Tests.Syntax;

/// <summary>What each version has, and what one that lacks it says.</summary>
public sealed class VersionTests
{
    private static readonly WdlVersion[] Versions = [WdlVersion.V1_0, WdlVersion.V1_1, WdlVersion.V1_2, WdlVersion.V1_3];

    [Theory]
    [InlineData("1.1", "workflow w { Int? a = None }")]
    [InlineData("1.1", "workflow w { S a = S { b: 1 } }")]
    [InlineData("1.1", "workflow w { call a after b }")]
    [InlineData("1.1", "workflow w { call a { input: b } }")]
    [InlineData("1.2", "workflow w { call a { b = 1 } }")]
    [InlineData("1.2", "workflow w { Directory a = 'b' }")]
    [InlineData("1.2", "workflow w { Int a = 2 ** 3 }")]
    [InlineData("1.2", "workflow w { String a = <<< b >>> }")]
    [InlineData("1.2", "workflow w { hints { a: 1 } }")]
    [InlineData("1.2", "struct S { Int a meta { b: 1 } }")]
    [InlineData("1.2", "struct S { Int a parameter_meta { a: 1 } }")]
    [InlineData("1.2", "task t { input { env String a } command <<<>>> }")]
    [InlineData("1.2", "task t { env String a = 'b' command <<<>>> }")]
    [InlineData("1.2", "task t { command <<<>>> requirements { cpu: 1 } }")]
    [InlineData("1.2", "task t { command <<<>>> hints { cpu: 1 } }")]
    [InlineData("1.2", "task t { command <<< ~{task.name} >>> }")]
    [InlineData("1.3", "enum E { A }")]
    [InlineData("1.3", "workflow w { if (a) { } else { } }")]
    [InlineData("1.3", "workflow w { if (a) { } else if (b) { } }")]
    public void What_a_version_lacks_is_one_error_that_names_the_version_that_has_it(string since, string text)
    {
        foreach (WdlVersion version in Versions)
        {
            (_, DiagnosticBag diagnostics) = SyntaxCases.Parse($"version {version.ToText()}\n{text}");

            if (string.CompareOrdinal(version.ToText(), since) < 0)
            {
                Diagnostic diagnostic = Assert.Single(diagnostics);
                Assert.Equal("WDL0009", diagnostic.Descriptor.Code);
                Assert.Contains($"since WDL {since}", diagnostic.Message, StringComparison.Ordinal);
            }
            else
            {
                Assert.Empty(diagnostics);
            }
        }
    }

    [Theory]
    [InlineData("1.1", "WDL0030", "workflow w { input { Object a } }")]
    [InlineData("1.1", "WDL0030", "workflow w { S a = object { b: 1 } }")]
    [InlineData("1.1", "WDL0031", "workflow w { String a = '~{sep=\",\" b}' }")]
    [InlineData("1.2", "WDL0032", "task t { command <<<>>> runtime { cpu: 1 } }")]
    public void What_is_deprecated_is_a_warning_from_then_on(string since, string code, string text)
    {
        foreach (WdlVersion version in Versions)
        {
            (_, DiagnosticBag diagnostics) = SyntaxCases.Parse($"version {version.ToText()}\n{text}");

            Assert.Equal(
                string.CompareOrdinal(version.ToText(), since) < 0 ? [] : [code],
                diagnostics.Select(diagnostic => diagnostic.Descriptor.Code));
            Assert.False(diagnostics.HasErrors);
        }
    }

    [Theory]
    [InlineData("task", "1.0")]
    [InlineData("object", "1.0")]
    [InlineData("runtime", "1.0")]
    [InlineData("parameter_meta", "1.0")]
    [InlineData("left", "1.1")]
    [InlineData("version", "1.1")]
    [InlineData("None", "1.1")]
    [InlineData("hints", "1.2")]
    [InlineData("requirements", "1.2")]
    [InlineData("Directory", "1.2")]
    [InlineData("enum", "1.3")]
    public void A_reserved_word_is_no_name_from_then_on(string word, string since)
    {
        foreach (WdlVersion version in Versions)
        {
            (_, DiagnosticBag diagnostics) = SyntaxCases.Parse($"version {version.ToText()}\nworkflow w {{ Int {word} = 1 }}");

            Assert.Equal(string.CompareOrdinal(version.ToText(), since) >= 0, diagnostics.HasErrors);
        }
    }

    [Theory]
    [InlineData("after")]
    [InlineData("env")]
    [InlineData("in")]
    [InlineData("null")]
    [InlineData("sep")]
    [InlineData("default")]
    public void A_word_that_means_something_only_at_its_place_is_a_name(string word)
    {
        foreach (WdlVersion version in Versions)
        {
            (_, DiagnosticBag diagnostics) = SyntaxCases.Parse(
                $"version {version.ToText()}\nworkflow w {{ Int {word} = {word} + {word}({word}) call {word} as {word} {{ input: {word} = ~x }} }}"
                    .Replace("~x", word, StringComparison.Ordinal));

            Assert.Empty(diagnostics);
        }
    }

    [Theory]
    [InlineData("version 1.0", WdlVersion.V1_0)]
    [InlineData("\n\n  version\t1.1", WdlVersion.V1_1)]
    [InlineData("# comment\n#\nversion 1.2#comment", WdlVersion.V1_2)]
    [InlineData("version 1.3\r\n", WdlVersion.V1_3)]
    public void The_version_is_the_first_statement(string text, WdlVersion expected)
    {
        (DocumentSyntax document, DiagnosticBag diagnostics) = SyntaxCases.Parse(text);

        Assert.Empty(diagnostics);
        Assert.Equal(expected, document.Version);
    }

    [Theory]
    [InlineData("version 1", null)]
    [InlineData("version 1.4", null)]
    [InlineData("version 1.1.1", "1.1")]
    [InlineData("version draft-3", "1.0")]
    [InlineData("version development", "1.3")]
    public void Another_version_is_refused_with_one_diagnostic(string text, string? nearest)
    {
        (DocumentSyntax document, DiagnosticBag diagnostics) = SyntaxCases.Parse(text + "\nworkflow { broken");

        Assert.Equal("WDL0002", Assert.Single(diagnostics).Descriptor.Code);
        Assert.Equal(nearest, Assert.Single(diagnostics).Fix?.Replacement);
        Assert.Empty(document.Elements);
    }
}
