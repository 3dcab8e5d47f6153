using System.Collections.Concurrent;
using System.Globalization;
using Sprocket.Engine.Backends.Slurm;
using Sprocket.Engine.Processes;

namespace Sprocket.Engine.Tests.Backends.Slurm;

/// <summary>A Slurm whose jobs do what a test says.</summary>
internal sealed class FakeSlurm : IProcessRunner
{
    /// <summary>Where its jobs run.</summary>
    public const string Node = "n2";

    /// <summary>The id of its first job: the one of <see cref="OutcomeFiles"/>.</summary>
    private const int FirstId = 17;

    private const string ArrayDirective = "#SBATCH --array=0-";

    private readonly ConcurrentDictionary<string, (string State, string Reason, string Start)> _jobs = new();
    private int _lastId = FirstId - 1;

    public ScriptedRunner Runner { get; } = new();

    /// <summary>Whether the site keeps accounts.</summary>
    public bool HasAccounting { get; set; } = true;

    /// <summary>What sacct prints.</summary>
    public string Accounts { get; set; } = "";

    /// <summary>Told of each submission: the job's id and its script.</summary>
    public Action<string, string> OnSubmit { get; set; } = (_, _) => { };

    /// <summary>Whether the controller answers.</summary>
    public bool IsUp { get; set; } = true;

    /// <summary>Why sbatch refuses a script; null when it does not.</summary>
    public Func<string, string?> Refusal { get; set; } = _ => null;

    /// <summary>What squeue prints instead of the jobs; null for the jobs.</summary>
    public string? Garbage { get; set; }

    /// <summary>When it last looked whether a job could start.</summary>
    public string Evaluated { get; set; } = "Unknown";

    /// <summary>What happens between the moment that squeue tells of and its answer.</summary>
    public Func<Task> Answering { get; set; } = () => Task.CompletedTask;

    public void Set(string id, string state, string reason = "None", string start = "N/A") => _jobs[id] = (state, reason, start);

    public void Forget(string id) => _jobs.TryRemove(id, out _);

    public async Task<ProcessResult> RunAsync(ProcessCommand command, CancellationToken cancellation)
    {
        Runner.Answer = Answer;
        ProcessResult result = await Runner.RunAsync(command, cancellation);
        if (command.FileName == "squeue")
        {
            await Answering();
        }

        return result;
    }

    private ProcessResult Answer(ProcessCommand command)
    {
        string line = $"{command.FileName} {string.Join(' ', command.Arguments)}";
        return line switch
        {
            _ when !IsUp => ScriptedRunner.Fail("slurm_load_jobs error: Unable to contact slurm controller (connect failure)"),
            _ when line.StartsWith("scontrol show partition", StringComparison.Ordinal) => ScriptedRunner.Say(RecordedOutput.Read("partitions-26.05.txt")),
            _ when line.StartsWith("scontrol show config", StringComparison.Ordinal) => ScriptedRunner.Say(RecordedOutput.Read("config-26.05.txt")),
            _ when line.StartsWith("scontrol show job", StringComparison.Ordinal) => Show(command.Arguments[^1]),
            _ when line.StartsWith("sinfo", StringComparison.Ordinal) => ScriptedRunner.Say(RecordedOutput.Read("nodes-26.05.txt")),
            _ when line.StartsWith("sbatch", StringComparison.Ordinal) => Submit(command),
            _ when line.StartsWith("squeue", StringComparison.Ordinal) => Garbage is null ? ScriptedRunner.List(command, Queue()) : ScriptedRunner.Say(Garbage),
            _ when line.StartsWith("sacct", StringComparison.Ordinal) => HasAccounting ? ScriptedRunner.List(command, Accounts) : ScriptedRunner.Fail("Slurm accounting storage is disabled"),
            _ when line.StartsWith("scancel", StringComparison.Ordinal) => Cancel(command),
            _ => throw new InvalidOperationException(line),
        };
    }

    private string Queue() => string.Concat(_jobs.Select(job =>
        $"{job.Key}|{job.Value.Start}|{job.Value.State}|{(job.Value.State is "RUNNING" or "COMPLETED" ? Node : "")}|{job.Value.Reason}\n"));

    private ProcessResult Show(string id) => _jobs.TryGetValue(id, out (string State, string Reason, string Start) job)
        ? ScriptedRunner.Say($"JobId={id} JobState={job.State} Reason={job.Reason} ExitCode=0:0 LastSchedEval={Evaluated}\n")
        : ScriptedRunner.Fail("slurm_load_jobs error: Invalid job id specified");

    private ProcessResult Submit(ProcessCommand command)
    {
        if (Refusal(File.ReadAllText(command.Arguments[^1])) is { } refusal)
        {
            return ScriptedRunner.Fail($"sbatch: error: Batch job submission failed: {refusal}");
        }

        string id = Interlocked.Increment(ref _lastId).ToString(CultureInfo.InvariantCulture);
        string? array = File.ReadLines(command.Arguments[^1]).FirstOrDefault(line => line.StartsWith(ArrayDirective, StringComparison.Ordinal));
        foreach (string job in array is null ? [id] : JobIds.Expand($"{id}_[0-{array[ArrayDirective.Length..]}]"))
        {
            Set(job, "PENDING", "Priority");
        }

        OnSubmit(id, command.Arguments[^1]);
        return ScriptedRunner.Say($"{id}\n");
    }

    private ProcessResult Cancel(ProcessCommand command)
    {
        bool onlyPending = command.Arguments.Contains("--state=PENDING");
        foreach (string id in command.Arguments.SelectMany(JobIds.Expand))
        {
            if (_jobs.TryGetValue(id, out (string State, string Reason, string Start) job) && (!onlyPending || job.State == "PENDING"))
            {
                // Of an element that never began no trace is left.
                if (JobIds.IsElement(id) && job.State == "PENDING")
                {
                    Forget(id);
                }
                else
                {
                    Set(id, "CANCELLED");
                }
            }
        }

        return ScriptedRunner.Say("");
    }
}
