namespace Registry.Sealing.Tests;

public sealed class FactsSealerTests
{
    [Fact]
    public async Task Opens_for_the_same_person_and_version_only()
    {
        using var house = await House.Open();
        using var facts = new FactsSealer(await house.Service(ServiceKeyName.Facts));
        var blob = facts.Seal(House.Ana, 3, [1, 2, 3]);

        Assert.Equal([1, 2, 3], facts.Open(House.Ana, 3, blob));
        Assert.Throws<OpenFailedException>(() => facts.Open(House.Binh, 3, blob));
        Assert.Throws<OpenFailedException>(() => facts.Open(House.Ana, 2, blob));
        Assert.Throws<OpenFailedException>(() => facts.Open(House.Ana, 4, blob));
    }

    [Fact]
    public async Task Refuses_a_change_of_any_byte()
    {
        using var house = await House.Open();
        using var facts = new FactsSealer(await house.Service(ServiceKeyName.Facts));
        var blob = facts.Seal(House.Ana, 1, [1, 2, 3]);

        for (var i = 0; i < blob.Length; i++)
        {
            blob[i] ^= 1;
            Assert.Throws<OpenFailedException>(() => facts.Open(House.Ana, 1, blob));
            blob[i] ^= 1;
        }
    }

    [Theory]
    [InlineData(0, 4096)]
    [InlineData(4092, 4096)]
    [InlineData(4093, 8192)]
    public async Task How_many_facts_a_person_has_does_not_show(int length, int bucket)
    {
        using var house = await House.Open();
        using var facts = new FactsSealer(await house.Service(ServiceKeyName.Facts));

        var blob = facts.Seal(House.Ana, 1, new byte[length]);

        Assert.Equal(2 + Aead.Overhead + bucket, blob.Length);
        Assert.Equal(length, facts.Open(House.Ana, 1, blob).Length);
    }
}
