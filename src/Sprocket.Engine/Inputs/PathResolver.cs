using Sprocket.Text;
using Sprocket.Wdl.Values;
using Sprocket.Wdl.Values.Json;

namespace Sprocket.Engine.Inputs;

/// <summary>Makes the paths of an input absolute, and reports those that do not exist.</summary>
/// <param name="given">The input as it is given.</param>
/// <param name="node">The part of it that is read.</param>
/// <param name="diagnostics">Told of paths that do not exist.</param>
internal sealed class PathResolver(GivenValue given, JsonNode node, DiagnosticBag diagnostics)
{
    private bool _hasFailed;

    /// <summary>The value with absolute paths; null when one does not exist, which is reported.</summary>
    public Value? Resolve(Value value, WdlType type)
    {
        Value resolved = ValuePaths.Map(value, type, (path, _) => ResolveOne(path));
        return _hasFailed ? null : resolved;
    }

    private Value ResolveOne(Value path)
    {
        if (path is DirectoryValue { Listing: DirectoryListing listing } directory)
        {
            // Entries without a location are named relative to the directory's own.
            string? parent = directory.Path.Length == 0 ? null : ToAbsolute(directory.Path);
            return directory with { Path = parent ?? "", Listing = new DirectoryListing([.. listing.Items.Select(item => ResolveListed(item, parent))]) };
        }

        string written = ValuePaths.GetPath(path);
        if (IsRemote(written))
        {
            Report(InputDiagnostics.RemoteFile, written, $"`{written}` is not on this machine", "download it, and give the path of the copy");
            return path;
        }

        string absolute = ToAbsolute(written);
        bool exists = path is FileValue ? File.Exists(absolute) : Directory.Exists(absolute);
        if (!exists)
        {
            Report(InputDiagnostics.MissingFile, written, Describe(path, written, absolute), SuggestNear(absolute));
        }

        return path switch
        {
            FileValue file => file with { Path = absolute },
            DirectoryValue plain => plain with { Path = absolute },
            _ => path,
        };
    }

    private Value ResolveListed(Value item, string? parent) => item switch
    {
        FileValue file when parent is not null && !Path.IsPathFullyQualified(file.Path) && !File.Exists(ToAbsolute(file.Path)) =>
            ResolveOne(file with { Path = Path.Join(parent, file.Path) }),
        _ => ResolveOne(item),
    };

    private string ToAbsolute(string written)
    {
        string path = written.StartsWith("file://", StringComparison.Ordinal) ? written["file://".Length..] : written;
        return Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, given.BaseDirectory));
    }

    private static bool IsRemote(string written)
    {
        int colon = written.IndexOf("://", StringComparison.Ordinal);
        return colon > 0 && !written.StartsWith("file://", StringComparison.Ordinal);
    }

    private static string Describe(Value path, string written, string absolute)
    {
        string place = absolute == written ? "" : $" (that is `{absolute}`)";
        return path switch
        {
            FileValue when Directory.Exists(absolute) => $"`{written}` is a directory, expected a file",
            DirectoryValue when File.Exists(absolute) => $"`{written}` is a file, expected a directory",
            FileValue => $"file `{written}` does not exist{place}",
            _ => $"directory `{written}` does not exist{place}",
        };
    }

    private static string? SuggestNear(string absolute)
    {
        string? directory = Path.GetDirectoryName(absolute);
        if (directory is null || !Directory.Exists(directory))
        {
            return directory is null ? null : $"there is no directory `{directory}`";
        }

        string? near = Spelling.FindClosest(
            Path.GetFileName(absolute), Directory.EnumerateFileSystemEntries(directory).Take(10_000).Select(entry => Path.GetFileName(entry)));
        return near is null ? null : $"did you mean `{near}`?";
    }

    private void Report(DiagnosticDescriptor descriptor, string written, string message, string? help)
    {
        _hasFailed = true;
        TextSpan span = FindText(node, written)?.Span ?? node.Span;
        diagnostics.Add(new Diagnostic(descriptor, given.Source, given.Locate(span), $"`{given.Key}`: {message}") { Help = help });
    }

    // The value no longer knows where it was written; the first text that says the same is the place.
    private static JsonNode? FindText(JsonNode node, string text) => node switch
    {
        JsonString found when found.Text.TrimEnd('/') == text.TrimEnd('/') => found,
        JsonArray array => array.Items.Select(item => FindText(item, text)).FirstOrDefault(found => found is not null),
        JsonObject members => members.Members.Select(member => FindText(member.Value, text)).FirstOrDefault(found => found is not null),
        _ => null,
    };
}
