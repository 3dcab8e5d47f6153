using Sprocket.Text;
using Sprocket.Wdl.Syntax;

namespace Sprocket.Wdl.Tests.Syntax;

public sealed class SpanTests
{
    public static TheoryData<string> CleanCases =>
    [
        .. SyntaxCases.Names.Where(name => SyntaxCases.Parse(SyntaxCases.Read(name)).Diagnostics.Count == 0),
    ];

    [Theory]
    [MemberData(nameof(CleanCases))]
    public void A_node_covers_its_children_and_nothing_but_tokens_at_its_ends(string name)
    {
        string text = SyntaxCases.Read(name);
        (DocumentSyntax document, _) = SyntaxCases.Parse(text);

        foreach (SyntaxNode node in SyntaxWalk.Descend(document))
        {
            Assert.All(SyntaxWalk.GetChildren(node), child =>
                Assert.True(node.Span.Start <= child.Span.Start && child.Span.End <= node.Span.End, $"{child} is outside {node}"));
            if (node is not (DocumentSyntax or TextPartSyntax))
            {
                string covered = text.Substring(node.Span.Start, node.Span.Length);
                Assert.Equal(covered.Trim(), covered);
                Assert.NotEmpty(covered);
            }

            if (node is IdentifierSyntax identifier)
            {
                Assert.Equal(identifier.Text, text.Substring(node.Span.Start, node.Span.Length).Trim('\'', '"'));
            }
        }
    }

    [Theory]
    [InlineData(typeof(ImportSyntax), "«import 'a.wdl' as b alias C as D»\nstruct C {}")]
    [InlineData(typeof(ImportAliasSyntax), "import 'a.wdl' as b «alias C as D»")]
    [InlineData(typeof(StructSyntax), "«struct S { Int a }» # end")]
    [InlineData(typeof(StructMemberSyntax), "struct S { «Array[Int]+? a» }")]
    [InlineData(typeof(EnumSyntax), "«enum E[Int] { A = 1, }»")]
    [InlineData(typeof(EnumChoiceSyntax), "enum E { «A = 1» , }")]
    [InlineData(typeof(TaskSyntax), "«task t { command <<<>>> }»")]
    [InlineData(typeof(CommandSyntax), "task t { «command <<< a >>>» }")]
    [InlineData(typeof(RequirementsSectionSyntax), "task t { «requirements { cpu: 1 }» command <<<>>> }")]
    [InlineData(typeof(AttributeSyntax), "task t { requirements { «cpu: 1 + 2» } command <<<>>> }")]
    [InlineData(typeof(InputSectionSyntax), "task t { «input { Int a }» command <<<>>> }")]
    [InlineData(typeof(DeclarationSyntax), "task t { input { «env String? a = 'b'» } command <<<>>> }")]
    [InlineData(typeof(OutputSectionSyntax), "workflow w { «output { Int a = 1 }» }")]
    [InlineData(typeof(CallSyntax), "workflow w { «call a.b as c after d { e, f = 1 }» }")]
    [InlineData(typeof(CallSyntax), "workflow w { «call a.b» # end\n }")]
    [InlineData(typeof(CallInputSyntax), "workflow w { call a { input: «b = (1 + 2)», } }")]
    [InlineData(typeof(ScatterSyntax), "workflow w { «scatter (i in [1]) { call a }» }")]
    [InlineData(typeof(ConditionalSyntax), "workflow w { «if (a) { } else if (b) { } else { }» }")]
    [InlineData(typeof(MetaSectionSyntax), "workflow w { «meta { a: [1, -2] }» }")]
    [InlineData(typeof(MetaEntrySyntax), "workflow w { meta { «a: [1, -2]» } }")]
    [InlineData(typeof(MetaIntSyntax), "workflow w { meta { a: «-2» } }")]
    [InlineData(typeof(BinaryExpressionSyntax), "workflow w { Int a = «(1) + (2)» }")]
    [InlineData(typeof(ApplyExpressionSyntax), "workflow w { Int a = «f ( 1 , )» }")]
    [InlineData(typeof(IndexExpressionSyntax), "workflow w { Int a = «b [ 0 ]» }")]
    [InlineData(typeof(MemberExpressionSyntax), "workflow w { Int a = «b . c» }")]
    [InlineData(typeof(ConditionalExpressionSyntax), "workflow w { Int a = «if b then c else d» }")]
    [InlineData(typeof(PlaceholderPartSyntax), "workflow w { String a = 'b «~{ c }» d' }")]
    [InlineData(typeof(PlaceholderOptionSyntax), "workflow w { String a = '~{«sep = \",\"» c }' }")]
    [InlineData(typeof(StringLiteralSyntax), "workflow w { String a = «\"b \\n\"» }")]
    [InlineData(typeof(StringLiteralSyntax), "workflow w { String a = «<<<\n b >>>» }")]
    [InlineData(typeof(StructLiteralSyntax), "workflow w { S a = «S { b: 1, }» }")]
    [InlineData(typeof(MapLiteralSyntax), "workflow w { Map[Int, Int] a = «{ 1: 2 }» }")]
    [InlineData(typeof(MapTypeSyntax), "workflow w { «Map[Int, Array[Int]]?» a = b }")]
    public void A_node_stands_where_it_is_written(Type kind, string marked)
    {
        int start = marked.IndexOf('«', StringComparison.Ordinal);
        int end = marked.IndexOf('»', StringComparison.Ordinal) - 1;
        const string Version = "version 1.3\n";

        (DocumentSyntax document, DiagnosticBag diagnostics) = SyntaxCases.Parse(Version + marked.Remove(end + 1, 1).Remove(start, 1));

        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.IsError);
        Assert.Contains(
            TextSpan.FromBounds(start + Version.Length, end + Version.Length),
            SyntaxWalk.Descend(document).Where(node => node.GetType() == kind).Select(node => node.Span));
    }

    [Fact]
    public void A_call_knows_its_name_and_the_span_of_its_target()
    {
        const string Text = "version 1.1\nworkflow w { call a.b.c call d as e }";

        (DocumentSyntax document, _) = SyntaxCases.Parse(Text);

        CallSyntax[] calls = [.. document.Workflow!.Body.OfType<CallSyntax>()];
        Assert.Equal(["c", "e"], calls.Select(call => call.Name.Text));
        Assert.Equal("a.b.c", Text.Substring(calls[0].TargetSpan.Start, calls[0].TargetSpan.Length));
    }

    [Fact]
    public void The_version_stands_where_it_is_written()
    {
        (DocumentSyntax document, _) = SyntaxCases.Parse("# first\nversion   1.1# last");

        Assert.Equal(WdlVersion.V1_1, document.Version);
        Assert.Equal(new TextSpan(18, 3), document.VersionSpan);
    }
}
