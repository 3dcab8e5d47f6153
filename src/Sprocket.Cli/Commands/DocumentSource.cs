using Sprocket.Engine.Imports;
using Sprocket.Engine.Inputs;
using Sprocket.Engine.Processes;
using Sprocket.Text;
using Sprocket.Wdl.Semantics;

namespace Sprocket.Cli.Commands;

/// <summary>The document that a command line names, and the task or workflow of it that is meant.</summary>
internal static class DocumentSource
{
    /// <summary>Reads documents from files, and those from the network with the host's programs.</summary>
    public static DocumentLoader CreateLoader() => new(new CurlFetcher(new HostProcessRunner(), Path.GetTempPath()));

    /// <summary>Loads the document, and reports what is wrong with it.</summary>
    /// <param name="path">The document's path or address.</param>
    /// <param name="targetName">The task or workflow, or null for the one that is obvious.</param>
    /// <param name="verbosity">Whether warnings are shown.</param>
    /// <param name="cancellation">Ends reading.</param>
    /// <returns>The target, or null when there is none or the document has errors.</returns>
    public static async Task<Callable?> LoadAsync(string path, string? targetName, Verbosity verbosity, CancellationToken cancellation) =>
        (await LoadAllAsync(path, targetName, verbosity, cancellation))?.Target;

    /// <summary>Loads the document, and reports what is wrong with it.</summary>
    /// <returns>The target and all documents, or null when there is none or a document has errors.</returns>
    public static async Task<(Callable Target, LoadResult Documents)?> LoadAllAsync(
        string path, string? targetName, Verbosity verbosity, CancellationToken cancellation)
    {
        DiagnosticBag diagnostics = new();
        LoadResult result = await CreateLoader().LoadAsync(path, diagnostics, cancellation);
        Callable? target = result.Document is Document document && !diagnostics.HasErrors
            ? TargetSelector.Select(document, targetName, diagnostics)
            : null;
        Terminal.ReportDiagnostics(diagnostics, verbosity == Verbosity.Quiet);
        return diagnostics.HasErrors || target is null ? null : (target, result);
    }
}
