using System.Buffers.Binary;
using System.Security.Cryptography;
using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Victims;
using Registry.Sealing;
using Registry.Store.Subjects;

namespace Registry.Server.Subjects;

/// <summary>Loads what a decision rests on: two look-ups by key and one opening, for a person who exists and for one who does not.</summary>
internal sealed class SubjectRecords
{
    private static readonly Guid DecoyId = new("d7b0c1a2-6a0e-4f43-9a51-0c2b8e6f1d90");

    private readonly SubjectRows rows;
    private readonly SubjectPages pages;
    private readonly FactsSealer facts;
    private readonly RequestSeal tags;

    /// <summary>A row of usual size, opened and parsed where there is none, so that absence takes the work of presence.</summary>
    private readonly byte[] decoy;

    public SubjectRecords(SubjectRows rows, SubjectPages pages, FactsSealer facts, RequestSeal tags)
    {
        this.pages = pages;
        this.tags = tags;
        this.rows = rows;
        this.facts = facts;
        decoy = facts.Seal(DecoyId, 1, Decoy().ToBytes());
    }

    /// <summary>The record of a subject; empty when there is none, after the same work.</summary>
    /// <exception cref="OpenFailedException">The row was changed or swapped.</exception>
    /// <exception cref="RecordTamperedException">The row was taken away or rolled back, or the stream was.</exception>
    public async Task<SubjectRecord> Load(Guid subject, CancellationToken cancel)
    {
        if (await rows.Find(subject, cancel) is not { } row)
        {
            _ = SubjectRecord.Parse(facts.Open(DecoyId, 1, decoy));
            await rows.IsSuperseded(TagOf(DecoyId, 1), cancel);
            return SubjectRecord.Empty(subject);
        }

        if (row.Version == 0)
            throw new RecordTamperedException();
        while (await rows.IsSuperseded(TagOf(subject, row.Version), cancel))
        {
            // Replaced while we looked, or put back by somebody: what stands there now tells.
            var now = await rows.Find(subject, cancel);
            if (now is null || now.Version == row.Version)
                throw new RecordTamperedException();
            row = now;
        }

        return Read(subject, row);
    }

    /// <summary>The records of several subjects, those that there are, in two round trips.</summary>
    /// <exception cref="OpenFailedException">A row was changed or swapped.</exception>
    /// <exception cref="RecordTamperedException">A row was rolled back, or its stream was.</exception>
    public async Task<IReadOnlyDictionary<Guid, SubjectRecord>> Load(IReadOnlyCollection<Guid> subjects, CancellationToken cancel)
    {
        var found = await pages.Find([.. subjects], cancel);
        var replaced = await pages.Superseded([.. found.Select(one => TagOf(one.Subject, one.Row.Version))], cancel);
        var loaded = new Dictionary<Guid, SubjectRecord>();
        foreach (var (subject, row) in found)
        {
            // A row that was replaced while we looked, or put back, goes the way of one.
            loaded[subject] = replaced.Any(tag => tag.AsSpan().SequenceEqual(TagOf(subject, row.Version))) ? await Load(subject, cancel) : Read(subject, row);
        }

        return loaded;
    }

    /// <summary>The record in a row.</summary>
    /// <exception cref="OpenFailedException">The row was changed or swapped.</exception>
    /// <exception cref="RecordTamperedException">Row and stream do not agree.</exception>
    public SubjectRecord Read(Guid subject, SubjectRow row)
    {
        var record = SubjectRecord.Parse(facts.Open(subject, row.Version, row.Sealed));
        return record.Head(subject, "").Version == row.StreamVersion ? record with { Row = row.Version } : throw new RecordTamperedException();
    }

    /// <summary>Tag of the row that a new one replaces; null when there was none.</summary>
    public byte[]? Superseded(SubjectRecord record) => record.Row == 0 ? null : TagOf(record.State.Subject, record.Row);

    /// <summary>A new row for a record, under a new random version.</summary>
    public (long Version, byte[] Sealed) Seal(SubjectRecord record)
    {
        var version = (BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))) & long.MaxValue) | 1;
        return (version, facts.Seal(record.State.Subject, version, record.ToBytes()));
    }

    /// <summary>Keyed, so that a dump cannot tell whose rows were replaced, or how often.</summary>
    private byte[] TagOf(Guid subject, long version)
    {
        Span<byte> name = stackalloc byte[16 + sizeof(long)];
        subject.TryWriteBytes(name);
        BinaryPrimitives.WriteInt64BigEndian(name[16..], version);
        return tags.Body("superseded"u8, name);
    }

    /// <summary>A record as a registered person has it: some fields, some relations.</summary>
    private static SubjectRecord Decoy()
    {
        var day = new DateOnly(2016, 3, 1);
        var registered = new VictimRegistered(
            day, new AgencyCode("A"), "gate", Channel.BilateralAgreement, Announcement: null, [new AgencyCode("B"), new AgencyCode("C")]);
        var slot = new Slot(DecoyId, DecoyId, "victim_registered", 1, FieldClass.Status, Convert.ToBase64String(new byte[112]));
        var slots = Enumerable.Range(0, 14).Select(n => KeyValuePair.Create($"field_{n}", slot));
        return SubjectRecord.Empty(DecoyId).Apply(
            DecoyId, new StreamHead(StreamTypes.Person, 1, Convert.ToBase64String(new byte[EventMac.Size])), DecoyId, registered, slots);
    }
}

/// <summary>The row of a subject and its streams do not agree: somebody changed the database behind the registry's back.</summary>
internal sealed class RecordTamperedException() : Exception("A stored record does not agree with its stream.");
