using System.Collections.Immutable;
using Sprocket.Text;
using Sprocket.Wdl.Syntax;

namespace Sprocket.Wdl.Semantics;

/// <summary>Reads, parses and checks documents with all they import, each once.</summary>
/// <param name="fetcher">Gets documents from the network, or null where there is none.</param>
public sealed class DocumentLoader(IImportFetcher? fetcher = null)
{
    // What public servers take from one address without complaint.
    private const int MaxTransfers = 8;

    // What was read and is not yet checked; null for what cannot be had, is being read, or is checked.
    private readonly Dictionary<string, LoadedDocument?> _loaded = [];
    private readonly Dictionary<string, Document> _documents = [];
    private readonly Dictionary<string, LoadFailure> _failures = [];

    /// <summary>Loads a document with all it imports.</summary>
    /// <param name="path">A path, or a file://, http:// or https:// address.</param>
    /// <param name="diagnostics">Receives what is found in all documents.</param>
    /// <param name="cancellation">Ends reading and fetching.</param>
    public async Task<LoadResult> LoadAsync(string path, DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        var root = ImportAddress.OfRoot(path);
        ImmutableArray<Document>.Builder all = ImmutableArray.CreateBuilder<Document>();
        await DeepStack.RunAsync(() => Load(root, diagnostics, all.Add, cancellation));
        return new LoadResult(_documents.GetValueOrDefault(root.Uri), all.DrainToImmutable());
    }

    /// <summary>Checks documents with all they import, each once, and keeps of each only what its importers need.</summary>
    /// <param name="paths">Paths, or file://, http:// or https:// addresses.</param>
    /// <param name="diagnostics">Receives what is found in all documents.</param>
    /// <param name="cancellation">Ends reading and fetching.</param>
    public Task CheckAllAsync(IEnumerable<string> paths, DiagnosticBag diagnostics, CancellationToken cancellation) => DeepStack.RunAsync(() =>
    {
        // One after the other, each forgotten while it is young: to the collector, trees that live on cost more than all
        // that is done with them.
        foreach (string path in paths)
        {
            Load(ImportAddress.OfRoot(path), diagnostics, document => document.ForgetBodies(), cancellation);
        }
    });

    private void Load(ImportAddress root, DiagnosticBag diagnostics, Action<Document> whenChecked, CancellationToken cancellation)
    {
        Read(root, cancellation);
        if (_loaded[root.Uri] is { } loaded)
        {
            Check(loaded, [], diagnostics, whenChecked, cancellation);
        }
        else if (_failures.TryGetValue(root.Uri, out LoadFailure? failure))
        {
            // There is no text to point into but that of the file that is not there.
            diagnostics.Add(new Diagnostic(failure.Descriptor, new SourceText(root.DisplayPath, ""), default, failure.Message) { Help = failure.Help });
        }
    }

    // Reads a document, unless it was read. What it imports by a path is read when its turn comes to be checked; what comes
    // from the network is fetched now, side by side, with what that imports.
    private void Read(ImportAddress address, CancellationToken cancellation)
    {
        if (!_loaded.TryAdd(address.Uri, null))
        {
            return;
        }

        List<DocumentRequest> wave = [new DocumentRequest(address)];
        while (wave.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            if (wave[0].Address.IsRemote)
            {
                // The thread is our own, and has nothing else to do.
                FetchAllAsync(wave, cancellation).GetAwaiter().GetResult();
            }

            wave.ForEach(request => request.Read());
            wave = FindRemoteImports(wave);
        }
    }

    private Task FetchAllAsync(List<DocumentRequest> wave, CancellationToken cancellation) => Parallel.ForEachAsync(
        wave,
        new ParallelOptions { MaxDegreeOfParallelism = MaxTransfers, CancellationToken = cancellation },
        async (request, stop) => await FetchAsync(request, stop));

    private List<DocumentRequest> FindRemoteImports(List<DocumentRequest> wave)
    {
        List<DocumentRequest> following = [];
        foreach (DocumentRequest request in wave)
        {
            _loaded[request.Address.Uri] = request.Document;
            if (request.Failure is { } failure)
            {
                _failures.Add(request.Address.Uri, failure);
            }
            else if (request.Document is { } document)
            {
                FindImports(document, following);
            }
        }

        return following;
    }

    private void FindImports(LoadedDocument document, List<DocumentRequest> following)
    {
        foreach (ImportSyntax syntax in document.Syntax.Imports)
        {
            var import = new LoadedImport(syntax);
            document.Imports.Add(import);
            if (syntax.Address.Length == 0)
            {
                continue;
            }

            if (document.Address.Resolve(syntax.Address) is not { } address)
            {
                document.Diagnostics.Add(new Diagnostic(
                    SemanticDiagnostics.UnsupportedImportScheme,
                    document.Source,
                    syntax.AddressSpan,
                    $"cannot import `{syntax.Address}`: only paths, http:// and https:// addresses can be imported"));
            }
            else
            {
                import.Address = address;
                if (address.IsRemote && _loaded.TryAdd(address.Uri, null))
                {
                    following.Add(new DocumentRequest(address));
                }
            }
        }
    }

    private async Task FetchAsync(DocumentRequest request, CancellationToken cancellation)
    {
        string problem = "the network is not available here";
        if (fetcher is not null)
        {
            try
            {
                request.Bytes = await fetcher.FetchAsync(new Uri(request.Address.Uri), cancellation);
                return;
            }
            catch (Exception exception) when (exception is IOException or UriFormatException)
            {
                problem = exception.Message;
            }
        }

        request.Failure = new LoadFailure(
            SemanticDiagnostics.ImportNotFetched,
            $"cannot fetch `{request.Address.Uri}`: {problem}",
            "copy the document here, and import the copy by its path");
    }

    private void Check(
        LoadedDocument loaded, List<LoadedDocument> path, DiagnosticBag diagnostics, Action<Document> whenChecked, CancellationToken cancellation)
    {
        path.Add(loaded);
        foreach (LoadedImport import in loaded.Imports)
        {
            if (import.Address is not { } address)
            {
                continue;
            }

            Read(address, cancellation);
            if (_failures.TryGetValue(address.Uri, out LoadFailure? failure))
            {
                loaded.Diagnostics.Add(new Diagnostic(failure.Descriptor, loaded.Source, import.Syntax.AddressSpan, failure.Message)
                {
                    Help = failure.Help ?? $"it is looked for at `{address.Uri}`",
                });
                continue;
            }

            if (_loaded[address.Uri] is { } target)
            {
                int start = path.IndexOf(target);
                if (start >= 0)
                {
                    ReportCycle(loaded, import, path[start..]);
                    continue;
                }

                Check(target, path, diagnostics, whenChecked, cancellation);
            }

            import.Document = _documents[address.Uri];
        }

        path.RemoveAt(path.Count - 1);
        Document document = DocumentChecker.Check(loaded);
        diagnostics.AddRange(loaded.Diagnostics);
        _documents.Add(loaded.Uri, document);
        _loaded[loaded.Uri] = null;
        whenChecked(document);
    }

    private static void ReportCycle(LoadedDocument loaded, LoadedImport import, List<LoadedDocument> cycle)
    {
        ImmutableArray<DiagnosticLabel>.Builder labels = ImmutableArray.CreateBuilder<DiagnosticLabel>();
        for (int i = 0; i + 1 < cycle.Count; i++)
        {
            LoadedImport? step = cycle[i].Imports.Find(candidate => candidate.Address?.Uri == cycle[i + 1].Uri);
            if (step is not null)
            {
                labels.Add(new DiagnosticLabel(cycle[i].Source, step.Syntax.AddressSpan, $"imports `{cycle[i + 1].Source.Path}`"));
            }
        }

        loaded.Diagnostics.Add(new Diagnostic(
            SemanticDiagnostics.ImportCycle,
            loaded.Source,
            import.Syntax.AddressSpan,
            cycle.Count == 1 ? "a document imports itself" : $"importing `{cycle[0].Source.Path}` here makes documents import each other in a circle")
        {
            Labels = labels.ToImmutable(),
            Help = "move what both need into a document of its own",
        });
    }
}
