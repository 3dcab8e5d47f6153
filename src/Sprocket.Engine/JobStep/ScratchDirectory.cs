using System.Collections.Immutable;
using Sprocket.Engine.Storage;

namespace Sprocket.Engine.JobStep;

/// <summary>Where a command's temporary files go: a directory that lives as long as the command.</summary>
/// <remarks>
/// On the node's own disk where the site names one, as temporary files on a shared file system are slow for everybody;
/// in the attempt's directory otherwise. Not in a plain /tmp, which on many nodes is memory, or small.
/// </remarks>
internal sealed class ScratchDirectory : IDisposable
{
    /// <summary>The environment variable that tells the command's script where it is.</summary>
    public const string Variable = "SPROCKET_SCRATCH";

    private const string Name = "scratch";

    // What sites set for a job: a directory of its own on the node, which is removed after the job.
    private static readonly ImmutableArray<string> SiteVariables = ["SLURM_TMPDIR", "TMPDIR"];

    private ScratchDirectory(string path)
    {
        Path = path;
    }

    /// <summary>The directory; absolute.</summary>
    public string Path { get; }

    /// <summary>Makes the directory.</summary>
    /// <param name="description">What will run.</param>
    /// <param name="attempt">The attempt's directory.</param>
    public static ScratchDirectory Create(JobDescription description, string attempt)
    {
        foreach (string? parent in SiteVariables.Select(Environment.GetEnvironmentVariable))
        {
            string path = System.IO.Path.Join(parent, $"sprocket-{description.NoticeName}");
            if (parent is ['/', ..] && TryCreate(path))
            {
                return new ScratchDirectory(path);
            }
        }

        string fallback = System.IO.Path.Join(attempt, Name);
        TryCreate(fallback);
        return new ScratchDirectory(fallback);
    }

    /// <summary>Removes the directory with all that is in it, as far as that is possible.</summary>
    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A file that the command made read-only, or that the file system still holds: it costs space, not the result.
        }
    }

    private static bool TryCreate(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
