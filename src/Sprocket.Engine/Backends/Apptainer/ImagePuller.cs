using System.Collections.Immutable;
using Sprocket.Engine.Processes;
using Sprocket.Engine.Storage;

namespace Sprocket.Engine.Backends.Apptainer;

/// <summary>Pulls images on this machine, each under its lock.</summary>
/// <param name="executable">The container runtime.</param>
/// <param name="runner">Starts it.</param>
/// <param name="time">The clock.</param>
internal sealed class ImagePuller(string executable, IProcessRunner runner, TimeProvider time) : IImagePuller
{
    private const int MaxAttempts = 4;
    private const int LogLines = 40;

    // Layers, the tree they make and the image's file are on the disk at the same time; less cannot hold any useful image.
    private const long LeastFreeBytes = 64L << 20;

    // Written by a shell of the system, because the debugging messages of a large image are tens of megabytes.
    private const string ToLog = "log=$1; shift; exec \"$@\" 2>\"$log\"";

    // A large image over a slow line, converted on a busy login node.
    private static readonly TimeSpan Timeout = TimeSpan.FromHours(1);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public async Task EnsureAsync(ImageReference reference, string path, Action<string> report, CancellationToken cancellation)
    {
        string directory = Path.GetDirectoryName(path)!;
        try
        {
            SharedCache.CreateDirectory(directory);
            await using ImageLock held = await ImageLock.TakeAsync(
                path + ".lock",
                holder => report(holder is null
                    ? $"waiting for the image `{reference.Text}`: `{path}.lock` does not say who pulls it; if nothing does, the file can be deleted"
                    : $"waiting for the image `{reference.Text}`, which process {holder.ProcessId} on {holder.Host} pulls"),
                time,
                cancellation);
            if (held.LeftBy is { } left)
            {
                report($"process {left.ProcessId} on {left.Host} is gone and left its pull of the image `{reference.Text}` unfinished: it is pulled anew");
                Remove(Workspace(path, left));
            }

            // Another process may have pulled it while this one waited.
            if (File.Exists(path))
            {
                return;
            }

            report($"pulling the image `{reference.Text}`");
            await PullAsync(reference, path, Workspace(path, ProcessIdentity.Current), cancellation);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ImageException(
                $"The image `{reference.Text}` cannot be kept in `{directory}`: {exception.Message} "
                    + "Choose a directory that you may write, as `apptainer.image_cache_dir`.",
                isTransient: false,
                exception);
        }
    }

    private async Task PullAsync(ImageReference reference, string path, string workspace, CancellationToken cancellation)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                RequireSpace(reference, workspace);
                string temporary = Path.Join(workspace, "image.sif");
                string log = Path.Join(workspace, "log");
                ProcessResult result = await runner.RunAsync(Command(reference, workspace, temporary, log), cancellation);
                if (result.ExitCode == 0 && File.Exists(temporary))
                {
                    string? digest = ReadDigest(reference, log) ?? await ComputeDigestAsync(temporary, cancellation);
                    Publish(new ImageRecord(reference.Text, reference.Source, digest, time.GetUtcNow()), temporary, path);
                    return;
                }

                (string meaning, bool isTransient) = result.TimedOut
                    ? ($"it took longer than {Amount.Of(Timeout)}", true)
                    : PullFailure.Explain(ReadErrors(log, result.StandardError), Free(workspace));
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
                Remove(workspace);
            }

            await Task.Delay(FirstPause * Math.Pow(4, attempt - 1), time, cancellation);
        }
    }

    private static void RequireSpace(ImageReference reference, string workspace)
    {
        Directory.CreateDirectory(workspace);
        if (Free(workspace) is long free and < LeastFreeBytes)
        {
            throw new ImageException(
                $"The image `{reference.Text}` was not pulled: the disk of `{Path.GetDirectoryName(workspace)}` has only {Amount.Of(free)} left. "
                    + "Free some space, or choose another `apptainer.image_cache_dir`.",
                isTransient: false);
        }
    }

    private ProcessCommand Command(ImageReference reference, string workspace, string temporary, string log)
    {
        // The runtime's own cache would keep each layer a second time, in the home directory; its working space would be
        // /tmp, which on many login nodes is memory. What the user chose stays.
        ImmutableDictionary<string, string> environment = ProcessEnvironment.ForJobs(ProcessEnvironment.Current);
        string scratch = environment.GetValueOrDefault(JobStep.ScratchDirectory.Variable, workspace);
        foreach ((string name, string directory) in (ReadOnlySpan<(string, string)>)[("TMPDIR", scratch), ("CACHEDIR", workspace)])
        {
            foreach (string prefix in (ReadOnlySpan<string>)["APPTAINER_", "SINGULARITY_"])
            {
                environment = environment.ContainsKey(prefix + name) ? environment : environment.Add(prefix + name, directory);
            }
        }

        ImmutableArray<string> insecure = reference.IsPlainHttp ? ["--no-https"] : [];
        string source = reference.Kind == ImageKind.Converted ? ImageArchive.Find(reference).Prepare(workspace) : reference.Source;
        return new ProcessCommand(
            "/bin/sh",
            ["-c", ToLog, "sh", log, executable, "--debug", "pull", "--disable-cache", .. insecure, temporary, source])
        {
            Environment = environment,
            Timeout = Timeout,
            StopGrace = TimeSpan.FromSeconds(5),
            MaxOutputBytes = 256 << 10,
        };
    }

    private static string? ReadDigest(ImageReference reference, string log)
    {
        if (reference.IsExact)
        {
            return reference.Source[(reference.Source.LastIndexOf('@') + 1)..];
        }

        return File.Exists(log) ? File.ReadLines(log).Select(PullLog.FindDigest).FirstOrDefault(digest => digest is not null) : null;
    }

    private async Task<string?> ComputeDigestAsync(string image, CancellationToken cancellation)
    {
        try
        {
            ProcessResult result = await runner.RunAsync(new ProcessCommand("sha256sum", ["--binary", image]), cancellation);
            return result.ExitCode == 0 && result.StandardOutput is { Length: > 64 } sum ? $"sha256:{sum.TrimStart('\\')[..64]}" : null;
        }
        catch (ProcessStartException)
        {
            return null;
        }
    }

    private static string ReadErrors(string log, string standardError) =>
        string.Join('\n', StorageFile.ReadTail(log, LogLines).Where(PullLog.IsForUsers).Select(PullLog.Plain)) + "\n" + standardError;

    // The record comes first: whoever sees the image finds it.
    private static void Publish(ImageRecord record, string temporary, string path)
    {
        if (File.Exists(path))
        {
            // Two held the lock. A container may run from the other's file by now, which must not be replaced.
            return;
        }

        using (var stream = new FileStream(temporary, FileMode.Open, FileAccess.ReadWrite))
        {
            stream.Flush(flushToDisk: true);
        }

        record.Write(path);
        File.Move(temporary, path);
        SharedCache.LetRead(path);
    }

    // Beside the image, so that a rename puts it in its place, and named after the process, so that what one leaves behind
    // can be told from what another is about to make.
    private static string Workspace(string path, ProcessIdentity process) =>
        $"{path}.{process.Host}.{process.ProcessId}.tmp";

    private static long? Free(string directory)
    {
        try
        {
            return new DriveInfo(directory).AvailableFreeSpace;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static void Remove(string workspace)
    {
        try
        {
            Directory.Delete(workspace, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A directory of the image's that may not be written; it costs space, not the image.
        }
    }
}
