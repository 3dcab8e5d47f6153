using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Sprocket.Engine.Backends.Apptainer;

/// <summary>Has images at hand as files: each is pulled once, however many tasks, runs and hosts want it.</summary>
/// <remarks>
/// An image in the site's library or in the cache is used again as long as it is there. For a name with a digest that is
/// exact; a tag that has come to mean another image in its registry still means the image that was pulled first.
/// </remarks>
internal sealed class ImageStore : IAsyncDisposable
{
    private readonly string _workingDirectory;
    private readonly string _directory;
    private readonly ImageLibrary _library;
    private readonly IImagePuller _puller;
    private readonly SemaphoreSlim _pulls;
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<ImageFile>>> _images = new(StringComparer.Ordinal);

    // What tasks have asked for: they say themselves what became of it.
    private readonly ConcurrentDictionary<string, bool> _wanted = new(StringComparer.Ordinal);

    /// <summary>Creates the store.</summary>
    /// <param name="options">Where images are and how many are pulled at a time.</param>
    /// <param name="puller">Pulls what is not there.</param>
    public ImageStore(ApptainerOptions options, IImagePuller puller)
    {
        _workingDirectory = options.WorkingDirectory;
        _directory = options.ImageDirectory;
        _library = new ImageLibrary(options.ImageLibrary);
        _puller = puller;
        _pulls = new SemaphoreSlim(options.MaxConcurrentPulls);
    }

    /// <summary>The first image that can be had.</summary>
    /// <param name="containers">Images in order of preference.</param>
    /// <param name="report">Told, in a sentence, what takes its time.</param>
    /// <param name="cancellation">When to wait no longer.</param>
    /// <exception cref="ImageException">None can be had.</exception>
    public Task<ImageFile> FindAsync(ImmutableArray<string> containers, Action<string> report, CancellationToken cancellation)
    {
        _wanted.TryAdd(NameAll(containers), true);
        return ChooseAsync(containers, report, cancellation);
    }

    /// <summary>Begins to have images at hand before a task asks for them.</summary>
    /// <param name="containers">For each task the images in order of preference.</param>
    /// <param name="report">Told, in a sentence, what takes its time and what cannot be had.</param>
    public void Prefetch(IEnumerable<ImmutableArray<string>> containers, Action<string> report)
    {
        foreach (ImmutableArray<string> choice in containers)
        {
            _ = PrefetchAsync(choice, report);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_images.Values.Select(image => image.Value)).ContinueWith(_ => { }, TaskScheduler.Default);
        _pulls.Dispose();
        _end.Dispose();
    }

    private static string NameAll(ImmutableArray<string> containers) => string.Join('\n', containers);

    private async Task<ImageFile> ChooseAsync(ImmutableArray<string> containers, Action<string> report, CancellationToken cancellation)
    {
        List<ImageException> failures = [];
        foreach (string container in containers)
        {
            try
            {
                return await GetAsync(container, report, cancellation);
            }
            catch (ImageException exception)
            {
                failures.Add(exception);
            }
        }

        throw failures.Count == 1
            ? failures[0]
            : new ImageException(
                $"None of the {failures.Count} containers could be had. " + string.Join(' ', failures.Select(failure => failure.Message)),
                failures.Exists(failure => failure.IsTransient));
    }

    private async Task PrefetchAsync(ImmutableArray<string> containers, Action<string> report)
    {
        try
        {
            await ChooseAsync(containers, report, _end.Token);
        }
        catch (ImageException exception)
        {
            if (!_wanted.ContainsKey(NameAll(containers)))
            {
                report($"{exception.Message} Tasks that need it will fail.");
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }

    private async Task<ImageFile> GetAsync(string container, Action<string> report, CancellationToken cancellation)
    {
        ImageReference reference;
        try
        {
            reference = ImageReference.Parse(container).In(_workingDirectory);
        }
        catch (UnsatisfiableException exception)
        {
            throw new ImageException($"{exception.Message}.", isTransient: false, exception);
        }

        if (reference.Kind == ImageKind.Local)
        {
            string path = reference.Source;
            return File.Exists(path) || Directory.Exists(path)
                ? new ImageFile(container, path, ImageRecord.TryRead(path)?.Digest)
                : throw new ImageException($"The container's image `{path}` does not exist.", isTransient: false);
        }

        // It outlives who asks for it first: others may wait for it by then.
        Lazy<Task<ImageFile>> image = _images.GetOrAdd(reference.Source, _ => new Lazy<Task<ImageFile>>(() => EnsureAsync(reference, report)));
        try
        {
            return await image.Value.WaitAsync(cancellation);
        }
        catch (ImageException exception) when (exception.IsTransient)
        {
            // The next attempt asks anew; what failed for good is not asked for a second time.
            _images.TryRemove(new KeyValuePair<string, Lazy<Task<ImageFile>>>(reference.Source, image));
            throw;
        }
    }

    private async Task<ImageFile> EnsureAsync(ImageReference reference, Action<string> report)
    {
        if (_library.Find(reference) is string shared)
        {
            return new ImageFile(reference.Text, shared, ImageRecord.TryRead(shared)?.Digest);
        }

        string path = Path.Join(_directory, reference.Kind == ImageKind.Converted ? ImageArchive.Find(reference).CachePath(reference) : reference.CachePath());
        if (!File.Exists(path))
        {
            await _pulls.WaitAsync(_end.Token);
            try
            {
                await _puller.EnsureAsync(reference, path, report, _end.Token);
            }
            finally
            {
                _pulls.Release();
            }
        }

        return new ImageFile(reference.Text, path, ImageRecord.TryRead(path)?.Digest);
    }
}
