using System.Globalization;
using Sprocket.Cli.Commands;
using Sprocket.Engine.Runs;

namespace Sprocket.Cli;

/// <summary>Shows a run on standard error: a line for each change, and on a terminal one live line below them.</summary>
internal sealed class ProgressView : IDisposable
{
    // No more often than an eye can follow, and often enough for the time in the line to be seen to pass.
    private static readonly TimeSpan ShortestRedraw = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestRedraw = TimeSpan.FromSeconds(1);

    private readonly Verbosity _verbosity;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly ITimer? _redraw;
    private RunProgress? _shown;
    private long _lastDraw;

    /// <summary>Creates the view of a run of which nothing is shown yet.</summary>
    /// <param name="verbosity">How much to show.</param>
    /// <param name="time">The clock.</param>
    public ProgressView(Verbosity verbosity, TimeProvider time)
    {
        _verbosity = verbosity;
        _time = time;
        if (Terminal.IsInteractive && verbosity != Verbosity.Quiet)
        {
            _redraw = time.CreateTimer(_ => Redraw(), null, LongestRedraw, LongestRedraw);
        }
    }

    /// <summary>Shows an event and the progress after it. Called from one thread at a time.</summary>
    public void Show(RunEvent happened, RunProgress progress)
    {
        if (_verbosity == Verbosity.Quiet)
        {
            return;
        }

        if (ProgressLine.Render(happened, _verbosity == Verbosity.Verbose) is string line)
        {
            Terminal.WriteError(line + "\n");
        }

        lock (_lock)
        {
            _shown = progress.Status is null ? progress : null;
            if (_shown is null)
            {
                Terminal.ShowStatus("");
            }
            else if (_lastDraw == 0 || _time.GetElapsedTime(_lastDraw) >= ShortestRedraw)
            {
                Draw(_shown);
            }
        }
    }

    /// <summary>Takes the live line away.</summary>
    public void Dispose()
    {
        _redraw?.Dispose();
        lock (_lock)
        {
            _shown = null;
            Terminal.ShowStatus("");
        }
    }

    /// <summary>Shows how far a run is that has gone on for a while.</summary>
    /// <param name="progress">How far it is.</param>
    /// <param name="at">At which time; of a run that has ended, its end.</param>
    public void ShowSummary(RunProgress progress, DateTimeOffset at)
    {
        if (_verbosity != Verbosity.Quiet)
        {
            Terminal.WriteError(RenderSummary(progress, at, Terminal.Width) + "\n");
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

    private void Redraw()
    {
        lock (_lock)
        {
            if (_shown is not null)
            {
                Draw(_shown);
            }
        }
    }

    private void Draw(RunProgress progress)
    {
        _lastDraw = _time.GetTimestamp();
        Terminal.ShowStatus(RenderSummary(progress, _time.GetUtcNow(), Terminal.Width));
    }

    private static void AddCount(List<string> parts, int count, string what)
    {
        if (count > 0)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{count} {what}"));
        }
    }
}
