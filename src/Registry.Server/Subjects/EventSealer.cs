using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Secrecy;
using Registry.Sealing;
using Registry.Store.Streams;

namespace Registry.Server.Subjects;

/// <summary>Seals one event and its fields under the keys of one person, and chains it to the event before it.</summary>
internal sealed class EventSealer(Sealer sealer, EventMac macs)
{
    /// <summary>Path of an event's facts among its sealed parts.</summary>
    internal const string FactsPath = "facts";

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
        var subject = record.State.Subject;
        var kind = EventCatalog.Of(happened);
        var head = record.Head(stream, type);

        Slot SealOne(string path, FieldClass fieldClass, ReadOnlySpan<byte> plain)
        {
            var at = new SealedAt(subject, stream, eventId, kind.Alias, kind.SchemaVersion, path, fieldClass);
            return new Slot(stream, eventId, kind.Alias, kind.SchemaVersion, fieldClass, sealer.Seal(keys, at, plain).ToBase64());
        }

        var slots = fields.ToImmutableSortedDictionary(field => field.Path, field => SealOne(field.Path, field.Class, field.Plain), StringComparer.Ordinal);
        var values = slots.ToImmutableSortedDictionary(slot => slot.Key, slot => slot.Value.Value, StringComparer.Ordinal);
        var facts = SealOne(FactsPath, FieldClass.Facts, EventCatalog.WriteFacts(happened)).Value;
        var version = head.Version + 1;
        var mac = macs.Compute(new ChainedEvent(
            stream, version, eventId, kind.Alias, kind.SchemaVersion, DataOf(facts, values), Convert.FromBase64String(head.Mac)));
        var after = new StreamHead(type, version, Convert.ToBase64String(mac));

        return (new SealedEvent(eventId, kind.Alias, version, kind.SchemaVersion, facts, values, after.Mac), record.Apply(stream, after, eventId, happened, slots));
    }

    /// <summary>True when the stored event is the one that was chained after <paramref name="previous"/>.</summary>
    public bool IsChained(Guid stream, SealedEvent stored, string previous) => macs.Verify(
        new ChainedEvent(stream, stored.Version, stored.Id, stored.Alias, stored.Schema, DataOf(stored.Facts, stored.Fields), Convert.FromBase64String(previous)),
        Convert.FromBase64String(stored.Mac));

    /// <summary>Canonical bytes under the MAC: facts, then path and value of each field in ordinal order, every part with its length.</summary>
    private static byte[] DataOf(string facts, IReadOnlyDictionary<string, string> fields)
    {
        using var data = new MemoryStream();
        Span<byte> length = stackalloc byte[4];
        foreach (var part in fields.OrderBy(field => field.Key, StringComparer.Ordinal).SelectMany(field => new[] { field.Key, field.Value }).Prepend(facts))
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteUInt32BigEndian(length, (uint)bytes.Length);
            data.Write(length);
            data.Write(bytes);
        }

        return data.ToArray();
    }
}
