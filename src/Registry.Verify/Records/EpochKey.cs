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
/// One audit epoch key, and the opening of record parts with it: a second implementation of "Part of an access record" in
/// src/Registry.Sealing/FORMAT.md, so that the inspectorate does not read the log with the operator's code.
/// </summary>
/// <remarks>Safe for several threads. Whoever holds it reads every line of its hour.</remarks>
internal sealed class EpochKey : IDisposable
{
    private const int Size = 32;
    private const int Nonce = 12;
    private const int Tag = 16;
    private const int EpochAt = 1, CommitmentAt = EpochAt + 16, BoxAt = CommitmentAt + Size;

    private readonly Guid epoch;

    // HKDF's first step is the same for every part of the epoch.
    private readonly byte[] extracted = new byte[Size];

    /// <param name="epoch">Id of the epoch.</param>
    /// <param name="key">32 bytes; zeroed.</param>
    internal EpochKey(Guid epoch, byte[] key)
    {
        this.epoch = epoch;
        Extract(key, extracted);
        CryptographicOperations.ZeroMemory(key);
    }

    /// <summary>The epoch that a stored part names, or null when it is no part.</summary>
    internal static Guid? EpochOf(ReadOnlySpan<byte> stored) =>
        stored.Length >= BoxAt + Nonce + Tag && stored[0] is 1 or 2 ? new Guid(stored[EpochAt..CommitmentAt], bigEndian: true) : null;

    /// <summary>The plaintext, or null when the part is another record's, another part's or was changed.</summary>
    internal byte[]? Open(Guid recordId, Part part, ReadOnlySpan<byte> stored)
    {
        if (EpochOf(stored) != epoch || (stored[0] == 2 && part != Part.Subject))
            return null;
        Span<byte> context = stackalloc byte[17];
        recordId.TryWriteBytes(context, bigEndian: true, out _);
        context[16] = (byte)part;
        Span<byte> key = stackalloc byte[Size], inner = stackalloc byte[Size], commitment = stackalloc byte[Size];
        Expand(extracted, "registry/v1/record-part-key\0"u8, context, key);
        Extract(key, inner);
        Expand(inner, "registry/v1/record-part-commitment\0"u8, context, commitment);
        if (!commitment.SequenceEqual(stored[CommitmentAt..BoxAt]))
            return null;

        var box = stored[BoxAt..];
        var padded = new byte[box.Length - Nonce - Tag];
        try
        {
            using var aes = new AesGcm(key, Tag);
            aes.Decrypt(box[..Nonce], box[Nonce..^Tag], box[^Tag..], padded, Associated(stored[0], recordId, part));
            return Unpad(padded);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(extracted);

    private static void Extract(ReadOnlySpan<byte> key, Span<byte> target) => HMACSHA256.HashData(stackalloc byte[Size], key, target);

    /// <summary>HKDF's second step for 32 bytes; info is <c>label || u32 length || context</c>.</summary>
    private static void Expand(ReadOnlySpan<byte> extracted, ReadOnlySpan<byte> label, ReadOnlySpan<byte> context, Span<byte> target)
    {
        Span<byte> input = stackalloc byte[label.Length + sizeof(uint) + context.Length + 1];
        label.CopyTo(input);
        BinaryPrimitives.WriteInt32BigEndian(input[label.Length..], context.Length);
        context.CopyTo(input[(label.Length + sizeof(uint))..]);
        input[^1] = 1;
        HMACSHA256.HashData(extracted, input, target);
    }

    /// <summary>frame("record-part", version, epoch id, record id, part): every piece behind its length.</summary>
    private byte[] Associated(byte version, Guid recordId, Part part)
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
