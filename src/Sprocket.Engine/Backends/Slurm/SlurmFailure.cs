using System.Collections.Immutable;

namespace Sprocket.Engine.Backends.Slurm;

/// <summary>What a failed command of Slurm means.</summary>
internal enum SlurmFailureKind
{
    /// <summary>Slurm refuses, and will refuse again.</summary>
    Refused,

    /// <summary>Slurm did not hear it: nothing happened, and it may be tried again.</summary>
    Unheard,

    /// <summary>Slurm may have heard it: whether anything happened must be looked up before it is tried again.</summary>
    Ambiguous,

    /// <summary>Slurm failed at it or refuses it, and nothing tells which: it is looked up, and not tried again.</summary>
    Doubtful,

    /// <summary>As many jobs are queued as are allowed: wait, then try again.</summary>
    QueueFull,

    /// <summary>The site takes no array as large as this, or none at all.</summary>
    ArrayRefused,

    /// <summary>What it was asked about does not exist.</summary>
    Unknown,

    /// <summary>The site keeps no accounts.</summary>
    NoAccounting,
}

/// <summary>How a command of Slurm failed. Pure.</summary>
/// <param name="Kind">What that means.</param>
/// <param name="Message">What it said, in a line.</param>
internal sealed record SlurmFailure(SlurmFailureKind Kind, string Message)
{
    private const string PolicyViolation = "Job violates accounting/QOS policy";

    // The order matters: the first text that occurs decides.
    private static readonly ImmutableArray<(string Text, SlurmFailureKind Kind)> Known =
    [
        ("Socket timed out", SlurmFailureKind.Ambiguous),
        ("Zero Bytes were transmitted or received", SlurmFailureKind.Ambiguous),
        ("Unexpected message received", SlurmFailureKind.Ambiguous),
        ("Connection timed out", SlurmFailureKind.Ambiguous),
        ("Connection reset by peer", SlurmFailureKind.Ambiguous),
        ("Broken pipe", SlurmFailureKind.Ambiguous),
        ("receive failure", SlurmFailureKind.Ambiguous),
        ("send failure", SlurmFailureKind.Ambiguous),
        ("shutdown failure", SlurmFailureKind.Ambiguous),
        ("Unspecified error", SlurmFailureKind.Doubtful),
        ("Unable to contact slurm controller", SlurmFailureKind.Unheard),
        ("Connection refused", SlurmFailureKind.Unheard),
        ("Slurm backup controller in standby mode", SlurmFailureKind.Unheard),
        ("Communication connection failure", SlurmFailureKind.Unheard),
        ("temporarily unable to accept job", SlurmFailureKind.QueueFull),
        ("queue full", SlurmFailureKind.QueueFull),
        ("MaxSubmitJob", SlurmFailureKind.QueueFull),
        ("job submit limit", SlurmFailureKind.QueueFull),
        ("Invalid job array specification", SlurmFailureKind.ArrayRefused),
        ("I/O error writing script/environment to file", SlurmFailureKind.Unheard),
        ("Resource temporarily unavailable", SlurmFailureKind.Unheard),
        ("Unable to allocate resources: Try again", SlurmFailureKind.Unheard),
        ("Protocol authentication error", SlurmFailureKind.Unheard),
        ("accounting storage is disabled", SlurmFailureKind.NoAccounting),
        ("Problem talking to the database", SlurmFailureKind.Unheard),
        ("Invalid job id specified", SlurmFailureKind.Unknown),
    ];

    /// <summary>The failure that a command's end tells of.</summary>
    /// <param name="errors">What it wrote to standard error.</param>
    /// <param name="wasKilled">Whether it was killed, because it took too long or by somebody else.</param>
    public static SlurmFailure Explain(string errors, bool wasKilled)
    {
        string message = Shorten(errors);
        if (errors.Contains(PolicyViolation, StringComparison.Ordinal) && ExceedsLimitAlone(errors))
        {
            return new SlurmFailure(SlurmFailureKind.Refused, message);
        }

        // What `scontrol show job 17_3` says of an element of an array that is there no more.
        if (message.StartsWith("Job ", StringComparison.Ordinal) && message.EndsWith(" not found", StringComparison.Ordinal))
        {
            return new SlurmFailure(SlurmFailureKind.Unknown, message);
        }

        foreach ((string text, SlurmFailureKind kind) in Known)
        {
            if (errors.Contains(text, StringComparison.OrdinalIgnoreCase))
            {
                return new SlurmFailure(kind, message);
            }
        }

        return wasKilled
            ? new SlurmFailure(SlurmFailureKind.Ambiguous, message.Length > 0 ? message : "the command was ended before Slurm answered")
            : new SlurmFailure(SlurmFailureKind.Refused, message.Length > 0 ? message : "Slurm gave no reason");
    }

    // The same last line serves the limits that one job exceeds alone, for which no waiting helps. The line before names the
    // limit: AssocMaxSubmitJobLimit, QOSGrpSubmitJobsLimit and their like pass as jobs end.
    private static bool ExceedsLimitAlone(string errors) => SlurmText.Lines(errors)
        .Select(line => line.Trim().Split(' ')[^1])
        .Any(word => PolicyLimit.Find(word) is not null && !word.Contains("Submit", StringComparison.Ordinal));

    // Several lines become one, without the name of the command before each.
    private static string Shorten(string errors) => string.Join("; ", SlurmText.Lines(errors)
        .Select(line => line.Trim())
        .Select(line => line.IndexOf("error: ", StringComparison.Ordinal) is >= 0 and int index ? line[(index + "error: ".Length)..] : line)
        .Select(line => line.StartsWith("Batch job submission failed: ", StringComparison.Ordinal) ? line["Batch job submission failed: ".Length..] : line)
        .Where(line => line.Length > 0)
        .Distinct());
}
