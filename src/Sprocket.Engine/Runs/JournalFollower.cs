using System.Collections.Immutable;
using Sprocket.Engine.Storage;

namespace Sprocket.Engine.Runs;

/// <summary>Reads a journal that another process writes.</summary>
/// <param name="directory">The run.</param>
public sealed class JournalFollower(RunDirectory directory)
{
    private long _position;
    private int _line;

    /// <summary>How far the run is, as far as was read.</summary>
    public RunProgress Progress { get; private set; } = RunProgress.Start;

    /// <summary>What was written since the last time, with the progress after each.</summary>
    /// <exception cref="StorageException">The journal cannot be read, or is damaged.</exception>
    public ImmutableArray<(RunEvent Happened, RunProgress Progress)> ReadNew()
    {
        ImmutableArray<(RunEvent, RunProgress)>.Builder events = ImmutableArray.CreateBuilder<(RunEvent, RunProgress)>();
        foreach (ReadOnlyMemory<byte> record in Journal.Read(directory.JournalPath, ref _position))
        {
            if (RunEventJson.Read(record, directory.JournalPath, ++_line) is RunEvent happened)
            {
                Progress = Progress.Apply(happened);
                events.Add((happened, Progress));
            }
        }

        return events.ToImmutable();
    }
}
