using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Registry.Sealing;

/// <summary>
/// Hides the length of a plaintext inside a bucket: <c>u32 length || bytes || zeros</c>. Length alone tells sex, yes from no and a
/// short name from a long one.
/// </summary>
/// <param name="SmallBuckets">Sizes tried first, ascending; a size counts the four bytes of the length.</param>
/// <param name="Step">Beyond them, multiples of this.</param>
internal sealed record Padding(int[] SmallBuckets, int Step)
{
    private const int LengthSize = 4;

    /// <summary>Fields and small results.</summary>
    internal static readonly Padding Field = new([16, 32, 64, 128], 128);

    /// <summary>The facts of a person: how many relations she has must not show.</summary>
    internal static readonly Padding Facts = new([], 4096);

    /// <summary>Parts of an access record.</summary>
    internal static readonly Padding Record = new([32], 256);

    internal int SizeFor(int length)
    {
        var needed = checked(LengthSize + length);
        foreach (var bucket in SmallBuckets)
            if (needed <= bucket)
                return bucket;
        return checked((needed + Step - 1) / Step * Step);
    }

    /// <summary>The caller zeroes the result.</summary>
    internal byte[] Pad(ReadOnlySpan<byte> plaintext)
    {
        var padded = new byte[SizeFor(plaintext.Length)];
        BinaryPrimitives.WriteUInt32BigEndian(padded, (uint)plaintext.Length);
        plaintext.CopyTo(padded.AsSpan(LengthSize));
        return padded;
    }

    /// <summary>The plaintext, or null unless there is exactly one way to have padded it. Zeroes <paramref name="padded"/>.</summary>
    internal byte[]? Unpad(byte[] padded)
    {
        try
        {
            if (padded.Length < LengthSize)
                return null;
            var length = BinaryPrimitives.ReadUInt32BigEndian(padded);
            if (length > padded.Length - LengthSize || SizeFor((int)length) != padded.Length)
                return null;
            var plaintext = padded.AsSpan(LengthSize, (int)length);
            return padded.AsSpan(LengthSize + (int)length).ContainsAnyExcept((byte)0) ? null : plaintext.ToArray();
        }
        finally
        {
            CryptographicOperations.ZeroMemory(padded);
        }
    }
}
