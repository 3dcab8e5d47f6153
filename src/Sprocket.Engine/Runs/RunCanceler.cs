using System.Collections.Immutable;
using Sprocket.Engine.Backends;
using Sprocket.Engine.Storage;

namespace Sprocket.Engine.Runs;

/// <summary>Ends a run that no process drives.</summary>
public static class RunCanceler
{
    /// <summary>Cancels what the run's last runner left, and writes that into the journal.</summary>
    /// <param name="directory">The run; the caller holds its <see cref="RunnerLock"/>.</param>
    /// <param name="history">What the journal says.</param>
    /// <param name="backend">What runs the tasks.</param>
    /// <param name="observe">Told of each event.</param>
    /// <param name="time">The clock.</param>
    /// <returns>The calls, and the pulls of images, that could not be cancelled.</returns>
    /// <exception cref="StorageException">The run's files cannot be written.</exception>
    public static async Task<ImmutableArray<string>> CancelAsync(
        RunDirectory directory, RunHistory history, ITaskExecutionBackend backend, Action<RunEvent, RunProgress> observe, TimeProvider time)
    {
        ImmutableArray<AttemptStarted> open = history.OpenAttempts;
        var attempts = open.ToImmutableDictionary(
            attempt => attempt.Key,
            attempt => new LeftAttempt(attempt.CallId, attempt.Key, directory.FindCall(attempt.CallId).GetAttempt(attempt.Attempt).Path, history.FindJob(attempt)));
        await using var events = new EventStream(Journal.Open(directory.JournalPath), history.Progress, observe, time);
        events.Publish(new RunCanceling("asked to cancel"));
        ImmutableHashSet<string> left = [.. await backend.CancelLeftAsync([.. attempts.Values], message => events.Publish(new RunNoted(message)))];
        foreach (AttemptStarted attempt in open.Where(attempt => !left.Contains(attempt.Key)))
        {
            Canceled outcome = new() { ByRun = true, JobId = attempts[attempt.Key].JobId };
            events.Publish(new AttemptEnded(attempt.CallId, attempt.Attempt, outcome, null));
        }

        if (left.IsEmpty)
        {
            await events.PublishDurablyAsync(new RunEnded(RunStatus.Canceled));
        }

        return [.. left.Select(key => attempts.GetValueOrDefault(key)?.CallId ?? key)];
    }
}
