using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Registry.Verify.Records;

/// <summary>HKDF-SHA256 for 32 bytes, its two steps apart: the first is the same for every part of an epoch.</summary>
internal static class Hkdf
{
    internal static void Extract(ReadOnlySpan<byte> key, Span<byte> target) => HMACSHA256.HashData(stackalloc byte[PartBox.KeySize], key, target);

    /// <summary>The second step; info is <c>label || u32 length || context</c>.</summary>
    internal static void Expand(ReadOnlySpan<byte> extracted, ReadOnlySpan<byte> label, ReadOnlySpan<byte> context, Span<byte> target)
    {
        Span<byte> input = stackalloc byte[label.Length + sizeof(uint) + context.Length + 1];
        label.CopyTo(input);
        BinaryPrimitives.WriteInt32BigEndian(input[label.Length..], context.Length);
        context.CopyTo(input[(label.Length + sizeof(uint))..]);
        input[^1] = 1;
        HMACSHA256.HashData(extracted, input, target);
    }
}
