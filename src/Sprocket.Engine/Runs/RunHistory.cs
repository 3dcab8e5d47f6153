using System.Collections.Immutable;
using Sprocket.Engine.Backends;
using Sprocket.Engine.Storage;

namespace Sprocket.Engine.Runs;

/// <summary>What the journal says that earlier runners of a run have done.</summary>
public sealed class RunHistory
{
    private readonly Dictionary<string, Call> _calls = new(StringComparer.Ordinal);

    private RunHistory()
    {
    }

    /// <summary>Of a run that begins.</summary>
    internal static RunHistory Empty { get; } = new();

    /// <summary>The run's name; null when it never began.</summary>
    public string? RunId { get; private set; }

    /// <summary>The task or workflow that it runs; null when it never began.</summary>
    public string? Target { get; private set; }

    /// <summary>The document's path; null when it never began.</summary>
    public string? Document { get; private set; }

    /// <summary>How far it came.</summary>
    public RunProgress Progress { get; private set; } = RunProgress.Start;

    /// <summary>All events, oldest first.</summary>
    public ImmutableArray<RunEvent> Events { get; private set; } = [];

    /// <summary>The attempts that were handed to the backend and of whose end nothing is known.</summary>
    public ImmutableArray<AttemptStarted> OpenAttempts =>
        [.. _calls.Values.Where(call => call.Outputs is null).Select(call => call.Open).OfType<AttemptStarted>()];

    /// <summary>The job of an open attempt; null when none is known.</summary>
    public string? FindJob(AttemptStarted attempt) => Find(attempt.CallId)?.OpenJobId;

    /// <summary>Reads the journal of a run.</summary>
    /// <exception cref="StorageException">It cannot be read.</exception>
    public static RunHistory Read(RunDirectory directory)
    {
        ImmutableArray<RunEvent>.Builder events = ImmutableArray.CreateBuilder<RunEvent>();
        int line = 0;
        foreach (ReadOnlyMemory<byte> record in Journal.Read(directory.JournalPath))
        {
            if (RunEventJson.Read(record, directory.JournalPath, ++line) is RunEvent happened)
            {
                events.Add(happened);
            }
        }

        var history = new RunHistory { Events = events.ToImmutable() };
        foreach (RunEvent happened in history.Events)
        {
            history.Add(happened);
        }

        return history;
    }

    /// <summary>What is known of a call; null when it never started an attempt.</summary>
    internal Call? Find(string callId) => _calls.GetValueOrDefault(callId);

    private void Add(RunEvent happened)
    {
        Progress = Progress.Apply(happened);
        switch (happened)
        {
            case RunStarted started:
                (RunId, Target, Document) = (started.RunId, started.Target, started.Document);
                break;
            case AttemptStarted started:
                Change(started.CallId, call => call with { Open = started, OpenJobId = null, Started = call.Started.SetItem(started.Attempt, started) });
                break;
            case AttemptSubmitted submitted:
                Change(submitted.CallId, call => call with { OpenJobId = submitted.JobId });
                break;
            case AttemptEnded ended:
                Change(ended.CallId, call => call with { Open = null, OpenJobId = null, Ended = call.Ended.Add(ended) });
                break;
            case CallSucceeded succeeded:
                Change(succeeded.CallId, call => call with { Outputs = succeeded.Outputs });
                break;
            default:
                break;
        }
    }

    private void Change(string callId, Func<Call, Call> change) => _calls[callId] = change(_calls.GetValueOrDefault(callId, new Call()));

    /// <summary>What earlier runners have done for a call.</summary>
    internal sealed record Call
    {
        /// <summary>The outputs; null while it has not succeeded.</summary>
        public string? Outputs { get; init; }

        /// <summary>All attempts by number, as they were begun.</summary>
        public ImmutableDictionary<int, AttemptStarted> Started { get; init; } = ImmutableDictionary<int, AttemptStarted>.Empty;

        /// <summary>The attempts that ended.</summary>
        public ImmutableArray<AttemptEnded> Ended { get; init; } = [];

        /// <summary>The attempt that was handed to the backend and of whose end nothing is known; null for none.</summary>
        public AttemptStarted? Open { get; init; }

        /// <summary>The number of that attempt; null for none.</summary>
        public int? OpenAttempt => Open?.Attempt;

        /// <summary>The job of that attempt; null when none is known.</summary>
        public string? OpenJobId { get; init; }

        /// <summary>The attempt that succeeded, of whose outputs nothing is known; null for none.</summary>
        public AttemptEnded? Unfinished => Outputs is null && OpenAttempt is null && Ended is [.., { Outcome: Succeeded } last] ? last : null;
    }
}
