using Sprocket.Engine.Backends;
using Sprocket.Engine.Inputs;
using Sprocket.Engine.Storage;

namespace Sprocket.Engine.Runs;

/// <summary>All that a run needs.</summary>
public sealed record RunRequest
{
    /// <summary>What to run, and the inputs it is given.</summary>
    public required CallInputs Inputs { get; init; }

    /// <summary>Where the run's files go; the caller holds its <see cref="RunnerLock"/>.</summary>
    public required RunDirectory Directory { get; init; }

    /// <summary>What runs the tasks; started.</summary>
    public required ITaskExecutionBackend Backend { get; init; }

    /// <summary>How the run is driven.</summary>
    public RunSettings Settings { get; init; } = new();

    /// <summary>What earlier runners of this run have done; null for a run that begins.</summary>
    public RunHistory? History { get; init; }

    /// <summary>When to let go of the run and leave what runs as it is.</summary>
    public CancellationToken Detach { get; init; }

    /// <summary>Stamps what happens.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Told of each event, in order and from one thread at a time, with the progress after it; must not block.</summary>
    public Action<RunEvent, RunProgress>? Observe { get; init; }
}
