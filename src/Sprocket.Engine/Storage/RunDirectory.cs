using System.Globalization;

namespace Sprocket.Engine.Storage;

/// <summary>The directory of a run, and the only place that knows the names of the files in it.</summary>
/// <remarks>
/// <c>OUT/runs/TARGET/TIME/</c> with <c>inputs.json</c>, <c>outputs.json</c>, <c>journal.jsonl</c>, <c>tmp/</c>,
/// <c>calls/NAME[-INDEX…]/…</c> for a workflow and <c>attempts/N/</c> for a task; <c>_latest</c> beside it points at the
/// last one made.
/// </remarks>
public sealed class RunDirectory
{
    private const string LatestName = "_latest";

    private RunDirectory(string path)
    {
        Path = path;
        Root = new CallDirectory(path);
    }

    /// <summary>Where it is; absolute.</summary>
    public string Path { get; }

    /// <summary>The directory of the run's target, which is the run's own.</summary>
    public CallDirectory Root { get; }

    /// <summary>What happened in the run, one event in a line.</summary>
    public string JournalPath => System.IO.Path.Join(Path, "journal.jsonl");

    /// <summary>The file that the process that drives the run holds locked.</summary>
    public string LockPath => System.IO.Path.Join(Path, "runner.lock");

    /// <summary>Which process drives the run.</summary>
    public string RunnerPath => System.IO.Path.Join(Path, "runner.json");

    /// <summary>What was asked for when the run began.</summary>
    public string RecordPath => System.IO.Path.Join(Path, "run.json");

    /// <summary>When the run began, as its record tells, which is written first and never changed; null before.</summary>
    public DateTimeOffset? Began => File.Exists(RecordPath) ? File.GetLastWriteTimeUtc(RecordPath) : null;

    /// <summary>The configuration that was in force when the run began.</summary>
    public string ConfigurationPath => System.IO.Path.Join(Path, "config.toml");

    /// <summary>The documents as they were when the run began.</summary>
    public string DocumentsPath => System.IO.Path.Join(Path, "documents");

    /// <summary>Where other processes leave what they ask of the one that drives the run.</summary>
    public string RequestsPath => System.IO.Path.Join(Path, ".sprocket", "requests");

    /// <summary>Where inputs are laid out that are given by other names than they have.</summary>
    public string StagingPath => System.IO.Path.Join(Path, "inputs");

    /// <summary>Where images are kept when no cache is configured.</summary>
    public string ImagesPath => System.IO.Path.Join(Path, "apptainer-images");

    /// <summary>The report of the run.</summary>
    public string ReportPath => System.IO.Path.Join(Path, "report.html");

    /// <summary>Creates the directory of a new run.</summary>
    /// <param name="outputDirectory">The directory of all runs; absolute.</param>
    /// <param name="target">The name of the task or workflow.</param>
    /// <param name="suffix">Appended to the directory's name after an underscore, or null.</param>
    /// <param name="time">Tells what the directory is named after.</param>
    /// <exception cref="StorageException">It cannot be created.</exception>
    public static RunDirectory Create(string outputDirectory, string target, string? suffix, TimeProvider time)
    {
        string parent = System.IO.Path.Join(outputDirectory, "runs", target);
        return StorageFile.Guard("cannot create the run directory in", parent, () =>
        {
            Directory.CreateDirectory(parent);
            string name = CreateUnique(parent, suffix, time);
            PointAt(System.IO.Path.Join(parent, LatestName), name);
            return new RunDirectory(System.IO.Path.Join(parent, name));
        });
    }

    /// <summary>The directory of an earlier run.</summary>
    /// <param name="path">Where it is; absolute, or the link <c>_latest</c>.</param>
    /// <exception cref="RunStateException">There is none.</exception>
    public static RunDirectory Open(string path)
    {
        // With a separator at its end, as shells complete it, a link passes for the directory that it leads to. Files
        // would be recorded by paths through `_latest` then, which leads to another run tomorrow.
        path = System.IO.Path.TrimEndingDirectorySeparator(path);
        string resolved = StorageFile.Guard("cannot open the run directory", path, () =>
            Directory.Exists(path) ? new DirectoryInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? System.IO.Path.GetFullPath(path) : path);
        var directory = new RunDirectory(System.IO.Path.TrimEndingDirectorySeparator(resolved));
        return File.Exists(directory.JournalPath)
            ? directory
            : throw new RunStateException(
                StorageDiagnostics.NoRun,
                Directory.Exists(path) ? $"`{path}` is not the directory of a run: it has no `journal.jsonl`" : $"there is no directory `{path}`",
                "name the directory that `sprocket run` named, such as `out/runs/TARGET/_latest`");
    }

    /// <summary>The directory of a call, by the name that it has in the journal.</summary>
    public CallDirectory FindCall(string callId)
    {
        CallDirectory call = callId.Split('.').Aggregate(Root, (parent, name) => parent.GetCall(name));

        // The run's target has its own name, and the run's directory.
        return Directory.Exists(call.Path) ? call : Root;
    }

    /// <summary>Takes the directory back, because nothing ran in it: as if it had never been made.</summary>
    public void Discard()
    {
        string target = System.IO.Path.GetDirectoryName(Path)!;
        string runs = System.IO.Path.GetDirectoryName(target)!;
        string link = System.IO.Path.Join(target, LatestName);
        try
        {
            Directory.Delete(Path, recursive: true);
            File.Delete(link);
            if (Directory.EnumerateDirectories(target).Max(StringComparer.Ordinal) is string earlier)
            {
                PointAt(link, System.IO.Path.GetFileName(earlier));
                return;
            }

            // These fail where something else is in them, which then stays.
            Directory.Delete(target);
            Directory.Delete(runs);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
        }
    }

    // Two runs started within one tick of the clock must not share a directory.
    private static string CreateUnique(string parent, string? suffix, TimeProvider time)
    {
        while (true)
        {
            // .NET counts in 100 ns; the name has nanoseconds.
            string stamp = time.GetUtcNow().ToString("yyyy-MM-dd_HHmmssfffffff", CultureInfo.InvariantCulture) + "00";
            string name = suffix is null ? stamp : $"{stamp}_{suffix}";
            string path = System.IO.Path.Join(parent, name);
            if (!Directory.Exists(path))
            {
                Directory.CreateDirectory(path);
                return name;
            }
        }
    }

    // The link is a convenience: of two runs that start at once either may win, and neither fails for it.
    private static void PointAt(string link, string target)
    {
        try
        {
            File.Delete(link);
            File.CreateSymbolicLink(link, target);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
        }
    }
}
