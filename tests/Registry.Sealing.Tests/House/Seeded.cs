using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Registry.Sealing.Tests;

/// <summary>SHA-256 of a counter: bytes that are the same in every run, to freeze vectors and repeat mutations.</summary>
internal sealed class Seeded(string seed)
{
    private readonly byte[] seed = SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(seed));
    private long counter;

    internal void Fill(Span<byte> destination)
    {
        Span<byte> input = stackalloc byte[40];
        Span<byte> block = stackalloc byte[32];
        seed.CopyTo(input);
        while (!destination.IsEmpty)
        {
            BinaryPrimitives.WriteInt64BigEndian(input[32..], counter++);
            SHA256.HashData(input, block);
            var count = Math.Min(block.Length, destination.Length);
            block[..count].CopyTo(destination);
            destination = destination[count..];
        }
    }

    internal int Below(int bound)
    {
        Span<byte> bytes = stackalloc byte[4];
        Fill(bytes);
        return (int)(BinaryPrimitives.ReadUInt32BigEndian(bytes) % (uint)bound);
    }
}
