using System.Collections.Immutable;
using System.Globalization;
using Sprocket.Engine.Processes;

namespace Sprocket.Engine.Backends.Slurm;

/// <summary>The only caller of Slurm's commands.</summary>
/// <remarks>
/// No call waits for ever, as sbatch does by itself when the queue is full; none is cancelled half-way, since what a
/// killed sbatch submitted would be lost.
/// </remarks>
internal sealed class SlurmClient
{
    // With the controller down sbatch gives up after 10 s and squeue after 20 s by themselves.
    private static readonly TimeSpan CommandTimeout = TimeSpan.FromSeconds(60);

    /// <summary>The most jobs that one command may be asked about: ARG_MAX is 2 MB; ids have up to twelve digits.</summary>
    public const int MaxIdsPerCommand = 1000;

    /// <summary>The most names that one command may be asked about: they are much longer.</summary>
    public const int MaxNamesPerCommand = 500;

    // All jobs of this user, ended ones and those in hidden partitions included, the elements of arrays one by one.
    private static readonly ImmutableArray<string> AllOfMine = ["--me", "-a", "-r", "-t", "all"];

    private readonly IProcessRunner _runner;
    private readonly ImmutableDictionary<string, string> _environment;

    /// <summary>Creates the client.</summary>
    /// <param name="runner">Starts the commands.</param>
    /// <param name="environment">What they, and with <c>--export=ALL</c> the jobs, see.</param>
    /// <param name="statistics">Where the commands are counted.</param>
    public SlurmClient(IProcessRunner runner, ImmutableDictionary<string, string> environment, SlurmStatistics statistics)
    {
        _runner = runner;
        _environment = environment;
        Statistics = statistics;
    }

    /// <summary>How often the commands were called.</summary>
    public SlurmStatistics Statistics { get; }

    /// <summary>Submits a script; the answer is the job's id, or the array's.</summary>
    /// <param name="arguments">What overrides the script's own directives.</param>
    /// <param name="script">The script's path.</param>
    /// <param name="jobs">How many jobs it makes.</param>
    public async Task<SlurmAnswer<string>> SubmitAsync(ImmutableArray<string> arguments, string script, int jobs)
    {
        Statistics.CountCommand("sbatch");
        SlurmAnswer<string> answer = await RunAsync("sbatch", ["--parsable", .. arguments, script], Path.GetDirectoryName(script));
        if (!answer.IsOk)
        {
            return answer;
        }

        if (SlurmText.ParseSubmitted(answer.Value) is { } id)
        {
            Statistics.CountSubmission(jobs);
            return new SlurmAnswer<string>(id, null);
        }

        return Fail<string>(SlurmFailureKind.Ambiguous, $"sbatch printed no job id but `{answer.Value.Trim()}`");
    }

    /// <summary>All jobs of this user that Slurm still remembers, ended ones included, and those in hidden partitions.</summary>
    public Task<SlurmAnswer<ImmutableArray<SlurmJob>>> QueueAsync() =>
        AskAsync("squeue", [.. AllOfMine, "-o", SlurmText.QueueFormat], SlurmText.ParseQueue, SlurmText.QueueHeader);

    /// <summary>The jobs of this user with one of some names, ended ones included.</summary>
    /// <param name="names">The names, at most <see cref="MaxNamesPerCommand"/>.</param>
    public Task<SlurmAnswer<ImmutableArray<SlurmJob>>> FindByNameAsync(IReadOnlyCollection<string> names) =>
        AskAsync("squeue", [.. AllOfMine, "-n", string.Join(',', names), "-o", SlurmText.QueueFormat], SlurmText.ParseQueue, SlurmText.QueueHeader);

    /// <summary>The ids of all jobs of this user that Slurm still remembers, by name.</summary>
    public Task<SlurmAnswer<ImmutableDictionary<string, string>>> NamesAsync() =>
        AskAsync("squeue", [.. AllOfMine, "-o", SlurmText.QueueNamesFormat], SlurmText.ParseNames, SlurmText.QueueNamesHeader);

    /// <summary>The ids of those jobs of some names that the site's accounts know.</summary>
    /// <param name="names">The names, at most <see cref="MaxNamesPerCommand"/>.</param>
    /// <param name="days">How many days to look back.</param>
    public Task<SlurmAnswer<ImmutableDictionary<string, string>>> RecordedNamesAsync(IReadOnlyCollection<string> names, int days) => AskAsync(
        "sacct",
        ["-X", "-P", "-S", $"now-{days}days", "-o", SlurmText.AccountingNamesFormat, "--name", string.Join(',', names)],
        SlurmText.ParseNames,
        SlurmText.AccountingNamesHeader);

    /// <summary>What the site's accounts say of jobs; those they do not know are left out.</summary>
    /// <param name="ids">The jobs, at most <see cref="MaxIdsPerCommand"/>.</param>
    /// <param name="span">How far to look back: without it the day's beginning would be the limit.</param>
    public Task<SlurmAnswer<ImmutableArray<SlurmJob>>> AccountingAsync(IReadOnlyCollection<string> ids, TimeSpan span) => AskAsync(
        "sacct",
        ["-X", "-P", "-S", string.Create(CultureInfo.InvariantCulture, $"now-{span.TotalMinutes:F0}minutes"), "-o", SlurmText.AccountingFormat, "-j", string.Join(',', JobIds.Condense(ids))],
        SlurmText.ParseAccounting,
        SlurmText.AccountingHeader);

    /// <summary>What the controller still knows of one job.</summary>
    public Task<SlurmAnswer<ImmutableArray<SlurmJob>>> ShowJobAsync(string id) =>
        AskAsync("scontrol", ["show", "job", "-o", "-a", id], SlurmText.ParseJobs);

    /// <summary>What the controller still knows of all jobs: for many at once.</summary>
    /// <remarks>That there are none is an answer; a text that tells of none, and does not say so, is not.</remarks>
    public async Task<SlurmAnswer<ImmutableArray<SlurmJob>>> ShowJobsAsync()
    {
        SlurmAnswer<string> answer = await AskAsync("scontrol", ["show", "job", "-o", "-a"], text => text);
        if (!answer.IsOk)
        {
            return new SlurmAnswer<ImmutableArray<SlurmJob>>(default, answer.Failure);
        }

        ImmutableArray<SlurmJob> jobs = SlurmText.ParseJobs(answer.Value);
        return jobs.IsEmpty && !answer.Value.Contains(SlurmText.NoJobs, StringComparison.Ordinal)
            ? Fail<ImmutableArray<SlurmJob>>(SlurmFailureKind.Unheard, "scontrol printed no jobs")
            : new SlurmAnswer<ImmutableArray<SlurmJob>>(jobs, null);
    }

    /// <summary>The partitions, hidden ones included.</summary>
    public Task<SlurmAnswer<ImmutableArray<Partition>>> PartitionsAsync() =>
        AskAsync("scontrol", ["show", "partition", "-o", "-a"], Partition.Parse);

    /// <summary>The nodes of each partition, in groups of equal ones.</summary>
    public Task<SlurmAnswer<ImmutableArray<NodeGroup>>> NodesAsync() =>
        AskAsync("sinfo", ["-a", "-e", "-h", "-o", NodeGroup.Format], NodeGroup.Parse);

    /// <summary>The cluster's settings.</summary>
    public Task<SlurmAnswer<ImmutableDictionary<string, string>>> SettingsAsync() =>
        AskAsync("scontrol", ["show", "config"], SlurmText.ParseSettings);

    /// <summary>Cancels jobs, those of one array in one word; those that are unknown or have ended do not matter.</summary>
    /// <param name="ids">The jobs.</param>
    /// <param name="onlyPending">Whether those that run are left alone.</param>
    public async Task<SlurmFailure?> CancelAsync(IReadOnlyCollection<string> ids, bool onlyPending)
    {
        SlurmFailure? failure = null;
        foreach (string[] some in ids.Chunk(MaxIdsPerCommand))
        {
            Statistics.CountCommand("scancel");
            ImmutableArray<string> filter = onlyPending ? ["--state=PENDING"] : [];
            SlurmAnswer<string> answer = await RunAsync("scancel", [.. filter, .. JobIds.Condense(some)]);
            failure = answer.Failure is { Kind: not SlurmFailureKind.Unknown } ? answer.Failure : failure;
        }

        return failure;
    }

    /// <summary>Cancels all jobs of this user with a given name; those of others nobody else can cancel.</summary>
    /// <remarks>Without <c>--me</c>, which scancel has only from Slurm 21.08 on.</remarks>
    public async Task<SlurmFailure?> CancelByNameAsync(string name)
    {
        Statistics.CountCommand("scancel");
        return (await RunAsync("scancel", ["-n", name])).Failure;
    }

    private async Task<SlurmAnswer<T>> AskAsync<T>(string program, ImmutableArray<string> arguments, Func<string, T> parse, string? header = null)
    {
        Statistics.CountCommand(program);
        SlurmAnswer<string> answer = await RunAsync(program, arguments);
        if (answer.IsOk && header is not null && !SlurmText.HasHeader(answer.Value, header))
        {
            return Fail<T>(SlurmFailureKind.Unheard, $"{program} printed no table of jobs");
        }

        return answer.IsOk ? new SlurmAnswer<T>(parse(answer.Value), null) : new SlurmAnswer<T>(default!, answer.Failure);
    }

    private async Task<SlurmAnswer<string>> RunAsync(string program, ImmutableArray<string> arguments, string? directory = null)
    {
        var command = new ProcessCommand(program, arguments) { Environment = _environment, WorkingDirectory = directory, Timeout = CommandTimeout };
        try
        {
            ProcessResult result = await _runner.RunAsync(command, CancellationToken.None);
            return result is { ExitCode: 0, TimedOut: false }
                ? new SlurmAnswer<string>(result.StandardOutput, null)
                : new SlurmAnswer<string>("", SlurmFailure.Explain(result.StandardError, result.TimedOut || IsSignal(result.ExitCode)));
        }
        catch (ProcessStartException exception)
        {
            return Fail<string>(SlurmFailureKind.Refused, exception.Message);
        }
    }

    // Ctrl-C reaches the commands, too. 255 is their own word for wrong options.
    private static bool IsSignal(int exitCode) => exitCode is > 128 and < 255;

    private static SlurmAnswer<T> Fail<T>(SlurmFailureKind kind, string message) => new(default!, new SlurmFailure(kind, message));
}
