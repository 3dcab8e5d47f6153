using System.Collections.Concurrent;
using System.Collections.Immutable;
using Sprocket.Engine.Processes;

namespace Sprocket.Engine.Backends.Apptainer;

/// <summary>Has images at hand as files: each is pulled once, however many tasks, runs and hosts want it.</summary>
internal sealed class ImageStore : IDisposable
{
    private const int MaxAttempts = 4;
    private const int MaxConcurrentPulls = 2;

    // A large image over a slow line, converted on a busy login node.
    private static readonly TimeSpan PullTimeout = TimeSpan.FromHours(1);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);

    private readonly string _directory;
    private readonly string _executable;
    private readonly IProcessRunner _runner;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _pulls = new(MaxConcurrentPulls);
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _images = new(StringComparer.Ordinal);

    /// <summary>Creates the store.</summary>
    /// <param name="directory">Where images are kept; made when first needed.</param>
    /// <param name="executable">The container runtime.</param>
    /// <param name="runner">Starts it.</param>
    /// <param name="time">The clock.</param>
    public ImageStore(string directory, string executable, IProcessRunner runner, TimeProvider time)
    {
        _directory = directory;
        _executable = executable;
        _runner = runner;
        _time = time;
    }

    /// <summary>The file or directory of the first image that can be had.</summary>
    /// <param name="containers">Images in order of preference.</param>
    /// <param name="report">Told, in a sentence, what takes its time.</param>
    /// <param name="cancellation">When to give up.</param>
    /// <exception cref="ImageException">None can be had.</exception>
    public async Task<string> FindAsync(ImmutableArray<string> containers, Action<string> report, CancellationToken cancellation)
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

    /// <inheritdoc/>
    public void Dispose() => _pulls.Dispose();

    private async Task<string> GetAsync(string container, Action<string> report, CancellationToken cancellation)
    {
        ImageReference reference;
        try
        {
            reference = ImageReference.Parse(container);
        }
        catch (UnsatisfiableException exception)
        {
            throw new ImageException($"{exception.Message}.", isTransient: false, exception);
        }

        if (reference.Kind == ImageKind.Local)
        {
            string path = Path.GetFullPath(reference.Source);
            return File.Exists(path) || Directory.Exists(path)
                ? path
                : throw new ImageException($"The container's image `{path}` does not exist.", isTransient: false);
        }

        Lazy<Task<string>> image = _images.GetOrAdd(reference.Source, _ => new Lazy<Task<string>>(() => EnsureAsync(reference, report, cancellation)));
        try
        {
            return await image.Value.WaitAsync(cancellation);
        }
        catch (Exception exception) when (exception is ImageException { IsTransient: true } or OperationCanceledException)
        {
            // The next attempt asks anew; what failed for good is not asked for a second time.
            _images.TryRemove(new KeyValuePair<string, Lazy<Task<string>>>(reference.Source, image));
            throw;
        }
    }

    private async Task<string> EnsureAsync(ImageReference reference, Action<string> report, CancellationToken cancellation)
    {
        string path = Path.Join(_directory, reference.CachePath());
        if (File.Exists(path))
        {
            return path;
        }

        await _pulls.WaitAsync(cancellation);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using IDisposable exclusion = await ImageLock.TakeAsync(path + ".lock", _time, cancellation);

            // Another process may have pulled it while this one waited.
            if (!File.Exists(path))
            {
                report($"pulling the image `{reference.Text}`");
                await PullAsync(reference, path, cancellation);
            }

            return path;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ImageException($"The image `{reference.Text}` cannot be kept in `{_directory}`: {exception.Message}", isTransient: false, exception);
        }
        finally
        {
            _pulls.Release();
        }
    }

    private async Task PullAsync(ImageReference reference, string path, CancellationToken cancellation)
    {
        for (int attempt = 1; ; attempt++)
        {
            string temporary = $"{path}.{Environment.MachineName}.{Environment.ProcessId}.tmp";
            try
            {
                ProcessResult result = await _runner.RunAsync(Command(reference, temporary), cancellation);
                if (result.ExitCode == 0 && File.Exists(temporary))
                {
                    Publish(temporary, path);
                    return;
                }

                (string meaning, bool isTransient) = result.TimedOut
                    ? ($"it took longer than {Amount.Of(PullTimeout)}", true)
                    : PullFailure.Explain(result.StandardError);
                if (!isTransient || attempt == MaxAttempts)
                {
                    string times = attempt > 1 ? $" after {attempt} attempts" : "";
                    throw new ImageException($"The image `{reference.Text}` could not be pulled{times}: {meaning}.", isTransient);
                }
            }
            catch (ProcessStartException exception)
            {
                throw new ImageException($"The image `{reference.Text}` could not be pulled: {exception.Message}.", isTransient: false, exception);
            }
            finally
            {
                File.Delete(temporary);
            }

            await Task.Delay(FirstPause * Math.Pow(4, attempt - 1), _time, cancellation);
        }
    }

    private ProcessCommand Command(ImageReference reference, string temporary)
    {
        // The runtime's own cache would keep each layer a second time, in the home directory; its working space would be
        // /tmp, which on many login nodes is memory.
        string workspace = Path.Join(_directory, "tmp");
        Directory.CreateDirectory(workspace);
        ImmutableDictionary<string, string> environment = ProcessEnvironment.ForJobs(ProcessEnvironment.Current);
        foreach (string name in (ReadOnlySpan<string>)["APPTAINER_TMPDIR", "SINGULARITY_TMPDIR"])
        {
            environment = environment.ContainsKey(name) ? environment : environment.Add(name, workspace);
        }

        ImmutableArray<string> insecure = reference.IsPlainHttp ? ["--no-https"] : [];
        return new ProcessCommand(_executable, ["pull", "--disable-cache", .. insecure, temporary, reference.Source])
        {
            Environment = environment,
            Timeout = PullTimeout,
            StopGrace = TimeSpan.FromSeconds(5),
            MaxOutputBytes = 256 << 10,
        };
    }

    private static void Publish(string temporary, string path)
    {
        using (var stream = new FileStream(temporary, FileMode.Open, FileAccess.ReadWrite))
        {
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, path);
    }
}
