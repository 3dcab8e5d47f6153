using System.Globalization;
using Sprocket.Engine.Storage;

namespace Sprocket.Engine.Backends.Slurm;

/// <summary>A job array: a directory that maps its indices, 0 and up, to the directories of attempts by links.</summary>
/// <remarks>
/// The links are the manifest: the job's script changes into the one of its index, Slurm writes each element's own log through
/// it, and a later runner finds there which element an attempt is. They are made before the array is submitted.
/// </remarks>
internal sealed class JobArray
{
    private const string ScriptName = "job.sbatch";

    // The name of a file has at most 255 bytes.
    private const int LongestFirstName = 200;

    private JobArray(string path, int count)
    {
        Path = path;
        Count = count;
    }

    /// <summary>Its directory; absolute.</summary>
    public string Path { get; }

    /// <summary>The name of its job, which no other job has: by it the array is found whose id was lost.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>How many elements it has.</summary>
    public int Count { get; }

    /// <summary>The script given to sbatch.</summary>
    public string ScriptPath => System.IO.Path.Join(Path, ScriptName);

    /// <summary>Makes the directory of an array.</summary>
    /// <param name="parent">The directory of all arrays of the run.</param>
    /// <param name="firstJob">The name that the first element would have as a job of its own.</param>
    /// <param name="attempts">The directories of the elements, in the order of their indices.</param>
    /// <exception cref="StorageException">It cannot be made.</exception>
    public static JobArray Create(string parent, string firstJob, IReadOnlyList<string> attempts)
    {
        string first = firstJob[..Math.Min(firstJob.Length, LongestFirstName)].Replace('/', '_');
        string path = System.IO.Path.Join(parent, $"{first}.array-{Guid.NewGuid():N}"[..^20]);
        return StorageFile.Guard("cannot prepare the job array in", path, () =>
        {
            Directory.CreateDirectory(path);
            for (int index = 0; index < attempts.Count; index++)
            {
                // Relative, since the run directory may have another path when the run is taken up.
                string target = System.IO.Path.GetRelativePath(path, attempts[index]);
                File.CreateSymbolicLink(System.IO.Path.Join(path, index.ToString(CultureInfo.InvariantCulture)), target);
            }

            return new JobArray(path, attempts.Count);
        });
    }

    /// <summary>Which elements of which arrays attempts are, by their directories; an attempt may have been put into several, of which one was submitted.</summary>
    /// <param name="parent">The directory of all arrays of the run.</param>
    public static ILookup<string, (string Name, int Index)> ReadAll(string parent)
    {
        List<(string Attempt, string Name, int Index)> elements = [];
        try
        {
            foreach (DirectoryInfo array in new DirectoryInfo(parent).EnumerateDirectories())
            {
                foreach (FileSystemInfo link in array.EnumerateFileSystemInfos())
                {
                    if (link.LinkTarget is string attempt && int.TryParse(link.Name, CultureInfo.InvariantCulture, out int index))
                    {
                        elements.Add((System.IO.Path.GetFullPath(attempt, array.FullName), array.Name, index));
                    }
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // No array was ever submitted, or it went while it was read.
        }

        return elements.ToLookup(element => element.Attempt, element => (element.Name, element.Index), StringComparer.Ordinal);
    }

    /// <summary>Takes the directory back: Slurm did not take the array.</summary>
    public void Delete()
    {
        try
        {
            // The links go, not what they lead to.
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // No job has its name.
        }
    }
}
