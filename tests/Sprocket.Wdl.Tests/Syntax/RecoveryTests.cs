using Sprocket.Text;
using Sprocket.Wdl.Syntax;

namespace Sprocket.Wdl.Tests.Syntax;

/// <summary>One mistake, one diagnostic, wherever it is made.</summary>
public sealed class RecoveryTests
{
    private const string Document = """
        version 1.2

        import "lib.wdl" as lib alias A as B

        struct Sample {
          String name
          Array[Pair[Int, File]]+? reads
          meta { about: "samples", tags: [1, -2, { a: null }] }
        }

        workflow main {
          input {
            Array[Sample] samples
            Int threads = 1 + 2 * (3 - 4)
          }
          Map[String, Int] table = { "a": 1, "b": [1, 2][0] }
          scatter (sample in samples) {
            if (threads > 3 && defined(sample.name)) {
              call lib.align as align after prepare {
                input:
                  sample = sample,
                  flags = if threads > 2 then f(1, "x") else [],
                  threads
              }
            }
            Sample copy = Sample { name: sample.name, reads: None }
          }
          call report
          output {
            Array[File?] bams = align.bam
            Int size = length(table)
          }
          hints {
            allow_nested_inputs: true
          }
        }

        struct Last {
          Int a
        }
        """;

    [Fact]
    public void The_document_itself_has_no_mistake() => Assert.Empty(SyntaxCases.Parse(Document).Diagnostics);

    [Fact]
    public void Metadata_without_a_closing_brace_is_one_mistake()
    {
        (_, DiagnosticBag diagnostics) = SyntaxCases.Parse("""
            version 1.1

            workflow w {
              parameter_meta {
                x: {
                  help: "a brace is missing after the group",
                  group: "a"
              }
              input {
                Int x
                Array[File] y = []
              }
              String a = "b"
              call t { input: a = a }
            }

            task t {
              meta {
                Int: "a key like any other"
              String a = "b"
              command {}
            }
            """);

        Assert.Equal(
            ["found `input`, expected `}`", "found `String`, expected `}`"],
            diagnostics.Select(diagnostic => diagnostic.Message));
    }

    [Fact]
    public void Leaving_out_one_token_gives_seldom_more_than_one_error() => CheckEdits((text, token) => text.Remove(token.Start, token.End - token.Start), 1.15);

    [Fact]
    public void Repeating_one_token_gives_seldom_more_than_one_error() =>
        CheckEdits((text, token) => text.Insert(token.End, " " + text[token.Start..token.End]), 1.15);

    [Fact]
    public void Writing_one_token_wrongly_gives_seldom_more_than_one_error() =>
        CheckEdits((text, token) => text.Remove(token.Start, token.End - token.Start).Insert(token.Start, "$"), 1.12);

    [Fact]
    public void A_mistake_in_one_definition_leaves_the_others_whole()
    {
        foreach (Token token in ReadTokens(Document))
        {
            int line = Document.AsSpan(0, token.Start).Count('\n');
            if (line < 9 || line > 35)
            {
                continue;
            }

            (DocumentSyntax document, _) = SyntaxCases.Parse(Document.Remove(token.Start, token.End - token.Start));

            Assert.Contains(document.Structs, structure => structure.Name.Text == "Sample" && structure.Members.Length == 2);
            Assert.Contains(document.Structs, structure => structure.Name.Text == "Last" && structure.Members.Length == 1);
        }
    }

    private static void CheckEdits(Func<string, Token, string> edit, double mostPerMistake)
    {
        int edits = 0;
        int errors = 0;
        List<string> worst = [];
        foreach (Token token in ReadTokens(Document))
        {
            (_, DiagnosticBag diagnostics) = SyntaxCases.Parse(edit(Document, token));
            int count = diagnostics.Count(diagnostic => diagnostic.IsError);
            edits += count > 0 ? 1 : 0;
            errors += count;
            if (count > 1)
            {
                worst.Add($"line {Document.AsSpan(0, token.Start).Count('\n') + 1}, `{Document[token.Start..token.End]}`:\n{SyntaxCases.Summarize(diagnostics)}");
            }
        }

        Assert.True(errors <= edits * mostPerMistake, $"{errors} errors for {edits} mistakes\n{string.Join('\n', worst)}");
    }

    // After the version. A string is its quotes and the words in it, which is good enough here.
    private static List<Token> ReadTokens(string text)
    {
        Lexer lexer = new(text) { Position = "version 1.2".Length };
        List<Token> tokens = [];
        while (lexer.Next() is { Kind: not TokenKind.EndOfFile } token)
        {
            tokens.Add(token);
        }

        return tokens;
    }
}
