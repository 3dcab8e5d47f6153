using Sprocket.Text;

namespace Sprocket.Engine.Inputs;

/// <summary>Finds the path that was probably meant by one that does not exist.</summary>
internal static class NearbyNames
{
    // Comparing with each name of a large directory would take longer than the answer is worth.
    private const int MaxNames = 10_000;

    /// <summary>What to say about a path that does not exist, or null.</summary>
    /// <param name="path">The path; absolute.</param>
    public static string? Suggest(string path)
    {
        string? directory = Path.GetDirectoryName(path);
        if (directory is null)
        {
            return null;
        }

        if (!Directory.Exists(directory))
        {
            return $"there is no directory `{directory}`";
        }

        try
        {
            string? near = Spelling.FindClosest(
                Path.GetFileName(path), Directory.EnumerateFileSystemEntries(directory).Take(MaxNames).Select(entry => Path.GetFileName(entry)));
            return near is null ? null : $"did you mean `{near}`?";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"the directory `{directory}` cannot be read";
        }
    }
}
