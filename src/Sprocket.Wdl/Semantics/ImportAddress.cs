namespace Sprocket.Wdl.Semantics;

/// <summary>Where a document is: an absolute path or an http(s) address, and the path by which messages call it.</summary>
/// <param name="Uri">The absolute path or the address; equal for equal documents.</param>
/// <param name="DisplayPath">What messages show: relative where the first document was named so.</param>
internal sealed record ImportAddress(string Uri, string DisplayPath)
{
    private const string FileScheme = "file://";

    /// <summary>Whether it must be fetched.</summary>
    public bool IsRemote => IsHttp(Uri);

    /// <summary>The address of a document named on the command line.</summary>
    public static ImportAddress OfRoot(string path)
    {
        if (IsHttp(path))
        {
            return new ImportAddress(path, path);
        }

        string file = path.StartsWith(FileScheme, StringComparison.OrdinalIgnoreCase) ? FromFileUri(path) : path;
        return new ImportAddress(IsPath(file) ? Path.GetFullPath(file) : file, file);
    }

    /// <summary>The address that an import in this document means; null when it is no path and its scheme is not supported.</summary>
    /// <remarks>SPEC "Import URIs": without a scheme, it is relative to the importing document, <c>/</c> to its root.</remarks>
    public ImportAddress? Resolve(string address)
    {
        if (IsHttp(address))
        {
            return new ImportAddress(address, address);
        }

        if (address.StartsWith(FileScheme, StringComparison.OrdinalIgnoreCase))
        {
            string path = FromFileUri(address);
            return IsPath(path) ? new ImportAddress(Path.GetFullPath(path), path) : null;
        }

        if (address.Contains("://", StringComparison.Ordinal) || !IsPath(address))
        {
            return null;
        }

        if (IsRemote)
        {
            return System.Uri.TryCreate(new Uri(Uri), address, out Uri? resolved)
                ? new ImportAddress(resolved.AbsoluteUri, resolved.AbsoluteUri)
                : null;
        }

        string display = Path.Combine(Path.GetDirectoryName(DisplayPath) ?? "", address);
        return new ImportAddress(
            Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Uri) ?? "/", address)), Simplify(display));
    }

    /// <summary>The namespace of an import without <c>as</c>: the file name without its extension.</summary>
    public static string GetNamespace(string address)
    {
        string path = address;
        if (IsHttp(address) && address.IndexOfAny(['?', '#']) is var end and >= 0)
        {
            path = address[..end];
        }

        string name = path[(path.LastIndexOf('/') + 1)..];
        return name.EndsWith(".wdl", StringComparison.Ordinal) ? name[..^4] : name;
    }

    private static bool IsHttp(string text) =>
        text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    private static bool IsPath(string text) => text.Length > 0 && !text.Contains('\0', StringComparison.Ordinal);

    private static string FromFileUri(string uri) => System.Uri.UnescapeDataString(uri[FileScheme.Length..]);

    // `a/b/../c.wdl` is `a/c.wdl`: an import graph full of `..` is hard to read in messages.
    private static string Simplify(string path)
    {
        List<string> parts = [];
        foreach (string part in path.Split('/'))
        {
            if (part == ".." && parts.Count > 0 && parts[^1] is not (".." or ""))
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }
}
