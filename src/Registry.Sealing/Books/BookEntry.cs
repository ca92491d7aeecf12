using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Registry.Sealing;

/// <summary>What an entry of the book tells of. The numbers are in the format.</summary>
public enum BookKind : byte
{
    /// <summary>Keys of one line were released.</summary>
    Released = 1,

    /// <summary>Keys were asked for and refused.</summary>
    Refused = 2,

    /// <summary>A key for a new subject was made.</summary>
    Created = 3,

    /// <summary>The custodian unwrapped the key of an epoch.</summary>
    EpochUnwrapped = 4,

    /// <summary>The process started; budgets begin anew.</summary>
    Started = 5,

    /// <summary>The keys of the service were handed to a server.</summary>
    ServiceKeysGiven = 6,
}

/// <summary>One entry of the book of releases. Nobody is named in it: a record id says nothing without the log, and stands here as its hash.</summary>
/// <param name="Number">Counted from 0, without a gap.</param>
/// <param name="At">UTC, to the millisecond.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Why">Why keys were refused.</param>
/// <param name="Classes">How many class keys were released.</param>
/// <param name="Epoch">Epoch of the custodian that was unwrapped; 0 otherwise.</param>
/// <param name="Index">Leaf index that was asked for; -1 where there is none.</param>
/// <param name="Record">SHA-256 of the record id, or zeros.</param>
public sealed record BookEntry(long Number, DateTimeOffset At, BookKind Kind, KeyRefusal Why, int Classes, int Epoch, long Index, ReadOnlyMemory<byte> Record)
{
    /// <summary>Bytes of an entry without its MAC.</summary>
    internal const int Length = 64;

    /// <summary>How the book names a record.</summary>
    public static byte[] HashOf(Guid recordId) => SHA256.HashData(recordId.Bytes());

    /// <summary>True for an entry about this record.</summary>
    public bool IsAbout(Guid recordId) => Record.Span.SequenceEqual(HashOf(recordId));

    internal static BookEntry Of(BookKind kind, DateTimeOffset at, KeyRefusal why = KeyRefusal.None, int classes = 0, int epoch = 0, long index = -1, Guid? record = null) =>
        new(0, at, kind, why, classes, epoch, index, record is { } id ? HashOf(id) : new byte[SHA256.HashSizeInBytes]);

    internal void Write(Span<byte> target)
    {
        (target[0], target[1], target[2], target[3]) = (1, (byte)Kind, (byte)Why, (byte)Classes);
        BinaryPrimitives.WriteInt32BigEndian(target[4..], Epoch);
        BinaryPrimitives.WriteInt64BigEndian(target[8..], Number);
        BinaryPrimitives.WriteInt64BigEndian(target[16..], At.ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteInt64BigEndian(target[24..], Index);
        Record.Span.CopyTo(target[32..]);
    }

    /// <exception cref="FormatException">Not an entry of this form.</exception>
    internal static BookEntry Parse(ReadOnlySpan<byte> bytes)
    {
        var at = BinaryPrimitives.ReadInt64BigEndian(bytes[16..]);
        if (bytes[0] != 1 || !Enum.IsDefined((BookKind)bytes[1]) || !Enum.IsDefined((KeyRefusal)bytes[2]) || at is < 0 or > 253402300799999)
            throw new FormatException("not an entry of the book of releases");
        return new BookEntry(
            BinaryPrimitives.ReadInt64BigEndian(bytes[8..]), DateTimeOffset.FromUnixTimeMilliseconds(at), (BookKind)bytes[1], (KeyRefusal)bytes[2],
            bytes[3], BinaryPrimitives.ReadInt32BigEndian(bytes[4..]), BinaryPrimitives.ReadInt64BigEndian(bytes[24..]), bytes[32..Length].ToArray());
    }
}
