using System.Collections.Immutable;

namespace Sprocket.Engine.Backends.Slurm;

/// <summary>An attempt that is to become a job, and the answer that it waits for.</summary>
internal sealed class Submission
{
    private readonly TaskCompletionSource<SlurmAnswer<string>> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private bool _hasBegun;

    /// <summary>The attempt's directory, where its script goes.</summary>
    public required string Directory { get; init; }

    /// <summary>The job's script.</summary>
    public required JobScript Script { get; init; }

    /// <summary>What overrides the script's directives.</summary>
    public ImmutableArray<string> Arguments { get; init; } = [];

    /// <summary>Whether it is submitted by itself, whatever else there is.</summary>
    public bool IsAlone { get; init; }

    /// <summary>Told, in a sentence, why it takes long.</summary>
    public Action<string> Report { get; init; } = _ => { };

    /// <summary>When to give up.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>The job's id, or the failure for which no waiting helps.</summary>
    public Task<SlurmAnswer<string>> Answer => _answer.Task;

    /// <summary>Takes it in hand: from now on it is not given up by itself.</summary>
    /// <returns>Whether it was not given up before.</returns>
    public bool TryBegin()
    {
        lock (_lock)
        {
            return _hasBegun = !_answer.Task.IsCompleted;
        }
    }

    /// <summary>Gives it up, unless it is in hand.</summary>
    public void GiveUp()
    {
        lock (_lock)
        {
            if (!_hasBegun)
            {
                _answer.TrySetCanceled(Cancellation);
            }
        }
    }

    /// <summary>Answers it.</summary>
    public void Complete(SlurmAnswer<string> answer) => _answer.TrySetResult(answer);

    /// <summary>Answers that it was given up, or could not be done.</summary>
    public void Fail(Exception exception)
    {
        if (exception is OperationCanceledException)
        {
            _answer.TrySetCanceled(Cancellation);
        }
        else
        {
            _answer.TrySetException(exception);
        }
    }
}
