using Sprocket.Text;
using Sprocket.Wdl.Values;
using Sprocket.Wdl.Values.Json;

namespace Sprocket.Engine.Inputs;

/// <summary>Makes the paths of one input absolute, and reports those that do not exist.</summary>
/// <param name="diagnostics">Told of paths that do not exist.</param>
internal sealed class PathResolver(DiagnosticBag diagnostics)
{
    private const string FileScheme = "file://";

    // One wrong directory is wrong for a thousand files.
    private const int MaxReported = 8;

    private int _failures;

    /// <summary>Whether a path did not exist.</summary>
    public bool HasFailed => _failures > 0;

    /// <summary>A value with absolute paths; null when one does not exist, which is reported.</summary>
    /// <param name="given">The input as it is given.</param>
    /// <param name="node">The part of it that is read.</param>
    /// <param name="value">What was read.</param>
    /// <param name="type">The type it was read as.</param>
    public Value? Resolve(GivenValue given, JsonNode node, Value value, WdlType type)
    {
        int before = _failures;
        Value resolved = ValuePaths.Map(value, type, (path, _) => ResolveOne(path, new Origin(given, node)));
        return _failures == before ? resolved : null;
    }

    /// <summary>Says how many paths were not reported one by one.</summary>
    public void ReportRest(GivenValue given)
    {
        if (_failures > MaxReported)
        {
            diagnostics.Add(new Diagnostic(
                InputDiagnostics.MissingFile, given.Source, given.KeySpan, $"`{given.Key}`: {_failures - MaxReported} more of its files cannot be used"));
        }
    }

    private Value ResolveOne(Value path, Origin origin)
    {
        if (path is DirectoryValue { Listing: not null } directory)
        {
            string? location = directory.Path.Length == 0 ? null : ToAbsolute(directory.Path, origin);
            return ResolveListing(directory, location, origin);
        }

        string written = ValuePaths.GetPath(path);
        if (IsRemote(written))
        {
            Report(InputDiagnostics.RemoteFile, written, $"`{written}` is not on this machine", () => "download it, and give the path of the copy", origin);
            return path;
        }

        string absolute = ToAbsolute(written, origin);
        if (!ValuePaths.Exists(path, absolute))
        {
            Report(InputDiagnostics.MissingFile, written, Describe(path, written, absolute), () => Suggest(written, absolute), origin);
        }

        return ValuePaths.WithPath(path, absolute);
    }

    private DirectoryValue ResolveListing(DirectoryValue directory, string? location, Origin origin) => directory with
    {
        Path = location ?? "",
        Listing = new DirectoryListing([.. directory.Listing!.Items.Select(item => ResolveListed(item, location, origin))]),
    };

    // What has a base name and no location lies in the listed directory, if that has a location.
    private Value ResolveListed(Value item, string? parent, Origin origin)
    {
        string? location = item switch
        {
            FileValue file when file.Path == file.Basename && parent is not null => Path.Join(parent, file.Path),
            DirectoryValue inner when inner.Path == inner.Basename => parent is null ? "" : Path.Join(parent, inner.Path),
            _ => null,
        };
        return item is DirectoryValue { Listing: not null } listed && location is not null
            ? ResolveListing(listed, location.Length == 0 ? null : location, origin)
            : ResolveOne(location is null ? item : ValuePaths.WithPath(item, location), origin);
    }

    private static string ToAbsolute(string written, Origin origin)
    {
        string path = written.StartsWith(FileScheme, StringComparison.Ordinal) ? FromUri(written) : written;
        return path.Length == 0 ? "" : Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, origin.Given.BaseDirectory));
    }

    // file:///a%20b and file://localhost/a%20b
    private static string FromUri(string uri)
    {
        string rest = uri[FileScheme.Length..];
        return Uri.UnescapeDataString(rest.StartsWith("localhost/", StringComparison.Ordinal) ? rest["localhost".Length..] : rest);
    }

    private static bool IsRemote(string written) =>
        written.IndexOf("://", StringComparison.Ordinal) > 0 && !written.StartsWith(FileScheme, StringComparison.Ordinal);

    private static string Describe(Value path, string written, string absolute)
    {
        if (absolute.Length == 0)
        {
            return "the path is empty";
        }

        string place = absolute == written ? "" : $" (that is `{absolute}`)";
        return ValuePaths.DescribeMissing(path, written, absolute) + place;
    }

    private static string? Suggest(string written, string absolute) =>
        written.StartsWith("~/", StringComparison.Ordinal) ? "`~` is not replaced here: write the path of the home directory"
        : absolute.Length == 0 || Path.Exists(absolute) ? null
        : NearbyNames.Suggest(absolute);

    private void Report(DiagnosticDescriptor descriptor, string written, string message, Func<string?> suggest, Origin origin)
    {
        if (++_failures > MaxReported)
        {
            return;
        }

        GivenValue given = origin.Given;
        TextSpan span = FindText(origin.Node, written)?.Span ?? origin.Node.Span;
        diagnostics.Add(new Diagnostic(descriptor, given.Source, given.Locate(span), $"`{given.Key}`: {message}") { Help = suggest() });
    }

    // The value no longer knows where it was written; the first text that says the same is the place.
    private static JsonString? FindText(JsonNode node, string text) => node switch
    {
        JsonString found when found.Text.TrimEnd('/') == text.TrimEnd('/') => found,
        JsonArray array => array.Items.Select(item => FindText(item, text)).FirstOrDefault(found => found is not null),
        JsonObject members => members.Members
            .Select(member => FindText(new JsonString(member.NameSpan, member.Name), text) ?? FindText(member.Value, text))
            .FirstOrDefault(found => found is not null),
        _ => null,
    };

    /// <summary>Where a value comes from.</summary>
    /// <param name="Given">The input as it is given.</param>
    /// <param name="Node">The part of it that was read.</param>
    private sealed record Origin(GivenValue Given, JsonNode Node);
}
