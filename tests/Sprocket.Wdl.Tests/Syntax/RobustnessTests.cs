#pragma warning disable CA5394 // Tests want the same random numbers each time.

using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Text;
using Sprocket.Text;
using Sprocket.Wdl.Syntax;
using Sprocket.Wdl.Tests.Semantics;

namespace Sprocket.Wdl.Tests.Syntax;

/// <summary>Text that nobody would write: always a tree and diagnostics, never a crash, a hang or an overflow.</summary>
/// <remarks>
/// <c>SPROCKET_FUZZ_SECONDS=600</c> makes the random tests go on for so long each, with seeds of their own, and lets the
/// large tests take 100 MB. A failure names the seed. <c>WDL_REALWORLD_DIR</c> names a folder of documents to mutate
/// besides those of this repository.
/// </remarks>
public sealed class RobustnessTests
{
    private const int Levels = 20_000;
    private const int SmallStack = 1 << 20;
    private const int RoundsForEachPipeline = 10;
    private const int MostErrorsOfFewMistakes = 100;

    private static readonly int FuzzSeconds = int.Parse(
        Environment.GetEnvironmentVariable("SPROCKET_FUZZ_SECONDS") ?? "0", System.Globalization.CultureInfo.InvariantCulture);

    private static readonly string[] Vocabulary =
    [
        "version 1.2\n", "task", "workflow", "struct", "enum", "import", "input", "output", "command", "runtime", "requirements", "hints",
        "meta", "parameter_meta", "call", "scatter", "if", "then", "else", "as", "alias", "after", "in", "env", "object", "true", "false",
        "None", "null", "Array", "Map", "Pair", "Int", "Float", "String", "File", "Directory", "Boolean", "Object", "left", "a", "b", "Foo",
        "_x", "0", "1", "08", "0x1f", "1.5", "1e9", "99999999999999999999", "{", "}", "(", ")", "[", "]", "<<<", ">>>", "<", ">", "~{", "${",
        "\"", "'", "\\", "\n", "\n", " ", ",", ":", ".", "=", "==", "!=", "!", "+", "-", "*", "**", "/", "%", "&&", "||", "&", "?", ";", "#",
        "sep=", "default=", "é", "\u0000", "\ud800", "\ufeff",
    ];

    public static TheoryData<string, string, string> Nestings => new()
    {
        { "workflow w { Int a = ", "(", ")" },
        { "workflow w { Int a = ", "[", "]" },
        { "workflow w { Int a = ", "{1: ", "}" },
        { "workflow w { Int a = ", "f(", ")" },
        { "workflow w { Int a = ", "(1, ", ")" },
        { "workflow w { Int a = ", "!", "" },
        { "workflow w { Int a = ", "- ", "" },
        { "workflow w { Int a = ", "1 + (", ")" },
        { "workflow w { Int a = ", "a[", "]" },
        { "workflow w { Int a = ", "if ", " then 1 else 2" },
        { "workflow w { Int a = ", "if 1 then ", " else 2" },
        { "workflow w { Int a = ", "if 1 then 2 else ", "" },
        { "workflow w { Int a = ", "object {a: ", "}" },
        { "workflow w { Int a = ", "S {a: ", "}" },
        { "workflow w { Int a = ", "\"~{", "}\"" },
        { "workflow w { Int a = ", "'~{\"${", "}\"}'" },
        { "workflow w { Int a = ", "<<<~{", "}>>>" },
        { "workflow w { Int a = ", "~{", "}" },
        { "workflow w { hints { a: ", "hints {a: ", "}" },
        { "workflow w { meta { a: ", "[", "]" },
        { "workflow w { meta { a: ", "{a: ", "}" },
        { "workflow w { input { ", "Array[", "]" },
        { "workflow w { input { ", "Map[Int, ", "]" },
        { "workflow w { ", "if (a) { ", "}" },
        { "workflow w { ", "scatter (a in b) { ", "}" },
        { "workflow w { ", "if (a) { } else { ", "}" },
        { "task t { command <<< ~{", "[", "]" },
        { "", "{", "}" },
        { "workflow ", "w {", "}" },
    };

    [Theory]
    [MemberData(nameof(Nestings))]
    public void Nesting_has_a_limit_and_no_effect_on_the_stack(string head, string open, string close)
    {
        string text = "version 1.3\n" + head + Repeat(open) + "1" + Repeat(close);
        string unclosed = "version 1.3\n" + head + Repeat(open);

        DiagnosticBag diagnostics = ParseWithSmallStack(text);
        DiagnosticBag unclosedDiagnostics = ParseWithSmallStack(unclosed);

        Assert.InRange(diagnostics.Count, 1, DocumentParser.MaxErrors + 1);
        Assert.InRange(unclosedDiagnostics.Count, 1, DocumentParser.MaxErrors + 1);
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("[", "]")]
    [InlineData("f(1 + ", ")")]
    [InlineData("if a then b else ", "")]
    [InlineData("\"~{", "}\"")]
    public void Too_deep_is_said_once_and_nothing_after_it(string open, string close)
    {
        DiagnosticBag diagnostics = ParseWithSmallStack($"version 1.3\nworkflow w {{ Int a = {Repeat(open)}1{Repeat(close)} Int b = = }}");

        Assert.Equal("WDL0019", Assert.Single(diagnostics).Descriptor.Code);
    }

    [Theory]
    [InlineData("(", ")", 450)]
    [InlineData("[", "]", 450)]
    [InlineData("f(a + ", ")", 240)]
    [InlineData("\"~{", "}\"", 240)]
    public void A_few_hundred_levels_are_read(string open, string close, int levels)
    {
        StringBuilder text = new();
        text.Insert(0, open, levels).Append('1').Append(string.Concat(Enumerable.Repeat(close, levels)));

        (_, DiagnosticBag diagnostics) = SyntaxCases.ParseExpression(text.ToString());

        Assert.Empty(diagnostics);
    }

    [Theory]
    [InlineData("a", " + a")]
    [InlineData("a", " && a")]
    [InlineData("a", ".a")]
    [InlineData("a", "[0]")]
    [InlineData("1", " * 2 + 1")]
    public void A_chain_of_some_thousand_operators_is_read_and_a_longer_one_refused(string first, string next)
    {
        string accepted = first + string.Concat(Enumerable.Repeat(next, 2_400));
        string refused = first + string.Concat(Enumerable.Repeat(next, 100_000));

        (ExpressionSyntax expression, DiagnosticBag diagnostics) = SyntaxCases.ParseExpression(accepted);
        (ExpressionSyntax tooHigh, DiagnosticBag tooHighDiagnostics) = SyntaxCases.ParseExpression(refused);

        Assert.Empty(diagnostics);
        Assert.InRange(GetHeight(expression), 2_400, DocumentParser.MaxHeight);
        Assert.Equal("WDL0019", Assert.Single(tooHighDiagnostics).Descriptor.Code);
        Assert.InRange(GetHeight(tooHigh), 2_400, DocumentParser.MaxHeight + 1);
    }

    [Fact]
    public void A_long_list_of_clauses_or_items_has_no_limit()
    {
        string clauses = string.Concat(Enumerable.Repeat(" else if (a) { }", 20_000));
        string items = string.Concat(Enumerable.Repeat("1, ", 100_000));

        DiagnosticBag diagnostics = ParseWithSmallStack($"version 1.3\nworkflow w {{ if (a) {{ }}{clauses} Array[Int] b = [{items}] }}");

        Assert.Empty(diagnostics);
    }

    [Fact]
    public void After_a_thousand_errors_reading_ends()
    {
        string text = "version 1.2\nworkflow w {\n" + string.Concat(Enumerable.Repeat("  Int a =\n", 2_000)) + "}";

        (_, DiagnosticBag diagnostics) = SyntaxCases.Parse(text);

        Assert.Equal(DocumentParser.MaxErrors + 1, diagnostics.Count);
        Assert.Equal(
            """
            error[WDL0037]: more than 1000 mistakes, of which this is the last shown
                --> test.wdl:1002:10
                 |
            1002 |   Int a =
                 |          ^
                 = help: see whether this is a WDL document at all

            """,
            DiagnosticRenderer.Render(diagnostics.Last(), DiagnosticPalette.Plain));
    }

    [Fact]
    public void After_a_thousand_warnings_the_rest_is_not_told()
    {
        string text = $"version 1.2\nworkflow w {{ String a = \"{string.Concat(Enumerable.Repeat("\\.", 2_000))}\" Int b = = 1 }}";

        (_, DiagnosticBag diagnostics) = SyntaxCases.Parse(text);

        Assert.Equal(DocumentParser.MaxErrors + 1, diagnostics.Count);
        Assert.Equal("WDL0006", diagnostics.Last().Descriptor.Code);
    }

    [Theory]
    [InlineData("version 1.2\nworkflow w { String a = \"", "x", "\" }", 0)]
    [InlineData("version 1.2\nworkflow w { String a = \"", "x", "", 1)]
    [InlineData("version 1.2\ntask t { command <<<", "echo ", ">>> }", 0)]
    [InlineData("version 1.2\ntask t { command <<<", "~{", ">>> }", 1)]
    [InlineData("version 1.2\ntask t { command <<<", "~{a b} > ", ">>> }", 1000)]
    [InlineData("version 1.2\nworkflow w { String a = <<<", "\\\\ ", ">>> }", 0)]
    [InlineData("version 1.2\n#", "x", "", 0)]
    [InlineData("version 1.2\n", "\n", "", 0)]
    [InlineData("version 1.2\nworkflow ", "w", " { }", 0)]
    [InlineData("version 1.2\nworkflow w { Int a = ", "0", " }", 0)]
    [InlineData("version 1.2\nworkflow w { Int a = ", "9", " }", 1)]
    [InlineData("version 1.2\nworkflow w { Float a = 1.", "9", " }", 0)]
    [InlineData("version 1.2\nworkflow w { Array[Int] a = [", "1,", "] }", 0)]
    [InlineData("version 1.2\nworkflow w { ", "call a ", "}", 0)]
    [InlineData("version 1.2\nworkflow w { ", "$", "}", 1)]
    [InlineData("version 1.2\n", "}", "", 1)]
    [InlineData("version 1.2\n", "\u0001\ud800", "", 1)]
    [InlineData("version 1.2\nworkflow w { ", "\"", "}", 1)]
    [InlineData("", "x", "", 1)]
    public void One_huge_line_is_read_in_linear_time(string head, string body, string tail, int fewestErrors)
    {
        int size = FuzzSeconds > 0 ? 100_000_000 : 2_000_000;
        string text = new StringBuilder(head).Insert(head.Length, body, size / body.Length).Append(tail).ToString();
        Stopwatch clock = Stopwatch.StartNew();

        (_, DiagnosticBag diagnostics) = SyntaxCases.Parse(text);

        Assert.InRange(diagnostics.Count(diagnostic => diagnostic.IsError), fewestErrors, DocumentParser.MaxErrors + 1);

        // A bound that a busy machine keeps, too: what is not linear takes hours.
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 100 + (size / 1e5));
    }

    [Fact]
    public void Random_tokens_give_a_tree_and_diagnostics() => Repeat(3_000, random =>
    {
        StringBuilder text = new(random.Next(10) == 0 ? "" : "version 1.3\n");
        text.Append(random.Next(3) switch { 0 => "", 1 => "workflow w { ", _ => "task t { " });
        for (int i = random.Next(80); i > 0; i--)
        {
            text.Append(Vocabulary[random.Next(Vocabulary.Length)]).Append(random.Next(3) == 0 ? "" : " ");
        }

        CheckDocument(text.ToString());
    });

    [Fact]
    public void Random_expressions_give_a_tree_and_diagnostics() => Repeat(3_000, random =>
    {
        StringBuilder text = new();
        for (int i = random.Next(20); i > 0; i--)
        {
            text.Append(Vocabulary[random.Next(Vocabulary.Length)]).Append(' ');
        }

        (ExpressionSyntax expression, DiagnosticBag diagnostics) = SyntaxCases.ParseExpression(text.ToString());
        CheckTree(expression, text.ToString(), diagnostics);
    });

    [Fact]
    public void Mutated_documents_give_a_tree_and_diagnostics()
    {
        string[] seeds = [.. SyntaxCases.Names.Select(SyntaxCases.Read).Where(text => text.Length < 20_000)];
        Repeat(3_000, random =>
        {
            StringBuilder text = new(seeds[random.Next(seeds.Length)]);
            for (int i = random.Next(1, 6); i > 0 && text.Length > 0; i--)
            {
                Mutate(text, random);
            }

            CheckDocument(text.ToString());
        });
    }

    [Fact(Explicit = true)]
    public void Mutated_pipelines_give_a_tree_and_few_errors()
    {
        string? folder = CheckFolders.Find("WDL_REALWORLD_DIR");
        Assert.SkipWhen(folder is null, "WDL_REALWORLD_DIR names no folder of pipelines");
        string[] seeds =
        [
            .. Directory.EnumerateFiles(folder, "*.wdl", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText),
        ];
        Repeat(seeds.Length * RoundsForEachPipeline, (seed, random) =>
        {
            StringBuilder text = new(seeds[seed % seeds.Length]);
            for (int i = random.Next(1, 6); i > 0 && text.Length > 0; i--)
            {
                Mutate(text, random);
            }

            DiagnosticBag diagnostics = CheckDocument(text.ToString());

            // Each line of a large document could be an error: whoever made one mistake would not find it.
            Assert.InRange(diagnostics.Count(diagnostic => diagnostic.IsError), 0, MostErrorsOfFewMistakes);
        });
    }

    private static string Repeat(string text) => string.Concat(Enumerable.Repeat(text, Levels));

    private static void Repeat(int count, Action<Random> test) => Repeat(count, (_, random) => test(random));

    private static void Repeat(int count, Action<int, Random> test)
    {
        Stopwatch clock = Stopwatch.StartNew();
        int firstSeed = FuzzSeconds > 0 ? Environment.TickCount & 0xffffff : 0;
        for (int i = 0; FuzzSeconds > 0 ? clock.Elapsed.TotalSeconds < FuzzSeconds : i < count; i++)
        {
            int seed = firstSeed + i;
            try
            {
                test(seed, new Random(seed));
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"seed {seed}: {exception.Message}", exception);
            }
        }
    }

    private static void Mutate(StringBuilder text, Random random)
    {
        int position = random.Next(text.Length);
        int length = Math.Min(text.Length - position, random.Next(1, 12));
        switch (random.Next(6))
        {
            case 0:
                text.Remove(position, length);
                break;
            case 1:
                text.Insert(position, Vocabulary[random.Next(Vocabulary.Length)]);
                break;
            case 2:
                text.Insert(random.Next(text.Length), text.ToString(position, length));
                break;
            case 3:
                text[position] = (char)random.Next(random.Next(2) == 0 ? 128 : 65536);
                break;
            case 4:
                text.Length = position;
                break;
            default:
                text.Remove(position, 1);
                break;
        }
    }

    private static DiagnosticBag CheckDocument(string text)
    {
        (DocumentSyntax document, DiagnosticBag diagnostics) = SyntaxCases.Parse(text);
        CheckTree(document, text, diagnostics);
        return diagnostics;
    }

    // Whatever is wrong is said, is within the text, can be rendered, and keeps the promises made to consumers.
    private static void CheckTree(SyntaxNode root, string text, DiagnosticBag diagnostics)
    {
        foreach (SyntaxNode node in SyntaxWalk.Descend(root))
        {
            Assert.InRange(node.Span.Start, 0, text.Length);
            Assert.InRange(node.Span.End, node.Span.Start, text.Length);
            if (node is ErrorExpressionSyntax or ErrorTypeSyntax or ErrorMetaValueSyntax or IdentifierSyntax { IsMissing: true })
            {
                Assert.True(diagnostics.HasErrors, $"{node} was not reported");
            }
        }

        foreach (Diagnostic diagnostic in diagnostics)
        {
            Assert.InRange(diagnostic.Span.End, diagnostic.Span.Start, text.Length);
            Assert.NotEmpty(DiagnosticRenderer.Render(diagnostic, DiagnosticPalette.Plain));
        }
    }

    private static int GetHeight(SyntaxNode root)
    {
        int greatest = 0;
        Stack<(SyntaxNode Node, int Depth)> open = new([(root, 1)]);
        while (open.TryPop(out (SyntaxNode Node, int Depth) next))
        {
            greatest = Math.Max(greatest, next.Depth);
            foreach (SyntaxNode child in SyntaxWalk.GetChildren(next.Node).Where(child => child is ExpressionSyntax))
            {
                open.Push((child, next.Depth + 1));
            }
        }

        return greatest;
    }

    private static DiagnosticBag ParseWithSmallStack(string text)
    {
        DiagnosticBag diagnostics = new();
        ExceptionDispatchInfo? failure = null;
        Thread thread = new(
            () =>
            {
                try
                {
                    DocumentParser.Parse(new SourceText("test.wdl", text), diagnostics);
                }
#pragma warning disable CA1031 // Thrown again on the test's own thread.
                catch (Exception exception)
#pragma warning restore CA1031
                {
                    failure = ExceptionDispatchInfo.Capture(exception);
                }
            },
            SmallStack);
        thread.Start();
        thread.Join();
        failure?.Throw();
        return diagnostics;
    }
}
