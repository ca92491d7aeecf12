namespace Registry.Sealing.Tests;

public sealed class StatisticsSealTests
{
    [Fact]
    public async Task Opens_under_its_own_name_and_no_other()
    {
        using var house = await House.Open();
        using var seal = await Seal(house);
        var name = seal.NameOf(Guid.NewGuid());
        var entry = seal.Seal(name, [1, 2, 3]);

        Assert.Equal([1, 2, 3], seal.Open(name, entry));
        Assert.Throws<OpenFailedException>(() => seal.Open(seal.NameUsedOnce(), entry));
        for (var at = 0; at < entry.Length; at++)
        {
            byte[] changed = [.. entry];
            changed[at] ^= 1;
            Assert.Throws<OpenFailedException>(() => seal.Open(name, changed));
        }
    }

    [Fact]
    public async Task A_person_has_one_name_and_a_name_used_once_is_nobodys()
    {
        using var house = await House.Open();
        using var seal = await Seal(house);
        var subject = Guid.NewGuid();

        Assert.Equal(seal.NameOf(subject), seal.NameOf(subject));
        Assert.NotEqual(seal.NameOf(subject), seal.NameOf(Guid.NewGuid()));
        Assert.Equal(seal.NameOf(subject, "support"), seal.NameOf(subject, "support"));
        Assert.Distinct(new[] { seal.NameOf(subject), seal.NameOf(subject, "support"), seal.NameOf(subject, "step/1"), seal.NameOf(Guid.NewGuid(), "support") }.Select(Convert.ToHexStringLower));
        Assert.NotEqual(seal.NameUsedOnce(), seal.NameUsedOnce());
        Assert.Equal(StatisticsSeal.NameSize, seal.NameUsedOnce().Length);
    }

    [Fact]
    public async Task A_draw_is_always_the_same_and_draws_fill_the_range()
    {
        using var house = await House.Open();
        using var seal = await Seal(house);
        var draws = Enumerable.Range(0, 1000).Select(n => seal.Draw($"{n}")).ToList();

        Assert.Equal(draws[7], seal.Draw("7"));
        Assert.All(draws, draw => Assert.InRange(draw, 0, 1));
        Assert.InRange(draws.Average(), 0.4, 0.6);
    }

    [Fact]
    public async Task The_key_of_another_use_is_refused()
    {
        using var house = await House.Open();
        var requests = await house.Service(ServiceKeyName.Requests);

        Assert.Throws<ArgumentException>(() => new StatisticsSeal(requests));
    }

    private static async Task<StatisticsSeal> Seal(House house) => new(await house.Service(ServiceKeyName.Statistics));
}
