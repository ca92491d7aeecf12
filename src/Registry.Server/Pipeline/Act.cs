using Google.Protobuf;
using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Server.Subjects;

namespace Registry.Server.Pipeline;

/// <summary>What one act does to one subject. One event an act.</summary>
/// <typeparam name="TResponse">Answer of the call.</typeparam>
internal sealed record Act<TResponse>
    where TResponse : class, IMessage<TResponse>, new()
{
    /// <summary>Person or announcement.</summary>
    public required Guid Subject { get; init; }

    /// <summary>Set when this act creates the subject: the relation that its author gets by it.</summary>
    public RelationKind? CreatesAs { get; init; }

    /// <summary>Classes that need to know must permit; those that the contract names for the method when null.</summary>
    public IReadOnlySet<FieldClass>? Asks { get; init; }

    /// <summary>
    /// The record whose relations count as if the caller held them here. For the mirror of an act alone: who answers for one person writes it into
    /// the other's record, and is told and shown nothing of him.
    /// </summary>
    public SubjectState? ActsFrom { get; init; }

    /// <summary>
    /// Set when a code that was told out of band opens this act: whether it is right, and for this caller. A wrong one is answered as if there were
    /// nobody. Runs before the line, on facts alone.
    /// </summary>
    public Func<SubjectRecord, bool>? ByCode { get; init; }

    /// <summary>Stream that the event goes to; the subject's own when null.</summary>
    public Func<SubjectState, Guid>? Stream { get; init; }

    /// <summary>Type of the stream that the event goes to.</summary>
    public required string StreamType { get; init; }

    /// <summary>Version of that stream as the caller last saw it; 0 for a stream that is not there yet; null for an act whose author cannot know it.</summary>
    public required long? Expected { get; init; }

    /// <summary>
    /// True when the version that the request gives of another record is not that record's: answered like this record's own, and before the law is asked, for
    /// who guesses must not hear what only a real attempt may hear.
    /// </summary>
    public bool OtherMoved { get; init; }

    /// <summary>The law's decision over the folded state. Runs only after need to know permitted.</summary>
    public required Func<SubjectState, Decided> Decide { get; init; }

    /// <summary>Another person on whose facts the law's decision rests too, at hand as <see cref="SubjectState.KinOf"/>; null for none. Nothing of hers is told or opened.</summary>
    public Func<SubjectState, Guid?>? KinOf { get; init; }

    /// <summary>Of a part of an act: true where an earlier attempt carried it out. Null for one that keeps its answer.</summary>
    public Func<SubjectState, bool>? IsDone { get; init; }

    /// <summary>Personal fields that the event carries, once its id is known.</summary>
    public Func<DomainEvent, Guid, IEnumerable<OpenField>> Fields { get; init; } = (_, _) => [];

    /// <summary>Classes of those fields, known before the line.</summary>
    public IReadOnlySet<FieldClass> Seals { get; init; } = new HashSet<FieldClass>();

    /// <summary>The answer. It is kept, sealed, for a repeated request, so it holds no secret.</summary>
    public required Func<Written, TResponse> Answer { get; init; }

    /// <summary>Adds to an answer, new or repeated, what is not kept.</summary>
    public Action<TResponse, Look, SubjectRecord>? Complete { get; init; }

    /// <summary>Does what must stand before this act's own transaction, once the law allowed it.</summary>
    public Func<Look, Task>? Before { get; init; }

    /// <summary>True for what is never refused for its date. Every other act on a person is dated when she had a record, or later.</summary>
    public bool AtAnyDate { get; init; }

    /// <summary>Reason when the number of the paper is used; null for that of a decision.</summary>
    public string? NumberUsed { get; init; }

    /// <summary>Row of the certificate index that goes with the event, and how many the bucket had when it was searched: written while that still holds.</summary>
    public Func<(int Tag, byte[] Entry, int Seen)>? Index { get; init; }
}

/// <summary>What was written.</summary>
/// <param name="Record">The subject's record after it.</param>
/// <param name="Version">Version of the stream after it, as callers are told.</param>
/// <param name="Happened">The event.</param>
/// <param name="EventId">Its id.</param>
internal sealed record Written(SubjectRecord Record, long Version, DomainEvent Happened, Guid EventId);
