using Sprocket.Engine.JobStep;
using Sprocket.Engine.Processes;
using Sprocket.Engine.Storage;

namespace Sprocket.Engine.Tests.Backends;

/// <summary>Runs job steps in this process, where there is no binary to start.</summary>
internal sealed class InProcessStep : IProcessRunner
{
    public async Task<ProcessResult> RunAsync(ProcessCommand command, CancellationToken cancellation)
    {
        string directory = command.Arguments[1];
        var description = JobDescription.Read(Path.Join(directory, JobDescription.FileName));
        using var step = new CommandStep(directory, description, leadsGroup: false, TimeProvider.System);
        OutcomeFile outcome = await Task.Run(step.Run, CancellationToken.None).WaitAsync(cancellation);
        outcome.Write(directory);
        return new ProcessResult(outcome.ExitCode ?? 70, "", "");
    }
}
