using System.Collections.Immutable;
using Sprocket.Engine.Backends;
using Sprocket.Engine.Storage;
using Sprocket.Wdl;
using Sprocket.Wdl.Patterns;
using Sprocket.Wdl.StandardLibrary;

namespace Sprocket.Engine.Runs;

/// <summary>What functions see in an <c>output</c> section: the working directory of a command that has run.</summary>
/// <param name="version">The document's version.</param>
/// <param name="call">The call, which holds the files that functions write.</param>
/// <param name="attempt">The attempt that succeeded.</param>
/// <param name="guestPaths">Where the command saw files; null when it saw those of the host.</param>
internal sealed class OutputFunctions(WdlVersion version, CallDirectory call, AttemptDirectory attempt, GuestPaths? guestPaths) : FunctionContext
{
    private const string GuestWork = $"{TaskPlan.GuestRoot}/work";

    private readonly HashSet<string> _found = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override WdlVersion Version => version;

    /// <inheritdoc/>
    public override string StandardOutput => attempt.StandardOutputPath;

    /// <inheritdoc/>
    public override string StandardError => attempt.StandardErrorPath;

    /// <inheritdoc/>
    public override string ToHostPath(string path)
    {
        string absolute = Path.GetFullPath(path, attempt.WorkPath);
        if (guestPaths is null || !Path.IsPathFullyQualified(path))
        {
            return absolute;
        }

        if (absolute == GuestWork || absolute.StartsWith($"{GuestWork}/", StringComparison.Ordinal))
        {
            return attempt.WorkPath + absolute[GuestWork.Length..];
        }

        return guestPaths.ToHost(absolute)
            ?? (IsOurs(absolute) ? absolute : throw new FunctionException(
                $"`{path}` is in the container itself, of which only inputs and what lies below the working directory are left"));
    }

    /// <inheritdoc/>
    public override (string HostPath, string Path) CreateFile(string extension)
    {
        string path = call.CreateTemporaryFile(extension);
        return (path, path);
    }

    /// <inheritdoc/>
    public override ImmutableArray<string> Glob(string pattern)
    {
        try
        {
            ImmutableArray<string> paths = [.. ShellGlob.FindFiles(attempt.WorkPath, pattern).Select(path => Path.Join(attempt.WorkPath, path))];
            _found.UnionWith(paths);
            return paths;
        }
        catch (Exception exception) when (exception is PatternException or FileNameException)
        {
            throw new FunctionException(exception.Message, exception);
        }
    }

    /// <summary>Whether <c>glob</c> has found a path, which may be a link that leads nowhere: SPEC 1.2 "glob", as clarified in 1.2.1.</summary>
    public bool HasFound(string hostPath) => _found.Contains(hostPath);

    // Paths that functions here gave out, which are those of the host.
    private bool IsOurs(string path) => path.StartsWith($"{call.Path}/", StringComparison.Ordinal);
}
