using System.Buffers;
using System.Text.Json;
using Sprocket.Engine.Processes;

namespace Sprocket.Engine.Storage;

/// <summary>Who began an attempt: the file <c>begun.json</c>, which is created once and never replaced.</summary>
/// <remarks>
/// Two job steps, of a job that was submitted twice or of one that was given up too early, never run in one directory: the
/// second one finds the file and goes.
/// </remarks>
public sealed record AttemptClaim
{
    /// <summary>The name of the file in the attempt's directory.</summary>
    public const string FileName = "begun.json";

    /// <summary>The job step's process; null for a runner that saw to it that no step begins any more.</summary>
    public ProcessIdentity? Process { get; init; }

    /// <summary>The scheduler's job, or null.</summary>
    public string? JobId { get; init; }

    /// <summary>Begins an attempt.</summary>
    /// <param name="directory">The attempt's directory.</param>
    /// <param name="claim">Who begins it.</param>
    /// <returns>Whether nobody had before.</returns>
    public static bool TryTake(string directory, AttemptClaim claim)
    {
        string path = Path.Join(directory, FileName);
        try
        {
            using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
            stream.Write(claim.ToJson());
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A directory that takes no files is another trouble, which the outcome tells.
            return !File.Exists(path);
        }
    }

    /// <summary>Who has begun an attempt; null when nobody has, or who did has not yet written who it is.</summary>
    public static AttemptClaim? TryRead(string directory)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Join(directory, FileName)));
            JsonElement root = document.RootElement;
            return new AttemptClaim
            {
                Process = root.TryGetProperty("process", out _) ? ProcessIdentity.Read(root) : null,
                JobId = root.TryGetProperty("job_id", out JsonElement jobId) ? jobId.GetString() : null,
            };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException)
        {
            return null;
        }
    }

    private ReadOnlySpan<byte> ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            Process?.Write(json);
            if (JobId is not null)
            {
                json.WriteString("job_id", JobId);
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan;
    }
}
