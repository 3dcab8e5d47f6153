using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Sprocket.Engine.Backends.Apptainer;

/// <summary>What the container runtime's own failures mean: all of them are one exit code and a line on standard error. Pure.</summary>
internal static partial class RuntimeFailure
{
    private const int NotExecutable = 126;
    private const int NotFound = 127;

    // The order matters: the first text that occurs decides. What one node lacks another may have.
    private static readonly ImmutableArray<(string Text, string Meaning, bool IsTransient)> Known =
    [
        ("no space left on device", "the disk is full where the container keeps its files", true),
        ("image format not recognized", "the image's file is no image, or only a part of one: delete it from the image cache, so that it is pulled again", false),
        ("unknown compression algorithm", "the image's file is compressed in a way that this runtime cannot read: pull or build it with the runtime that the nodes have", false),
        ("corrupted image", "the image's file is damaged: delete it from the image cache, so that it is pulled again", false),
        ("no loop devices available", "the node has no loop device free to mount the image with: ask the administrators whether it has any", true),
        ("squashfuse_ll exited", "the image's file is damaged: delete it from the image cache, so that it is pulled again", false),
        ("not readable by the current user", "the image's file may not be read by you", false),
        ("could not open image", "the image's file is not there, or not visible from the node: the image cache must be on a file system that all nodes share", false),
        ("mount source", "a file or directory that the task reads is not there, or not visible from the node: inputs must be on a file system that all nodes share", false),
        ("maximum number of user namespaces exceeded", "the node does not let users make namespaces: ask the administrators about `/proc/sys/user/max_user_namespaces`", true),
        ("Failed to create user namespace", "the node does not let users make namespaces: ask the administrators about unprivileged user namespaces or an Apptainer installed setuid", true),
        ("executable file not found in $PATH", "the image has no `/bin/sh`", false),
        ("stat /bin/sh", "the image has no `/bin/sh`", false),
        ("failed to set working directory", "the container has no working directory for the task", false),
        ("permission denied", "the container runtime may not read or start something", false),
    ];

    /// <summary>Why the container did not come up, in words, and whether another attempt may well succeed.</summary>
    /// <param name="exitCode">The exit code of what started the container.</param>
    /// <param name="errors">The last lines the runtime wrote to standard error.</param>
    public static (string Explanation, bool IsTransient) Explain(int exitCode, string errors)
    {
        string said = FatalLine(errors) is { } line ? $" It said: {line}" : "";

        // The kernel's words and, where the runtime hands its configuration on to its other half, Apptainer's.
        if (errors.Contains("Argument list too long", StringComparison.OrdinalIgnoreCase)
            || errors.Contains("argument size limit is too low", StringComparison.Ordinal))
        {
            return ("The container did not start: the task has more inputs of its own than a command line can name. "
                + $"Put them into one directory and hand in that, as a `Directory`.{said}", false);
        }

        if (exitCode is NotFound or NotExecutable && !errors.Contains("FATAL", StringComparison.Ordinal))
        {
            return ("The container did not start: the container runtime (`apptainer`) was not found on this node. Load it in a job prologue, "
                + $"or name its path as `apptainer.executable` in the backend's configuration.{said}", true);
        }

        foreach ((string text, string meaning, bool isTransient) in Known)
        {
            if (errors.Contains(text, StringComparison.OrdinalIgnoreCase))
            {
                return ($"The container did not start: {meaning}.{said}", isTransient);
            }
        }

        return ($"The container did not start: the container runtime ended with exit code {exitCode}.{said}", false);
    }

    private static string? FatalLine(string errors)
    {
        string[] lines = ColorCodes().Replace(errors, "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.LastOrDefault(line => line.StartsWith("FATAL:", StringComparison.Ordinal)) is { } fatal
            ? fatal["FATAL:".Length..].TrimStart()
            : lines.LastOrDefault();
    }

    // The part of the runtime that is written in C colours its errors wherever they go.
    [GeneratedRegex(@"\x1b\[[0-9;]*m")]
    private static partial Regex ColorCodes();
}
