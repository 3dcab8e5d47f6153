using System.Globalization;
using System.Text;
using Sprocket.Text;
using Sprocket.Wdl.Semantics;

namespace Sprocket.Wdl.Tests.Semantics;

public sealed class DocumentLoaderTests : IDisposable
{
    private const string Tools = """
        version 1.0

        task run {
          command {}
        }
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly DiagnosticBag _diagnostics = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_document_that_two_others_import_is_loaded_once()
    {
        _folder.Write("lib/tools.wdl", Tools);
        _folder.Write("lib/a.wdl", "version 1.0\n\nimport \"tools.wdl\"\n\nworkflow a {\n  call tools.run\n}\n");
        string root = _folder.Write(
            "main.wdl", "version 1.0\n\nimport \"lib/a.wdl\"\nimport \"./lib/../lib/tools.wdl\"\n\nworkflow main {\n  call a.a\n  call tools.run\n}\n");

        LoadResult result = await LoadAsync(root);

        Assert.Empty(_diagnostics);
        Assert.Equal(["tools.wdl", "a.wdl", "main.wdl"], result.Documents.Select(document => Path.GetFileName(document.Uri)));
        Assert.Same(result.Document!.Imports[1].Document, result.Document.Imports[0].Document.Imports[0].Document);
    }

    // What is forgotten of a document when it was checked is nothing that its importers, or messages about it, need.
    [Fact]
    public async Task Documents_that_are_checked_together_share_what_they_import()
    {
        string tools = _folder.Write(
            "tools.wdl",
            """
            version 1.1

            task run {
              input {
                Int n
                Int m = n
              }
              Int both = n + m
              Int unused = both
              command {}
              output {
                Int sum = both
              }
            }
            """);
        string wrong = _folder.Write("a.wdl", "version 1.1\n\nimport \"tools.wdl\"\n\nworkflow w {\n  call tools.run { input: n = [1], both = 2 }\n}\n");
        string right = _folder.Write(
            "b.wdl", "version 1.1\n\nimport \"tools.wdl\"\n\nworkflow w {\n  call tools.run { input: n = 1 }\n  output {\n    Int x = run.sum\n  }\n}\n");

        await new DocumentLoader().CheckAllAsync([tools, wrong, right], _diagnostics, TestContext.Current.CancellationToken);

        Assert.Equal(["WDL2001", "WDL1024", "WDL1035"], _diagnostics.ToSorted().Select(diagnostic => diagnostic.Descriptor.Code));
        Assert.Equal(
            $$"""
            error[WDL2001]: expected `Int` for input `run.n`, found `Array[Int]+`
             --> {{wrong}}:6:31
              |
            6 |   call tools.run { input: n = [1], both = 2 }
              |                               ^^^
             ::: {{tools}}:5:9
              |
            5 |     Int n
              |         - expected because of this
              = help: take one item, as in `x[0]`, or loop over the items with `scatter`

            """,
            DiagnosticRenderer.Render(_diagnostics.ToSorted()[0], DiagnosticPalette.Plain));
    }

    [Theory]
    [InlineData("a\\u0000b.wdl")]
    [InlineData("file://")]
    [InlineData("file://a%00b.wdl")]
    public async Task An_import_of_what_is_no_path_is_an_error(string address)
    {
        await LoadAsync(_folder.Write("main.wdl", $"version 1.1\n\nimport \"{address}\" as a\n"));

        Assert.Equal("WDL1005", Assert.Single(_diagnostics, diagnostic => diagnostic.IsError).Descriptor.Code);
    }

    [Theory]
    [InlineData("no-such.wdl", "cannot read `no-such.wdl`: there is no such file")]
    [InlineData("", "cannot read ``: that is no path")]
    [InlineData("file://", "cannot read ``: that is no path")]
    [InlineData("http://example.com/x.wdl", "cannot fetch `http://example.com/x.wdl`: the network is not available here")]
    public async Task A_document_that_cannot_be_had_is_an_error(string path, string message)
    {
        LoadResult result = await LoadAsync(path);

        Assert.Null(result.Document);
        Assert.Equal(message, Assert.Single(_diagnostics).Message);
    }

    [Fact]
    public async Task A_document_with_errors_is_a_document_all_the_same()
    {
        LoadResult result = await LoadAsync(_folder.Write("main.wdl", "version 1.0\n\ntask t {\n  Int x = y\n  command {}\n}\n"));

        Assert.True(_diagnostics.HasErrors);
        Assert.Equal("t", Assert.Single(result.Document!.Tasks).Name);
    }

    [Fact]
    public async Task A_file_URI_names_a_file()
    {
        LoadResult result = await LoadAsync("file://" + _folder.Write("with space.wdl", Tools).Replace(" ", "%20", StringComparison.Ordinal));

        Assert.Empty(_diagnostics);
        Assert.Equal(Path.Combine(_folder.Path, "with space.wdl"), result.Document!.Uri);
    }

    [Fact]
    public async Task A_file_too_large_is_not_read()
    {
        string path = _folder.Write("large.wdl", "");
        await using (FileStream file = File.OpenWrite(path))
        {
            file.SetLength((256L << 20) + 1);
        }

        await LoadAsync(path);

        Assert.Equal(SemanticDiagnostics.DocumentTooLarge, Assert.Single(_diagnostics).Descriptor);
    }

    [Fact]
    public async Task A_missing_document_is_an_error_at_each_import_of_it()
    {
        _folder.Write("a.wdl", "version 1.0\nimport \"missing.wdl\"\n");
        string root = _folder.Write("main.wdl", "version 1.0\nimport \"a.wdl\"\nimport \"missing.wdl\"\n");

        await LoadAsync(root);

        Assert.Equal(
            ["a.wdl:2", "main.wdl:3"],
            _diagnostics.Where(diagnostic => diagnostic.Descriptor == SemanticDiagnostics.DocumentUnreadable).Select(diagnostic =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Path.GetFileName(diagnostic.Source.Path)}:{diagnostic.Source.GetPosition(diagnostic.Span.Start).Line}")));
    }

    [Fact]
    public async Task Imports_of_a_fetched_document_are_relative_to_its_address()
    {
        var network = new FakeNetwork
        {
            ["https://example.com/wdl/main.wdl"] =
                "version 1.0\nimport \"lib/a.wdl\"\nimport \"/b.wdl\"\nworkflow w {\n  call a.run\n  call b.run as other\n}\n",
            ["https://example.com/wdl/lib/a.wdl"] = Tools,
            ["https://example.com/b.wdl"] = Tools,
        };

        LoadResult result = await new DocumentLoader(network).LoadAsync(
            "https://example.com/wdl/main.wdl", _diagnostics, TestContext.Current.CancellationToken);

        Assert.Empty(_diagnostics);
        Assert.Equal(["a", "b"], result.Document!.Imports.Select(import => import.Namespace));
    }

    [Fact]
    public async Task A_failed_transfer_is_an_error_at_the_import()
    {
        await new DocumentLoader(new FakeNetwork()).LoadAsync(
            _folder.Write("main.wdl", "version 1.0\nimport \"https://example.com/gone.wdl?raw=1\"\n"),
            _diagnostics,
            TestContext.Current.CancellationToken);

        Diagnostic diagnostic = Assert.Single(_diagnostics);
        Assert.Equal("cannot fetch `https://example.com/gone.wdl?raw=1`: the server said 404", diagnostic.Message);
        Assert.Equal("\"https://example.com/gone.wdl?raw=1\"", diagnostic.Source.ToString(diagnostic.Span));
    }

    [Fact]
    public async Task Expressions_as_high_as_the_parser_makes_them_are_checked()
    {
        StringBuilder text = new("version 1.0\n\nworkflow w {\n  Int x = 1");
        for (int i = 0; i < 4_990; i++)
        {
            text.Append(" + 1");
        }

        text.Append("\n  Array[Int] y = ").Append('[', 450).Append(']', 450).Append("\n  output {\n    Int z = x + length(y)\n  }\n}\n");

        LoadResult result = await LoadAsync(_folder.Write("deep.wdl", text.ToString()));

        Assert.Equal(3, result.Document!.Workflow!.Body.Nodes.Length);
    }

    [Fact]
    public async Task A_chain_of_many_declarations_is_put_into_order()
    {
        StringBuilder text = new("version 1.0\n\nworkflow w {\n");
        for (int i = 0; i < 20_000; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  Int x{i} = x{i + 1}\n");
        }

        text.Append("  Int x20000 = 1\n  output {\n    Int z = x0\n  }\n}\n");

        LoadResult result = await LoadAsync(_folder.Write("chain.wdl", text.ToString()));

        Assert.Empty(_diagnostics);
        Assert.Equal("x20000", Assert.IsType<DeclarationNode>(result.Document!.Workflow!.Body.Nodes[0]).Declaration.Name);
    }

    private Task<LoadResult> LoadAsync(string path) => new DocumentLoader().LoadAsync(path, _diagnostics, TestContext.Current.CancellationToken);

    private sealed class FakeNetwork : Dictionary<string, string>, IImportFetcher
    {
        public Task<byte[]> FetchAsync(Uri address, CancellationToken cancellation) =>
            TryGetValue(address.AbsoluteUri, out string? text)
                ? Task.FromResult(Encoding.UTF8.GetBytes(text))
                : Task.FromException<byte[]>(new IOException("the server said 404"));
    }
}
