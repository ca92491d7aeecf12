using System.Buffers;
using System.Buffers.Binary;

namespace Registry.AccessLog;

/// <summary>
/// Up to 256 records in one file, beside the entry bundle of the same number. A record is
/// <c>id(16, RFC 4122 order) || 3 x ( uint32 BE length || bytes )</c>: actor, subject, justification.
/// </summary>
public static class RecordBundle
{
    private const int IdLength = 16;
    private const int Parts = 3;

    /// <summary>Largest file that is read.</summary>
    public const int MaxBytes = TilePath.FullWidth * (IdLength + Parts * (sizeof(uint) + StoredRecord.MaxPartBytes));

    /// <summary>Appends one record.</summary>
    /// <exception cref="ArgumentException">A part is longer than <see cref="StoredRecord.MaxPartBytes"/>.</exception>
    public static void Append(IBufferWriter<byte> bundle, StoredRecord record)
    {
        Span<byte> id = stackalloc byte[IdLength];
        record.Id.TryWriteBytes(id, bigEndian: true, out _);
        bundle.Write(id);
        AppendPart(bundle, record.Actor.Span);
        AppendPart(bundle, record.Subject.Span);
        AppendPart(bundle, record.Justification.Span);
    }

    /// <summary>Reads exactly <paramref name="count"/> records; copies them.</summary>
    /// <exception cref="FormatException">Too few or too many bytes, or a part beyond the cap.</exception>
    public static IReadOnlyList<StoredRecord> Parse(ReadOnlySpan<byte> bundle, int count)
    {
        var records = new List<StoredRecord>();
        var reader = new RecordReader(bundle);
        for (var i = 0; i < count; i++)
        {
            reader.Next();
            records.Add(new StoredRecord(reader.Id, reader.Actor.ToArray(), reader.Subject.ToArray(), reader.Justification.ToArray()));
        }
        reader.DemandEnd();
        return records;
    }

    private static void AppendPart(IBufferWriter<byte> bundle, ReadOnlySpan<byte> part)
    {
        if (part.Length > StoredRecord.MaxPartBytes)
            throw new ArgumentException($"A part of a record is longer than {StoredRecord.MaxPartBytes} bytes.", nameof(part));
        Span<byte> length = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteInt32BigEndian(length, part.Length);
        bundle.Write(length);
        bundle.Write(part);
    }
}

/// <summary>Walks a record bundle without copying.</summary>
internal ref struct RecordReader(ReadOnlySpan<byte> bundle)
{
    private ReadOnlySpan<byte> rest = bundle;

    internal Guid Id { get; private set; }

    internal ReadOnlySpan<byte> Actor { get; private set; }

    internal ReadOnlySpan<byte> Subject { get; private set; }

    internal ReadOnlySpan<byte> Justification { get; private set; }

    internal void Next()
    {
        Id = new Guid(Take(16), bigEndian: true);
        Actor = TakePart();
        Subject = TakePart();
        Justification = TakePart();
    }

    internal readonly void DemandEnd()
    {
        if (!rest.IsEmpty)
            throw new FormatException("record bundle: bytes after the last record.");
    }

    private ReadOnlySpan<byte> TakePart()
    {
        var length = BinaryPrimitives.ReadUInt32BigEndian(Take(sizeof(uint)));
        return length <= StoredRecord.MaxPartBytes ? Take((int)length) : throw new FormatException("record bundle: a part is too long.");
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (rest.Length < count)
            throw new FormatException("record bundle: ends in the middle of a record.");
        var taken = rest[..count];
        rest = rest[count..];
        return taken;
    }
}
