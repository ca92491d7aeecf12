using System.Security.Cryptography;

namespace Registry.Sealing;

/// <summary>The parts of an access record, each under a key of its own. The numbers are in the format and never reused.</summary>
internal enum RecordPart : byte
{
    Actor = 1,
    Justification = 2,
    Subject = 3,
}

/// <summary>
/// One stored part: <c>version(1; 2 for a subject part that says what it lets out) || epoch id(16) || commitment(32) || nonce(12) || ciphertext || tag(16)</c>. Self-contained: with
/// the epoch key, or this part's key alone, it opens without any other row.
/// </summary>
/// <remarks>
/// GCM alone does not commit to its key: a forger could make one ciphertext that opens to two texts under two keys and show a court
/// whichever suits. The commitment is derived from the part key and compared first.
/// </remarks>
internal static class RecordPartFormat
{
    internal const byte Version = 1;
    internal const byte NewestVersion = ScopeFormat.Version;
    internal const int EpochOffset = 1;
    internal const int CommitmentOffset = EpochOffset + 16;
    internal const int BoxOffset = CommitmentOffset + 32;

    internal static byte[] Seal(
        Secret epochKey, Guid epoch, Guid recordId, RecordPart part, ReadOnlySpan<byte> plaintext, FillRandom random, byte version = Version)
    {
        var context = Context(recordId, part);
        using var key = Kdf.Derive(epochKey, Labels.RecordPartKey, context);
        Span<byte> header = stackalloc byte[BoxOffset];
        header[0] = version;
        epoch.TryWriteBytes(header[EpochOffset..], bigEndian: true, out _);
        Kdf.Derive(key, Labels.RecordPartCommitment, context, header[CommitmentOffset..]);
        return PaddedBox.Seal(Padding.Record, key, random, Associated(version, epoch, recordId, part), header, plaintext);
    }

    /// <summary>The key of one part: whoever has it opens that part and no other.</summary>
    internal static byte[] PartKey(Secret epochKey, Guid recordId, RecordPart part) => Kdf.Commit(epochKey, Labels.RecordPartKey, Context(recordId, part));

    /// <exception cref="OpenFailedException">Another record's, another part's, another epoch's, or changed.</exception>
    internal static byte[] Open(Secret epochKey, Guid epoch, Guid recordId, RecordPart part, ReadOnlySpan<byte> stored)
    {
        using var key = Kdf.Derive(epochKey, Labels.RecordPartKey, Context(recordId, part));
        return EpochOf(stored) == epoch ? OpenPart(key, recordId, part, stored) : throw new OpenFailedException();
    }

    /// <summary>Opens with the key of this part alone.</summary>
    /// <exception cref="OpenFailedException">Another record's, another part's, another key's, or changed.</exception>
    internal static byte[] OpenPart(Secret key, Guid recordId, RecordPart part, ReadOnlySpan<byte> stored)
    {
        if (EpochOf(stored) is not { } epoch || (stored[0] != Version && part != RecordPart.Subject))
            throw new OpenFailedException();
        var commitment = Kdf.Commit(key, Labels.RecordPartCommitment, Context(recordId, part));
        if (!CryptographicOperations.FixedTimeEquals(commitment, stored.Slice(CommitmentOffset, 32)))
            throw new OpenFailedException();
        return PaddedBox.Open(Padding.Record, key, Associated(stored[0], epoch, recordId, part), stored[BoxOffset..]);
    }

    private static Guid? EpochOf(ReadOnlySpan<byte> stored) =>
        stored.Length >= BoxOffset + Aead.Overhead && stored[0] is >= Version and <= NewestVersion
            ? new Guid(stored.Slice(EpochOffset, 16), bigEndian: true)
            : null;

    private static byte[] Context(Guid recordId, RecordPart part) => [.. recordId.Bytes(), (byte)part];

    private static Framed Associated(byte version, Guid epoch, Guid recordId, RecordPart part) =>
        new Framed(Labels.RecordPart).AddByte(version).AddId(epoch).AddId(recordId).AddByte((byte)part);
}
