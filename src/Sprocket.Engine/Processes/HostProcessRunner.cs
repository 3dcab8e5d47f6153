namespace Sprocket.Engine.Processes;

/// <summary>Starts programs of this machine.</summary>
public sealed class HostProcessRunner : IProcessRunner
{
    // Something that a program left in the background may hold its pipes open long after it ended.
    private static readonly TimeSpan PipeGrace = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public async Task<ProcessResult> RunAsync(ProcessCommand command, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using ChildProcess process = ChildProcess.Start(command, inheritsOutput: false);
        var output = new BoundedOutput(command.MaxOutputBytes);
        var error = new BoundedOutput(command.MaxOutputBytes);
        Task reading = Task.WhenAll(output.ReadAsync(process.StandardOutput), error.ReadAsync(process.StandardError));
        Task writing = process.WriteInputAsync(command.StandardInput);

        bool timedOut = false;
        using (var deadline = new CancellationTokenSource(command.Timeout))
        using (var stop = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation))
        {
            try
            {
                await process.WaitAsync(stop.Token);
            }
            catch (OperationCanceledException)
            {
                await process.StopAsync(command.StopGrace);
                timedOut = !cancellation.IsCancellationRequested;
            }
        }

        await Task.WhenAny(Task.WhenAll(reading, writing), Task.Delay(PipeGrace, TimeProvider.System, CancellationToken.None));
        cancellation.ThrowIfCancellationRequested();
        return new ProcessResult(process.ExitCode, output.Text, error.Text) { TimedOut = timedOut };
    }
}
