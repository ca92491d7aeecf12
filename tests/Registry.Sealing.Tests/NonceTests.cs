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
        for (var i = 1; i < nonces.Length; i++)
            Assert.NotEqual(nonces[i - 1], nonces[i]);

        // Monobit: 96 million coins, standard deviation 4 900; 8 of those is a chance of one in 10^15.
        var ones = nonces.Sum(nonce => (long)UInt128.PopCount(nonce));
        Assert.InRange(ones, (Sealings * 48L) - 39_200, (Sealings * 48L) + 39_200);

        // And each of the 96 bits by itself: deviation 500.
        for (var bit = 0; bit < 96; bit++)
            Assert.InRange(nonces.Count(nonce => (nonce >> bit & UInt128.One) != UInt128.Zero), 496_000, 504_000);
    }
}
