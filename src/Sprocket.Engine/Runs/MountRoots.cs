using System.Collections.Immutable;

namespace Sprocket.Engine.Runs;

/// <summary>Chooses the directories that are mounted as a whole where a task has too many inputs to mount each. Pure.</summary>
internal static class MountRoots
{
    /// <summary>The directories, each below none of the others, below which all given ones are that may be shown as a whole.</summary>
    /// <param name="directories">The directories that hold inputs; absolute, links resolved.</param>
    /// <param name="most">How many are to be left, if that is possible.</param>
    /// <param name="home">The user's home, links resolved; null where there is none.</param>
    public static ImmutableArray<string> Choose(IEnumerable<string> directories, int most, string? home)
    {
        // Before what is nested is removed: what lies below a home may well be shown.
        HashSet<string> roots = RemoveNested([.. directories.Where(directory => MayBeShown(directory, home))]);
        while (roots.Count > most)
        {
            // The deepest are merged first, so that what stands apart keeps a place of its own.
            string[] mergeable = [.. roots.Where(root => MayBeShownForOthers(Path.GetDirectoryName(root), home))];
            if (mergeable.Length == 0)
            {
                break;
            }

            int deepest = mergeable.Max(Depth);
            foreach (string root in mergeable.Where(root => Depth(root) == deepest))
            {
                roots.Remove(root);
                roots.Add(Path.GetDirectoryName(root)!);
            }

            roots = RemoveNested(roots);
        }

        return [.. roots.Order(StringComparer.Ordinal)];
    }

    /// <summary>The root that holds a directory, or is it; null when none does.</summary>
    public static string? Find(ImmutableArray<string> roots, string directory) =>
        roots.FirstOrDefault(root => directory == root || directory.StartsWith(root + "/", StringComparison.Ordinal));

    /// <summary>Whether a directory that holds inputs may be shown as a whole: not the top, nor a home, nor what holds a home.</summary>
    /// <param name="directory">The directory; absolute, links resolved.</param>
    /// <param name="home">The user's home, links resolved; null where there is none.</param>
    public static bool MayBeShown(string directory, string? home) =>
        directory != "/" && (home is null || (directory != home && !home.StartsWith(directory + "/", StringComparison.Ordinal)));

    // What holds no input itself, only directories that do, must be further from the top, where there is much else.
    private static bool MayBeShownForOthers(string? directory, string? home) =>
        directory is not null && Depth(directory) >= 2 && MayBeShown(directory, home);

    private static int Depth(string path) => path.AsSpan().Count('/');

    private static HashSet<string> RemoveNested(HashSet<string> roots)
    {
        HashSet<string> left = new(StringComparer.Ordinal);
        foreach (string root in roots)
        {
            string? above = Path.GetDirectoryName(root);
            while (above is not null && !roots.Contains(above))
            {
                above = Path.GetDirectoryName(above);
            }

            if (above is null)
            {
                left.Add(root);
            }
        }

        return left;
    }
}
