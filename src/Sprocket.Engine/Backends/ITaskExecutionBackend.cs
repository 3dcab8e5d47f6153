using System.Collections.Immutable;

namespace Sprocket.Engine.Backends;

/// <summary>Grants an <see cref="Allocation"/> for requirements, and takes a <see cref="TaskPlan"/> to an <see cref="Outcome"/>.</summary>
public interface ITaskExecutionBackend : IAsyncDisposable
{
    /// <summary>What was chosen, in a line for the user, such as <c>local (16 cores, 62 GiB)</c>.</summary>
    string Description { get; }

    /// <summary>What was asked of the scheduler so far, in lines for the user; empty where there is none.</summary>
    ImmutableArray<string> Statistics => [];

    /// <summary>Prepares for a run: finds programs, limits, partitions.</summary>
    /// <exception cref="BackendUnavailableException">The environment lacks what the backend needs.</exception>
    Task StartAsync(CancellationToken cancellation);

    /// <summary>What a task with these requirements would be given. Touches nothing.</summary>
    /// <exception cref="UnsatisfiableException">Nothing that the backend knows can satisfy them.</exception>
    Allocation Allocate(Requirements requirements, Hints hints);

    /// <summary>Begins to fetch images that tasks of the run are going to ask for; a backend without containers has nothing to do.</summary>
    /// <param name="containers">For each task its images in order of preference.</param>
    /// <param name="report">Called, possibly from another thread, with a sentence for each thing worth telling.</param>
    void Prefetch(IEnumerable<ImmutableArray<string>> containers, Action<string> report)
    {
    }

    /// <summary>Runs one attempt to its end; a command that fails is an outcome, not an exception.</summary>
    /// <param name="plan">The attempt. Its directory exists and holds the files named by <see cref="TaskPlan.Directory"/>.</param>
    /// <param name="report">Called, possibly from another thread, for each change worth telling.</param>
    /// <param name="cancellation">When to stop.</param>
    Task<Outcome> ExecuteAsync(TaskPlan plan, Action<TaskProgress> report, RunCancellation cancellation);

    /// <summary>Cancels attempts that a runner left which is gone, and sees that they end; works before <see cref="StartAsync"/>, too.</summary>
    /// <param name="attempts">The attempts.</param>
    /// <param name="report">Told, in a sentence, why it takes long.</param>
    /// <returns>The keys of those that still run, or may.</returns>
    Task<ImmutableArray<string>> CancelLeftAsync(ImmutableArray<LeftAttempt> attempts, Action<string> report);
}

/// <summary>The two stages of stopping a run.</summary>
/// <param name="Drain">Nothing new is started: what has not begun to run is cancelled, what runs may end.</param>
/// <param name="Cancel">What runs is cancelled, too.</param>
public readonly record struct RunCancellation(CancellationToken Drain, CancellationToken Cancel)
{
    /// <summary>Never stops.</summary>
    public static RunCancellation None => default;
}

/// <summary>A change of an attempt on its way to an outcome.</summary>
/// <remarks>A closed family.</remarks>
public abstract record TaskProgress
{
    private protected TaskProgress()
    {
    }
}

/// <summary>The scheduler took the job.</summary>
/// <param name="JobId">Its id.</param>
public sealed record TaskSubmitted(string JobId) : TaskProgress;

/// <summary>The job waits.</summary>
/// <param name="Reason">Why, in words.</param>
public sealed record TaskPending(string Reason) : TaskProgress;

/// <summary>The command runs.</summary>
/// <param name="Node">Where, or null for this machine.</param>
public sealed record TaskStarted(string? Node) : TaskProgress;

/// <summary>Something else worth a line.</summary>
/// <param name="Message">A sentence.</param>
public sealed record TaskNote(string Message) : TaskProgress;

/// <summary>The environment lacks what a backend needs: no Slurm, no Apptainer, no space.</summary>
public sealed class BackendUnavailableException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="code">The stable code, such as <c>RUN0003</c>.</param>
    /// <param name="message">What is missing, lower case, no final stop.</param>
    /// <param name="help">What to do about it.</param>
    /// <param name="innerException">The cause, or null.</param>
    public BackendUnavailableException(string code, string message, string help, Exception? innerException = null)
        : base(message, innerException)
    {
        Code = code;
        Help = help;
    }

    /// <summary>The stable code.</summary>
    public string Code { get; }

    /// <summary>What to do about it.</summary>
    public string Help { get; }
}
