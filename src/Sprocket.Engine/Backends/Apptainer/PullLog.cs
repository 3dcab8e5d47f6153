using System.Text.RegularExpressions;

namespace Sprocket.Engine.Backends.Apptainer;

/// <summary>What the runtime says while it pulls an image, debugging messages included. Pure.</summary>
internal static partial class PullLog
{
    /// <summary>The manifest's digest, which the runtime only tells among its debugging messages; null when it is not there.</summary>
    /// <param name="line">A line of what the runtime wrote to standard error.</param>
    public static string? FindDigest(string line) =>
        ManifestDigest().Match(line) is { Success: true } match ? $"sha256:{match.Groups[1].Value}" : null;

    /// <summary>Whether a line is not only for those who mend the runtime.</summary>
    public static bool IsForUsers(string line) => !Debugging().IsMatch(line);

    /// <summary>A line without the place in the runtime's program at which it was written.</summary>
    public static string Plain(string line) => Place().Replace(line.Trim(), "$1:   ");

    // DEBUG   [U=1000,P=433]     getDockerRefDigest()          docker.GetDigest source image digest for docker://a:1 is fce6…
    [GeneratedRegex("source image digest for .* is (?:sha256:)?([0-9a-f]{64})$")]
    private static partial Regex ManifestDigest();

    // Besides the runtime's own, those of a library of its: 2026/11/28 18:32:45 debug unpacking entry …
    [GeneratedRegex(@"^(DEBUG|VERBOSE) |^\d{4}/\d\d/\d\d \d\d:\d\d:\d\d +(debug|info) ")]
    private static partial Regex Debugging();

    // FATAL   [U=1000,P=656]     pullRun()                     While making image …
    [GeneratedRegex(@"^([A-Z]+)\s+\[U=\d+,P=\d+\]\s+\S+\(\)\s+")]
    private static partial Regex Place();
}
