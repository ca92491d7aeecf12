using Registry.Domain.Access;
using Registry.Domain.Secrecy;

namespace Registry.Store.Log;

/// <summary>One line for the access log: one caller's look at one person, sealed already.</summary>
/// <param name="RecordId">Random id, fixed by the caller. A line that is sent twice is written once.</param>
/// <param name="Sealed">The stored bytes. The writer never sees what is in them.</param>
/// <param name="FactSubject">Subject whose facts the decision rests on, or null when it rests on none.</param>
/// <param name="FactVersion">Version of those facts; 0 for a subject that has none. Moved facts make the line stale.</param>
/// <param name="Subject">The person looked at; goes into the receipt.</param>
/// <param name="Granted">Field classes that were granted; empty when nothing was.</param>
/// <param name="IsGrant">True when the line is to release something: only then does it earn a receipt.</param>
public sealed record Line(
    Guid RecordId,
    SealedRecord Sealed,
    Guid? FactSubject,
    long FactVersion,
    Guid Subject,
    IReadOnlySet<FieldClass> Granted,
    bool IsGrant)
{
    /// <summary>What the caller was proven by: subject and version of the directory. Moved, it makes the line stale as moved facts do; null for a line of nobody's.</summary>
    public (Guid Subject, long Version)? Actor { get; init; }

    /// <summary>Whose share of the queue it waits in: a word of the caller, never stored. Null for lines of the registry itself, which no share bounds.</summary>
    public string? Share { get; init; }
}
