using System.Collections.Immutable;
using System.Globalization;

namespace Sprocket.Engine.Backends.Slurm;

/// <summary>Reads what Slurm's commands print. Pure; the same text forms serve all releases since 20.11.</summary>
/// <remarks>Never <c>--json</c>: it is missing in old releases, changes between new ones, and costs fifty times as much.</remarks>
internal static class SlurmText
{
    // Beyond what a TimeSpan holds lies nothing that anybody means.
    private const int MostDays = 1_000_000;

    /// <summary>
    /// The format of squeue that <see cref="ParseQueue"/> reads: the reason comes last, since it may hold anything. The time
    /// is the one at which a job that waits is expected to start, as <c>--start</c> shows it, for no question more.
    /// </summary>
    public const string QueueFormat = "%i|%S|%T|%N|%r";

    /// <summary>The first line of what squeue prints in <see cref="QueueFormat"/>.</summary>
    public const string QueueHeader = "JOBID|START_TIME|STATE|NODELIST|REASON";

    /// <summary>The format of squeue that <see cref="ParseNames"/> reads.</summary>
    public const string QueueNamesFormat = "%i|%j";

    /// <summary>The first line of what squeue prints in <see cref="QueueNamesFormat"/>.</summary>
    public const string QueueNamesHeader = "JOBID|NAME";

    /// <summary>The fields of sacct that <see cref="ParseAccounting"/> reads.</summary>
    public const string AccountingFormat = "jobid,jobidraw,state,exitcode,nodelist,reason";

    /// <summary>The first line of what sacct prints of <see cref="AccountingFormat"/>.</summary>
    public const string AccountingHeader = "JobID|JobIDRaw|State|ExitCode|NodeList|Reason";

    /// <summary>The fields of sacct that <see cref="ParseNames"/> reads.</summary>
    public const string AccountingNamesFormat = "jobid,jobname";

    /// <summary>The first line of what sacct prints of <see cref="AccountingNamesFormat"/>.</summary>
    public const string AccountingNamesHeader = "JobID|JobName";

    /// <summary>What <c>scontrol show job</c> prints where there are none at all.</summary>
    public const string NoJobs = "No jobs in the system";

    /// <summary>Whether a table was printed: what does not begin with its header, after greetings at most, tells nothing of any job, least of all that it is gone.</summary>
    public static bool HasHeader(string text, string header)
    {
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            if (line.Trim().SequenceEqual(header))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The jobs of <c>squeue -r -o '%i|%S|%T|%N|%r'</c>; lines that are none are passed over.</summary>
    public static ImmutableArray<SlurmJob> ParseQueue(string text) => ParseLines(text, fields => fields is [string id, string start, string state, string nodes, string reason]
        ? new SlurmJob(id, JobState.Parse(state)) { Reason = reason, Start = ParseMoment(start), Nodes = KnownNodes(nodes) }
        : null, fieldCount: 5);

    /// <summary>The ids of jobs by their names, of <c>squeue -r -o '%i|%j'</c> or <c>sacct -P -o jobid,jobname</c>; of jobs of one name, the last.</summary>
    public static ImmutableDictionary<string, string> ParseNames(string text)
    {
        ImmutableDictionary<string, string>.Builder ids = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (string line in Lines(text))
        {
            if (char.IsAsciiDigit(line[0]) && line.Split('|', 2) is [string id, string name])
            {
                ids[name.Trim()] = id.Trim();
            }
        }

        return ids.ToImmutable();
    }

    /// <summary>The jobs of <c>sacct -X -P -o jobid,jobidraw,state,exitcode,nodelist,reason</c>.</summary>
    public static ImmutableArray<SlurmJob> ParseAccounting(string text) => ParseLines(text, fields =>
        fields is [string id, _, string state, string exitCode, string nodes, string reason]
            ? new SlurmJob(id, JobState.Parse(state))
            {
                Reason = reason is "None" ? "" : reason,
                ExitCode = exitCode,
                Nodes = KnownNodes(nodes),
                CanceledBy = state.Split(" by ", 2) is [_, string user] ? user.Trim() : null,
            }
            : null, fieldCount: 6);

    /// <summary>The jobs of <c>scontrol show job -o</c>, one in a line of <c>Name=value</c> fields.</summary>
    public static ImmutableArray<SlurmJob> ParseJobs(string text)
    {
        ImmutableArray<SlurmJob>.Builder jobs = ImmutableArray.CreateBuilder<SlurmJob>();
        foreach (ImmutableDictionary<string, string> fields in ParseRecords(text))
        {
            if (fields.TryGetValue("JobId", out string? id) && fields.TryGetValue("JobState", out string? state))
            {
                bool isElement = fields.TryGetValue("ArrayJobId", out string? array) & fields.TryGetValue("ArrayTaskId", out string? index);
                jobs.Add(new SlurmJob(isElement ? $"{array}_{index}" : id, JobState.Parse(state))
                {
                    Reason = fields.GetValueOrDefault("Reason") is { } reason and not "None" ? reason : "",
                    ExitCode = fields.GetValueOrDefault("ExitCode", ""),
                    Nodes = KnownNodes(fields.GetValueOrDefault("NodeList", "")),
                    Evaluated = fields.GetValueOrDefault("LastSchedEval"),
                });
            }
        }

        return jobs.ToImmutable();
    }

    /// <summary>The records of <c>scontrol show … -o</c>: fields <c>Name=value</c> with spaces between, in a line each.</summary>
    public static ImmutableArray<ImmutableDictionary<string, string>> ParseRecords(string text)
    {
        ImmutableArray<ImmutableDictionary<string, string>>.Builder records = ImmutableArray.CreateBuilder<ImmutableDictionary<string, string>>();
        foreach (string line in Lines(text))
        {
            ImmutableDictionary<string, string>.Builder fields = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
            foreach (string word in line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                // Only the first of a name counts: a comment, which may hold anything, comes last.
                if (word.Split('=', 2) is [string name, string value] && !fields.ContainsKey(name))
                {
                    fields.Add(name, value);
                }
            }

            records.Add(fields.ToImmutable());
        }

        return records.ToImmutable();
    }

    /// <summary>The settings of <c>scontrol show config</c>, a line each: <c>Name = value</c>.</summary>
    public static ImmutableDictionary<string, string> ParseSettings(string text)
    {
        ImmutableDictionary<string, string>.Builder settings = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (string line in Lines(text))
        {
            if (line.Split('=', 2) is [string name, string value])
            {
                settings[name.Trim()] = value.Trim();
            }
        }

        return settings.ToImmutable();
    }

    /// <summary>
    /// The id that <c>sbatch --parsable</c> prints, without the cluster that may follow it; null when there is none. Sites
    /// have sbatch print greetings, too: the id is the last line that is one.
    /// </summary>
    public static string? ParseSubmitted(string text) => Lines(text)
        .Select(line => line.Trim().Split(';')[0])
        .LastOrDefault(word => word.Length > 0 && word.All(char.IsAsciiDigit));

    /// <summary>A time such as <c>30 sec</c>, <c>1-02:00:00</c>, <c>01:30:00</c>, <c>30:00</c> or <c>90</c>, in minutes; null for none or no limit.</summary>
    public static TimeSpan? ParseTime(string text)
    {
        if (text.EndsWith(" sec", StringComparison.Ordinal))
        {
            return int.TryParse(text[..^" sec".Length], CultureInfo.InvariantCulture, out int seconds) ? TimeSpan.FromSeconds(seconds) : null;
        }

        string[] parts = text.Split('-', 2);
        int days = 0;
        if (parts.Length == 2 && (!int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out days) || days > MostDays))
        {
            return null;
        }

        int[] numbers = [.. parts[^1].Split(':').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : -1)];
        if (numbers.Contains(-1))
        {
            return null;
        }

        // With days in front the hours come first; without, two numbers are minutes and seconds, and one is minutes.
        return numbers switch
        {
            [int hours, int minutes, int seconds] => new TimeSpan(days, hours, minutes, seconds),
            [int hours, int minutes] when parts.Length == 2 => new TimeSpan(days, hours, minutes, 0),
            [int minutes, int seconds] => new TimeSpan(0, minutes, seconds),
            [int hours] when parts.Length == 2 => new TimeSpan(days, hours, 0, 0),
            [int minutes] => TimeSpan.FromMinutes(minutes),
            _ => null,
        };
    }

    /// <summary>The lines of a text, without empty ones.</summary>
    public static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static ImmutableArray<SlurmJob> ParseLines(string text, Func<string[], SlurmJob?> parse, int fieldCount)
    {
        ImmutableArray<SlurmJob>.Builder jobs = ImmutableArray.CreateBuilder<SlurmJob>();
        foreach (string line in Lines(text))
        {
            string[] fields = line.TrimEnd('\r').Split('|', fieldCount);
            if (char.IsAsciiDigit(line[0]) && parse(fields) is { } job)
            {
                // sacct writes the elements of an array that never began in one line.
                jobs.AddRange(JobIds.Expand(job.Id).Select(id => job with { Id = id }));
            }
        }

        return jobs.ToImmutable();
    }

    // Slurm's clock is that of the cluster, and nobody says which zone that is: a moment is only for people to read.
    private static DateTime? ParseMoment(string text) =>
        DateTime.TryParseExact(text, "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime moment) ? moment : null;

    private static string? KnownNodes(string nodes) => nodes is "" or "(null)" or "None assigned" ? null : nodes;
}
