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
/// One stored part: <c>version(1) || epoch id(16) || commitment(32) || nonce(12) || ciphertext || tag(16)</c>. Self-contained: with
/// the epoch key, or this part's key alone, it opens without any other row.
/// </summary>
/// <remarks>
/// GCM alone does not commit to its key: a forger could make one ciphertext that opens to two texts under two keys and show a court
/// whichever suits. The commitment is derived from the part key and compared first.
/// </remarks>
internal static class RecordPartFormat
{
    internal const byte Version = 1;
    internal const int EpochOffset = 1;
    internal const int CommitmentOffset = EpochOffset + 16;
    internal const int BoxOffset = CommitmentOffset + 32;

    internal static byte[] Seal(
        Secret epochKey, Guid epoch, Guid recordId, RecordPart part, ReadOnlySpan<byte> plaintext, FillRandom random)
    {
        var context = Context(recordId, part);
        using var key = Kdf.Derive(epochKey, Labels.RecordPartKey, context);
        var padded = Padding.Record.Pad(plaintext);
        try
        {
            var target = new byte[BoxOffset + Aead.Overhead + padded.Length];
            target[0] = Version;
            epoch.TryWriteBytes(target.AsSpan(EpochOffset), bigEndian: true, out _);
            Kdf.Derive(key, Labels.RecordPartCommitment, context, target.AsSpan(CommitmentOffset, 32));
            Aead.Seal(key, random, Associated(epoch, recordId, part).Bytes, padded, target.AsSpan(BoxOffset));
            return target;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(padded);
        }
    }

    /// <exception cref="OpenFailedException">Another record's, another part's, another epoch's, or changed.</exception>
    internal static byte[] Open(Secret epochKey, Guid epoch, Guid recordId, RecordPart part, ReadOnlySpan<byte> stored)
    {
        if (stored.Length < BoxOffset + Aead.Overhead || stored[0] != Version
            || new Guid(stored.Slice(EpochOffset, 16), bigEndian: true) != epoch)
            throw new OpenFailedException();

        var context = Context(recordId, part);
        using var key = Kdf.Derive(epochKey, Labels.RecordPartKey, context);
        var commitment = Kdf.Commit(key, Labels.RecordPartCommitment, context);
        if (!CryptographicOperations.FixedTimeEquals(commitment, stored.Slice(CommitmentOffset, 32)))
            throw new OpenFailedException();
        var padded = Aead.Open(key, Associated(epoch, recordId, part).Bytes, stored[BoxOffset..]) ?? throw new OpenFailedException();
        return Padding.Record.Unpad(padded) ?? throw new OpenFailedException();
    }

    private static byte[] Context(Guid recordId, RecordPart part) => [.. recordId.Bytes(), (byte)part];

    private static Framed Associated(Guid epoch, Guid recordId, RecordPart part) =>
        new Framed(Labels.RecordPart).AddByte(Version).AddId(epoch).AddId(recordId).AddByte((byte)part);
}
