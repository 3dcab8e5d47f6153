using System.Collections.Concurrent;
using Sprocket.Engine.Backends;
using Sprocket.Engine.Inputs;
using Sprocket.Engine.Runs;
using Sprocket.Engine.Storage;
using Sprocket.Text;
using Sprocket.Wdl.Semantics;

namespace Sprocket.Engine.Tests.Runs;

/// <summary>Runs WDL text in a directory of its own.</summary>
internal sealed class RunFixture : IDisposable
{
    public TemporaryDirectory Files { get; } = new();

    /// <summary>The events of all runs so far, in order.</summary>
    public ConcurrentQueue<RunEvent> Events { get; } = new();

    /// <summary>The progress after the last event.</summary>
    public RunProgress Progress { get; private set; } = RunProgress.Start;

    /// <summary>The directory of the last run.</summary>
    public RunDirectory Directory { get; private set; } = null!;

    /// <summary>When the runs are left.</summary>
    public CancellationToken Detach { get; set; }

    public void Dispose() => Files.Dispose();

    /// <summary>Checks a document, which must have no mistakes.</summary>
    public static async Task<Document> LoadAsync(string path)
    {
        var diagnostics = new DiagnosticBag();
        LoadResult loaded = await new DocumentLoader().LoadAsync(path, diagnostics, TestContext.Current.CancellationToken);
        Assert.True(!diagnostics.HasErrors, Show(diagnostics));
        return loaded.Document!;
    }

    /// <summary>Runs a text to its end.</summary>
    public async Task<RunResult> RunAsync(
        string wdl,
        ITaskExecutionBackend? backend = null,
        string[]? inputs = null,
        RunSettings? settings = null,
        RunCancellation cancellation = default)
    {
        string path = Files.Write("source.wdl", wdl);
        return await RunFileAsync(path, backend, inputs, settings, cancellation);
    }

    /// <summary>Runs a file to its end.</summary>
    public async Task<RunResult> RunFileAsync(
        string path,
        ITaskExecutionBackend? backend = null,
        string[]? inputs = null,
        RunSettings? settings = null,
        RunCancellation cancellation = default)
    {
        Document document = await LoadAsync(path);
        var diagnostics = new DiagnosticBag();
        Callable target = TargetSelector.Select(document, null, diagnostics)!;
        CallInputs given = InputsReader.Read(target, inputs ?? [], Path.GetDirectoryName(path)!, GivenAttributes.FindMistake, diagnostics);
        Assert.True(!diagnostics.HasErrors, Show(diagnostics));
        Directory = RunDirectory.Create(Path.Join(Files.Path, "out"), target.Name, null, TimeProvider.System);
        return await RunAsync(new RunRequest
        {
            Inputs = given,
            Directory = Directory,
            Backend = backend ?? new ShellBackend(),
            Settings = settings ?? new RunSettings(),
            Detach = Detach,
        }, cancellation);
    }

    /// <summary>Takes the last run up again.</summary>
    public async Task<RunResult> ResumeAsync(ITaskExecutionBackend? backend = null, RunSettings? settings = null)
    {
        var directory = RunDirectory.Open(Directory.Path);
        var history = RunHistory.Read(directory);
        Document document = await LoadAsync(history.Document!);
        var diagnostics = new DiagnosticBag();
        Callable target = document.FindCallable(history.Target!)!;
        CallInputs given = InputsReader.Read(target, [$"@{directory.Root.InputsPath}"], directory.Path, GivenAttributes.FindMistake, diagnostics);
        Assert.True(!diagnostics.HasErrors, Show(diagnostics));
        return await RunAsync(new RunRequest
        {
            Inputs = given,
            Directory = directory,
            Backend = backend ?? new ShellBackend(),
            Settings = settings ?? new RunSettings(),
            History = history,
        });
    }

    private Task<RunResult> RunAsync(RunRequest request, RunCancellation cancellation = default) =>
        WorkflowRunner.RunAsync(
            request with
            {
                Observe = (happened, progress) =>
                {
                    Events.Enqueue(happened);
                    Progress = progress;
                },
            },
            cancellation);

    public static string Show(IEnumerable<Diagnostic> diagnostics) =>
        string.Join('\n', diagnostics.Select(d => $"{d.Source.Path}:{d.Source.GetPosition(d.Span.Start)}: {d.Descriptor.Code} {d.Message}"));
}
