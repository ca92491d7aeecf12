using System.Buffers.Binary;
using Registry.Domain.Access;

namespace Registry.Sealing;

/// <summary>What may be asked of the process that releases keys. The numbers are in the protocol.</summary>
internal enum KeyQuestion : byte
{
    Hello = 0,
    ServiceKeys = 1,
    Create = 2,
    Release = 3,
    Book = 4,
}

/// <summary>
/// Frames on the socket, drawn in FORMAT.md: <c>u32 length || u64 number || u8 question or refusal || body</c>. The number ties an answer to its
/// question; answers may come in any order.
/// </summary>
public static class KeyWire
{
    /// <summary>Version of the protocol; both sides must have the same.</summary>
    internal const byte Version = 1;

    /// <summary>Bytes before the body, without the length itself.</summary>
    internal const int Head = sizeof(ulong) + 1;

    /// <summary>Longest frame that is read, on either side.</summary>
    public const int MaxFrame = 16 * 1024;

    /// <summary>Entries of the book in one answer.</summary>
    internal const int BookPage = 128;

    internal static byte[] Frame(ulong number, byte kind, ReadOnlySpan<byte> body)
    {
        var frame = new byte[sizeof(uint) + Head + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, Head + body.Length);
        BinaryPrimitives.WriteUInt64BigEndian(frame.AsSpan(sizeof(uint)), number);
        frame[sizeof(uint) + sizeof(ulong)] = kind;
        body.CopyTo(frame.AsSpan(sizeof(uint) + Head));
        return frame;
    }

    /// <summary>Length of the frame that begins the bytes, its own four bytes included; 0 while it is not all there.</summary>
    /// <exception cref="FormatException">No frame has that length: whoever sends it speaks another protocol.</exception>
    public static int Complete(ReadOnlySpan<byte> received)
    {
        if (received.Length < sizeof(uint))
            return 0;
        var length = BinaryPrimitives.ReadUInt32BigEndian(received);
        if (length is < Head or > MaxFrame - sizeof(uint))
            throw new FormatException($"a frame has {Head} to {MaxFrame - sizeof(uint)} bytes");
        return received.Length >= sizeof(uint) + length ? (int)(sizeof(uint) + length) : 0;
    }
}

/// <summary>Asks for the keys that one line lets out: <c>record id(16) || index(8) || subject(16) || classes(8) || key of the subject part(32)</c>.</summary>
internal readonly record struct ReleaseRequest(Guid RecordId, long Index, Guid Subject, ulong Classes, ReadOnlyMemory<byte> Opening)
{
    internal const int Length = 16 + 8 + 16 + 8 + Secret.Size;

    internal static ReleaseRequest Of(Receipt receipt) =>
        new(receipt.RecordId, receipt.LeafIndex, receipt.Subject, FieldClassMask.Of(receipt.Classes), receipt.Opening);

    internal byte[] ToBytes()
    {
        var bytes = new byte[Length];
        RecordId.TryWriteBytes(bytes, bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(16), Index);
        Subject.TryWriteBytes(bytes.AsSpan(24), bigEndian: true, out _);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(40), Classes);
        Opening.Span.CopyTo(bytes.AsSpan(48));
        return bytes;
    }

    internal static ReleaseRequest? Parse(ReadOnlyMemory<byte> body)
    {
        if (body.Length != Length)
            return null;
        var bytes = body.Span;
        return new ReleaseRequest(
            new Guid(bytes[..16], bigEndian: true), BinaryPrimitives.ReadInt64BigEndian(bytes[16..]), new Guid(bytes[24..40], bigEndian: true),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[40..]), body[48..]);
    }
}
