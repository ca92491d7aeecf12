using System.Collections.Immutable;
using Registry.Server.Records;

namespace Registry.Server.Audit;

/// <summary>Lines that a filter took.</summary>
/// <param name="Lines">Newest first.</param>
/// <param name="KeptFrom">Index of the oldest line that was looked through: older ones are not kept ready.</param>
/// <param name="KeptSince">When that line was written; null where all of the log was looked through.</param>
internal sealed record FoundLines(ImmutableArray<IndexedRecord> Lines, long KeptFrom, DateTimeOffset? KeptSince);

/// <summary>All lines about some subjects in a part of the log.</summary>
/// <param name="From">Index of the first line of that part.</param>
/// <param name="Size">Index after its last one.</param>
/// <param name="Since">When the first one was written; null for an empty log.</param>
/// <param name="Of">By subject, oldest first.</param>
internal sealed record LinesAbout(long From, long Size, DateTimeOffset? Since, IReadOnlyDictionary<Guid, ImmutableArray<IndexedRecord>> Of);

/// <summary>A record in the open, for inspectors alone.</summary>
internal sealed record IndexedRecord(long Index, Guid RecordId, Guid Subject, AccessRecord Content)
{
    /// <summary>The latest time of this line and all before it: never earlier than that of an older line, whatever a writer says.</summary>
    public DateTimeOffset Latest { get; init; } = Content.At;
}
