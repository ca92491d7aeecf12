namespace Registry.Domain.Secrecy;

/// <summary>Seals the parts of one access record before the store writes it. Implemented by Registry.Sealing.</summary>
public interface IRecordSealer
{
    /// <summary>Seals one record under the current audit epoch key.</summary>
    /// <param name="recordId">Random id; part of the key derivation, so no two records share a key.</param>
    /// <param name="actor">Canonical bytes of the actor part: who, what for, what was decided. Holds no field value.</param>
    /// <param name="justification">Free text of the caller, sealed on its own so that it can be shredded; empty for none.</param>
    /// <param name="scope">The person looked at, and what the line lets out about her.</param>
    SealedRecord Seal(Guid recordId, ReadOnlySpan<byte> actor, ReadOnlySpan<byte> justification, LineScope scope);
}

/// <summary>The stored bytes of one access record; the leaf commits to <see cref="Actor"/> and <see cref="Subject"/>.</summary>
/// <param name="Actor">Sealed actor part. It contains the SHA-256 of the sealed justification, so the leaf commits to that too.</param>
/// <param name="Justification">Sealed justification; empty when none was given.</param>
/// <param name="Subject">Sealed subject part.</param>
/// <param name="AuditEpoch">Id of the audit epoch key, needed by the inspectorate to unwrap it.</param>
public sealed record SealedRecord(byte[] Actor, byte[] Justification, byte[] Subject, Guid AuditEpoch)
{
    /// <summary>
    /// Key of the subject part alone, 32 bytes; empty in a record that was read back. Goes into the receipt: it shows the process that releases keys
    /// what this line lets out, and nothing of who asked or of any other line.
    /// </summary>
    public ReadOnlyMemory<byte> Opening { get; init; }
}
