using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Sprocket.Generators.Templates;

namespace Sprocket.Generators.Tests.Templates;

public sealed class TemplateGeneratorTests
{
    private static readonly string CaseFolder = Path.Combine(GeneratorDriverFixture.CaseFolder, "templates", "job-script");

    private const string Caller = """
        using Sprocket.Engine.Processes;
        public static class Caller
        {
            public static string Render(int? minutes, string? partition, string[] extra, string jobName) =>
                new Sample.Backends.Slurm.JobScript
                {
                    JobName = jobName,
                    Output = "/runs/100%/slurm.out",
                    Cpus = 4,
                    MemoryMiB = 2048,
                    Minutes = minutes,
                    Partition = partition,
                    Extra = [.. extra],
                    Prologue = "module load apptainer; ulimit -c 0",
                    Cleanup = new ScriptText("trap 'rm -rf \"$TMPDIR\"' EXIT\n"),
                    BinDirectory = "/opt/my tools/bin",
                    Mounts = ["type=bind,src=/a b", "type=bind,src=/c'd"],
                    Image = "/images/bwa.sif",
                    Arguments = ["sh", "-c", "echo $1; rm -rf /"],
                    Attempt = "/runs/1/-a",
                }.Render().Text;
        }
        """;

    [Fact]
    public void The_writer_of_a_template_is_as_it_was_reviewed()
    {
        GeneratorDriverRunResult result = Run(Template(), "").GetRunResult();

        Assert.Empty(result.Diagnostics);
        Golden.Verify(Path.Combine(CaseFolder, "JobScript.g.cs.txt"), Assert.Single(result.GeneratedTrees).GetText(TestContext.Current.CancellationToken).ToString());
    }

    [Fact]
    public void A_rendered_script_holds_each_value_quoted_for_its_place()
    {
        MethodInfo render = LoadCaller();

        object? script = render.Invoke(null, [90, "long queue", new[] { "--nice=5", "--comment=it's" }, "align-1"]);

        Golden.Verify(Path.Combine(CaseFolder, "full.sh"), Assert.IsType<string>(script));
    }

    [Fact]
    public void Null_and_empty_values_leave_their_lines_out()
    {
        MethodInfo render = LoadCaller();

        object? script = render.Invoke(null, [null, null, Array.Empty<string>(), "align-1"]);

        Golden.Verify(Path.Combine(CaseFolder, "spare.sh"), Assert.IsType<string>(script));
    }

    [Theory]
    [InlineData("a\n#SBATCH --uid=0")]
    [InlineData("a\0b")]
    public void A_value_cannot_leave_its_directive(string jobName)
    {
        MethodInfo render = LoadCaller();

        TargetInvocationException thrown =
            Assert.Throws<TargetInvocationException>(() => render.Invoke(null, [null, null, Array.Empty<string>(), jobName]));

        Assert.IsType<ArgumentException>(thrown.InnerException);
    }

    [Theory]
    [InlineData("Partition = \"p\",", "", "CS9035")]
    [InlineData("Partition = \"p\",", "Partition = \"p\", Partitoin = \"p\",", "CS0117")]
    [InlineData("Cpus = 4", "Cpus = \"4\"", "CS0029")]
    public void A_missing_extra_or_mistyped_value_is_a_compile_error(string original, string edited, string code)
    {
        string caller = Caller.Replace("Partition = partition,", "Partition = \"p\",", StringComparison.Ordinal);
        string source = caller.Replace(original, edited, StringComparison.Ordinal);

        Run(Template(), source, out Compilation compilation);

        Assert.Equal(
            [code],
            compilation.GetDiagnostics(TestContext.Current.CancellationToken)
                .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
                .Select(diagnostic => diagnostic.Id));
    }

    // The text between « and » is what the squiggle covers.
    [Theory]
    [InlineData("SPK1001", "echo «{{»name\n")]
    [InlineData("SPK1002", "echo «{{two words}}»\n")]
    [InlineData("SPK1002", "echo «{{a:b:c}}»\n")]
    [InlineData("SPK1002", "echo «{{}}»\n")]
    [InlineData("SPK1003", "echo «{{name:sh}}»\n")]
    [InlineData("SPK1004", "echo {{name}} «{{name:int}}»\n")]
    [InlineData("SPK1004", "echo {{name}}\necho «{{name?}}»\n")]
    [InlineData("SPK1005", "echo '«{{name}}»'\n")]
    [InlineData("SPK1005", "echo \"«{{name}}»\"\n")]
    [InlineData("SPK1005", "echo \"it's «{{name}}»\"\n")]
    [InlineData("SPK1005", "echo \"\\$( \" {{b}} \"\\\" «{{name}}»\"\n")]
    [InlineData("SPK1005", "echo $'\\' «{{name}}»'\n")]
    [InlineData("SPK1005", "echo `cat «{{name}}»`\n")]
    [InlineData("SPK1005", "echo \"\n  «{{name}}»\"\n")]
    [InlineData("SPK1006", "# «{{name}}»\n")]
    [InlineData("SPK1006", "echo a # «{{name}}»\n")]
    [InlineData("SPK1006", "foo \\\n# it's «{{name}}»\n")]
    [InlineData("SPK1007", "«cat <<»\n")]
    [InlineData("SPK1008", "echo {{one*}} «{{two*}}»\n")]
    [InlineData("SPK1009", "set -e\n«#SBATCH --mem=1»\n")]
    [InlineData("SPK1012", "echo «{{render}}»\n")]
    [InlineData("SPK1012", "echo «{{script}}»\n")]
    [InlineData("SPK1014", "cat «{{name:file}}»\n")]
    [InlineData("SPK1014", "echo «{{name:script}}»\n")]
    [InlineData("SPK1014", "#SBATCH «{{name:script}}»\n")]
    [InlineData("SPK1015", "«cat {{name?}} '»\n'\n")]
    public void A_mistake_is_reported_at_its_place(string code, string marked)
    {
        int start = marked.IndexOf('«', StringComparison.Ordinal);
        int end = marked.IndexOf('»', StringComparison.Ordinal) - 1;
        string text = marked.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal);

        GeneratorDriverRunResult result = Run(new MemoryFile("/project/script.sh", text), "").GetRunResult();

        Diagnostic diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal(code, diagnostic.Id);
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
        Assert.Equal("/project/script.sh", diagnostic.Location.GetLineSpan().Path);
        Assert.Equal(TextSpan.FromBounds(start, end), diagnostic.Location.SourceSpan);
    }

    [Theory]
    [InlineData("SPK1010", "/project/1st.sh", "true\n")]
    [InlineData("SPK1011", "/project/dos.sh", "true\r\n")]
    [InlineData("SPK1013", "/project/bare.sbatch", "true\n")]
    public void A_mistake_of_the_whole_file_is_reported(string code, string path, string text)
    {
        GeneratorDriverRunResult result = Run(new MemoryFile(path, text), "").GetRunResult();

        Assert.Equal(code, Assert.Single(result.Diagnostics).Id);
    }

    [Theory]
    [InlineData("echo \"$(cat {{name}})\"\n")]
    [InlineData("echo \"it's\" {{name}}\n")]
    [InlineData("echo $(( 1 + 2 )) {{name}} '#' {{b}} ${#a} {{c}}\n")]
    [InlineData("# it's a comment\necho {{name}}\n")]
    [InlineData("echo \"{{count:int}} of 3\" # {{count:int}}\n")]
    public void A_word_may_stand_where_quotes_protect_it(string text)
    {
        GeneratorDriverRunResult result = Run(new MemoryFile("/project/script.sh", text), "").GetRunResult();

        Assert.Empty(result.Diagnostics);
    }

    [Fact]
    public void Every_mistake_of_a_template_is_reported_at_once()
    {
        MemoryFile file = new("/project/script.sh", "echo '{{a}}'\n# {{b}}\necho {{c:x}}\n");

        GeneratorDriverRunResult result = Run(file, "").GetRunResult();

        Assert.Equal(["SPK1005", "SPK1006", "SPK1003"], result.Diagnostics.Select(diagnostic => diagnostic.Id));
    }

    [Fact]
    public void An_edit_elsewhere_reads_no_template_again()
    {
        CSharpCompilation before = GeneratorDriverFixture.Compile("class A;");
        GeneratorDriver driver = GeneratorDriverFixture.CreateDriver(new TemplateGenerator(), Template());
        driver = driver.RunGenerators(before, TestContext.Current.CancellationToken);

        driver = driver.RunGenerators(
            before.AddSyntaxTrees(GeneratorDriverFixture.Parse("class B;", "b.cs")), TestContext.Current.CancellationToken);

        GeneratorRunResult result = Assert.Single(driver.GetRunResult().Results);
        Assert.All(ReasonsOf(result.TrackedSteps[TemplateGenerator.ParseStep]), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        Assert.All(
            ReasonsOf(result.TrackedOutputSteps.SelectMany(pair => pair.Value)),
            reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void A_template_that_is_written_anew_with_the_same_text_writes_no_source_again()
    {
        CSharpCompilation compilation = GeneratorDriverFixture.Compile("class A;");
        MemoryFile first = Template();
        GeneratorDriver driver = GeneratorDriverFixture.CreateDriver(new TemplateGenerator(), first);
        driver = driver.RunGenerators(compilation, TestContext.Current.CancellationToken);

        driver = driver.ReplaceAdditionalText(first, Template()).RunGenerators(compilation, TestContext.Current.CancellationToken);

        GeneratorRunResult result = Assert.Single(driver.GetRunResult().Results);
        Assert.Equal([IncrementalStepRunReason.Unchanged], ReasonsOf(result.TrackedSteps[TemplateGenerator.ParseStep]));
        Assert.All(
            ReasonsOf(result.TrackedOutputSteps.SelectMany(pair => pair.Value)),
            reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    private static MemoryFile Template() => new(
        "/project/Backends/Slurm/JobScript.sbatch", File.ReadAllText(Path.Combine(CaseFolder, "JobScript.sbatch")));

    private static IEnumerable<IncrementalStepRunReason> ReasonsOf(IEnumerable<IncrementalGeneratorRunStep> steps) =>
        steps.SelectMany(step => step.Outputs).Select(output => output.Reason);

    private static GeneratorDriver Run(MemoryFile file, string source) => Run(file, source, out _);

    private static GeneratorDriver Run(MemoryFile file, string source, out Compilation compilation) =>
        GeneratorDriverFixture.CreateDriver(new TemplateGenerator(), ImmutableArray.Create<AdditionalText>(file))
            .RunGeneratorsAndUpdateCompilation(
                GeneratorDriverFixture.Compile(source), out compilation, out _, TestContext.Current.CancellationToken);

    private static MethodInfo LoadCaller()
    {
        Run(Template(), Caller, out Compilation compilation);
        using MemoryStream image = new();
        Assert.Empty(compilation.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Diagnostics
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        return Assembly.Load(image.ToArray()).GetType("Caller")!.GetMethod("Render")!;
    }
}
