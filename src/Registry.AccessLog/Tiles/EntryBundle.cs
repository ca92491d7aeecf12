using System.Buffers;
using System.Buffers.Binary;

namespace Registry.AccessLog;

/// <summary>Up to 256 entries in one file (C2SP tlog-tiles): <c>uint16 BE length || entry</c> for each.</summary>
public static class EntryBundle
{
    /// <summary>Largest entry.</summary>
    public const int MaxEntryBytes = ushort.MaxValue;

    /// <summary>Largest file that is read.</summary>
    public const int MaxBytes = TilePath.FullWidth * (sizeof(ushort) + MaxEntryBytes);

    /// <summary>Appends one entry.</summary>
    /// <exception cref="ArgumentException">Longer than 65,535 bytes.</exception>
    public static void Append(IBufferWriter<byte> bundle, ReadOnlySpan<byte> entry)
    {
        if (entry.Length > MaxEntryBytes)
            throw new ArgumentException($"An entry is longer than {MaxEntryBytes} bytes.", nameof(entry));
        Span<byte> length = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)entry.Length);
        bundle.Write(length);
        bundle.Write(entry);
    }

    /// <summary>Reads exactly <paramref name="count"/> entries; copies them.</summary>
    /// <exception cref="FormatException">Too few or too many bytes.</exception>
    public static IReadOnlyList<byte[]> Parse(ReadOnlySpan<byte> bundle, int count)
    {
        var entries = new List<byte[]>();
        var reader = new EntryReader(bundle);
        for (var i = 0; i < count; i++)
            entries.Add(reader.Next().ToArray());
        reader.DemandEnd();
        return entries;
    }
}

/// <summary>Walks an entry bundle without copying.</summary>
internal ref struct EntryReader(ReadOnlySpan<byte> bundle)
{
    private ReadOnlySpan<byte> rest = bundle;

    internal ReadOnlySpan<byte> Next()
    {
        if (rest.Length < sizeof(ushort) || rest.Length - sizeof(ushort) < BinaryPrimitives.ReadUInt16BigEndian(rest))
            throw new FormatException("entry bundle: ends in the middle of an entry.");
        var entry = rest.Slice(sizeof(ushort), BinaryPrimitives.ReadUInt16BigEndian(rest));
        rest = rest[(sizeof(ushort) + entry.Length)..];
        return entry;
    }

    internal readonly void DemandEnd()
    {
        if (!rest.IsEmpty)
            throw new FormatException("entry bundle: bytes after the last entry.");
    }
}
