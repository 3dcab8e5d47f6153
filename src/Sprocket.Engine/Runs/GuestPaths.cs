using System.Collections.Immutable;
using Sprocket.Engine.Backends;

namespace Sprocket.Engine.Runs;

/// <summary>Where a command in a container sees the files of the host.</summary>
/// <remarks>
/// Each directory that holds inputs is one below <c>inputs/</c>, so that siblings stay siblings and names stay names.
/// Only what was asked for is mounted, save where a directory holds so many inputs that it is mounted as a whole.
/// Not safe for concurrent use: each attempt has its own.
/// </remarks>
internal sealed class GuestPaths
{
    // Apptainer starts more slowly with each bind, and some systems limit the number of mounts.
    private const int MostMountsOfOneDirectory = 16;

    private readonly Dictionary<string, string> _guestDirectories = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _hosts = new(StringComparer.Ordinal);
    private readonly List<(string Parent, string GuestDirectory, Mount Mount)> _mounts = [];

    /// <summary>What must be mounted for all paths given so far.</summary>
    public ImmutableArray<Mount> GetMounts() =>
    [
        .. _mounts.GroupBy(entry => (entry.Parent, entry.GuestDirectory)).SelectMany(group =>
            group.Count() > MostMountsOfOneDirectory && group.All(entry => Path.GetDirectoryName(entry.Mount.HostPath) == group.Key.Parent)
                ? [new Mount(group.Key.Parent, group.Key.GuestDirectory, IsReadOnly: true)]
                : group.Select(entry => entry.Mount)),
    ];

    /// <summary>Where the command sees a file or directory of the host.</summary>
    /// <param name="hostPath">Where it is; absolute.</param>
    public string ToGuest(string hostPath)
    {
        string path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(hostPath));
        string parent = Path.GetDirectoryName(path) ?? "/";
        if (!_guestDirectories.TryGetValue(parent, out string? guestDirectory))
        {
            guestDirectory = $"{TaskPlan.GuestRoot}/inputs/{_guestDirectories.Count}";
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

    // A bind of a symbolic link would show the link, which may point nowhere inside the container.
    private static string ResolveLink(string path)
    {
        FileSystemInfo entry = Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path);
        return entry.LinkTarget is null ? path : entry.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;
    }
}
