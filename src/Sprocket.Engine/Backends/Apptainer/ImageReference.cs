using System.Text;

namespace Sprocket.Engine.Backends.Apptainer;

/// <summary>Where an image comes from.</summary>
internal enum ImageKind
{
    /// <summary>A file or directory of this machine, used as it is.</summary>
    Local,

    /// <summary>Something that the runtime fetches into one file.</summary>
    Pulled,

    /// <summary>An image of another form, in a file or directory of this machine, that the runtime converts into one file.</summary>
    Converted,
}

/// <summary>A container as a task names it, understood.</summary>
/// <param name="Text">As the task names it.</param>
/// <param name="Kind">Where it comes from.</param>
/// <param name="Source">The path of a local image; otherwise the address to pull, with its scheme.</param>
/// <param name="IsPlainHttp">Whether its registry is asked without encryption.</param>
internal sealed record ImageReference(string Text, ImageKind Kind, string Source, bool IsPlainHttp)
{
    private const string Docker = "docker://";
    private const string Digest = "@sha256:";

    // Addresses of these end in a tag; without one they mean `latest`.
    private static readonly string[] TaggedSchemes = [Docker, "library://", "oras://", "shub://"];
    private static readonly string[] PulledSchemes = [.. TaggedSchemes, "https://"];

    // The scheme `docker-daemon:` is missing: no node of a cluster has the daemon that the address speaks of.
    private static readonly string[] ConvertedSchemes = ["docker-archive:", "oci-archive:", "oci:"];

    /// <summary>Whether the address names one image for ever, by its digest; a tag may come to mean another image.</summary>
    public bool IsExact => Kind == ImageKind.Pulled && Source.Contains(Digest, StringComparison.Ordinal);

    /// <summary>Understands a container's name.</summary>
    /// <exception cref="UnsatisfiableException">It names nothing that can be understood.</exception>
    public static ImageReference Parse(string text)
    {
        if (text.StartsWith("file://", StringComparison.Ordinal))
        {
            return new ImageReference(text, ImageKind.Local, text["file://".Length..], IsPlainHttp: false);
        }

        if (text.StartsWith('/') || text.StartsWith("./", StringComparison.Ordinal) || text.StartsWith("../", StringComparison.Ordinal)
            || text.EndsWith(".sif", StringComparison.Ordinal) && !text.Contains("://", StringComparison.Ordinal))
        {
            return new ImageReference(text, ImageKind.Local, text, IsPlainHttp: false);
        }

        if (ConvertedSchemes.FirstOrDefault(scheme => text.StartsWith(scheme, StringComparison.Ordinal)) is string converted)
        {
            // What a runtime takes for an address in the manner of `oci:///data/image`.
            string path = text[converted.Length..];
            return new ImageReference(text, ImageKind.Converted, converted + (path.StartsWith("//", StringComparison.Ordinal) ? path[2..] : path), IsPlainHttp: false);
        }

        if (text.StartsWith("http://", StringComparison.Ordinal))
        {
            return new ImageReference(text, ImageKind.Pulled, WithoutNeedlessTag(Docker + text["http://".Length..]), IsPlainHttp: true);
        }

        bool hasScheme = PulledSchemes.Any(scheme => text.StartsWith(scheme, StringComparison.Ordinal));
        if (text.Length == 0 || (!hasScheme && text.Contains("://", StringComparison.Ordinal)) || text.Any(IsNoLetterOfAddress))
        {
            throw new UnsatisfiableException(
                $"`{text}` is no container that can be understood; name an image such as `ubuntu:24.04`, `docker://host/name:tag`, `oras://host/name:tag` or the path of a `.sif` file");
        }

        string source = WithoutNeedlessTag(hasScheme ? text : Docker + text);
        return new ImageReference(text, ImageKind.Pulled, source, IsLoopback(source));
    }

    /// <summary>The same image with an absolute path, where it has a path.</summary>
    /// <param name="directory">What relative paths start from; absolute.</param>
    public ImageReference In(string directory)
    {
        int schemeEnd = Source.IndexOf(':', StringComparison.Ordinal) + 1;
        return Kind switch
        {
            ImageKind.Local => this with { Source = Path.GetFullPath(Source, directory) },
            ImageKind.Converted when Source.Length > schemeEnd => this with { Source = Source[..schemeEnd] + Path.GetFullPath(Source[schemeEnd..], directory) },
            _ => this,
        };
    }

    /// <summary>The path of the pulled image below the cache directory.</summary>
    /// <remarks>
    /// <c>docker://quay.io/a/b:1</c> is <c>docker/quay.io/a/b/1.sif</c>, as in the image caches that clusters already have.
    /// Two addresses do not share one, as <c>b/1</c> without a tag is <c>b/1/latest</c>; none leaves the directory, as dots
    /// alone are no name, and what a file name had better not hold is written as its number.
    /// </remarks>
    public string CachePath()
    {
        int schemeEnd = Source.IndexOf(':', StringComparison.Ordinal);
        string name = WithTag(Source[(schemeEnd + 1)..].TrimStart('/'));
        return Path.Join(Source[..schemeEnd], string.Join('/', name.Split(IsTagged ? ['/', ':'] : ['/']).Select(EscapeName))) + ".sif";
    }

    /// <summary>The address without its scheme, and with the tag that it means; null for what no registry has.</summary>
    public string? NameWithTag() => Kind == ImageKind.Pulled ? WithTag(Source[(Source.IndexOf("://", StringComparison.Ordinal) + 3)..]) : null;

    private bool IsTagged => TaggedSchemes.Any(scheme => Source.StartsWith(scheme, StringComparison.Ordinal));

    private string WithTag(string name) => IsTagged && !name[(name.LastIndexOf('/') + 1)..].Contains(':', StringComparison.Ordinal) ? name + ":latest" : name;

    // A digest says all, and the runtimes refuse a name that has both.
    private static string WithoutNeedlessTag(string source)
    {
        int digest = source.IndexOf(Digest, StringComparison.Ordinal);
        int tag = digest < 0 ? -1 : source.LastIndexOf(':', digest);
        return tag > source.LastIndexOf('/', Math.Max(digest, 0)) ? source.Remove(tag, digest - tag) : source;
    }

    private static string EscapeName(string name)
    {
        if (name is "" or "." or "..")
        {
            return $"_{name.Length}";
        }

        // SingularityCE cannot pull below a path with an `@`.
        var escaped = new StringBuilder();
        foreach (char letter in name)
        {
            if (char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_')
            {
                escaped.Append(letter);
            }
            else
            {
                escaped.Append('%').Append(((int)letter).ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        return escaped.ToString();
    }

    private static bool IsNoLetterOfAddress(char letter) => char.IsWhiteSpace(letter) || char.IsControl(letter);

    // A registry on the machine itself is for trying things out, and has no certificate.
    private static bool IsLoopback(string address)
    {
        int start = address.IndexOf("://", StringComparison.Ordinal) + 3;
        string host = address[start..].Split('/')[0].Split(':')[0];
        return host is "localhost" or "127.0.0.1";
    }
}
