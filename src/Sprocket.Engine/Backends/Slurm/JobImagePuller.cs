using System.Collections.Immutable;
using System.Globalization;
using Sprocket.Engine.Backends.Apptainer;
using Sprocket.Engine.Processes;
using Sprocket.Engine.Storage;

namespace Sprocket.Engine.Backends.Slurm;

/// <summary>Pulls each image in a job of its own, which the jobs that need it are submitted after.</summary>
/// <remarks>
/// Not in the first job that needs it: all others that start meanwhile would hold their cores and wait for its lock. The
/// job takes the same lock as every other pull, so that runs which share a cache pull once between them.
/// </remarks>
/// <param name="backend">Runs the job, like a task without a container.</param>
/// <param name="options">How jobs are submitted.</param>
/// <param name="program">This program, where the nodes see it, once the backend has started.</param>
internal sealed class JobImagePuller(ITaskExecutionBackend backend, SlurmOptions options, Func<string> program) : IImagePuller
{
    // Each message is a line; the last one says why it failed.
    private const int ErrorLines = 1;

    // To pack an image takes memory for each core that packs; layers are streamed.
    private static readonly Requirements Needs = new() { Cpu = 2, MemoryBytes = 4L << 30 };
    private static readonly Hints Wishes = new() { TimeLimit = TimeSpan.FromHours(2) };

    private int _count;

    /// <inheritdoc/>
    public async Task EnsureAsync(ImageReference reference, string path, Action<string> report, CancellationToken cancellation)
    {
        Allocation allocation;
        try
        {
            allocation = backend.Allocate(Needs, Wishes);
        }
        catch (UnsatisfiableException exception)
        {
            throw new ImageException($"No job can be had that pulls the image `{reference.Text}`: {exception.Message}.", isTransient: false, exception);
        }

        string id = string.Create(CultureInfo.InvariantCulture, $"pull-image-{Interlocked.Increment(ref _count)}");
        string key = $"{Guid.NewGuid():N}"[..12] + $".{id}.0";
        string directory = Path.Join(DirectoryOf(options), key);
        var files = new AttemptDirectory(directory);
        string command = ShellQuoting.QuoteAll(ImagePullCommand.Arguments(program(), options.Apptainer.Executable, path, reference)) + "\n";
        files.Prepare(command);
        var plan = new TaskPlan
        {
            CallId = id,
            Attempt = 0,
            Key = key,
            Directory = directory,
            Command = command,
            Shell = "sh",
            Requirements = Needs,
            Hints = Wishes,
            Allocation = allocation,
        };
        string? node = null;
        Outcome outcome = await backend.ExecuteAsync(
            plan,
            progress =>
            {
                switch (progress)
                {
                    case TaskSubmitted submitted:
                        report($"pulling the image `{reference.Text}` in job {submitted.JobId}");
                        break;
                    case TaskPending pending:
                        report($"the job that pulls the image `{reference.Text}` waits: {pending.Reason}");
                        break;
                    case TaskStarted started:
                        node = started.Node;
                        break;
                    case TaskNote note:
                        report(note.Message);
                        break;
                    default:
                        break;
                }
            },
            new RunCancellation(cancellation, cancellation));
        cancellation.ThrowIfCancellationRequested();
        if (outcome is not Succeeded)
        {
            throw Explain(reference, outcome, files, outcome.Node ?? node);
        }
    }

    /// <summary>The pulls that an earlier runner of the run left; only their directories tell of them, since the journal tells of calls.</summary>
    /// <param name="options">Of the run.</param>
    /// <exception cref="StorageException">They cannot be listed.</exception>
    public static ImmutableArray<LeftAttempt> FindLeft(SlurmOptions options)
    {
        string pulls = DirectoryOf(options);
        string[] directories = StorageFile.Guard("cannot list", pulls, () => Directory.Exists(pulls) ? Directory.GetDirectories(pulls) : []);
        return
        [
            .. from directory in directories
               where OutcomeFile.TryRead(directory) is null
               let key = Path.GetFileName(directory)
               select new LeftAttempt(key, key, directory, JobId: null),
        ];
    }

    private static string DirectoryOf(SlurmOptions options) => Path.Join(options.RunDirectory, ".sprocket", "pulls");

    private static ImageException Explain(ImageReference reference, Outcome outcome, AttemptDirectory files, string? node)
    {
        string said = string.Concat(files.ReadStandardErrorTail(ErrorLines)).Trim();
        string where = $" It was pulled by job {outcome.JobId} on node {node}; where nodes have no way to the registry, set `image_pull = \"submit_host\"`.";
        return outcome is CommandFailed && said.Length > 0
            ? new ImageException(said + where, outcome.ExitCode == ImagePullCommand.FailedForNow)
            : new ImageException(
                $"The job that pulls the image `{reference.Text}` failed: {outcome.Explanation}",
                outcome is NodeFailed or Preempted or Interrupted or NotStarted { IsTransient: true });
    }
}
