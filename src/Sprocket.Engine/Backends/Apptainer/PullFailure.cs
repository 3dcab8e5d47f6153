using System.Collections.Immutable;

namespace Sprocket.Engine.Backends.Apptainer;

/// <summary>What a failed pull means: whether to try again, and what to do. Pure.</summary>
internal static class PullFailure
{
    // The order matters: the first text that occurs decides. What is not listed may pass: a registry has bad moments.
    private static readonly ImmutableArray<(string Text, string Meaning)> Permanent =
    [
        ("no space left on device", "the disk is full: free some space, or choose another `image_cache_dir`"),
        ("disk quota exceeded", "the disk quota is used up: free some space, or choose another `image_cache_dir`"),
        ("manifest unknown", "the registry has no image of that name and tag"),
        ("name unknown", "the registry has no image of that name"),
        ("repository name not known", "the registry has no image of that name"),
        ("toomanyrequests", "the registry's limit of pulls is reached: wait for some hours, log in with `apptainer registry login`, or keep the image as a `.sif` file"),
        ("unauthorized", "the registry asks for a login, or has no such image: see `apptainer registry login`"),
        ("denied", "the registry denies access, or has no such image: see `apptainer registry login`"),
        ("403 (Forbidden)", "the registry forbids it"),
        ("invalid reference format", "that is no well-formed name of an image"),
        ("no such file or directory", "there is no such file"),
        ("has no library client", "this installation has no library to pull from: name a registry with `docker://` or `oras://`"),
        ("no such host", "the registry's name is not known to this machine's network"),
        ("no image found in manifest list for architecture", "the image is not made for this machine's architecture"),
    ];

    /// <summary>Why a pull failed, in words, and whether to try again.</summary>
    /// <param name="errors">What the runtime wrote to standard error.</param>
    public static (string Meaning, bool IsTransient) Explain(string errors)
    {
        foreach ((string text, string meaning) in Permanent)
        {
            if (errors.Contains(text, StringComparison.OrdinalIgnoreCase))
            {
                return (meaning, false);
            }
        }

        string last = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "it said nothing";
        return (last.StartsWith("FATAL:", StringComparison.Ordinal) ? last["FATAL:".Length..].TrimStart() : last, true);
    }
}
