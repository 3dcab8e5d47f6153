using System.Collections.Immutable;

namespace Sprocket.Engine.Runs;

/// <summary>Chooses the directories that are mounted as a whole where a task has too many inputs to mount each. Pure.</summary>
internal static class MountRoots
{
    /// <summary>The directories, each below none of the others, below which all given ones are.</summary>
    /// <param name="directories">The directories that hold inputs; absolute, links resolved.</param>
    /// <param name="most">How many are to be left, if that is possible.</param>
    /// <param name="home">The user's home, which is never shown as a whole; null where there is none.</param>
    public static ImmutableArray<string> Choose(IEnumerable<string> directories, int most, string? home)
    {
        HashSet<string> roots = RemoveNested([.. directories]);
        while (roots.Count > most)
        {
            // The deepest are merged first, so that what stands apart keeps a place of its own.
            string[] mergeable = [.. roots.Where(root => MayBeShown(Path.GetDirectoryName(root), home))];
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

    // A file system's top and a home hold too much that is none of the task's business.
    private static bool MayBeShown(string? directory, string? home) =>
        directory is not null && Depth(directory) >= 2
        && (home is null || (directory != home && !home.StartsWith(directory + "/", StringComparison.Ordinal)));

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
