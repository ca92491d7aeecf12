using Registry.Sealing;
using Registry.Store.Subjects;

namespace Registry.Server.Subjects;

/// <summary>Loads what a decision rests on: one query and one opening, for a person who exists and for one who does not.</summary>
internal sealed class SubjectRecords(SubjectRows rows, FactsSealer facts)
{
    /// <summary>The record of a subject; empty when there is none, after the same work.</summary>
    /// <exception cref="OpenFailedException">The row was changed or swapped.</exception>
    /// <exception cref="RecordTamperedException">The row was rolled back, or the stream was.</exception>
    public async Task<SubjectRecord> Load(Guid subject, CancellationToken cancel)
    {
        if (await rows.Find(subject, cancel) is not { } row)
        {
            facts.OpenDecoy();
            return SubjectRecord.Empty(subject);
        }

        var record = SubjectRecord.Parse(facts.Open(subject, row.Version, row.Sealed));
        if (record.State.Version != row.Version || record.Head(subject, "").Version != row.StreamVersion)
            throw new RecordTamperedException();
        return record;
    }

    /// <summary>The row's bytes for a record.</summary>
    public (long Version, byte[] Sealed) Seal(SubjectRecord record) =>
        (record.State.Version, facts.Seal(record.State.Subject, record.State.Version, record.ToBytes()));
}

/// <summary>The row of a subject and its streams do not agree: somebody changed the database behind the registry's back.</summary>
internal sealed class RecordTamperedException() : Exception("A stored record does not agree with its stream.");
