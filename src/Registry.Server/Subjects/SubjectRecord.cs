using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Secrecy;

namespace Registry.Server.Subjects;

/// <summary>
/// All that the registry holds ready about one subject: the folded state that decides, the heads of its streams, and where each
/// sealed field lies now. Stored as one blob under the facts key; the fields inside stay sealed under the person's own keys.
/// </summary>
/// <param name="State">Fold of the subject's streams.</param>
/// <param name="Streams">By stream id.</param>
/// <param name="Slots">By field path, e.g. <c>full_name</c>, <c>measure/0f…/place</c>.</param>
internal sealed record SubjectRecord(
    SubjectState State, ImmutableSortedDictionary<Guid, StreamHead> Streams, ImmutableSortedDictionary<string, Slot> Slots)
{
    /// <summary>
    /// Version of the row that the record was loaded from; 0 for none. A random number: counting would tell, beside the head of the
    /// person's own stream, how often her dossier moved.
    /// </summary>
    [JsonIgnore]
    public long Row { get; init; }

    /// <summary>A subject of which nothing is known.</summary>
    public static SubjectRecord Empty(Guid subject) => new(
        SubjectState.Empty(subject), ImmutableSortedDictionary<Guid, StreamHead>.Empty, ImmutableSortedDictionary.Create<string, Slot>(StringComparer.Ordinal));

    /// <summary>Where a stream stands; version 0 for one that does not exist yet.</summary>
    public StreamHead Head(Guid stream, string type) => Streams.GetValueOrDefault(stream) ?? new StreamHead(type, 0, "");

    /// <summary>The record after one more event.</summary>
    public SubjectRecord Apply(Guid stream, StreamHead head, Guid eventId, DomainEvent happened, IEnumerable<KeyValuePair<string, Slot>> slots) =>
        this with
        {
            State = State.Apply(head.Type, happened, eventId),
            Streams = Streams.SetItem(stream, head with { Quiet = Head(stream, head.Type).Quiet + (HistoryRules.IsQuiet(happened) ? 1 : 0) }),
            Slots = Slots.SetItems(slots),
        };

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, DomainJson.Options);

    /// <exception cref="JsonException">Not a subject record.</exception>
    public static SubjectRecord Parse(ReadOnlySpan<byte> bytes)
    {
        var record = JsonSerializer.Deserialize<SubjectRecord>(bytes, DomainJson.Options) ?? throw new JsonException("A subject record is an object.");
        return record with { Slots = record.Slots.WithComparers(StringComparer.Ordinal) };
    }
}

/// <summary>Where a stream stands.</summary>
/// <param name="Type">Stream type.</param>
/// <param name="Version">Number of its events.</param>
/// <param name="Mac">MAC of its last event, base64; empty before the first.</param>
internal sealed record StreamHead(string Type, long Version, string Mac)
{
    /// <summary>How many of its events no caller's version counts (<see cref="HistoryRules.IsQuiet"/>).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long Quiet { get; init; }

    /// <summary>The version that callers are told and name.</summary>
    [JsonIgnore]
    public long Told => Version - Quiet;
}

/// <summary>A sealed field as it stands now, with what its associated data is rebuilt from.</summary>
/// <param name="Stream">Stream of the event that carries it.</param>
/// <param name="EventId">That event.</param>
/// <param name="Alias">Its type as written.</param>
/// <param name="Schema">Its schema version as written.</param>
/// <param name="Class">Class that the field was sealed under.</param>
/// <param name="Value">Sealed value, base64.</param>
internal sealed record Slot(Guid Stream, Guid EventId, string Alias, int Schema, FieldClass Class, string Value)
{
    /// <summary>What the value is looked for by; absent where nobody looks for it. Sealed with the record, in no column.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ImmutableArray<int> Tags { get; init; }

    public SealedAt At(Guid subject, string path) => new(subject, Stream, EventId, Alias, Schema, path, Class);
}
