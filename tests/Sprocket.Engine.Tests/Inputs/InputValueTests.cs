using Sprocket.Engine.Inputs;
using Sprocket.Engine.Runs;
using Sprocket.Text;
using Sprocket.Wdl.Semantics;

namespace Sprocket.Engine.Tests.Inputs;

/// <summary>What the words of a command line mean for inputs of each type.</summary>
public sealed class InputValueTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("String", "x=5", "\"5\"")]
    [InlineData("String", "x=true", "\"true\"")]
    [InlineData("String", "x=null", "\"null\"")]
    [InlineData("String", "x=1.50", "\"1.50\"")]
    [InlineData("String", "x=", "\"\"")]
    [InlineData("String", "x=a=b", "\"a=b\"")]
    [InlineData("String", "x=two words", "\"two words\"")]
    [InlineData("String", "x=\"quoted\"", "\"quoted\"")]
    [InlineData("String", "x=[a, b]", "\"[a, b]\"")]
    [InlineData("String", "x={\"a\": 1}", "\"{\\\"a\\\": 1}\"")]
    [InlineData("String?", "x=null", "null")]
    [InlineData("String?", "x=none", "\"none\"")]
    [InlineData("Int", "x=5", "5")]
    [InlineData("Int", "x=-5", "-5")]
    [InlineData("Int", "x=\"5\"", "5")]
    [InlineData("Int", "x=5.0", "5")]
    [InlineData("Int?", "x=null", "null")]
    [InlineData("Float", "x=5", "5.0")]
    [InlineData("Float", "x=1e-3", "0.001")]
    [InlineData("Boolean", "x=true", "true")]
    [InlineData("Boolean", "x=false", "false")]
    [InlineData("Array[String]", "x=a", "[\"a\"]")]
    [InlineData("Array[String]", "x=5", "[\"5\"]")]
    [InlineData("Array[String]", "x=a b|x=c", "[\"a b\", \"c\"]")]
    [InlineData("Array[String]", "x=a|b|c", "[\"a\", \"b\", \"c\"]")]
    [InlineData("Array[String]", "x=[\"a\", \"b\"]", "[\"a\", \"b\"]")]
    [InlineData("Array[String]", "x=[\"a\"]|b|x=[\"c\", \"d\"]", "[\"a\", \"b\", \"c\", \"d\"]")]
    [InlineData("Array[String]", "x=|a|b", "[\"a\", \"b\"]")]
    [InlineData("Array[String]", "x=[]", "[]")]
    [InlineData("Array[String]?", "x=null", "null")]
    [InlineData("Array[Int]+", "x=1|2", "[1, 2]")]
    [InlineData("Array[Array[Int]]", "x=[1, 2]|[3]", "[[1, 2], [3]]")]
    [InlineData("Array[Array[Int]]", "x=[[1], [2]]", "[[1], [2]]")]
    [InlineData("Array[Array[Int]]", "x=[1]", "[[1]]")]
    [InlineData("Map[String, Int]", "x={\"a\": 1}", "{\"a\": 1}")]
    [InlineData("Map[Int, String]", "x={\"1\": \"a\"}", "{\"1\": \"a\"}")]
    [InlineData("Pair[Int, String]", "x={\"left\": 1, \"right\": \"r\"}", "{\"left\": 1, \"right\": \"r\"}")]
    [InlineData("Array[Pair[Int, Int]]", "x={\"left\": 1, \"right\": 2}", "[{\"left\": 1, \"right\": 2}]")]
    [InlineData("Object", "x={\"a\": [1, 2]}", "{\"a\": [1, 2]}")]
    public async Task A_word_becomes_a_value_of_the_type(string type, string words, string expected)
    {
        (CallInputs inputs, DiagnosticBag diagnostics) = await ReadAsync(type, words.Split('|'));

        Assert.Equal([], diagnostics.Select(DiagnosticRenderer.RenderLine));
        Assert.Equal($"t.x = {expected}\n", GivenInputs.Show(inputs));
    }

    [Theory]
    [InlineData("Int", "x=five")]
    [InlineData("Int", "x=5.5")]
    [InlineData("Int", "x=9223372036854775808")]
    [InlineData("Int", "x=null")]
    [InlineData("Int", "x=true")]
    [InlineData("Float", "x=[1]")]
    [InlineData("Boolean", "x=yes")]
    [InlineData("Boolean", "x=1")]
    [InlineData("Array[Int]", "x=a")]
    [InlineData("Array[Int]+", "x=[]")]
    [InlineData("Array[String]", "x=[a, b]")]
    [InlineData("Map[String, Int]", "x={a: 1}")]
    [InlineData("Map[String, Int]", "x=a")]
    [InlineData("Map[Int, Int]", "x={\"1\": 1, \"01\": 2}")]
    [InlineData("Pair[Int, Int]", "x=[1, 2]")]
    public async Task A_word_of_another_type_is_refused(string type, string word)
    {
        (_, DiagnosticBag diagnostics) = await ReadAsync(type, [word]);

        Assert.Equal(["INP0007"], diagnostics.Select(diagnostic => diagnostic.Descriptor.Code));
    }

    [Fact]
    public async Task A_pattern_stands_for_the_files_that_it_names()
    {
        _directory.Write("b.txt", "");
        _directory.Write("a.txt", "");
        _directory.Write("sub/c.txt", "");
        _directory.Write("other.csv", "");

        (CallInputs inputs, DiagnosticBag diagnostics) = await ReadAsync("Array[File]", ["x=*.txt", $"{_directory.Path}/sub/*.txt"]);

        Assert.Equal([], diagnostics.Select(DiagnosticRenderer.RenderLine));
        Assert.Equal(
            $"t.x = [\"{_directory.Path}/a.txt\", \"{_directory.Path}/b.txt\", \"{_directory.Path}/sub/c.txt\"]\n", GivenInputs.Show(inputs));
    }

    [Fact]
    public async Task A_file_whose_name_is_a_pattern_is_that_file()
    {
        _directory.Write("a*.txt", "");
        _directory.Write("ab.txt", "");

        (CallInputs inputs, _) = await ReadAsync("Array[File]", ["x=a*.txt"]);

        Assert.Equal($"t.x = [\"{_directory.Path}/a*.txt\"]\n", GivenInputs.Show(inputs));
    }

    [Fact]
    public async Task An_address_of_a_file_is_its_path()
    {
        _directory.Write("a b.txt", "");

        (CallInputs inputs, DiagnosticBag diagnostics) = await ReadAsync("Array[File]", [$"x=file://{_directory.Path}/a%20b.txt", $"file://localhost{_directory.Path}/a%20b.txt"]);

        Assert.Equal([], diagnostics.Select(DiagnosticRenderer.RenderLine));
        Assert.Equal($"t.x = [\"{_directory.Path}/a b.txt\", \"{_directory.Path}/a b.txt\"]\n", GivenInputs.Show(inputs));
    }

    [Fact]
    public async Task Of_many_missing_files_the_first_are_named_and_the_rest_counted()
    {
        (_, DiagnosticBag diagnostics) = await ReadAsync("Array[File]", ["x=missing-0", .. Enumerable.Range(1, 999).Select(i => $"missing-{i}")]);

        Assert.Equal(9, diagnostics.Count);
        Assert.Equal("`x`: 992 more of its files cannot be used", diagnostics.Last().Message);
    }

    [Theory]
    [InlineData(InputsFormat.Json, "json")]
    [InlineData(InputsFormat.Yaml, "yaml")]
    public async Task A_template_is_refused_until_it_is_filled_in(InputsFormat format, string extension)
    {
        Callable target = await LoadAsync("Array[File]+");
        string template = InputsTemplate.Render(target, format);
        _directory.Write("reads.fq", "");

        _directory.Write($"inputs.{extension}", template);
        DiagnosticBag unfilled = new();
        InputsReader.Read(target, [$"@inputs.{extension}"], _directory.Path, GivenAttributes.FindMistake, unfilled);
        _directory.Write($"inputs.{extension}", template.Replace("<File>", "reads.fq", StringComparison.Ordinal));
        DiagnosticBag filled = new();
        CallInputs inputs = InputsReader.Read(target, [$"@inputs.{extension}"], _directory.Path, GivenAttributes.FindMistake, filled);

        Assert.Equal(["INP0013"], unfilled.Select(diagnostic => diagnostic.Descriptor.Code));
        Assert.Equal([], filled.Select(DiagnosticRenderer.RenderLine));
        Assert.Equal($"t.x = [\"{_directory.Path}/reads.fq\"]\n", GivenInputs.Show(inputs));
    }

    [Theory]
    [InlineData("String x = \"~{1 + 1}\"")]
    [InlineData("String? x = \"~{1 + 1}\"")]
    [InlineData("String? x = \"a\"")]
    [InlineData("Int x = 1")]
    [InlineData("Int? x")]
    [InlineData("File x = \"data.txt\"")]
    public async Task A_template_without_required_inputs_can_be_given_as_it_is(string declaration)
    {
        string document = _directory.Write("source.wdl", $"version 1.2\ntask t {{\n  input {{\n    {declaration}\n  }}\n  command <<<>>>\n}}\n");
        Callable target = await CheckedDocument.LoadTargetAsync(document);
        foreach (InputsFormat format in Enum.GetValues<InputsFormat>())
        {
            string name = format == InputsFormat.Json ? "inputs.json" : "inputs.yaml";
            _directory.Write(name, InputsTemplate.Render(target, format));
            DiagnosticBag diagnostics = new();

            InputsReader.Read(target, [name], _directory.Path, GivenAttributes.FindMistake, diagnostics);

            Assert.Equal([], diagnostics.Select(DiagnosticRenderer.RenderLine));
        }
    }

    private async Task<(CallInputs Inputs, DiagnosticBag Diagnostics)> ReadAsync(string type, string[] words)
    {
        DiagnosticBag diagnostics = new();
        return (InputsReader.Read(await LoadAsync(type), words, _directory.Path, GivenAttributes.FindMistake, diagnostics), diagnostics);
    }

    private Task<Callable> LoadAsync(string type) =>
        CheckedDocument.LoadTargetAsync(_directory.Write("source.wdl", $"version 1.2\ntask t {{\n  input {{\n    {type} x\n  }}\n  command <<<>>>\n}}\n"));
}
