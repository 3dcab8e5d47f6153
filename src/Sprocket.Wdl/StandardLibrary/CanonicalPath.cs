namespace Sprocket.Wdl.StandardLibrary;

/// <summary>SPEC 1.3 "Path canonicalization": paths without <c>.</c>, <c>..</c>, symbolic links and final slashes.</summary>
internal static class CanonicalPath
{
    // As many as the system follows before it says that links lead around in a circle: path_resolution(7).
    private const int MostLinks = 40;

    /// <summary>The path with all links in it followed; what does not exist, or cannot be looked at, is left as it is.</summary>
    public static string Resolve(string path)
    {
        string resolved = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        try
        {
            for (int links = 0; links < MostLinks && FindLink(resolved) is (string link, string target); links++)
            {
                string replaced = Path.GetFullPath(target, Path.GetDirectoryName(link) ?? "/");
                resolved = Path.TrimEndingDirectorySeparator(Path.GetFullPath(replaced + resolved[link.Length..]));
            }

            return resolved;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return resolved;
        }
    }

    // The link that is nearest to the root, with what it holds.
    private static (string Link, string Target)? FindLink(string path)
    {
        for (int end = path.IndexOf('/', 1); end != path.Length; end = path.IndexOf('/', end + 1))
        {
            end = end < 0 ? path.Length : end;
            if (new FileInfo(path[..end]).LinkTarget is string target)
            {
                return (path[..end], target);
            }

            if (end == path.Length)
            {
                return null;
            }
        }

        return null;
    }
}
