using System.Security.Cryptography;
using Registry.Domain.Secrecy;

namespace Registry.Sealing;

/// <summary>One access record, opened for an inspector.</summary>
/// <param name="Actor">Canonical bytes of the actor part.</param>
/// <param name="Justification">The caller's words, or null where none were given or they were shredded.</param>
/// <param name="JustificationShredded">A justification was given, and its stored bytes are gone.</param>
/// <param name="Scope">The person looked at, and what the line let out. A record of before the second version of subject parts says nothing of that.</param>
public sealed record OpenedRecord(byte[] Actor, byte[]? Justification, bool JustificationShredded, LineScope Scope)
{
    /// <summary>Random id of the person looked at.</summary>
    public Guid Subject => Scope.Subject;

    /// <inheritdoc/>
    public override string ToString() => "[sealed]";
}

/// <summary>
/// Opens access records with audit epoch keys that the inspectorate unwrapped. Runs where the inspectors' service runs, never where
/// lines are written. Holds a bounded number of epoch keys; what leaves is zeroed.
/// </summary>
/// <param name="capacity">Most epoch keys held at once, oldest out first.</param>
public sealed class RecordOpener(int capacity = 256) : IDisposable
{
    private readonly Lock gate = new();
    private readonly Queue<Guid> oldestFirst = [];
    private readonly Dictionary<Guid, Secret> keys = [];

    /// <summary>True while the key of the epoch is held; else unwrap it and <see cref="Add"/> it.</summary>
    public bool Holds(Guid epoch)
    {
        lock (gate)
            return keys.ContainsKey(epoch);
    }

    /// <summary>Holds the 32-byte key of an epoch; copied, the caller zeroes its own.</summary>
    public void Add(Guid epoch, ReadOnlySpan<byte> key)
    {
        lock (gate)
        {
            if (keys.ContainsKey(epoch))
                return;
            while (keys.Count >= capacity && oldestFirst.TryDequeue(out var oldest) && keys.Remove(oldest, out var dropped))
                dropped.Dispose();
            keys.Add(epoch, Secret.CopyOf(key));
            oldestFirst.Enqueue(epoch);
        }
    }

    /// <summary>Opens the parts of one record.</summary>
    /// <exception cref="OpenFailedException">The epoch key is not held, or a part is another record's or was changed.</exception>
    public OpenedRecord Open(Guid recordId, SealedRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        using var key = Find(record.AuditEpoch);
        var frame = RecordPartFormat.Open(key, record.AuditEpoch, recordId, RecordPart.Actor, record.Actor);
        var subject = RecordPartFormat.Open(key, record.AuditEpoch, recordId, RecordPart.Subject, record.Subject);
        var scope = ScopeFormat.Read(record.Subject[0], subject);
        if (!ActorFrame.TryRead(frame, out var actor, out var justificationHash))
            throw new OpenFailedException();

        var matches = CryptographicOperations.FixedTimeEquals(SHA256.HashData(record.Justification), justificationHash);
        var absent = record.Justification.Length == 0;
        if (!matches && !absent)
            throw new OpenFailedException();
        var justification = absent
            ? null
            : RecordPartFormat.Open(key, record.AuditEpoch, recordId, RecordPart.Justification, record.Justification);
        return new OpenedRecord(actor.ToArray(), justification, absent && !matches, scope);
    }

    /// <summary>Opens the actor part of a line that everybody may read, with the key of that part (<see cref="RecordSealer.SealForEverybody"/>).</summary>
    /// <exception cref="OpenFailedException">Another record's, another key's, or changed.</exception>
    public static byte[] OpenForEverybody(Guid recordId, ReadOnlySpan<byte> actor, ReadOnlySpan<byte> actorKey)
    {
        using var key = Secret.CopyOf(actorKey);
        return ActorFrame.TryRead(RecordPartFormat.OpenPart(key, recordId, RecordPart.Actor, actor), out var said, out _) ? said.ToArray() : throw new OpenFailedException();
    }

    /// <summary>Zeroes the keys.</summary>
    public void Dispose() => Clear();

    /// <summary>Zeroes the keys; others may be added.</summary>
    public void Clear()
    {
        lock (gate)
        {
            foreach (var key in keys.Values)
                key.Dispose();
            keys.Clear();
            oldestFirst.Clear();
        }
    }

    private Secret Find(Guid epoch)
    {
        lock (gate)
            return keys.TryGetValue(epoch, out var key) ? key.Copy() : throw new OpenFailedException();
    }
}
