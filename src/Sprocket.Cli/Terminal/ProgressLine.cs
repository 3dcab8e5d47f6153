using System.Globalization;
using Sprocket.Engine.Backends;
using Sprocket.Engine.Runs;

namespace Sprocket.Cli;

/// <summary>The line that tells of one event of a run.</summary>
internal static class ProgressLine
{
    /// <summary>The line, without its end; null when the event is not worth one.</summary>
    /// <param name="runEvent">The event.</param>
    /// <param name="isVerbose">Whether events that only explain the engine are worth a line, too.</param>
    public static string? Render(RunEvent runEvent, bool isVerbose)
    {
        string? text = runEvent switch
        {
            RunStarted run => $"run {run.RunId}: {run.Target} of {run.Document}, on {run.Backend}",
            RunResumed run => $"run resumed, on {run.Backend}",
            CallStarted { IsWorkflow: true } call => $"{call.CallId}: workflow {call.Target} started",
            AttemptStarted attempt => RenderStart(attempt, isVerbose),
            AttemptSubmitted attempt => $"{Name(attempt.CallId, attempt.Attempt)}: submitted as job {attempt.JobId}",
            AttemptPending attempt => $"{Name(attempt.CallId, attempt.Attempt)}: waiting: {attempt.Reason}",
            AttemptRunning attempt => $"{Name(attempt.CallId, attempt.Attempt)}: running{(attempt.Node is null ? "" : $" on {attempt.Node}")}",
            AttemptNoted attempt => $"{Name(attempt.CallId, attempt.Attempt)}: {attempt.Message}",
            AttemptEnded attempt => RenderEnd(attempt),
            CallSucceeded { IsWorkflow: true } call => $"{call.CallId}: workflow done",
            CallReused call => $"{call.CallId}: done before",
            CallFailed call => RenderFailure(call),
            RunNoted run => run.Message,
            RunDraining run => $"starting nothing new: {run.Reason}",
            RunCanceling run => $"cancelling what runs: {run.Reason}",
            RunEnded { Status: RunStatus.Succeeded } => "run succeeded",
            RunEnded { Status: RunStatus.Canceled } => "run cancelled",
            RunEnded { Status: RunStatus.Detached } => "run left; what runs goes on",
            RunEnded => "run failed",
            _ => null,
        };
        return text is null ? null : string.Create(CultureInfo.InvariantCulture, $"{runEvent.Time:HH:mm:ss} {text}");
    }

    private static string? RenderStart(AttemptStarted attempt, bool isVerbose)
    {
        string name = Name(attempt.CallId, attempt.Attempt);
        if (isVerbose)
        {
            double gibibytes = attempt.MemoryBytes / (double)(1L << 30);
            string time = attempt.TimeLimit is TimeSpan limit ? $", {RenderDuration(limit)}" : "";
            string notes = string.Concat(attempt.Notes.Prepend(attempt.Choice).OfType<string>().Select(note => $"; {note}"));
            return string.Create(CultureInfo.InvariantCulture, $"{name}: asks for {attempt.Cpu:0.##} cores, {gibibytes:0.##} GiB{time}{notes}");
        }

        return attempt.Notes.IsEmpty ? null : $"{name}: {string.Join("; ", attempt.Notes)}";
    }

    private static string? RenderEnd(AttemptEnded attempt)
    {
        string name = Name(attempt.CallId, attempt.Attempt);
        string usage = RenderUsage(attempt.Outcome.Usage);
        if (attempt.RetryReason is not null)
        {
            // There may be more lines to it; the journal has them.
            string? why = attempt.Outcome.Explanation?.Split('\n', 2)[0].TrimEnd('.', ' ');
            return $"{name}: {attempt.Outcome.Name}{usage}{(why is null ? "," : $": {why};")} trying again: {attempt.RetryReason}";
        }

        // A failure for good has a line of its own, which says more.
        return attempt.Outcome is Succeeded ? $"{name}: done{usage}" : null;
    }

    // What a backend says begins with the name of the call; what an expression does wrong does not.
    private static string RenderFailure(CallFailed call)
    {
        string name = $"`{call.CallId}` ";
        return call.Message.StartsWith(name, StringComparison.Ordinal)
            ? $"{call.CallId}: {call.Message[name.Length..]}"
            : $"{call.CallId}: failed: {call.Message}";
    }

    private static string RenderUsage(ResourceUsage? usage)
    {
        if (usage is null)
        {
            return "";
        }

        List<string> parts = [];
        if (usage.End - usage.Start is TimeSpan wall)
        {
            parts.Add(RenderDuration(wall));
        }

        if (usage.PeakMemoryBytes is long peak)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{peak / (double)(1 << 20):0} MiB"));
        }

        return parts.Count == 0 ? "" : $" ({string.Join(", ", parts)})";
    }

    /// <summary>A duration as people say it: <c>4.2s</c>, <c>3m07s</c>, <c>2h05m</c>.</summary>
    internal static string RenderDuration(TimeSpan duration) => duration.TotalSeconds switch
    {
        < 60 => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.0}s"),
        < 3600 => string.Create(CultureInfo.InvariantCulture, $"{(int)duration.TotalMinutes}m{duration.Seconds:00}s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)duration.TotalHours}h{duration.Minutes:00}m"),
    };

    private static string Name(string callId, int attempt) =>
        attempt == 0 ? callId : string.Create(CultureInfo.InvariantCulture, $"{callId} (attempt {attempt + 1})");
}
