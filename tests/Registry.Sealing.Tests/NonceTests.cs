using System.Buffers.Binary;
using Registry.Domain.Access;

namespace Registry.Sealing.Tests;

public sealed class NonceTests
{
    private const int Sealings = 1_000_000;

    [Fact]
    public async Task No_nonce_repeats_in_a_million_sealings_and_their_bits_are_even()
    {
        using var house = await House.Open();
        using var keys = await house.Release(House.Ana, FieldClass.Status);
        var at = House.FullName(House.Ana) with { Class = FieldClass.Status };
        var sealer = new Sealer();
        var nonces = new UInt128[Sealings];

        Parallel.For(0, Sealings, i =>
        {
            var nonce = sealer.Seal(keys, at, []).Bytes.Span.Slice(SealedField.HeaderSize, Aead.NonceSize);
            nonces[i] = new UInt128(BinaryPrimitives.ReadUInt32BigEndian(nonce), BinaryPrimitives.ReadUInt64BigEndian(nonce[4..]));
        });

        Array.Sort(nonces);
        var repeats = 0;
        var ones = new int[96];
        for (var i = 0; i < nonces.Length; i++)
        {
            repeats += i > 0 && nonces[i] == nonces[i - 1] ? 1 : 0;
            var (high, low) = ((uint)(nonces[i] >> 64), (ulong)nonces[i]);
            for (var bit = 0; bit < 64; bit++)
                ones[bit] += (int)(low >> bit) & 1;
            for (var bit = 0; bit < 32; bit++)
                ones[64 + bit] += (int)(high >> bit) & 1;
        }

        Assert.Equal(0, repeats);

        // Monobit: 96 million coins, standard deviation 4 900; each of the 96 bits by itself, deviation 500. Eight of those is a
        // chance of one in 10^15.
        Assert.InRange(ones.Sum(), (Sealings * 48) - 39_200, (Sealings * 48) + 39_200);
        Assert.All(ones, count => Assert.InRange(count, 496_000, 504_000));
    }
}
