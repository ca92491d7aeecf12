using Registry.Store.Statistics;

namespace Registry.Store.Streams;

/// <summary>One event ready to be appended or as it was read.</summary>
/// <param name="Id">Random id; allocated before anything of the event was sealed.</param>
/// <param name="Alias">Event type, one of the domain's catalog.</param>
/// <param name="Version">Version of the stream with this event.</param>
/// <param name="Schema">Schema version.</param>
/// <param name="Facts">Sealed content: facts and field names, base64.</param>
/// <param name="Values">Sealed fields in the order of those names, base64.</param>
/// <param name="Mac">MAC, base64.</param>
public sealed record SealedEvent(
    Guid Id, string Alias, long Version, int Schema, string Facts, IReadOnlyList<string> Values, string Mac)
{
    /// <summary>When it was recorded, UTC: what the event store says until the event is opened, then what is sealed in it. Of no event that is yet to be appended.</summary>
    public DateTimeOffset RecordedAt { get; init; }
}

/// <summary>Events for one stream.</summary>
/// <param name="Stream">Stream id.</param>
/// <param name="Type">Stream type; used when the stream is started.</param>
/// <param name="Expected">Version before the append; 0 starts the stream.</param>
/// <param name="Events">At least one, in order.</param>
public sealed record StreamAppend(Guid Stream, string Type, long Expected, IReadOnlyList<SealedEvent> Events);

/// <summary>Everything that one act writes: in one transaction or not at all.</summary>
/// <param name="Streams">Events.</param>
/// <param name="Subject">Subject whose row follows the events.</param>
/// <param name="ExpectedRow">Version of that row before; 0 makes it.</param>
/// <param name="Row">Version and sealed content after.</param>
/// <param name="Superseded">Tag of the row that is replaced; null when there was none.</param>
/// <param name="Outbox">Outcome line owed to the log.</param>
/// <param name="Request">Answer kept for a repeated request; null when a later transaction of the same act keeps it.</param>
/// <param name="Index">New row of the certificate index, and how many rows its bucket had when the number was looked for; or null.</param>
public sealed record ActWrite(
    IReadOnlyList<StreamAppend> Streams,
    Guid Subject,
    long ExpectedRow,
    (long Version, byte[] Sealed) Row,
    byte[]? Superseded,
    (Guid RecordId, byte[] Sealed) Outbox,
    KeptRequest? Request,
    (int Tag, byte[] Entry, int Seen)? Index)
{
    /// <summary>What the event means for statistics; none where it counts nowhere.</summary>
    public IReadOnlyList<StatisticsRow> Statistics { get; init; } = [];

    /// <summary>Keyed hashes of the number of the decision that the act rests on and of its paper, 32 bytes each; null where it rests on none.</summary>
    public (byte[] Tag, byte[] Paper)? Decision { get; init; }
}

/// <summary>A request that was answered.</summary>
/// <param name="Key">Keyed hash of issuer, officer, method and request id.</param>
/// <param name="Body">Keyed hash of the body.</param>
/// <param name="Result">Sealed answer.</param>
public sealed record KeptRequest(byte[] Key, byte[] Body, byte[] Result);

/// <summary>Somebody else was first: a stream or a row is not at the expected version. Nothing was written.</summary>
public sealed class VersionMovedException(Exception inner) : Exception("A stream is not at the expected version.", inner);

/// <summary>A request with this key was answered meanwhile. Nothing was written.</summary>
public sealed class RequestKeptException(Exception inner) : Exception("The request was answered already.", inner);

/// <summary>The number of the decision stands for another paper of the same authority and year. Nothing was written.</summary>
public sealed class DecisionNumberUsedException(Exception inner) : Exception("The number of the decision is used already.", inner);
