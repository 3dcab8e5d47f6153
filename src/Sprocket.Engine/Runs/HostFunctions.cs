using System.Collections.Immutable;
using Sprocket.Engine.Backends;
using Sprocket.Engine.Storage;
using Sprocket.Wdl;
using Sprocket.Wdl.Semantics;
using Sprocket.Wdl.StandardLibrary;

namespace Sprocket.Engine.Runs;

/// <summary>What functions see outside of <c>output</c> sections: the files of the host, or of a container that is yet to run.</summary>
/// <param name="document">The document, next to which relative paths are.</param>
/// <param name="directory">The call, which holds the files that functions write.</param>
/// <param name="guestPaths">Where the command sees files; null when it sees those of the host.</param>
/// <param name="precedesCommand">Whether a command follows, in whose working directory relative paths may mean something.</param>
internal sealed class HostFunctions(
    Document document, CallDirectory directory, GuestPaths? guestPaths = null, bool precedesCommand = false) : FunctionContext
{
    /// <inheritdoc/>
    public override WdlVersion Version => document.Version;

    /// <inheritdoc/>
    public override string StandardOutput => throw new FunctionException("no command has run yet: it can be used in `output` sections only");

    /// <inheritdoc/>
    public override string StandardError => throw new FunctionException("no command has run yet: it can be used in `output` sections only");

    /// <summary>The path by which expressions call a file of the host.</summary>
    public string ToExpressionPath(string hostPath) => guestPaths?.ToGuest(hostPath) ?? hostPath;

    /// <inheritdoc/>
    public override string ToHostPath(string path) => Path.IsPathFullyQualified(path)
        ? guestPaths?.ToHost(path) ?? Path.GetFullPath(path)
        : Path.GetFullPath(path, DocumentDirectory);

    /// <inheritdoc/>
    public override string ToAbsolutePath(string path)
    {
        if (Path.IsPathFullyQualified(path))
        {
            return path;
        }

        string host = ToHostPath(path);
        if (!precedesCommand || Path.Exists(host))
        {
            return ToExpressionPath(host);
        }

        // SPEC `join_paths`: what does not lie next to the document is meant to be in the command's working directory.
        // On the host that is another directory for each attempt; a path that stays relative is right for all of them.
        return guestPaths is null ? path : $"{TaskPlan.GuestRoot}/work/{path}";
    }

    /// <inheritdoc/>
    public override (string HostPath, string Path) CreateFile(string extension)
    {
        string path = directory.CreateTemporaryFile(extension);
        return (path, ToExpressionPath(path));
    }

    /// <inheritdoc/>
    public override ImmutableArray<string> Glob(string pattern) =>
        throw new FunctionException("no command has run yet: it can be used in `output` sections only");

    private string DocumentDirectory => Path.IsPathFullyQualified(document.Uri) ? Path.GetDirectoryName(document.Uri) ?? "/" : "/";
}
