using System.Security.Cryptography;

namespace Registry.Sealing;

/// <summary>Source of keys and nonces: the system's generator, except where a test freezes a vector.</summary>
internal delegate void FillRandom(Span<byte> destination);

internal static class SystemRandom
{
    internal static readonly FillRandom Fill = RandomNumberGenerator.Fill;

    internal static Guid NewGuid(this FillRandom random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x40); // version 4
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80); // RFC 9562 variant
        return new Guid(bytes, bigEndian: true);
    }
}
