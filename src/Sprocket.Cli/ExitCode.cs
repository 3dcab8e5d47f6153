using System.Diagnostics;
using Sprocket.Engine.Runs;

namespace Sprocket.Cli;

/// <summary>What the process says to its caller when it ends; the user's page is <c>sprocket help exit-codes</c>.</summary>
internal static class ExitCode
{
    /// <summary>All that was asked for was done.</summary>
    public const int Success = 0;

    /// <summary>The run failed: a task failed, or an output is missing.</summary>
    public const int RunFailed = 1;

    /// <summary>Nothing ran: wrong usage, configuration, document or inputs.</summary>
    public const int NothingRan = 2;

    /// <summary>The environment lacks something: no Slurm, no Apptainer, no space, no permission.</summary>
    public const int Environment = 3;

    /// <summary>The user interrupted it (128 + SIGINT), or sent its process away.</summary>
    public const int Interrupted = 130;

    /// <summary>What the end of a run is to its caller.</summary>
    public static int Of(RunStatus status) => status switch
    {
        RunStatus.Succeeded => Success,
        RunStatus.Failed => RunFailed,
        RunStatus.Canceled or RunStatus.Detached => Interrupted,
        _ => throw new UnreachableException(),
    };
}
