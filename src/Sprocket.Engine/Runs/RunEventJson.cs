using System.Buffers;
using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using Sprocket.Engine.Backends;
using Sprocket.Engine.Storage;

namespace Sprocket.Engine.Runs;

/// <summary>Events as lines of the journal, and back.</summary>
/// <remarks>A line is a JSON object whose <c>event</c> names the kind; kinds and members of later releases are skipped.</remarks>
internal static class RunEventJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The line of an event, without a line break.</summary>
    public static ReadOnlySpan<byte> Write(RunEvent happened)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, Options);
        json.WriteStartObject();
        json.WriteString("event", GetName(happened));
        json.WriteString("time", happened.Time);
        WriteMembers(json, happened);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan;
    }

    /// <summary>The event of a line; null for a kind that this release does not know.</summary>
    /// <param name="line">The line.</param>
    /// <param name="journal">The path of its journal.</param>
    /// <param name="number">The line's number there, from 1.</param>
    /// <exception cref="StorageException">The line is damaged.</exception>
    public static RunEvent? Read(ReadOnlyMemory<byte> line, string journal, int number)
    {
        try
        {
            return Read(line);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new StorageException(
                $"line {number} of the journal `{journal}` is damaged, so that nothing can be known of the run",
                "its jobs may go on: the files `job_id` below its directory name them, and `scancel` ends them; then run the workflow again from the start",
                exception);
        }
    }

    /// <summary>The event of a line; null for a kind that this release does not know.</summary>
    /// <exception cref="JsonException">The line is damaged.</exception>
    public static RunEvent? Read(ReadOnlyMemory<byte> line)
    {
        using var document = JsonDocument.Parse(line);
        JsonElement json = document.RootElement;
        RunEvent? happened = ReadKind(json);
        return happened is null ? null : happened with { Time = json.GetProperty("time").GetDateTimeOffset() };
    }

    private static string GetName(RunEvent happened) => happened switch
    {
        RunStarted => "run-started",
        RunResumed => "run-resumed",
        CallStarted => "call-started",
        AttemptStarted => "attempt-started",
        AttemptSubmitted => "attempt-submitted",
        AttemptPending => "attempt-pending",
        AttemptRunning => "attempt-running",
        AttemptNoted => "attempt-noted",
        AttemptEnded => "attempt-ended",
        CallSucceeded => "call-succeeded",
        CallReused => "call-reused",
        CallFailed => "call-failed",
        RunNoted => "run-noted",
        RunDraining => "run-draining",
        RunCanceling => "run-canceling",
        RunEnded => "run-ended",
        _ => throw new UnreachableException(),
    };

    private static void WriteMembers(Utf8JsonWriter json, RunEvent happened)
    {
        switch (happened)
        {
            case RunStarted e:
                json.WriteString("run", e.RunId);
                json.WriteString("target", e.Target);
                json.WriteString("document", e.Document);
                json.WriteString("backend", e.Backend);
                break;
            case RunResumed e:
                json.WriteString("backend", e.Backend);
                break;
            case CallStarted e:
                json.WriteString("call", e.CallId);
                json.WriteString("target", e.Target);
                json.WriteBoolean("workflow", e.IsWorkflow);
                break;
            case AttemptStarted e:
                WriteAttempt(json, e.CallId, e.Attempt);
                json.WriteString("key", e.Key);
                json.WriteNumber("cpu", e.Cpu);
                json.WriteNumber("memory", e.MemoryBytes);
                WriteNumber(json, "time_limit_seconds", (long?)e.TimeLimit?.TotalSeconds);
                WriteText(json, "choice", e.Choice);
                json.WriteStartArray("notes");
                foreach (string note in e.Notes)
                {
                    json.WriteStringValue(note);
                }

                json.WriteEndArray();
                break;
            case AttemptSubmitted e:
                WriteAttempt(json, e.CallId, e.Attempt);
                json.WriteString("job", e.JobId);
                break;
            case AttemptPending e:
                WriteAttempt(json, e.CallId, e.Attempt);
                json.WriteString("reason", e.Reason);
                break;
            case AttemptRunning e:
                WriteAttempt(json, e.CallId, e.Attempt);
                json.WriteString("node", e.Node);
                break;
            case AttemptNoted e:
                WriteAttempt(json, e.CallId, e.Attempt);
                json.WriteString("message", e.Message);
                break;
            case AttemptEnded e:
                WriteAttempt(json, e.CallId, e.Attempt);
                WriteOutcome(json, e.Outcome);
                json.WriteString("retry", e.RetryReason);
                break;
            case CallSucceeded e:
                json.WriteString("call", e.CallId);
                json.WriteString("outputs", e.Outputs);
                json.WriteBoolean("workflow", e.IsWorkflow);
                break;
            case CallReused e:
                json.WriteString("call", e.CallId);
                break;
            case CallFailed e:
                json.WriteString("call", e.CallId);
                json.WriteString("message", e.Message);
                break;
            case RunNoted e:
                json.WriteString("message", e.Message);
                break;
            case RunDraining e:
                json.WriteString("reason", e.Reason);
                break;
            case RunCanceling e:
                json.WriteString("reason", e.Reason);
                break;
            case RunEnded e:
                json.WriteString("status", Name(e.Status));
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static RunEvent? ReadKind(JsonElement json) => Text(json, "event") switch
    {
        "run-started" => new RunStarted(Text(json, "run"), Text(json, "target"), Text(json, "document"), Text(json, "backend")),
        "run-resumed" => new RunResumed(Text(json, "backend")),
        "call-started" => new CallStarted(Text(json, "call"), Text(json, "target"), Flag(json, "workflow")),
        "attempt-started" => new AttemptStarted(
            Text(json, "call"),
            Number(json, "attempt"),
            Text(json, "key"),
            json.GetProperty("cpu").GetDouble(),
            json.GetProperty("memory").GetInt64(),
            [.. json.GetProperty("notes").EnumerateArray().Select(note => note.GetString()!)])
        {
            TimeLimit = json.TryGetProperty("time_limit_seconds", out JsonElement seconds) ? TimeSpan.FromSeconds(seconds.GetInt64()) : null,
            Choice = Find(json, "choice"),
        },
        "attempt-submitted" => new AttemptSubmitted(Text(json, "call"), Number(json, "attempt"), Text(json, "job")),
        "attempt-pending" => new AttemptPending(Text(json, "call"), Number(json, "attempt"), Text(json, "reason")),
        "attempt-running" => new AttemptRunning(Text(json, "call"), Number(json, "attempt"), Find(json, "node")),
        "attempt-noted" => new AttemptNoted(Text(json, "call"), Number(json, "attempt"), Text(json, "message")),
        "attempt-ended" => new AttemptEnded(
            Text(json, "call"), Number(json, "attempt"), ReadOutcome(json.GetProperty("outcome")), Find(json, "retry")),
        "call-succeeded" => new CallSucceeded(Text(json, "call"), Text(json, "outputs"), Flag(json, "workflow")),
        "call-reused" => new CallReused(Text(json, "call")),
        "call-failed" => new CallFailed(Text(json, "call"), Text(json, "message")),
        "run-noted" => new RunNoted(Text(json, "message")),
        "run-draining" => new RunDraining(Text(json, "reason")),
        "run-canceling" => new RunCanceling(Text(json, "reason")),
        "run-ended" => new RunEnded(Text(json, "status") switch
        {
            "succeeded" => RunStatus.Succeeded,
            "canceled" => RunStatus.Canceled,
            "detached" => RunStatus.Detached,
            _ => RunStatus.Failed,
        }),
        _ => null,
    };

    private static void WriteAttempt(Utf8JsonWriter json, string callId, int attempt)
    {
        json.WriteString("call", callId);
        json.WriteNumber("attempt", attempt);
    }

    private static void WriteOutcome(Utf8JsonWriter json, Outcome outcome)
    {
        json.WriteStartObject("outcome");
        json.WriteString("name", outcome.Name);
        WriteNumber(json, "exit_code", outcome.ExitCode);
        WriteNumber(json, "signal", (outcome as CommandFailed)?.Signal);
        WriteText(json, "job", outcome.JobId);
        WriteText(json, "node", outcome.Node);
        WriteText(json, "explanation", outcome.Explanation);
        WriteText(json, "state", outcome.SchedulerState);
        json.WriteBoolean("transient", outcome is NotStarted { IsTransient: true });
        json.WriteBoolean("by_run", outcome is Canceled { ByRun: true });
        if (outcome.Usage is ResourceUsage usage)
        {
            WriteText(json, "start", usage.Start?.ToString("O"));
            WriteText(json, "end", usage.End?.ToString("O"));
            WriteNumber(json, "peak_memory", usage.PeakMemoryBytes);
            WriteNumber(json, "cpu_milliseconds", (long?)usage.CpuTime?.TotalMilliseconds);
        }

        json.WriteEndObject();
    }

    private static Outcome ReadOutcome(JsonElement json)
    {
        Outcome outcome = Text(json, "name") switch
        {
            "succeeded" => new Succeeded(),
            "out of memory" => new OutOfMemory(),
            "timed out" => new TimedOut(),
            "preempted" => new Preempted(),
            "node failed" => new NodeFailed(),
            "not started" => new NotStarted { IsTransient = Flag(json, "transient") },
            "canceled" => new Canceled { ByRun = Flag(json, "by_run") },
            "interrupted" => new Interrupted(),
            _ => new CommandFailed { Signal = (int?)FindNumber(json, "signal") },
        };
        return outcome with
        {
            ExitCode = (int?)FindNumber(json, "exit_code"),
            JobId = Find(json, "job"),
            Node = Find(json, "node"),
            Explanation = Find(json, "explanation"),
            SchedulerState = Find(json, "state"),
            Usage = new ResourceUsage
            {
                Start = json.TryGetProperty("start", out JsonElement start) ? start.GetDateTimeOffset() : null,
                End = json.TryGetProperty("end", out JsonElement end) ? end.GetDateTimeOffset() : null,
                PeakMemoryBytes = FindNumber(json, "peak_memory"),
                CpuTime = FindNumber(json, "cpu_milliseconds") is long milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null,
            },
        };
    }

    private static string Name(RunStatus status) => status switch
    {
        RunStatus.Succeeded => "succeeded",
        RunStatus.Failed => "failed",
        RunStatus.Canceled => "canceled",
        RunStatus.Detached => "detached",
        _ => throw new UnreachableException(),
    };

    private static void WriteText(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, long? value)
    {
        if (value is long number)
        {
            json.WriteNumber(name, number);
        }
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? "";

    private static string? Find(JsonElement json, string name) => json.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    private static int Number(JsonElement json, string name) => json.GetProperty(name).GetInt32();

    private static long? FindNumber(JsonElement json, string name) => json.TryGetProperty(name, out JsonElement value) ? value.GetInt64() : null;

    private static bool Flag(JsonElement json, string name) => json.TryGetProperty(name, out JsonElement value) && value.GetBoolean();
}
