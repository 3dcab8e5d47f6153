using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Sprocket.Engine.Storage;

/// <summary>A signal that the job step received.</summary>
/// <param name="Name">Its name, such as <c>TERM</c>.</param>
/// <param name="At">When.</param>
public sealed record ReceivedSignal(string Name, DateTimeOffset At);

/// <summary>What the job step saw of a command: the file <c>outcome.json</c> in the attempt's directory.</summary>
public sealed record OutcomeFile
{
    /// <summary>The name of the file in the attempt's directory.</summary>
    public const string FileName = "outcome.json";

    /// <summary>The exit code of what was started, 128 + N when signal N ended it; null when nothing could be started.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Why nothing could be started; null when something was.</summary>
    public string? StartError { get; init; }

    /// <summary>
    /// Whether the command itself began, rather than only the container runtime before it; null where nothing tells.
    /// </summary>
    public bool? CommandStarted { get; init; }

    /// <summary>When it was started.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset End { get; init; }

    /// <summary>The node it ran on.</summary>
    public required string Node { get; init; }

    /// <summary>The scheduler's job, or null.</summary>
    public string? JobId { get; init; }

    /// <summary>The resident memory of its largest process, in bytes.</summary>
    public long? PeakMemoryBytes { get; init; }

    /// <summary>The CPU time of all its processes.</summary>
    public TimeSpan? CpuTime { get; init; }

    /// <summary>The most memory that its control group held at once, file cache included, in bytes; null where none could be read.</summary>
    public long? GroupPeakMemoryBytes { get; init; }

    /// <summary>
    /// How many processes of its control group were killed for using too much memory; null where none could be read.
    /// </summary>
    public int? OomKills { get; init; }

    /// <summary>Whether the control group is the scheduler's for this very job, so that it is the limit the scheduler enforces.</summary>
    public bool IsGroupOfJob { get; init; }

    /// <summary>Whether the job step ended it because its time limit passed.</summary>
    public bool TimedOut { get; init; }

    /// <summary>What the job step was sent, in order.</summary>
    public ImmutableArray<ReceivedSignal> Signals { get; init; } = [];

    /// <summary>Reads the file; null when there is none, or none that is whole.</summary>
    /// <remarks>
    /// It appears whole by renaming, but a network file system may show its name before its content. A file that
    /// cannot be read yet is the same as one that has not come: the caller looks again.
    /// </remarks>
    public static OutcomeFile? TryRead(string directory)
    {
        try
        {
            return Parse(File.ReadAllBytes(Path.Join(directory, FileName)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Reads the content of such a file.</summary>
    /// <exception cref="JsonException">It is no such file.</exception>
    public static OutcomeFile Parse(ReadOnlyMemory<byte> content)
    {
        using JsonDocument document = JsonDocument.Parse(content);
        JsonElement root = document.RootElement;
        try
        {
            return new OutcomeFile
            {
                ExitCode = Optional(root, "exit_code")?.GetInt32(),
                StartError = Optional(root, "start_error")?.GetString(),
                CommandStarted = Optional(root, "command_started")?.GetBoolean(),
                Start = root.GetProperty("start").GetDateTimeOffset(),
                End = root.GetProperty("end").GetDateTimeOffset(),
                Node = root.GetProperty("node").GetString() ?? "",
                JobId = Optional(root, "job_id")?.GetString(),
                PeakMemoryBytes = Optional(root, "peak_memory_bytes")?.GetInt64(),
                CpuTime = Optional(root, "cpu_seconds") is { } seconds ? TimeSpan.FromSeconds(seconds.GetDouble()) : null,
                GroupPeakMemoryBytes = Optional(root, "group_peak_memory_bytes")?.GetInt64(),
                OomKills = Optional(root, "oom_kills")?.GetInt32(),
                IsGroupOfJob = root.GetProperty("is_group_of_job").GetBoolean(),
                TimedOut = root.GetProperty("timed_out").GetBoolean(),
                Signals =
                [
                    .. root.GetProperty("signals").EnumerateArray().Select(signal =>
                        new ReceivedSignal(signal.GetProperty("name").GetString()!, signal.GetProperty("at").GetDateTimeOffset())),
                ],
            };
        }
        catch (Exception exception) when (exception is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new JsonException($"not an outcome file of this version: {exception.Message}", exception);
        }
    }

    /// <summary>Writes the file.</summary>
    /// <exception cref="IOException">It cannot be written; none is there then.</exception>
    public void Write(string directory)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            WriteTo(json);
        }

        StorageFile.Write(Path.Join(directory, FileName), buffer.WrittenSpan);
    }

    private void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        WriteNumber(json, "exit_code", ExitCode);
        json.WriteString("start_error", StartError);
        WriteBoolean(json, "command_started", CommandStarted);
        json.WriteString("start", Stamp(Start));
        json.WriteString("end", Stamp(End));
        json.WriteString("node", Node);
        json.WriteString("job_id", JobId);
        WriteNumber(json, "peak_memory_bytes", PeakMemoryBytes);
        WriteNumber(json, "cpu_seconds", CpuTime is { } cpuTime ? (decimal)cpuTime.TotalSeconds : null);
        WriteNumber(json, "group_peak_memory_bytes", GroupPeakMemoryBytes);
        WriteNumber(json, "oom_kills", OomKills);
        json.WriteBoolean("is_group_of_job", IsGroupOfJob);
        json.WriteBoolean("timed_out", TimedOut);
        json.WriteStartArray("signals");
        foreach (ReceivedSignal signal in Signals)
        {
            json.WriteStartObject();
            json.WriteString("name", signal.Name);
            json.WriteString("at", Stamp(signal.At));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Stamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    private static JsonElement? Optional(JsonElement root, string name) =>
        root.GetProperty(name) is { ValueKind: not JsonValueKind.Null } value ? value : null;

    private static void WriteNumber(Utf8JsonWriter json, string name, decimal? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void WriteBoolean(Utf8JsonWriter json, string name, bool? value)
    {
        if (value is { } boolean)
        {
            json.WriteBoolean(name, boolean);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
