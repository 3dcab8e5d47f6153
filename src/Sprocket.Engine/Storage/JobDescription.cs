using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;

namespace Sprocket.Engine.Storage;

/// <summary>What the job step is to start in an attempt's directory: the file <c>job.json</c>.</summary>
public sealed record JobDescription
{
    /// <summary>The name of the file in the attempt's directory.</summary>
    public const string FileName = "job.json";

    /// <summary>The line by which the script of a command in a container tells that the container came up.</summary>
    public const string StartedWord = "started";

    /// <summary>The program and its arguments.</summary>
    public required ImmutableArray<string> Arguments { get; init; }

    /// <summary>Variables set besides those that the job step finds; null to take one away.</summary>
    public ImmutableSortedDictionary<string, string?> Environment { get; init; } = ImmutableSortedDictionary<string, string?>.Empty;

    /// <summary>Where it starts; null for the attempt's directory.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>After this long the job step ends the command; null leaves that to the scheduler.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>How long the command has after a signal that asks it to end, before it is killed.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Whether signals go to the command's whole process group, as a command of this host needs: its shell would end and
    /// leave the tool running. A container runtime hands them on by itself.
    /// </summary>
    public bool SignalsGroup { get; init; }

    /// <summary>The directory below which temporary files go, in which <c>$NAME</c> stands for a variable of the node; null leaves the choice to the job step.</summary>
    public string? ScratchDirectory { get; init; }

    /// <summary>A file in which a line says <see cref="StartedWord"/> once the command itself begins; null where nothing tells.</summary>
    public string? StartedMark { get; init; }

    /// <summary>The directory in which an empty file tells the runner that something happened; null for none.</summary>
    public string? NoticeDirectory { get; init; }

    /// <summary>What the notice's name begins with: the attempt's key.</summary>
    public string NoticeName { get; init; } = "";

    /// <summary>Where a datagram wakes the runner, <c>address:port</c>; null for nowhere.</summary>
    public string? NoticeAddress { get; init; }

    /// <summary>What the datagram says, so that the runner knows it is meant.</summary>
    public string NoticeSecret { get; init; } = "";

    /// <summary>Reads the file.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="JsonException">It is not such a file.</exception>
    public static JobDescription Read(string path)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        JsonElement root = document.RootElement;
        try
        {
            return new JobDescription
            {
                Arguments = [.. root.GetProperty("arguments").EnumerateArray().Select(argument => argument.GetString()!)],
                Environment = root.GetProperty("environment").EnumerateObject()
                    .ToImmutableSortedDictionary(variable => variable.Name, variable => variable.Value.GetString(), StringComparer.Ordinal),
                WorkingDirectory = root.GetProperty("working_directory").GetString(),
                TimeLimit = root.GetProperty("time_limit_seconds") is { ValueKind: JsonValueKind.Number } limit
                    ? TimeSpan.FromSeconds(limit.GetDouble())
                    : null,
                StopGrace = TimeSpan.FromSeconds(root.GetProperty("stop_grace_seconds").GetDouble()),
                SignalsGroup = root.GetProperty("signals_group").GetBoolean(),
                ScratchDirectory = root.GetProperty("scratch_directory").GetString(),
                StartedMark = root.GetProperty("started_mark").GetString(),
                NoticeDirectory = root.GetProperty("notice_directory").GetString(),
                NoticeName = root.GetProperty("notice_name").GetString() ?? "",
                NoticeAddress = root.GetProperty("notice_address").GetString(),
                NoticeSecret = root.GetProperty("notice_secret").GetString() ?? "",
            };
        }
        catch (Exception exception) when (exception is KeyNotFoundException or InvalidOperationException)
        {
            throw new JsonException($"`{path}` is no job description of this version: {exception.Message}", exception);
        }
    }

    /// <summary>Writes the file.</summary>
    /// <exception cref="StorageException">It cannot be written.</exception>
    public void Write(string path)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteStartArray("arguments");
            foreach (string argument in Arguments)
            {
                json.WriteStringValue(argument);
            }

            json.WriteEndArray();
            json.WriteStartObject("environment");
            foreach ((string name, string? value) in Environment)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
            json.WriteString("working_directory", WorkingDirectory);
            if (TimeLimit is { } limit)
            {
                json.WriteNumber("time_limit_seconds", limit.TotalSeconds);
            }
            else
            {
                json.WriteNull("time_limit_seconds");
            }

            json.WriteNumber("stop_grace_seconds", StopGrace.TotalSeconds);
            json.WriteBoolean("signals_group", SignalsGroup);
            json.WriteString("scratch_directory", ScratchDirectory);
            json.WriteString("started_mark", StartedMark);
            json.WriteString("notice_directory", NoticeDirectory);
            json.WriteString("notice_name", NoticeName);
            json.WriteString("notice_address", NoticeAddress);
            json.WriteString("notice_secret", NoticeSecret);
            json.WriteEndObject();
        }

        StorageFile.Guard("cannot write", path, () => StorageFile.Write(path, buffer.WrittenSpan, isDurable: false));
    }
}
