using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Sprocket.Engine.Backends.Apptainer;

/// <summary>An image in another form than the runtime's, in a file or directory: <c>oci:DIRECTORY[:TAG]</c>, <c>docker-archive:FILE[:TAG]</c>, <c>oci-archive:FILE[:TAG]</c>.</summary>
internal sealed class ImageArchive
{
    // https://github.com/opencontainers/image-spec/blob/main/image-layout.md and annotations.md
    private const string IndexName = "index.json";
    private const string LayoutName = "oci-layout";
    private const string BlobsName = "blobs";
    private const string TagAnnotation = "org.opencontainers.image.ref.name";

    private readonly string _scheme;
    private readonly string _path;
    private readonly string? _tag;

    private ImageArchive(string scheme, string path, string? tag)
    {
        _scheme = scheme;
        _path = path;
        _tag = tag;
    }

    /// <summary>Finds the file or directory that a container names.</summary>
    /// <param name="reference">Of the kind <see cref="ImageKind.Converted"/>.</param>
    /// <exception cref="ImageException">It is not there.</exception>
    public static ImageArchive Find(ImageReference reference)
    {
        int schemeEnd = reference.Source.IndexOf(':', StringComparison.Ordinal);
        string scheme = reference.Source[..schemeEnd];
        string rest = reference.Source[(schemeEnd + 1)..];

        // A path may hold colons, and so may a tag: the longest part that exists is the path.
        for (int end = rest.Length; end > 0; end = rest.LastIndexOf(':', end - 1))
        {
            string path = Path.GetFullPath(rest[..end]);
            if (File.Exists(path) || Directory.Exists(path))
            {
                return new ImageArchive(scheme, path, end == rest.Length ? null : rest[(end + 1)..]);
            }
        }

        string missing = rest.Length == 0 ? reference.Text : Path.GetFullPath(rest);
        throw new ImageException($"The container's image `{missing}` does not exist.", isTransient: false);
    }

    /// <summary>The reference with an absolute path, and with a cache path for the content that the archive has now.</summary>
    /// <param name="reference">As the task names it.</param>
    public string CachePath(ImageReference reference)
    {
        string plain = (reference with { Source = $"{_scheme}:{_path}{(_tag is null ? "" : ":" + _tag)}" }).CachePath();
        string content = _scheme == "oci" ? Path.Join(_path, IndexName) : _path;
        var file = new FileInfo(content);
        string version = file.Exists ? string.Create(CultureInfo.InvariantCulture, $"{file.LastWriteTimeUtc.Ticks:x}-{file.Length:x}") : "0";
        return $"{plain[..^".sif".Length]}.{version}.sif";
    }

    /// <summary>The address that the runtime understands. It knows no tags here, so that for one a layout of only that image is made.</summary>
    /// <param name="workspace">A directory for it.</param>
    /// <exception cref="ImageException">The layout has no such tag.</exception>
    public string Prepare(string workspace)
    {
        if (_scheme != "oci" || _tag is null)
        {
            return $"{_scheme}:{_path}";
        }

        string layout = Path.Join(workspace, "layout");
        Directory.CreateDirectory(layout);
        File.Copy(Path.Join(_path, LayoutName), Path.Join(layout, LayoutName));
        File.CreateSymbolicLink(Path.Join(layout, BlobsName), Path.Join(_path, BlobsName));
        File.WriteAllBytes(Path.Join(layout, IndexName), SelectTag());
        return $"{_scheme}:{layout}";
    }

    private byte[] SelectTag()
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Join(_path, IndexName)));
            JsonElement[] manifests = [.. document.RootElement.GetProperty("manifests").EnumerateArray()];
            JsonElement[] chosen = [.. manifests.Where(manifest => TagOf(manifest) == _tag)];
            if (chosen.Length == 0)
            {
                string tags = string.Join(", ", manifests.Select(TagOf).OfType<string>().Select(tag => $"`{tag}`"));
                throw new ImageException($"The image layout `{_path}` has no tag `{_tag}`; it has {(tags.Length == 0 ? "none" : tags)}.", isTransient: false);
            }

            var buffer = new ArrayBufferWriter<byte>();
            using (var json = new Utf8JsonWriter(buffer))
            {
                json.WriteStartObject();
                json.WriteNumber("schemaVersion", 2);
                json.WriteStartArray("manifests");
                chosen[0].WriteTo(json);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            return buffer.WrittenSpan.ToArray();
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new ImageException($"The image layout `{_path}` has no `{IndexName}` that can be understood.", isTransient: false, exception);
        }
    }

    private static string? TagOf(JsonElement manifest) =>
        manifest.TryGetProperty("annotations", out JsonElement annotations) && annotations.TryGetProperty(TagAnnotation, out JsonElement tag)
            ? tag.GetString()
            : null;
}
