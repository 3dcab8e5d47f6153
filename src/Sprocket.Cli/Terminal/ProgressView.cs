using System.Globalization;
using Sprocket.Cli.Commands;
using Sprocket.Engine.Runs;

namespace Sprocket.Cli;

/// <summary>Shows a run on standard error: a line for each change, and on a terminal one live line below them.</summary>
/// <param name="verbosity">How much to show.</param>
/// <param name="time">The clock, to redraw the live line no more often than an eye can follow.</param>
internal sealed class ProgressView(Verbosity verbosity, TimeProvider time)
{
    private static readonly TimeSpan RedrawInterval = TimeSpan.FromMilliseconds(100);

    private long _lastDraw;

    /// <summary>Shows an event and the progress after it. Called from one thread at a time.</summary>
    public void Show(RunEvent happened, RunProgress progress)
    {
        if (verbosity == Verbosity.Quiet)
        {
            return;
        }

        if (ProgressLine.Render(happened, verbosity == Verbosity.Verbose) is string line)
        {
            Terminal.WriteError(line + "\n");
        }

        if (progress.Status is not null)
        {
            Terminal.ShowStatus("");
        }
        else if (_lastDraw == 0 || time.GetElapsedTime(_lastDraw) >= RedrawInterval)
        {
            _lastDraw = time.GetTimestamp();
            Terminal.ShowStatus(RenderSummary(progress, time.GetUtcNow(), Terminal.Width));
        }
    }

    /// <summary>Shows how far a run is that has gone on for a while.</summary>
    public void ShowSummary(RunProgress progress)
    {
        if (verbosity != Verbosity.Quiet)
        {
            Terminal.WriteError(RenderSummary(progress, time.GetUtcNow(), Terminal.Width) + "\n");
        }
    }

    /// <summary>The live line: how many calls are in which state, and for how long the run has gone on.</summary>
    /// <param name="progress">How far the run is.</param>
    /// <param name="now">The time.</param>
    /// <param name="width">The columns there are; the line is cut one short of them, lest it wrap.</param>
    internal static string RenderSummary(RunProgress progress, DateTimeOffset now, int width)
    {
        List<string> parts = [string.Create(CultureInfo.InvariantCulture, $"{progress.Succeeded} done")];
        AddCount(parts, progress.Running, "running");
        AddCount(parts, progress.Waiting, "waiting");
        AddCount(parts, progress.Failed, "failed");
        AddCount(parts, progress.Retried, "retried");
        string names = string.Join(", ", progress.Active.Values.Where(call => call.State == CallState.Running).Take(5).Select(call => call.CallId));
        string line = $"{ProgressLine.RenderDuration(now - progress.Began)} {progress.Target}: {string.Join(", ", parts)}"
            + (names.Length == 0 ? "" : $" [{names}{(progress.Running > 5 ? ", …" : "")}]");
        return line.Length < width ? line : line[..Math.Max(0, width - 1)];
    }

    private static void AddCount(List<string> parts, int count, string what)
    {
        if (count > 0)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{count} {what}"));
        }
    }
}
