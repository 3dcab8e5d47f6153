using System.Collections.Immutable;
using System.Globalization;
using Sprocket.Text;
using Sprocket.Wdl.Syntax;

namespace Sprocket.Wdl.Semantics;

/// <summary>Reads, parses and checks documents with all they import, each once.</summary>
/// <param name="fetcher">Gets documents from the network, or null where there is none.</param>
public sealed class DocumentLoader(IImportFetcher? fetcher = null)
{
    // Offsets are 32-bit, and a file of this size is no program: it is a mistake to be told of, not to fill memory with.
    private const int MaxBytes = 256 << 20;

    // What public servers take from one address without complaint.
    private const int MaxTransfers = 8;

    private readonly Dictionary<string, LoadedDocument?> _loaded = [];
    private readonly Dictionary<string, Failure> _failures = [];

    /// <summary>Loads a document with all it imports.</summary>
    /// <param name="path">A path, or a file://, http:// or https:// address.</param>
    /// <param name="diagnostics">Receives what is found in all documents.</param>
    /// <param name="cancellation">Ends reading and fetching.</param>
    public Task<LoadResult> LoadAsync(string path, DiagnosticBag diagnostics, CancellationToken cancellation) =>
        LoadAllAsync([path], diagnostics, cancellation);

    /// <summary>Loads several documents with all they import; what they share is loaded once.</summary>
    /// <param name="paths">Paths, or file://, http:// or https:// addresses.</param>
    /// <param name="diagnostics">Receives what is found in all documents.</param>
    /// <param name="cancellation">Ends reading and fetching.</param>
    public async Task<LoadResult> LoadAllAsync(IReadOnlyList<string> paths, DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        ImportAddress[] roots = [.. paths.Select(ImportAddress.OfRoot)];
        List<Request> wave = [];
        foreach (ImportAddress root in roots)
        {
            if (_loaded.TryAdd(root.Uri, null))
            {
                wave.Add(new Request(root));
            }
        }

        while (wave.Count > 0)
        {
            wave = await LoadWaveAsync(wave, cancellation);
        }

        return await DeepStack.RunAsync(() => CheckAll(roots, diagnostics));
    }

    // Documents that are imported by the same generation of importers are read and parsed side by side.
    private async Task<List<Request>> LoadWaveAsync(List<Request> wave, CancellationToken cancellation)
    {
        await Parallel.ForEachAsync(
            wave.Where(request => request.Address.IsRemote),
            new ParallelOptions { MaxDegreeOfParallelism = MaxTransfers, CancellationToken = cancellation },
            async (request, stop) => await FetchAsync(request, stop));

        int next = -1;
        int threads = Math.Min(wave.Count, Environment.ProcessorCount);
        await Task.WhenAll(Enumerable.Range(0, threads).Select(_ => DeepStack.RunAsync(() =>
        {
            while (Interlocked.Increment(ref next) is var index && index < wave.Count)
            {
                cancellation.ThrowIfCancellationRequested();
                wave[index].Read();
            }

            return 0;
        })));

        List<Request> following = [];
        foreach (Request request in wave)
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

    private void FindImports(LoadedDocument document, List<Request> following)
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
                import.Uri = address.Uri;
                if (_loaded.TryAdd(address.Uri, null))
                {
                    following.Add(new Request(address));
                }
            }
        }
    }

    private async Task FetchAsync(Request request, CancellationToken cancellation)
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

        request.Failure = new Failure(
            SemanticDiagnostics.ImportNotFetched,
            $"cannot fetch `{request.Address.Uri}`: {problem}",
            "copy the document here, and import the copy by its path");
    }

    private LoadResult CheckAll(ImportAddress[] roots, DiagnosticBag diagnostics)
    {
        ImmutableArray<Document>.Builder all = ImmutableArray.CreateBuilder<Document>();
        List<LoadedDocument> path = [];
        foreach (ImportAddress root in roots)
        {
            if (_loaded[root.Uri] is { } loaded)
            {
                Check(loaded, path, all, diagnostics);
            }
            else if (_failures.TryGetValue(root.Uri, out Failure? failure))
            {
                // There is no text to point into but that of the file that is not there.
                diagnostics.Add(new Diagnostic(failure.Descriptor, new SourceText(root.DisplayPath, ""), default, failure.Message) { Help = failure.Help });
            }
        }

        return new LoadResult([.. roots.Select(root => _loaded[root.Uri]?.Document)], all.DrainToImmutable());
    }

    private void Check(LoadedDocument loaded, List<LoadedDocument> path, ImmutableArray<Document>.Builder all, DiagnosticBag diagnostics)
    {
        if (loaded.Document is not null)
        {
            return;
        }

        path.Add(loaded);
        foreach (LoadedImport import in loaded.Imports)
        {
            if (import.Uri is null)
            {
                continue;
            }

            if (_loaded[import.Uri] is not { } target)
            {
                Failure failure = _failures[import.Uri];
                loaded.Diagnostics.Add(new Diagnostic(failure.Descriptor, loaded.Source, import.Syntax.AddressSpan, failure.Message)
                {
                    Help = failure.Help ?? $"it is looked for at `{import.Uri}`",
                });
                continue;
            }

            int start = path.IndexOf(target);
            if (start >= 0)
            {
                ReportCycle(loaded, import, path[start..]);
                continue;
            }

            Check(target, path, all, diagnostics);
            import.Target = target;
        }

        path.RemoveAt(path.Count - 1);
        loaded.Document = DocumentChecker.Check(loaded);
        all.Add(loaded.Document);
        diagnostics.AddRange(loaded.Diagnostics);
    }

    private static void ReportCycle(LoadedDocument loaded, LoadedImport import, List<LoadedDocument> cycle)
    {
        ImmutableArray<DiagnosticLabel>.Builder labels = ImmutableArray.CreateBuilder<DiagnosticLabel>();
        for (int i = 0; i + 1 < cycle.Count; i++)
        {
            LoadedImport? step = cycle[i].Imports.Find(candidate => candidate.Uri == cycle[i + 1].Uri);
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

    /// <summary>Why a document cannot be had; said at each import of it.</summary>
    private sealed record Failure(DiagnosticDescriptor Descriptor, string Message, string? Help);

    /// <summary>A document to be read.</summary>
    private sealed class Request(ImportAddress address)
    {
        public ImportAddress Address { get; } = address;

        /// <summary>What was fetched; null for a file, which is read when its turn comes.</summary>
        public byte[]? Bytes { get; set; }

        public LoadedDocument? Document { get; private set; }

        public Failure? Failure { get; set; }

        public void Read()
        {
            if (Failure is not null || (Bytes is null && !TryReadFile()))
            {
                return;
            }

            if (!SourceText.TryDecode(Address.DisplayPath, Bytes, out SourceText? source, out int offset))
            {
                Failure = new Failure(
                    SemanticDiagnostics.NotUtf8,
                    string.Create(CultureInfo.InvariantCulture, $"`{Address.DisplayPath}` is not UTF-8 text: the byte at offset {offset} is wrong"),
                    "save the document as UTF-8");
                return;
            }

            Bytes = null;
            DiagnosticBag diagnostics = [];
            Document = new LoadedDocument(Address, source!, DocumentParser.Parse(source!, diagnostics), diagnostics);
        }

        private bool TryReadFile()
        {
            try
            {
                var file = new FileInfo(Address.Uri);
                if (file.Exists && file.Length > MaxBytes)
                {
                    Failure = new Failure(
                        SemanticDiagnostics.DocumentTooLarge,
                        string.Create(CultureInfo.InvariantCulture, $"`{Address.DisplayPath}` has {file.Length:N0} bytes, and a document may have {MaxBytes:N0}"),
                        "is this a WDL document, and not data?");
                    return false;
                }

                Bytes = File.ReadAllBytes(Address.Uri);
                return true;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                string reason = exception is FileNotFoundException or DirectoryNotFoundException ? "there is no such file"
                    : Directory.Exists(Address.Uri) ? "it is a directory"
                    : exception.Message;
                Failure = new Failure(SemanticDiagnostics.DocumentUnreadable, $"cannot read `{Address.DisplayPath}`: {reason}", null);
                return false;
            }
        }
    }
}
