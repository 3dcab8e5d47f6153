using System.Text.Json;
using Sprocket.Engine.Processes;
using Sprocket.Engine.Storage;

namespace Sprocket.Engine.JobStep;

/// <summary>The program that runs inside each job, and for each task of this machine: <c>sprocket job DIRECTORY</c>.</summary>
public static class JobStepProgram
{
    /// <summary>The exit code when the command could not be started or its outcome not be written; see sysexits.h.</summary>
    private const int Failure = 70;

    /// <summary>The exit code when the command is not this process's to run; see sysexits.h.</summary>
    private const int AlreadyBegun = 75;

    /// <summary>Runs the attempt that the directory describes, and writes there how it ended.</summary>
    /// <param name="directory">The attempt's directory.</param>
    /// <param name="complain">Where to write a line when the outcome cannot be written.</param>
    /// <returns>The command's exit code; never 0 unless the outcome was written.</returns>
    public static int Run(string directory, Action<string> complain)
    {
        JobDescription description;
        try
        {
            description = JobDescription.Read(Path.Join(directory, JobDescription.FileName));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            complain($"sprocket: cannot read what to run: {exception.Message}");
            return Failure;
        }

        var claim = new AttemptClaim { Process = ProcessIdentity.Current, JobId = SchedulerJob.Id };
        if (!AttemptClaim.TryTake(directory, claim))
        {
            complain($"sprocket: the attempt in {directory} was begun by another process, or given up");
            return AlreadyBegun;
        }

        // What the command leaves running must be reachable by a signal to the group, without reaching the runner.
        bool leadsGroup = NativeProcess.LeadSession();
        using var step = new CommandStep(directory, description, leadsGroup, TimeProvider.System);
        OutcomeFile outcome = step.Run();
        try
        {
            outcome.Write(directory);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Somebody reads this in the job's own log; the runner sees a job that ended without a word.
            string end = outcome.ExitCode is { } code ? $"the command ended with exit code {code}" : "the command was not started";
            complain($"sprocket: {end}, but the outcome could not be written: {exception.Message}");
            Notice.Leave(description, Notice.Ended);
            return Failure;
        }

        Notice.Leave(description, Notice.Ended);
        return outcome.ExitCode ?? Failure;
    }
}
