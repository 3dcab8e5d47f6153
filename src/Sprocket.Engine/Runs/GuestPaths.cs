using System.Collections.Immutable;
using Sprocket.Engine.Backends;

namespace Sprocket.Engine.Runs;

/// <summary>Where a command in a container sees the files of the host.</summary>
/// <remarks>
/// Each directory that holds inputs is one below <c>inputs/</c>, so that siblings stay siblings and names stay names, and
/// only what was asked for is mounted. A task with very many inputs gets the directories above them instead, read-only
/// like all inputs: a container starts more slowly with each mount (by about 1.5 ms), and the command line that names
/// them has an end. Only what lies in a directory that must not be shown, such as a home, is mounted one by one even so.
/// Not safe for concurrent use: each attempt has its own.
/// </remarks>
internal sealed class GuestPaths
{
    /// <summary>How many inputs are mounted one by one.</summary>
    internal const int MostMounts = 64;

    private const int MostRoots = 16;

    private readonly Dictionary<string, string> _guestDirectories = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _rootDirectories = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _realDirectories = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _hosts = new(StringComparer.Ordinal);
    private readonly List<(string Parent, string GuestDirectory, Mount Mount)> _mounts = [];
    private readonly string? _home;
    private readonly ImmutableArray<string> _roots = [];
    private readonly HashSet<string> _apart = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>Creates the view of a task.</summary>
    /// <param name="inputs">The files and directories that are known before anything else is evaluated; absolute.</param>
    /// <param name="home">The user's home, which is never shown as a whole; null where there is none.</param>
    public GuestPaths(IEnumerable<string> inputs, string? home)
    {
        _home = Path.IsPathFullyQualified(home ?? "") ? ResolveDirectory(Normalize(home!)) : null;
        string[] paths = [.. inputs.Select(Normalize).Distinct(StringComparer.Ordinal)];
        if (paths.Length <= MostMounts)
        {
            return;
        }

        // A link shows nothing where only its directory is mounted, so that what stands beside one is mounted by itself.
        _apart.UnionWith(paths.Where(path => ResolveLink(path) != path).Select(path => Path.GetDirectoryName(path) ?? "/"));
        _roots = MountRoots.Choose(
            paths.Select(path => Path.GetDirectoryName(path) ?? "/").Distinct().Where(parent => !_apart.Contains(parent)).Select(ResolveDirectory),
            MostRoots,
            _home);
        foreach (string root in _roots)
        {
            string guest = NextDirectory();
            _rootDirectories.Add(root, guest);
            _hosts.Add(guest, root);
            _mounts.Add((root, guest, new Mount(root, guest, IsReadOnly: true)));
        }
    }

    /// <summary>What must be mounted for all paths given so far.</summary>
    public ImmutableArray<Mount> GetMounts() =>
    [
        .. _mounts.GroupBy(entry => (entry.Parent, entry.GuestDirectory)).SelectMany(group =>
            group.Count() > MostMounts
            && group.All(entry => Path.GetDirectoryName(entry.Mount.HostPath) == group.Key.Parent)
            && MountRoots.MayBeShown(ResolveDirectory(group.Key.Parent), _home)
                ? [new Mount(group.Key.Parent, group.Key.GuestDirectory, IsReadOnly: true)]
                : group.Select(entry => entry.Mount)),
    ];

    /// <summary>Where the command sees a file or directory of the host.</summary>
    /// <param name="hostPath">Where it is; absolute.</param>
    public string ToGuest(string hostPath)
    {
        string path = Normalize(hostPath);
        string parent = Path.GetDirectoryName(path) ?? "/";
        if (FindInRoot(path, parent) is string inRoot)
        {
            _hosts.TryAdd(inRoot, path);
            return inRoot;
        }

        if (!_guestDirectories.TryGetValue(parent, out string? guestDirectory))
        {
            guestDirectory = NextDirectory();
            _guestDirectories.Add(parent, guestDirectory);
        }

        string guest = $"{guestDirectory}/{Path.GetFileName(path)}";
        if (_hosts.TryAdd(guest, path))
        {
            _mounts.Add((parent, guestDirectory, new Mount(ResolveLink(path), guest, IsReadOnly: true)));
        }

        return guest;
    }

    /// <summary>Where a path of the command's is on the host; null when it is not an input, nor below one.</summary>
    public string? ToHost(string guestPath)
    {
        string path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(guestPath));
        for (string? known = path; known is not null; known = Path.GetDirectoryName(known))
        {
            if (_hosts.TryGetValue(known, out string? host))
            {
                return host + path[known.Length..];
            }
        }

        return null;
    }

    private static string Normalize(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));

    private string? FindInRoot(string path, string parent)
    {
        if (_roots.IsEmpty || _apart.Contains(parent) || ResolveLink(path) != path)
        {
            return null;
        }

        string real = ResolveDirectory(parent);
        return MountRoots.Find(_roots, real) is string root
            ? $"{_rootDirectories[root]}{real[root.Length..]}/{Path.GetFileName(path)}"
            : null;
    }

    private string NextDirectory() => $"{TaskPlan.GuestRoot}/inputs/{_count++}";

    // The directory that a path leads to when each link on the way is followed.
    private string ResolveDirectory(string directory)
    {
        if (Path.GetDirectoryName(directory) is not string parent)
        {
            return directory;
        }

        if (!_realDirectories.TryGetValue(directory, out string? real))
        {
            string path = Path.Join(ResolveDirectory(parent), Path.GetFileName(directory));
            string target = ResolveLink(path);
            real = target == path ? path : ResolveDirectory(target);
            _realDirectories.Add(directory, real);
        }

        return real;
    }

    // A bind of a symbolic link would show the link, which may point nowhere inside the container.
    private static string ResolveLink(string path)
    {
        FileSystemInfo entry = Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path);
        return entry.LinkTarget is null ? path : entry.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;
    }
}
