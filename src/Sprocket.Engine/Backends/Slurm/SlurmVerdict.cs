using System.Globalization;
using Sprocket.Engine.Storage;

namespace Sprocket.Engine.Backends.Slurm;

/// <summary>Says how a job ended from its two witnesses. Pure.</summary>
/// <remarks>
/// The job's own word is the exit code; Slurm's state wins over it: a job that ran out of memory, was cancelled, or was ended
/// at its time limit may well say 0.
/// </remarks>
internal static class SlurmVerdict
{
    // Exit codes of a job, `code:signal`: slurmd's when it cannot open the output files, the shell's when it cannot start the
    // job step, and the job step's own when it cannot write the outcome, or finds the attempt begun or given up.
    private const string NoOutput = "0:53";
    private const string NotExecutable = "126:0";
    private const string NotFound = "127:0";
    private const string NotWritten = "70:0";
    private const string AlreadyBegun = "75:0";

    /// <summary>
    /// Whether Slurm need not be asked: nothing asked the command to end, and the group whose memory Slurm limits lost no
    /// process. Slurm decides by the same two.
    /// </summary>
    public static bool IsSettled(OutcomeFile file) =>
        file is { IsGroupOfJob: true, OomKills: not null } && (file.OomKills > 0 || !OutcomeJudge.WasAskedToEnd(file));

    /// <summary>Whether a job ended in a way that leaves no word to wait for.</summary>
    public static bool LeavesNoWord(SlurmJob job) => job.ExitCode is NoOutput or NotExecutable or NotFound or NotWritten;

    /// <summary>The outcome of a job.</summary>
    /// <param name="plan">The attempt.</param>
    /// <param name="jobId">The job.</param>
    /// <param name="end">The two witnesses.</param>
    /// <param name="runtimeErrors">The last lines that the container runtime wrote to standard error.</param>
    /// <param name="jobErrors">The last lines that the job and Slurm wrote to standard error.</param>
    public static Outcome Judge(TaskPlan plan, string jobId, JobEnd end, string runtimeErrors, string jobErrors)
    {
        Outcome outcome = Classify(plan, jobId, end, runtimeErrors, jobErrors);
        return outcome with
        {
            JobId = jobId,
            Node = end.File?.Node ?? end.Job?.Nodes,
            ExitCode = outcome is NotStarted ? null : end.File?.ExitCode,
            Usage = end.File is { } file ? OutcomeJudge.Usage(file) : null,

            // Slurm may not have seen the end yet that the job step has told.
            SchedulerState = end.Job is { State.Phase: not (JobPhase.Waiting or JobPhase.Running) } job ? job.State.Name : null,
        };
    }

    private static Outcome Classify(TaskPlan plan, string jobId, JobEnd end, string runtimeErrors, string jobErrors)
    {
        if (end.NeverStarts)
        {
            return NeverStarted(jobId, end.Job!.Reason);
        }

        if (end.WasPutBack)
        {
            return PutBack(jobId, end.Job!.Reason);
        }

        if (end.WasCanceledByRun && WasCanceled(end))
        {
            return new Canceled { ByRun = true };
        }

        string? state = end.Job switch
        {
            { State: { Phase: JobPhase.Broken, Name: string name } } => name,
            { } when end.File is null && Notice(jobErrors) is JobState.OutOfMemory => JobState.OutOfMemory,
            { } => null,
            null => Notice(jobErrors),
        };
        string where = Where(jobId, end);
        return state switch
        {
            JobState.OutOfMemory => new OutOfMemory { Explanation = $"{where} ran out of memory. {OutcomeJudge.ExplainMemory(plan, end.File)}" },
            JobState.Timeout => new TimedOut { Explanation = $"{where} reached its time limit. {OutcomeJudge.ExplainTime(plan)}" },
            JobState.Deadline => new TimedOut { Explanation = $"{where} was ended by Slurm because its deadline passed, which comes from `--deadline`." },
            JobState.Preempted => new Preempted { Explanation = $"{where} was preempted: Slurm gave its place to a job of higher priority." },
            JobState.NodeFail => new NodeFailed { Explanation = $"{where} was lost: its node went down, or stopped answering ({state})." },
            JobState.BootFail or "RECONFIG_FAIL" => new NodeFailed { Explanation = $"{where} was never run: its node did not boot ({state})." },
            JobState.LaunchFailed => new NodeFailed { Explanation = $"{where} was never run: its node could not launch it ({state})." },
            JobState.Canceled when WasCanceledByNode(end, jobErrors) => new NodeFailed
            {
                Explanation = $"{where} was cancelled by Slurm while its node prepared it: mostly a prologue of the site that failed there. Tell the administrators.",
            },
            JobState.Canceled => new Canceled { Explanation = ExplainCancel(where, end) },
            JobState.Revoked => new Canceled { Explanation = $"{where} was revoked by its federation of clusters." },
            not null => new NodeFailed { Explanation = $"{where} ended in the state {state}." },
            null when end.File is { } file => WithPlace(OutcomeJudge.Judge(plan, WithoutHarmlessSignals(file, end.Job), runtimeErrors), where),
            _ => WithoutWord(plan, where, end, jobErrors),
        };
    }

    // A job that ended by itself before scancel reached it has its own outcome.
    private static bool WasCanceled(JobEnd end) => end switch
    {
        { Job.State.Name: JobState.Canceled } => true,
        { File: { } file } => OutcomeJudge.WasAskedToEnd(file) && end.Job is not { State.Phase: JobPhase.Broken },
        _ => end.Job is null,
    };

    private static Outcome NeverStarted(string jobId, string reason)
    {
        string why = $"{PendingReason.ExplainAlone(reason)} ({reason})";
        return PendingReason.IsFaultOfNode(reason)
            ? new NodeFailed { Explanation = $"Slurm job {jobId} was not run: {why}. It was cancelled." }
            : new NotStarted { Explanation = $"Slurm job {jobId} would have waited for ever: {why}. It was cancelled." };
    }

    // Where the job was, its directory has the traces of what it did: another attempt gets one of its own.
    private static Outcome PutBack(string jobId, string reason) => PendingReason.IsFaultOfNode(reason)
        ? NeverStarted(jobId, reason)
        : new Preempted { Explanation = $"Slurm job {jobId} was put back into the queue after it had begun, as by `scontrol requeue` ({reason}). It was cancelled." };

    // A job that may not be requeued is cancelled when a prologue fails; its batch script never begins, which would leave a
    // word in standard error.
    private static bool WasCanceledByNode(JobEnd end, string jobErrors) =>
        end is { File: null, HasStarted: false, Job: { Nodes: not null, CanceledBy: null or "0", ExitCode: "0:0" } } && Notice(jobErrors) is null;

    // Where Slurm says that the job ended by itself, whatever signal it got did not end it. Where it says nothing, who knows.
    private static OutcomeFile WithoutHarmlessSignals(OutcomeFile file, SlurmJob? job) =>
        job is { State.Phase: JobPhase.Ended } ? file with { Signals = [] } : file;

    private static Outcome WithPlace(Outcome outcome, string where) =>
        outcome.Explanation is { } explanation
            ? outcome with { Explanation = $"{where} {(outcome is OutOfMemory ? "ran out of memory" : "failed")}. {explanation}" }
            : outcome;

    // What Slurm writes into the job's standard error when it ends a job; the only word where a site keeps no accounts and
    // the controller has forgotten the job. The text around it differs from release to release.
    private static string? Notice(string jobErrors)
    {
        foreach (string line in SlurmText.Lines(jobErrors))
        {
            if (line.Contains("oom-kill event", StringComparison.Ordinal) || line.Contains("oom_kill event", StringComparison.Ordinal)
                || (line.Contains("exceeded", StringComparison.Ordinal) && line.Contains("memory limit", StringComparison.Ordinal)))
            {
                return JobState.OutOfMemory;
            }

            if (line.Contains("CANCELLED AT", StringComparison.Ordinal))
            {
                return line switch
                {
                    _ when line.Contains("DUE TO TIME LIMIT", StringComparison.Ordinal) => JobState.Timeout,
                    _ when line.Contains("DUE TO PREEMPTION", StringComparison.Ordinal) => JobState.Preempted,
                    _ when line.Contains("DUE TO NODE FAILURE", StringComparison.Ordinal) => JobState.NodeFail,
                    _ => JobState.Canceled,
                };
            }
        }

        return null;
    }

    private static string Where(string jobId, JobEnd end) =>
        (end.File?.Node ?? end.Job?.Nodes) is { } node ? $"Slurm job {jobId} on node {node}" : $"Slurm job {jobId}";

    private static string ExplainCancel(string where, JobEnd end)
    {
        string by = end.Job?.CanceledBy switch
        {
            null => "",
            "0" => " by an administrator (root)",
            { } user => $" by user {user} (`id {user}` says who that is)",
        };
        string when = end.File is { Signals: [ReceivedSignal signal, ..] }
            ? string.Create(CultureInfo.InvariantCulture, $" at {signal.At.UtcDateTime:HH:mm:ss} UTC, while it ran")
            : end.File is null && end.Job?.Nodes is null ? " before it began to run" : "";
        return $"{where} was cancelled{by}{when}; this run did not ask for it.";
    }

    private static Outcome WithoutWord(TaskPlan plan, string where, JobEnd witnesses, string jobErrors)
    {
        SlurmJob? job = witnesses.Job;
        string said = LastLine(jobErrors) is { } line ? $" The job's last words were: {line}" : "";
        if (job is null)
        {
            return new NodeFailed { Explanation = $"{where} is no longer known to Slurm, and left no word of how it ended.{said}" };
        }

        string end = job.ExitCode.Length > 0 ? $"{job.State}, exit code {job.ExitCode}" : job.State.Name;
        bool isPrologue = witnesses is { HasBegun: false, HasPrologue: true };
        return job.ExitCode switch
        {
            // The shell that runs it may end with any code; a signal is not its own doing.
            not (NoOutput or NotWritten or AlreadyBegun) when isPrologue && job.ExitCode.EndsWith(":0", StringComparison.Ordinal) && job.ExitCode != "0:0" => new NotStarted
            {
                Explanation = $"{where} did not come to the command: it ended in `job_prologue` ({end}), or right after it.{said}",
                IsTransient = true,
            },
            NoOutput => new NotStarted
            {
                Explanation = $"{where} was never run: Slurm could not open its output files ({end}). The run directory must be on a file system that all nodes share.",
            },
            NotExecutable or NotFound => new NotStarted
            {
                Explanation = $"{where} was never run: the node could not start the copy of this program in the run directory ({end}). The run directory must be on a file "
                    + $"system that all nodes share and that allows programs.{said}",
            },
            AlreadyBegun => new NodeFailed
            {
                Explanation = $"{where} did not run the command ({end}): another process had begun it, of which nothing more is known, or it had been given up.{said}",
            },
            NotWritten => new NodeFailed
            {
                Explanation = $"{where} could not write how the command ended ({end}), mostly because the disk is full.{said}",
            },
            _ => new NodeFailed { Explanation = $"{where} ended ({end}) and left no word of how the command ended: {Suspicion(plan, job.ExitCode)}.{said}" },
        };
    }

    // Slurm itself kills so what uses too much memory, where it has no control groups to limit it.
    private static string Suspicion(TaskPlan plan, string exitCode) => exitCode.EndsWith(":9", StringComparison.Ordinal)
        ? $"something killed all of it, perhaps because it used more than {OutcomeJudge.DescribeMemory(plan.Allocation)}"
        : "it may have been killed from outside";

    private static string? LastLine(string text) => SlurmText.Lines(text).Select(line => line.Trim()).LastOrDefault(line => line.Length > 0);
}
