using System.Collections.Immutable;

namespace Sprocket.Engine.Backends;

/// <summary>A file or directory of the host that the command sees under another path.</summary>
/// <param name="HostPath">Where it is; absolute, links resolved.</param>
/// <param name="GuestPath">Where the command sees it; absolute.</param>
/// <param name="IsReadOnly">Whether the command may not change it.</param>
public sealed record Mount(string HostPath, string GuestPath, bool IsReadOnly);

/// <summary>An environment variable of the command.</summary>
/// <param name="Name">Its name; a WDL identifier.</param>
/// <param name="Value">Its value; any text without NUL.</param>
public sealed record EnvironmentVariable(string Name, string Value);

/// <summary>All that one attempt needs — command, environment, mounts, allocation, directory — and nothing of WDL.</summary>
public sealed record TaskPlan
{
    /// <summary>Where a command in a container finds its files: <c>inputs/…</c>, <c>work</c>, <c>command</c>.</summary>
    public const string GuestRoot = "/mnt/task";

    /// <summary>The call within its run, such as <c>align-3</c>; unique in the run, made of <c>[A-Za-z0-9._-]</c>.</summary>
    public required string CallId { get; init; }

    /// <summary>The number of the attempt, from 0.</summary>
    public required int Attempt { get; init; }

    /// <summary>A key that no other attempt of any run has; made of <c>[A-Za-z0-9._-]</c>.</summary>
    public required string Key { get; init; }

    /// <summary>The attempt's directory: absolute, exists, shared with the nodes. It holds <c>command</c>, <c>stdout</c>, <c>stderr</c>, <c>work</c>, <c>outcome.json</c>.</summary>
    public required string Directory { get; init; }

    /// <summary>The evaluated command.</summary>
    public required string Command { get; init; }

    /// <summary>The shell that runs the command: a name or path, <c>bash</c> by default.</summary>
    public required string Shell { get; init; }

    /// <summary>What the task asks for.</summary>
    public required Requirements Requirements { get; init; }

    /// <summary>What the task would like.</summary>
    public required Hints Hints { get; init; }

    /// <summary>What the backend granted.</summary>
    public required Allocation Allocation { get; init; }

    /// <summary>The inputs that the command sees under another path; empty when it runs without a container.</summary>
    public ImmutableArray<Mount> Mounts { get; init; } = [];

    /// <summary>The command's <c>env</c> declarations.</summary>
    public ImmutableArray<EnvironmentVariable> Environment { get; init; } = [];

    /// <summary>Nodes on which earlier attempts failed for no fault of the command.</summary>
    public ImmutableArray<string> ExcludedNodes { get; init; } = [];

    /// <summary>The job that an earlier runner submitted for this very attempt, to be watched instead of submitting; null for none.</summary>
    public string? SubmittedJobId { get; init; }

    /// <summary>
    /// Whether an earlier runner handed this very attempt to the backend, and may have died before it heard of a job: look
    /// for one by <see cref="Key"/>, and for an outcome in <see cref="Directory"/>, before anything is started.
    /// </summary>
    public bool IsResumed { get; init; }
}
