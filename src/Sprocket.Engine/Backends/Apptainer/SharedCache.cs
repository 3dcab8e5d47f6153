namespace Sprocket.Engine.Backends.Apptainer;

/// <summary>Lets those who may write an image cache write and read what is made in it, whatever this process's umask.</summary>
internal static class SharedCache
{
    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
    private const UnixFileMode OthersRead = UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Creates a directory, and those above it that are missing: each with the permissions of the one above, where others may write that.</summary>
    /// <exception cref="IOException">It cannot be created.</exception>
    public static void CreateDirectory(string path)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        string parent = Path.GetDirectoryName(path)!;
        CreateDirectory(parent);
        Directory.CreateDirectory(path);
        UnixFileMode mode = File.GetUnixFileMode(parent);
        if ((mode & OthersWrite) != 0)
        {
            TrySet(path, mode);
        }
    }

    /// <summary>Lets those read a file who may read its directory, where others than its owner may write that.</summary>
    public static void LetRead(string path)
    {
        UnixFileMode mode = File.GetUnixFileMode(Path.GetDirectoryName(path)!);
        if ((mode & OthersWrite) != 0)
        {
            TrySet(path, File.GetUnixFileMode(path) | (mode & OthersRead));
        }
    }

    // Another process may have made it a moment ago; then it is for that one's owner to say.
    private static void TrySet(string path, UnixFileMode mode)
    {
        try
        {
            File.SetUnixFileMode(path, mode);
        }
        catch (UnauthorizedAccessException)
        {
            // As it is.
        }
    }
}
