using System.Collections.Immutable;
using Sprocket.Engine.Processes;
using Sprocket.Engine.Storage;

namespace Sprocket.Engine.Backends;

/// <summary>Takes up attempts on this machine that an earlier runner began: job steps outlive the runner that started them.</summary>
/// <param name="time">The clock.</param>
internal sealed class LocalRecovery(TimeProvider time)
{
    private const int Terminate = 15;

    // How long a job step that was just being started has to say so.
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(3);

    // Longer than a job step leaves its command between being asked to end and being killed.
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    /// <summary>Waits for the end of an attempt that an earlier runner began.</summary>
    /// <param name="plan">The attempt.</param>
    /// <param name="report">Told what is waited for.</param>
    /// <param name="cancellation">Asks the job step to end the command.</param>
    /// <returns>How it ended; null when no job step was ever started, so that one may be.</returns>
    public async Task<Outcome?> FinishAsync(TaskPlan plan, Action<TaskProgress> report, CancellationToken cancellation)
    {
        if (Judge(plan) is Outcome outcome)
        {
            return outcome;
        }

        if (!File.Exists(new AttemptDirectory(plan.Directory).DescriptionPath))
        {
            return null;
        }

        if (await FindClaimAsync(plan) is not AttemptClaim claim)
        {
            return Judge(plan) ?? new Interrupted { Explanation = "The command was begun, but nothing tells by which process, or how it ended." };
        }

        if (claim.Process is not ProcessIdentity step)
        {
            return new Interrupted { Explanation = "The run was left before its command began." };
        }

        if (!step.IsOfThisHost)
        {
            return Judge(plan) ?? new Interrupted { Explanation = $"The command was begun on {step.Host}, where it may still run; nothing can be told of it from here." };
        }

        report(new TaskStarted(null));
        if (step.Runs)
        {
            report(new TaskNote($"still runs as process {step.ProcessId}, which an earlier runner started: waiting for it"));
        }

        await WaitAsync(step, cancellation);
        return Judge(plan) switch
        {
            Canceled when cancellation.IsCancellationRequested => new Canceled { ByRun = true },
            { } ended => ended,
            null => new Interrupted { Explanation = "The process that ran the command is gone, and left no word of how it ended." },
        };
    }

    /// <summary>Says how an attempt ended whose outcome is there; null when there is none.</summary>
    public static Outcome? Judge(TaskPlan plan) => OutcomeFile.TryRead(plan.Directory) is { } file
        ? OutcomeJudge.Judge(plan, file, string.Join('\n', StorageFile.ReadTail(new AttemptDirectory(plan.Directory).ContainerErrorPath, 20)))
        : null;

    /// <summary>Ends attempts that an earlier runner began.</summary>
    /// <returns>The keys of those that still run, or may.</returns>
    public async Task<ImmutableArray<string>> CancelAsync(ImmutableArray<LeftAttempt> attempts)
    {
        Dictionary<string, ProcessIdentity> running = [];
        List<string> unknown = [];
        foreach (LeftAttempt attempt in attempts)
        {
            // One that has not begun never will.
            if (AttemptClaim.TryTake(attempt.Directory, new AttemptClaim()) || OutcomeFile.TryRead(attempt.Directory) is not null)
            {
                continue;
            }

            if (AttemptClaim.TryRead(attempt.Directory)?.Process is { } step)
            {
                if (step.IsOfThisHost)
                {
                    running.Add(attempt.Key, step);
                }
                else
                {
                    unknown.Add(attempt.Key);
                }
            }
        }

        foreach (ProcessIdentity step in running.Values.Where(step => step.Runs))
        {
            NativeProcess.Signal(step.ProcessId, Terminate);
        }

        DateTimeOffset end = time.GetUtcNow() + StopTime;
        while (running.Values.Any(step => step.Runs) && time.GetUtcNow() < end)
        {
            await Task.Delay(Interval, time);
        }

        return [.. unknown, .. running.Where(entry => entry.Value.Runs).Select(entry => entry.Key)];
    }

    // Either a job step has begun, or from now on none will any more. Null where one has and its file does not say which:
    // the machine went down before the content was on the disk.
    private async Task<AttemptClaim?> FindClaimAsync(TaskPlan plan)
    {
        DateTimeOffset end = time.GetUtcNow() + StartTime;
        AttemptClaim? claim;
        while ((claim = AttemptClaim.TryRead(plan.Directory)) is null && time.GetUtcNow() < end + StartTime)
        {
            if (time.GetUtcNow() >= end && AttemptClaim.TryTake(plan.Directory, new AttemptClaim()))
            {
                return new AttemptClaim();
            }

            await Task.Delay(Interval, time);
        }

        return claim;
    }

    private async Task WaitAsync(ProcessIdentity step, CancellationToken cancellation)
    {
        // A step that is asked to end ends its command, and writes how.
        await using CancellationTokenRegistration registration = cancellation.Register(() =>
        {
            if (step.Runs)
            {
                NativeProcess.Signal(step.ProcessId, Terminate);
            }
        });
        while (step.Runs)
        {
            await Task.Delay(Interval, time, CancellationToken.None);
        }
    }
}
