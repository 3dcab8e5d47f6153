namespace Sprocket.Engine.Runs;

/// <summary>How runs are driven, whatever runs their tasks.</summary>
public sealed record RunSettings
{
    /// <summary>Whether the first failure cancels what runs; otherwise nothing new is started, and what runs may end.</summary>
    public bool FailsFast { get; init; }

    /// <summary>How many elements of one scatter are worked on at a time; at least 1.</summary>
    public int ScatterConcurrency { get; init; } = 1000;

    /// <summary>The shell that runs commands.</summary>
    public string Shell { get; init; } = "bash";

    /// <summary>The container of tasks that name none; null to run those without one.</summary>
    public string? DefaultContainer { get; init; }

    /// <summary>How often attempts are repeated.</summary>
    public RetryBudgets Retries { get; init; } = new();
}

/// <summary>How many attempts each class of failure may cost, beyond the first.</summary>
public sealed record RetryBudgets
{
    /// <summary>Failures of the command itself, for tasks that do not say <c>max_retries</c>.</summary>
    public int Command { get; init; }

    /// <summary>Failures of nodes, filesystems, image pulls and submissions.</summary>
    public int Infrastructure { get; init; } = 3;

    /// <summary>Attempts that the scheduler ended for other jobs' sake.</summary>
    public int Preempted { get; init; } = 10;

    /// <summary>Attempts that used too much memory; each next one gets more.</summary>
    public int OutOfMemory { get; init; } = 1;

    /// <summary>What memory is multiplied by after running out of it; greater than 1.</summary>
    public double MemoryFactor { get; init; } = 2;

    /// <summary>Attempts that took too long; each next one gets more time.</summary>
    public int TimeLimit { get; init; }

    /// <summary>What the time limit is multiplied by after it passed; greater than 1.</summary>
    public double TimeFactor { get; init; } = 2;
}
