using Microsoft.Extensions.Logging;

namespace Sprocket.Engine.Processes;

/// <summary>Starts programs through another runner, and traces each with its arguments, exit code and duration.</summary>
/// <param name="runner">Starts them.</param>
/// <param name="logger">Receives a debug line when a program starts, and one when it has ended.</param>
/// <param name="time">Measures how long they took.</param>
public sealed partial class TracedProcessRunner(IProcessRunner runner, ILogger logger, TimeProvider time) : IProcessRunner
{
    /// <inheritdoc/>
    public async Task<ProcessResult> RunAsync(ProcessCommand command, CancellationToken cancellation)
    {
        long start = time.GetTimestamp();
        string line = ShellQuoting.QuoteAll([command.FileName, .. command.Arguments]);
        LogStart(logger, line);
        try
        {
            ProcessResult result = await runner.RunAsync(command, cancellation);
            LogEnd(logger, command.FileName, result.ExitCode, (long)time.GetElapsedTime(start).TotalMilliseconds);
            return result;
        }
        catch (ProcessStartException exception)
        {
            LogFailure(logger, command.FileName, exception.Message);
            throw;
        }
    }

    [LoggerMessage(1, LogLevel.Debug, "starting {Command}")]
    private static partial void LogStart(ILogger logger, string command);

    [LoggerMessage(2, LogLevel.Debug, "{Program} ended with exit code {ExitCode} after {Milliseconds} ms")]
    private static partial void LogEnd(ILogger logger, string program, int exitCode, long milliseconds);

    [LoggerMessage(3, LogLevel.Debug, "{Program} could not be started: {Reason}")]
    private static partial void LogFailure(ILogger logger, string program, string reason);
}
