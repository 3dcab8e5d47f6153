using System.Collections.Immutable;
using Sprocket.Engine.Backends;
using Sprocket.Text;

namespace Sprocket.Engine.Runs;

/// <summary>Why a call failed, and all that helps to find out more.</summary>
/// <param name="CallId">The call.</param>
/// <param name="Diagnostic">What went wrong, at its place in the document, with the calls that lead there as labels.</param>
public sealed record RunFailure(string CallId, Diagnostic Diagnostic)
{
    /// <summary>How the last attempt ended; null when it was not the command that failed.</summary>
    public Outcome? Outcome { get; init; }

    /// <summary>Where the last attempt ran, and what the scheduler calls its end; null where there is no scheduler.</summary>
    public string? Place { get; init; }

    /// <summary>What the last attempt used of what it was given; null when nothing is known.</summary>
    public string? Use { get; init; }

    /// <summary>The number of attempts made.</summary>
    public int Attempts { get; init; }

    /// <summary>The directory of the last attempt, or of the call; null when there is none.</summary>
    public string? Directory { get; init; }

    /// <summary>What the command wrote to standard output; null when it did not run.</summary>
    public string? StandardOutputPath { get; init; }

    /// <summary>What the command wrote to standard error; null when it did not run.</summary>
    public string? StandardErrorPath { get; init; }

    /// <summary>The last lines of standard error.</summary>
    public ImmutableArray<string> StandardErrorTail { get; init; } = [];
}

/// <summary>How a run ended.</summary>
/// <param name="Status">How.</param>
/// <param name="Outputs">The outputs as a JSON object with qualified names; null unless it succeeded.</param>
/// <param name="Failures">What failed, in order; empty unless the status is <see cref="RunStatus.Failed"/>.</param>
public sealed record RunResult(RunStatus Status, string? Outputs, ImmutableArray<RunFailure> Failures);
