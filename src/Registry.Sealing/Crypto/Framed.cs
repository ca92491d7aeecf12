using System.Buffers;
using System.Buffers.Binary;

namespace Registry.Sealing;

/// <summary>
/// Parts joined without ambiguity: each is preceded by its length (u32, big endian). Without the lengths ("ab","c") and ("a","bc")
/// would be the same bytes, and a value could move between fields whose names overlap.
/// </summary>
internal sealed class Framed
{
    private readonly ArrayBufferWriter<byte> buffer = new(256);

    /// <summary>Starts with the label of the use and the tenant.</summary>
    internal Framed(string label) => AddText(label).AddText(Labels.Tenant);

    internal ReadOnlySpan<byte> Bytes => buffer.WrittenSpan;

    internal Framed Add(ReadOnlySpan<byte> part)
    {
        var target = buffer.GetSpan(4 + part.Length);
        BinaryPrimitives.WriteUInt32BigEndian(target, (uint)part.Length);
        part.CopyTo(target[4..]);
        buffer.Advance(4 + part.Length);
        return this;
    }

    internal Framed AddByte(byte value) => Add([value]);

    internal Framed AddNumber(long value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return Add(bytes);
    }

    /// <summary>The 16 bytes in the order in which the id is written.</summary>
    internal Framed AddId(Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        return Add(bytes);
    }

    internal Framed AddText(string value) => Add(Labels.StrictUtf8.GetBytes(value));
}
