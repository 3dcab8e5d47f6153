namespace Sprocket.Engine.Storage;

/// <summary>The run's files cannot be written or read: a read-only directory, a full disk, a missing file.</summary>
public sealed class StorageException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What cannot be done and why, lower case, no final stop.</param>
    /// <param name="help">What to do about it.</param>
    /// <param name="innerException">The cause.</param>
    public StorageException(string message, string help, Exception innerException)
        : base(message, innerException)
    {
        Help = help;
    }

    /// <summary>What to do about it.</summary>
    public string Help { get; }

    /// <summary>The exception for a failure of the file system.</summary>
    /// <param name="action">What was tried, such as <c>cannot create the run directory</c>.</param>
    /// <param name="path">The file or directory.</param>
    /// <param name="cause">What the system said: an <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.</param>
    internal static StorageException From(string action, string path, Exception cause)
    {
        // ENOSPC and EDQUOT reach .NET with the errno as HResult: 28 and 122 on Linux.
        bool isFull = cause.HResult is 28 or 122 || cause.Message.Contains("No space left", StringComparison.Ordinal);
        bool isDenied = cause is UnauthorizedAccessException || cause.Message.Contains("Read-only file system", StringComparison.Ordinal);
        (string reason, string help) = cause switch
        {
            _ when isFull => ("the disk is full, or a quota is used up", "free some space, or choose another place with `--output-dir`"),
            _ when isDenied => ("it may not be written", "choose a place that you may write with `--output-dir`"),
            _ when FindFileAmong(path) is string file => ($"`{file}` is a file, not a directory", "choose another place with `--output-dir`"),
            _ => (FirstLine(cause.Message), "choose another place with `--output-dir`"),
        };
        return new StorageException($"{action} `{path}`: {reason}", help, cause);
    }

    /// <summary>The exception for a file of an earlier run that cannot be read, for which no other place is a remedy.</summary>
    /// <param name="action">What was tried, such as <c>cannot read</c>.</param>
    /// <param name="path">The file.</param>
    /// <param name="cause">What the system said: an <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.</param>
    internal static StorageException FromReading(string action, string path, Exception cause)
    {
        (string reason, string help) = cause switch
        {
            UnauthorizedAccessException => ("permission is denied", "read it as the user who began the run"),
            FileNotFoundException or DirectoryNotFoundException => ("there is no such file", "put it back, or begin the run anew with `sprocket run`"),
            _ => (FirstLine(cause.Message), "begin the run anew with `sprocket run`"),
        };
        return new StorageException($"{action} `{path}`: {reason}", help, cause);
    }

    // The file that stands where a directory above the path should be; null when there is none.
    private static string? FindFileAmong(string path)
    {
        string? directory = Path.GetDirectoryName(path);
        while (directory is not null && !Path.Exists(directory))
        {
            directory = Path.GetDirectoryName(directory);
        }

        return File.Exists(directory) ? directory : null;
    }

    private static string FirstLine(string message)
    {
        string line = message.Split('\n')[0].TrimEnd('.', ' ');
        return line.Length == 0 ? line : char.ToLowerInvariant(line[0]) + line[1..];
    }
}
