using System.Runtime.CompilerServices;
using System.Text;
using Sprocket.Engine.Backends;
using Sprocket.Engine.Runs;
using Sprocket.Text;
using Sprocket.Wdl.Evaluation;

namespace Sprocket.Engine.Tests.Runs;

/// <summary>Each document in <c>cases/failures</c> fails when it is run; beside it is what the user is told. BLESS=1 writes it anew.</summary>
public sealed class FailureCaseTests
{
    private const string Align = "version 1.2\n\ntask align {\n    command <<< >>>\n\n    requirements {\n        memory: \"2 MiB\"\n    }\n}\n";

    private static readonly RunSettings WithoutRetries = new() { Retries = new RetryBudgets { Infrastructure = 0, Preempted = 0 } };

    private static readonly Dictionary<string, Outcome> Outcomes = new()
    {
        ["command-failed"] = new CommandFailed { ExitCode = 137, Signal = 9 },
        ["out-of-memory"] = new OutOfMemory(),
        ["timed-out"] = new TimedOut(),
        ["preempted"] = new Preempted(),
        ["node-failed"] = new NodeFailed(),
        ["not-started"] = new NotStarted { Explanation = "there is no image." },
        ["canceled"] = new Canceled { Explanation = "cancelled by uid 0." },
    };

    public static TheoryData<string> Cases =>
        [.. Directory.EnumerateFiles(CasesDirectory(), "*.wdl").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    public static TheoryData<string> OutcomeNames => [.. Outcomes.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_failure_is_told_with_its_place_and_the_calls_that_lead_there(string name)
    {
        using var fixture = new RunFixture();

        RunResult result = await fixture.RunAsync(await ReadAsync(name));

        Assert.Equal(RunStatus.Failed, result.Status);
        Verify(name, result, fixture);
    }

    [Theory]
    [MemberData(nameof(OutcomeNames))]
    public async Task An_outcome_is_told_in_words_of_its_own(string name)
    {
        using var fixture = new RunFixture();
        Outcome outcome = Outcomes[name];
        var backend = new ShellBackend { Decide = _ => outcome };

        RunResult result = await fixture.RunAsync(Align, backend, settings: WithoutRetries);

        Verify(name, result, fixture);
    }

    [Fact]
    public async Task What_no_machine_has_is_told()
    {
        using var fixture = new RunFixture();
        var backend = new ShellBackend { MemoryLimit = 1 << 20 };

        RunResult result = await fixture.RunAsync(Align, backend);

        Verify("not-satisfiable", result, fixture);
    }

    [Fact]
    public async Task Every_code_of_evaluation_is_told_by_a_case()
    {
        HashSet<string> told = [];
        foreach (string file in Directory.EnumerateFiles(CasesDirectory(), "*.txt"))
        {
            string text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
            told.UnionWith(EvaluationDiagnostics.All.Concat(RunDiagnostics.All).Select(d => d.Code).Where(code => text.Contains($"[{code}]", StringComparison.Ordinal)));
        }

        Assert.Empty(EvaluationDiagnostics.All.Concat(RunDiagnostics.All).Select(descriptor => descriptor.Code).Except(told));
    }

    private static void Verify(string name, RunResult result, RunFixture fixture) =>
        Golden.Verify(
            Path.Join(CasesDirectory(), $"{name}.txt"),
            Render(result).Replace(fixture.Directory.Path, "RUN", StringComparison.Ordinal).Replace(fixture.Files.Path + "/", "", StringComparison.Ordinal));

    // The document lies in a temporary directory.
    private static string Render(RunResult result)
    {
        var text = new StringBuilder();
        foreach (Diagnostic diagnostic in result.Failures.Select(failure => failure.Diagnostic).OrderBy(diagnostic => diagnostic.Message, StringComparer.Ordinal))
        {
            string path = diagnostic.Source.Path;
            text.Append(DiagnosticRenderer.Render(diagnostic, DiagnosticPalette.Plain).Replace(path, Path.GetFileName(path), StringComparison.Ordinal)).Append('\n');
        }

        return text.ToString();
    }

    private static Task<string> ReadAsync(string name) =>
        File.ReadAllTextAsync(Path.Join(CasesDirectory(), $"{name}.wdl"), TestContext.Current.CancellationToken);

    private static string CasesDirectory([CallerFilePath] string path = "") =>
        Path.Join(Path.GetDirectoryName(Path.GetDirectoryName(path)), "cases", "failures");
}
