using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Registry.Verify.Records;

/// <summary>The parts of a record. The numbers are in the format.</summary>
internal enum Part : byte
{
    Actor = 1,
    Justification = 2,
    Subject = 3,
}

/// <summary>
/// Opens one stored part with its own key: a second implementation of "Part of an access record" in src/Registry.Sealing/FORMAT.md, so that
/// neither the inspectorate nor a court reads the log with the operator's code.
/// </summary>
/// <remarks>
/// A part key opens one part of one record: the stored commitment is derived from it and the record's id, so no second key opens the same bytes
/// to another text.
/// </remarks>
internal static class PartBox
{
    internal const int KeySize = 32;

    private const int Nonce = 12;
    private const int Tag = 16;
    private const int EpochAt = 1, CommitmentAt = EpochAt + 16, BoxAt = CommitmentAt + KeySize;

    /// <summary>The epoch that a stored part names, or null when it is no part.</summary>
    internal static Guid? EpochOf(ReadOnlySpan<byte> stored) =>
        stored.Length >= BoxAt + Nonce + Tag && stored[0] is 1 or 2 ? new Guid(stored[EpochAt..CommitmentAt], bigEndian: true) : null;

    /// <summary>Record id and part, which every key of a part is derived for.</summary>
    internal static void Context(Guid recordId, Part part, Span<byte> context)
    {
        recordId.TryWriteBytes(context, bigEndian: true, out _);
        context[16] = (byte)part;
    }

    /// <summary>The plaintext, or null when the key or the part is another record's, another part's or was changed.</summary>
    /// <param name="key">Key of the part, 32 bytes.</param>
    /// <param name="recordId">Id of the record.</param>
    /// <param name="part">Which part.</param>
    /// <param name="stored">As stored.</param>
    internal static byte[]? Open(ReadOnlySpan<byte> key, Guid recordId, Part part, ReadOnlySpan<byte> stored)
    {
        // Version 2 is of the subject part alone: it says which classes the line lets out, too.
        if (EpochOf(stored) is not { } epoch || key.Length != KeySize || stored[0] == 2 && part != Part.Subject)
            return null;
        Span<byte> context = stackalloc byte[17], inner = stackalloc byte[KeySize], commitment = stackalloc byte[KeySize];
        Context(recordId, part, context);
        Hkdf.Extract(key, inner);
        Hkdf.Expand(inner, "registry/v1/record-part-commitment\0"u8, context, commitment);
        if (!commitment.SequenceEqual(stored[CommitmentAt..BoxAt]))
            return null;

        var box = stored[BoxAt..];
        var padded = new byte[box.Length - Nonce - Tag];
        try
        {
            using var aes = new AesGcm(key, Tag);
            aes.Decrypt(box[..Nonce], box[Nonce..^Tag], box[^Tag..], padded, Associated(stored[0], epoch, recordId, part));
            return Unpad(padded);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    /// <summary>frame("record-part", version, epoch id, record id, part): every piece behind its length.</summary>
    private static byte[] Associated(byte version, Guid epoch, Guid recordId, Part part)
    {
        using var frame = new MemoryStream(128);
        Span<byte> length = stackalloc byte[sizeof(uint)];
        foreach (var piece in (byte[][])["registry/v1/record-part\0"u8.ToArray(), "registry"u8.ToArray(), [version], epoch.ToByteArray(bigEndian: true), recordId.ToByteArray(bigEndian: true), [(byte)part]])
        {
            BinaryPrimitives.WriteInt32BigEndian(length, piece.Length);
            frame.Write(length);
            frame.Write(piece);
        }

        return frame.ToArray();
    }

    /// <summary>u32 length, bytes, zeros up to 32 or a multiple of 256; null for any padding but the one a writer makes.</summary>
    private static byte[]? Unpad(byte[] padded)
    {
        if (padded.Length < sizeof(uint))
            return null;
        var length = BinaryPrimitives.ReadUInt32BigEndian(padded);
        if (length > padded.Length - sizeof(uint))
            return null;
        var needed = sizeof(uint) + (int)length;
        var size = needed <= 32 ? 32 : (needed + 255) / 256 * 256;
        return size == padded.Length && !padded.AsSpan(needed).ContainsAnyExcept((byte)0) ? padded.AsSpan(sizeof(uint), (int)length).ToArray() : null;
    }
}
