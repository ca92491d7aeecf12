namespace Registry.AccessLog;

/// <summary>One encrypted record of the log as it lies in the database. This library never opens it.</summary>
/// <param name="Id">Random id of the record. Not covered by the leaf.</param>
/// <param name="Actor">First part; covered by the leaf.</param>
/// <param name="Subject">Second part; covered by the leaf.</param>
/// <param name="Justification">Shreddable part, empty if none or destroyed. Not covered by the leaf.</param>
public sealed record StoredRecord(Guid Id, ReadOnlyMemory<byte> Actor, ReadOnlyMemory<byte> Subject, ReadOnlyMemory<byte> Justification)
{
    /// <summary>Largest part, in bytes.</summary>
    public const int MaxPartBytes = 32 * 1024;

    /// <summary>The 33 bytes that the tree commits to.</summary>
    public byte[] Entry() => LeafEntry.Of(Actor.Span, Subject.Span);
}

/// <summary>One line on its way into an export: the entry, and its record unless only the tree is exported.</summary>
/// <param name="Entry">At most 65,535 bytes.</param>
/// <param name="Record">Null when the directory goes to a mirror that gets no records.</param>
/// <param name="LeafHash">
/// Leaf hash as stored, taken over unchecked into the tiles; null to compute it from the entry. For evidence alone: the verifier then names
/// the entry whose stored bytes do not give the hash that was signed.
/// </param>
public sealed record ExportLine(ReadOnlyMemory<byte> Entry, StoredRecord? Record, TreeHash? LeafHash = null)
{
    /// <summary>A line with its record; the entry is computed from it.</summary>
    public static ExportLine Of(StoredRecord record) => new(record.Entry(), record);
}
