using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Secrecy;
using Registry.Sealing;
using Registry.Server.Search;
using Registry.Store.Streams;

namespace Registry.Server.Subjects;

/// <summary>Seals one event and its fields under the keys of one person, and chains it to the event before it.</summary>
internal sealed class EventSealer(Sealer sealer, EventMac macs, SlotTags tags, TimeProvider clock)
{
    /// <summary>Path of an event's content among its sealed parts.</summary>
    private const string ContentPath = "facts";

    /// <summary>The sealed event and the subject's record after it.</summary>
    /// <param name="record">The subject's record before.</param>
    /// <param name="keys">Keys of the subject, released against the intent line.</param>
    /// <param name="stream">Stream that the event goes to.</param>
    /// <param name="type">Its type.</param>
    /// <param name="happened">What happened.</param>
    /// <param name="eventId">Random id of the event.</param>
    /// <param name="fields">Personal fields of the event in the open.</param>
    public (SealedEvent Sealed, SubjectRecord Record) Seal(
        SubjectRecord record, ReleasedKeys keys, Guid stream, string type, DomainEvent happened, Guid eventId, IEnumerable<OpenField> fields)
    {
        var kind = EventCatalog.Of(happened);
        var head = record.Head(stream, type);
        var place = new Slot(stream, eventId, kind.Alias, kind.SchemaVersion, FieldClass.Facts, "");

        string SealOne(string path, FieldClass fieldClass, ReadOnlySpan<byte> plain) =>
            sealer.Seal(keys, (place with { Class = fieldClass }).At(record.State.Subject, path), plain).ToBase64();

        var slots = fields.ToImmutableSortedDictionary(
            field => field.Path,
            field => place with { Class = field.Class, Value = SealOne(field.Path, field.Class, field.Plain), Tags = tags.Of(field) },
            StringComparer.Ordinal);
        var content = EventContent.Write(happened, slots.Select(slot => new FieldName(slot.Key, slot.Value.Class) { Tags = slot.Value.Tags }), clock.GetUtcNow());
        var facts = SealOne(ContentPath, FieldClass.Facts, content);
        string[] values = [.. slots.Values.Select(slot => slot.Value)];
        var version = head.Version + 1;
        var mac = macs.Compute(new ChainedEvent(
            stream, version, eventId, kind.Alias, kind.SchemaVersion, DataOf(facts, values), Convert.FromBase64String(head.Mac)));
        var after = new StreamHead(type, version, Convert.ToBase64String(mac));

        return (new SealedEvent(eventId, kind.Alias, version, kind.SchemaVersion, facts, values, after.Mac), record.Apply(stream, after, eventId, happened, slots));
    }

    /// <summary>True when the stored event is the one that was chained after <paramref name="previous"/>.</summary>
    public bool IsChained(Guid stream, SealedEvent stored, string previous) => macs.Verify(
        new ChainedEvent(stream, stored.Version, stored.Id, stored.Alias, stored.Schema, DataOf(stored.Facts, stored.Values), Convert.FromBase64String(previous)),
        Convert.FromBase64String(stored.Mac));

    /// <summary>A stored event with what it says and the moment that it says itself.</summary>
    /// <param name="subject">Whose it is.</param>
    /// <param name="keys">Released keys of the subject that cover <see cref="FieldClass.Facts"/>.</param>
    /// <param name="stream">Stream that the event stands in.</param>
    /// <param name="stored">The event.</param>
    public static (SealedEvent Stored, EventContent Content) Open(Guid subject, ReleasedKeys keys, Guid stream, SealedEvent stored)
    {
        var content = EventContent.Read(Opener.Open(keys, PlaceOf(stream, stored).At(subject, ContentPath), Sealed.FromBase64(stored.Facts)));
        return (stored with { RecordedAt = content.At ?? stored.RecordedAt }, content);
    }

    /// <summary>The record after a stored event: how a record is rebuilt from streams alone.</summary>
    /// <param name="record">The record before it.</param>
    /// <param name="stream">Stream that the event stands in.</param>
    /// <param name="type">Its type.</param>
    /// <param name="stored">The event.</param>
    /// <param name="content">What is sealed in it.</param>
    /// <param name="happened">What it says.</param>
    public static SubjectRecord Replay(SubjectRecord record, Guid stream, string type, SealedEvent stored, EventContent content, out DomainEvent happened)
    {
        var place = PlaceOf(stream, stored);
        var slots = content.Fields.Zip(
            stored.Values, (name, value) => KeyValuePair.Create(name.Path, place with { Class = name.Class, Value = value, Tags = name.Tags }));
        happened = content.Event(stored.Alias, stored.Schema);
        return record.Apply(stream, new StreamHead(type, stored.Version, stored.Mac), stored.Id, happened, slots);
    }

    private static Slot PlaceOf(Guid stream, SealedEvent stored) => new(stream, stored.Id, stored.Alias, stored.Schema, FieldClass.Facts, "");

    /// <summary>Canonical bytes under the MAC: facts, then the values in order, every part with its length.</summary>
    private static byte[] DataOf(string facts, IReadOnlyList<string> values)
    {
        using var data = new MemoryStream();
        Span<byte> length = stackalloc byte[4];
        foreach (var part in values.Prepend(facts))
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteUInt32BigEndian(length, (uint)bytes.Length);
            data.Write(length);
            data.Write(bytes);
        }

        return data.ToArray();
    }
}
