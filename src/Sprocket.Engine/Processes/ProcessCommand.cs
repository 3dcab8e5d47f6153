using System.Collections.Immutable;

namespace Sprocket.Engine.Processes;

/// <summary>A program to start, its arguments as a list that no shell ever sees.</summary>
/// <param name="FileName">The program: a path, or a name looked up on PATH.</param>
/// <param name="Arguments">The arguments, each passed as it is.</param>
public sealed record ProcessCommand(string FileName, ImmutableArray<string> Arguments)
{
    /// <summary>The working directory; null for the runner's own.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>The whole environment; null to inherit the runner's.</summary>
    public ImmutableDictionary<string, string>? Environment { get; init; }

    /// <summary>What the program reads from standard input; null for nothing.</summary>
    public string? StandardInput { get; init; }

    /// <summary>After this long the program is killed and <see cref="ProcessResult.TimedOut"/> is set.</summary>
    public TimeSpan Timeout { get; init; } = System.Threading.Timeout.InfiniteTimeSpan;

    /// <summary>How long a program that is to stop has after SIGTERM before it is killed; zero kills it at once.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.Zero;

    /// <summary>How many bytes of each of its two streams are kept; what comes after them is read and dropped.</summary>
    public int MaxOutputBytes { get; init; } = 64 << 20;
}

/// <summary>How a program ended and what it said.</summary>
/// <param name="ExitCode">Its exit code; 128 + N when signal N ended it.</param>
/// <param name="StandardOutput">All it wrote to standard output.</param>
/// <param name="StandardError">All it wrote to standard error.</param>
public sealed record ProcessResult(int ExitCode, string StandardOutput, string StandardError)
{
    /// <summary>Whether it was killed because it took longer than <see cref="ProcessCommand.Timeout"/>.</summary>
    public bool TimedOut { get; init; }
}

/// <summary>A program could not be started: it does not exist, or may not be run.</summary>
public sealed class ProcessStartException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="fileName">The program.</param>
    /// <param name="message">Why, lower case, no final stop.</param>
    /// <param name="innerException">The cause.</param>
    public ProcessStartException(string fileName, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        FileName = fileName;
    }

    /// <summary>The program.</summary>
    public string FileName { get; }
}

/// <summary>Starts programs. The only seam between the product and the programs of the host.</summary>
public interface IProcessRunner
{
    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="ProcessStartException">The program could not be started.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the program was killed.</exception>
    Task<ProcessResult> RunAsync(ProcessCommand command, CancellationToken cancellation);
}
