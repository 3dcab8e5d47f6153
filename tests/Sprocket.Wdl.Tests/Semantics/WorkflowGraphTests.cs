using System.Diagnostics;
using System.Text;
using Sprocket.Text;
using Sprocket.Wdl.Semantics;

namespace Sprocket.Wdl.Tests.Semantics;

public sealed class WorkflowGraphTests : IDisposable
{
    private const string Add = """
        task add {
          input {
            Int x
            Int y = 1
          }

          command <<<>>>

          output {
            Int sum = x + y
          }
        }

        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_node_comes_after_all_it_reads()
    {
        WorkflowDefinition workflow = await LoadAsync(
            "1.1",
            """
            workflow w {
              input {
                Int start
                Int late = second.sum
              }

              call add as second { input: x = first.sum, y = doubled }
              Int doubled = start * 2
              call add as first { input: x = start }
              call add as third after second { input: x = 1 }

              output {
                Int result = late + third.sum
                Int again = result
              }
            }
            """);

        Assert.Equal(
            """
            start
            first <- start
            doubled <- start
            second <- first doubled
            late <- second
            third <- second
            result <- late third
            again <- result

            """,
            Print(workflow.Body));
    }

    [Fact]
    public async Task A_statement_waits_for_all_that_its_inside_reads_around_it()
    {
        WorkflowDefinition workflow = await LoadAsync(
            "1.1",
            """
            workflow w {
              input {
                Array[Int] items
                Boolean deep
              }

              scatter (i in items) {
                call add { input: x = i, y = base }
                if (deep) {
                  Int inner = add.sum + other
                  call add as last after before { input: x = inner }
                }
              }

              Int base = 1
              Int other = 2
              call add as before { input: x = base }

              output {
                Array[Int?] inners = inner
                Array[Int?] lasts = last.sum
              }
            }
            """);

        Assert.Equal(
            """
            items
            deep
            base
            other
            before <- base
            scatter i <- items base deep other before
              add
              if <- add
                inner
                last <- inner
            inners <- scatter i
            lasts <- scatter i

            """,
            Print(workflow.Body));
    }

    [Fact]
    public async Task Clauses_give_one_name_together()
    {
        WorkflowDefinition workflow = await LoadAsync(
            "1.3",
            """
            workflow w {
              input {
                Boolean a
                Boolean b
              }

              scatter (i in [1, 2]) {
                if (a) {
                  Int x = i
                } else if (b) {
                  call add { x = i }
                  Int x = add.sum
                } else {
                  Float x = 1.0
                }
              }

              output {
                Array[Float] xs = x
                Array[Int?] sums = add.sum
              }
            }
            """);

        Assert.Equal(
            """
            a
            b
            scatter i <- a b
              if
                x
              else if
                add
                x <- add
              else
                x
            xs <- scatter i
            sums <- scatter i

            """,
            Print(workflow.Body));
        ClauseReference reference = Assert.IsType<ClauseReference>(workflow.Outputs[0].Initializer);
        Assert.Equal(("Array[Float]", 1, 3), (reference.Type.ToString(), reference.ScatterDepth, reference.Alternatives.Length));
        Assert.Equal("Array[Int?]", Assert.IsType<CallOutputReference>(workflow.Outputs[1].Initializer).Type.ToString());
    }

    [Fact]
    public async Task A_workflow_of_version_1_0_without_outputs_has_those_of_its_calls()
    {
        WorkflowDefinition workflow = await LoadAsync(
            "1.0",
            """
            workflow w {
              scatter (i in [1, 2]) {
                call add { input: x = i }
              }
              if (true) {
                call add as maybe { input: x = 1 }
              }
            }
            """);

        Assert.Equal(["Array[Int] add.sum", "Int? maybe.sum"], workflow.Outputs.Select(output => output.ToString()));
        Assert.True(workflow.AllowsNestedInputs);
        Assert.EndsWith("add.sum <- scatter i\nmaybe.sum <- if\n", Print(workflow.Body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workflow_of_a_later_version_without_outputs_has_none()
    {
        WorkflowDefinition workflow = await LoadAsync("1.1", "workflow w {\n  call add { input: x = 1 }\n}\n");

        Assert.Empty(workflow.Outputs);
        Assert.False(workflow.AllowsNestedInputs);
    }

    [Fact]
    public async Task An_output_may_have_the_name_of_what_it_exposes()
    {
        WorkflowDefinition workflow = await LoadAsync(
            "1.0",
            """
            workflow w {
              input {
                Int x
              }

              call add { input: x = x }

              output {
                Int x = x + 1
                Int add = add.sum
                Int y = x
              }
            }
            """);

        Assert.Equal("x\nadd <- x\nx <- x\nadd <- add\ny <- x\n", Print(workflow.Body));
        DeclarationReference reference = Assert.IsType<DeclarationReference>(workflow.Outputs[2].Initializer);
        Assert.Equal(DeclarationKind.Input, reference.Declaration.Kind);
    }

    [Fact]
    public async Task Declarations_of_a_task_are_in_the_order_of_their_evaluation()
    {
        Document document = await LoadDocumentAsync(
            "1.1",
            """
            task t {
              input {
                Int a = c
                Int d
              }

              Int b = a + d
              Int c = d

              command <<<
                ~{b}
              >>>

              output {
                Int x = y
                Int y = b
              }
            }
            """);
        TaskDefinition task = document.Tasks[^1];

        Assert.Equal(["d", "c", "a", "b"], task.EvaluationOrder.Select(declaration => declaration.Name));
        Assert.Equal(["y", "x"], task.OutputOrder.Select(declaration => declaration.Name));
        Assert.Equal(["a", "d"], task.Inputs.Select(declaration => declaration.Name));
    }

    private async Task<WorkflowDefinition> LoadAsync(string version, string text) => (await LoadDocumentAsync(version, Add + text)).Workflow!;

    private async Task<Document> LoadDocumentAsync(string version, string text)
    {
        DiagnosticBag diagnostics = [];
        string path = _folder.Write("main.wdl", $"version {version}\n\n{text}\n");
        LoadResult result = await new DocumentLoader().LoadAsync(path, diagnostics, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.IsError);
        return result.Document!;
    }

    private static string Print(CallGraph graph)
    {
        StringBuilder text = new();
        Print(graph, "", text);
        return text.ToString();
    }

    private static void Print(CallGraph graph, string indentation, StringBuilder text)
    {
        foreach (WorkflowNode node in graph.Nodes)
        {
            text.Append(indentation).Append(Name(node));
            if (!node.Dependencies.IsEmpty)
            {
                text.Append(" <- ").AppendJoin(' ', node.Dependencies.Select(Name));
            }

            text.Append('\n');
            if (node is ScatterNode scatter)
            {
                Print(scatter.Body, indentation + "  ", text);
            }
            else if (node is ConditionalNode conditional)
            {
                for (int i = 0; i < conditional.Clauses.Length; i++)
                {
                    if (i > 0)
                    {
                        text.Append(indentation).Append(conditional.Clauses[i].Condition is null ? "else\n" : "else if\n");
                    }

                    Print(conditional.Clauses[i].Body, indentation + "  ", text);
                }
            }
        }
    }

    private static string Name(WorkflowNode node) => node switch
    {
        DeclarationNode declaration => declaration.Declaration.Name,
        CallNode call => call.Name,
        ScatterNode scatter => "scatter " + scatter.Variable.Name,
        ConditionalNode => "if",
        _ => throw new UnreachableException(),
    };
}
