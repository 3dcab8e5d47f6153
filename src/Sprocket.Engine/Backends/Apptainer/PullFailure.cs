using System.Collections.Immutable;

namespace Sprocket.Engine.Backends.Apptainer;

/// <summary>What a failed pull means: whether to try again, and what to do. Pure.</summary>
internal static class PullFailure
{
    private const string NoSpace = "free some space, or choose another `apptainer.image_cache_dir`";
    private const string Login = "see `apptainer registry login`";

    // The order matters: the first text that occurs decides. What is not listed may pass: a registry has bad moments.
    private static readonly ImmutableArray<(string Text, string Meaning)> Permanent =
    [
        ("no space left on device", $"the disk is full: {NoSpace}"),
        ("disk quota exceeded", $"the disk quota is used up: {NoSpace}"),
        ("read-only file system", "the image cache may only be read: choose another `apptainer.image_cache_dir`"),
        ("manifest unknown", "the registry has no image of that name and tag"),
        ("name unknown", "the registry has no image of that name"),
        ("repository name not known", "the registry has no image of that name"),
        ("toomanyrequests", "the registry's limit of pulls is reached: wait for some hours, log in with `apptainer registry login`, or keep the image as a `.sif` file"),
        ("unauthorized", $"the registry asks for a login, or has no such image: {Login}"),
        ("authentication required", $"the registry asks for a login, or has no such image: {Login}"),
        ("denied", $"the registry denies access, or has no such image: {Login}"),
        ("403 (Forbidden)", "the registry forbids it"),
        ("403 Forbidden", "the server forbids it"),
        ("404 Not Found", "the server has nothing at that address"),
        ("invalid reference format", "that is no well-formed name of an image; names are in lower case, such as `docker://host/name:tag`"),
        ("unable to parse image name", "that is no well-formed name of an image; names are in lower case, such as `docker://host/name:tag`"),
        ("could not parse reference", "that is no well-formed name of an image; names are in lower case, such as `docker://host/name:tag`"),
        ("not a valid image reference", "that is no well-formed name of an image; names are in lower case, such as `docker://host/name:tag`"),
        ("invalid layer mediatype", "`oras://` is for images that were pushed as `.sif` files, and this one was not: name it with `docker://`"),
        ("no extractable OCI/Docker tar layers", "the registry has under that name no image of layers: one that was pushed as a `.sif` file is named with `oras://`"),
        ("unsupported manifest media type", "what the registry has under that name is no container image"),
        ("server gave HTTP response to HTTPS client", "the registry speaks no HTTPS: name it as `http://host/name:tag` if it can be trusted"),
        ("x509:", "the registry's certificate is not trusted on this machine: ask the administrators to install its authority"),
        ("mksquashfs", "this installation cannot write image files, because it lacks `mksquashfs`: ask the administrators for the package `squashfs-tools`"),
        ("no response received from singularity hub", "the Singularity Hub is closed: name another registry"),
        ("conveyor failed to get: stat", "SingularityCE cannot pull below a path with an `@`: choose another `apptainer.image_cache_dir`"),
        ("no such file or directory", "there is no such file"),
        ("has no library client", "this installation has no library to pull from: name a registry with `docker://` or `oras://`, or choose a library with `apptainer remote`"),
        ("no such host", "the registry's name is not known to this machine's network"),
        ("no image found in manifest list for architecture", "the image is not made for this machine's architecture"),
        ("no image found in image index for architecture", "the image is not made for this machine's architecture"),
    ];

    /// <summary>Why a pull failed, in words, and whether to try again.</summary>
    /// <param name="errors">What the runtime wrote to standard error, without its debugging messages.</param>
    /// <param name="freeBytes">What the disk had left afterwards; null when that is not known.</param>
    public static (string Meaning, bool IsTransient) Explain(string errors, long? freeBytes)
    {
        foreach ((string text, string meaning) in Permanent)
        {
            if (errors.Contains(text, StringComparison.OrdinalIgnoreCase))
            {
                string left = text.StartsWith("no space", StringComparison.Ordinal) && freeBytes is long free ? $" ({Amount.Of(free)} are left)" : "";
                return (meaning + left, false);
            }
        }

        string[] lines = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string last = lines.LastOrDefault(line => line.StartsWith("FATAL:", StringComparison.Ordinal)) ?? lines.LastOrDefault() ?? "it said nothing";
        return (last.StartsWith("FATAL:", StringComparison.Ordinal) ? last["FATAL:".Length..].TrimStart() : last, true);
    }
}
