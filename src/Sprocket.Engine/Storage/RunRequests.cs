namespace Sprocket.Engine.Storage;

/// <summary>What other processes can ask of the one that drives a run.</summary>
public enum RunDemand
{
    /// <summary>To go, and leave the jobs.</summary>
    Detach,

    /// <summary>To cancel the jobs and end the run.</summary>
    Cancel,
}

/// <summary>Passes demands from process to process, of this host or another, by files in one directory.</summary>
public static class RunRequests
{
    /// <summary>Asks; the process that drives the run looks once a second.</summary>
    /// <exception cref="StorageException">The run's files cannot be written.</exception>
    public static void Post(RunDirectory directory, RunDemand demand) => StorageFile.Guard("cannot write in", directory.RequestsPath, () =>
    {
        Directory.CreateDirectory(directory.RequestsPath);
        File.WriteAllBytes(GetPath(directory, demand), []);
    });

    /// <summary>Takes back what was asked, or what an earlier process was asked.</summary>
    /// <exception cref="StorageException">The run's files cannot be written.</exception>
    public static void Clear(RunDirectory directory) => StorageFile.Guard("cannot write in", directory.RequestsPath, () =>
    {
        Directory.CreateDirectory(directory.RequestsPath);
        foreach (RunDemand demand in Enum.GetValues<RunDemand>())
        {
            File.Delete(GetPath(directory, demand));
        }
    });

    /// <summary>What was asked for; null for nothing.</summary>
    public static RunDemand? Find(RunDirectory directory)
    {
        try
        {
            // The directory, not the files in it: a network file system may remember for long that a file was not there.
            string[] names = [.. Directory.EnumerateFiles(directory.RequestsPath).Select(path => Path.GetFileName(path))];
            return names.Contains(NameOf(RunDemand.Cancel)) ? RunDemand.Cancel
                : names.Contains(NameOf(RunDemand.Detach)) ? RunDemand.Detach
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string GetPath(RunDirectory directory, RunDemand demand) => Path.Join(directory.RequestsPath, NameOf(demand));

    private static string NameOf(RunDemand demand) => demand == RunDemand.Cancel ? "cancel" : "detach";
}
