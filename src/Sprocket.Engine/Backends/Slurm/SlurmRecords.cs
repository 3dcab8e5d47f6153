using System.Collections.Immutable;

namespace Sprocket.Engine.Backends.Slurm;

/// <summary>What became of jobs that ended badly or vanished: from the site's accounts where it keeps some, else from the controller.</summary>
internal sealed class SlurmRecords
{
    // Jobs may have run for weeks before they ended badly.
    private const int DaysBack = 60;

    // Each is a command of its own.
    private const int MaxSingleQuestions = 5;

    private readonly SlurmClient _client;
    private bool _hasAccounting = true;

    /// <summary>Creates the access to the records.</summary>
    public SlurmRecords(SlurmClient client)
    {
        _client = client;
    }

    /// <summary>The records of jobs by id; those that nobody knows are left out.</summary>
    public async Task<ImmutableDictionary<string, SlurmJob>> FindAsync(ImmutableArray<string> ids)
    {
        ImmutableDictionary<string, SlurmJob>.Builder records = ImmutableDictionary.CreateBuilder<string, SlurmJob>(StringComparer.Ordinal);
        if (_hasAccounting && !ids.IsEmpty)
        {
            SlurmAnswer<ImmutableArray<SlurmJob>> answer = await _client.AccountingAsync(ids, DaysBack);
            _hasAccounting = answer.Failure?.Kind is not (SlurmFailureKind.NoAccounting or SlurmFailureKind.Refused);
            Add(records, answer);
        }

        foreach (string id in ids.Where(id => !records.ContainsKey(id)).Take(MaxSingleQuestions))
        {
            Add(records, await _client.ShowJobAsync(id));
        }

        return records.ToImmutable();
    }

    private static void Add(ImmutableDictionary<string, SlurmJob>.Builder records, SlurmAnswer<ImmutableArray<SlurmJob>> answer)
    {
        foreach (SlurmJob job in answer.IsOk ? answer.Value : [])
        {
            records[job.Id] = job;
        }
    }
}
