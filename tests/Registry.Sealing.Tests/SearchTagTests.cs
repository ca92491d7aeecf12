namespace Registry.Sealing.Tests;

/// <summary>Tags by which a search narrows down: the same for the same value, and too short to name anybody.</summary>
public sealed class SearchTagTests
{
    [Theory]
    [InlineData(SearchTagKind.GivenName, 256)]
    [InlineData(SearchTagKind.BirthYear, 32)]
    [InlineData(SearchTagKind.IdNumber, 4096)]
    [InlineData(SearchTagKind.Surname, 256)]
    [InlineData(SearchTagKind.Commune, 256)]
    public async Task Many_values_share_a_tag(SearchTagKind kind, int tags)
    {
        using var house = await House.Open();
        using var search = await Tags(house);

        var made = Enumerable.Range(0, 20 * tags).Select(value => search.Of(kind, $"{value}")).ToList();

        Assert.All(made, tag => Assert.Equal(kind, SearchTags.KindOf(tag)));
        Assert.Equal(tags, made.Distinct().Count());
        Assert.True(made.GroupBy(tag => tag).Max(group => group.Count()) < 80);
    }

    [Fact]
    public async Task Two_kinds_have_nothing_in_common_for_one_value()
    {
        using var house = await House.Open();
        using var search = await Tags(house);

        var years = Enumerable.Range(0, 500).Select(value => search.Of(SearchTagKind.BirthYear, $"{value}") & 31);
        var names = Enumerable.Range(0, 500).Select(value => (search.Of(SearchTagKind.GivenName, $"{value}") >> 3) & 31);

        Assert.InRange(years.Zip(names).Count(pair => pair.First == pair.Second), 1, 60);
    }

    [Fact]
    public async Task Another_installation_has_other_tags_and_the_same_one_the_same()
    {
        using var house = await House.Open();
        using var search = await Tags(house);
        using var again = await Tags(house);
        using var other = new SearchTags(new ServiceKey(ServiceKeyName.Index, Secret.CopyOf(new byte[32])));

        int[] Of(SearchTags tags) => [.. Enumerable.Range(0, 64).Select(value => tags.Of(SearchTagKind.IdNumber, $"{value}"))];

        Assert.Equal(Of(search), Of(again));
        Assert.NotEqual(Of(search), Of(other));
    }

    [Fact]
    public async Task A_kind_that_nobody_declared_has_no_tag()
    {
        using var house = await House.Open();
        using var search = await Tags(house);

        Assert.Throws<ArgumentOutOfRangeException>(() => search.Of(SearchTagKind.Unspecified, "x"));
    }

    private static async Task<SearchTags> Tags(House house) => new(await house.Service(ServiceKeyName.Index));
}
