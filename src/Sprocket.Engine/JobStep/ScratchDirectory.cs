using System.Collections.Immutable;
using System.Text;
using Sprocket.Engine.Processes;
using Sprocket.Engine.Storage;

namespace Sprocket.Engine.JobStep;

/// <summary>Where a command's temporary files go: a directory that lives as long as the command.</summary>
/// <remarks>
/// On the node's own disk where the configuration or the site names one, as temporary files on a shared file system are
/// slow for everybody; in the attempt's directory otherwise. Not in a plain /tmp, which on many nodes is memory, or small.
/// </remarks>
internal sealed class ScratchDirectory : IDisposable
{
    /// <summary>The environment variable that tells the command's script where it is.</summary>
    public const string Variable = "SPROCKET_SCRATCH";

    private const string Name = "scratch";

    private const UnixFileMode Open = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

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
        string? configured = description.ScratchDirectory is string text ? Expand(text, Environment.GetEnvironmentVariable) : null;

        // Others may write there, too, and read the job's name in the queue: what it is called must not be foreseen, or it
        // could be theirs, or a link to something of ours, which would be emptied in the end.
        string name = $"sprocket-{description.NoticeName}-{Guid.NewGuid():N}"[..^16];
        foreach (string? parent in SiteVariables.Select(Environment.GetEnvironmentVariable).Prepend(configured))
        {
            string path = System.IO.Path.Join(parent, name);
            if (parent is ['/', ..] && TryCreate(path))
            {
                return new ScratchDirectory(path);
            }
        }

        string fallback = System.IO.Path.Join(attempt, Name);
        TryCreate(fallback);
        return new ScratchDirectory(fallback);
    }

    /// <summary>Replaces <c>$NAME</c> and <c>${NAME}</c> in a path; null when a variable is not set.</summary>
    internal static string? Expand(string path, Func<string, string?> variable)
    {
        var expanded = new StringBuilder();
        for (int at = 0; at < path.Length; at++)
        {
            if (path[at] != '$')
            {
                expanded.Append(path[at]);
                continue;
            }

            bool isBraced = path.AsSpan(at + 1) is ['{', ..];
            int start = at + (isBraced ? 2 : 1);
            int end = start;
            while (end < path.Length && (char.IsAsciiLetterOrDigit(path[end]) || path[end] == '_'))
            {
                end++;
            }

            if (end == start || (isBraced && path.AsSpan(end) is not ['}', ..]) || variable(path[start..end]) is not { Length: > 0 } value)
            {
                return null;
            }

            expanded.Append(value);
            at = isBraced ? end : end - 1;
        }

        return expanded.ToString();
    }

    /// <summary>Removes the directory with all that is in it, as far as that is possible.</summary>
    public void Dispose()
    {
        try
        {
            Remove(new DirectoryInfo(Path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            RemoveByName();
        }
    }

    // .NET cannot name a file whose name is not UTF-8. What even this leaves costs space, not the result.
    private void RemoveByName()
    {
        try
        {
            using var remove = ChildProcess.Start(new ProcessCommand("rm", ["-rf", "--", Path]), inheritsOutput: true);
            remove.CloseInput();
            remove.Wait();
        }
        catch (ProcessStartException)
        {
            // A node without `rm`.
        }
    }

    // What a command unpacks may hold directories that not even their owner may write, and so not empty.
    private static void Remove(DirectoryInfo directory)
    {
        try
        {
            directory.Delete(recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException && directory.Exists)
        {
            OpenAll(directory);
            directory.Delete(recursive: true);
        }
    }

    private static void OpenAll(DirectoryInfo directory)
    {
        File.SetUnixFileMode(directory.FullName, Open);
        foreach (DirectoryInfo inner in directory.EnumerateDirectories().Where(inner => inner.LinkTarget is null))
        {
            OpenAll(inner);
        }
    }

    private static bool TryCreate(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
            File.SetUnixFileMode(path, Open);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
