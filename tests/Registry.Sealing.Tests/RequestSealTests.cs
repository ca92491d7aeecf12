namespace Registry.Sealing.Tests;

public sealed class RequestSealTests
{
    [Fact]
    public async Task A_lookup_tells_issuer_officer_method_and_request_apart()
    {
        using var house = await House.Open();
        using var requests = await Requests(house);

        byte[][] lookups =
        [
            requests.Lookup("i", "o", "m", "r"),
            requests.Lookup("x", "o", "m", "r"),
            requests.Lookup("i", "x", "m", "r"),
            requests.Lookup("i", "o", "x", "r"),
            requests.Lookup("i", "o", "m", "x"),
            requests.Lookup("io", "", "m", "r"),
        ];

        Assert.Equal(lookups.Length, lookups.Select(Convert.ToHexString).Distinct().Count());
        Assert.Equal(lookups[0], requests.Lookup("i", "o", "m", "r"));
    }

    [Fact]
    public async Task The_same_body_is_known_again_and_another_is_not()
    {
        using var house = await House.Open();
        using var requests = await Requests(house);
        var lookup = requests.Lookup("i", "o", "m", "r");
        var kept = requests.Body(lookup, [1, 2, 3]);

        Assert.True(requests.SameBody(lookup, [1, 2, 3], kept));
        Assert.False(requests.SameBody(lookup, [1, 2, 4], kept));
        Assert.NotEqual(kept, requests.Body(requests.Lookup("i", "o", "m", "x"), [1, 2, 3]));
    }

    [Fact]
    public async Task A_result_opens_for_its_own_request_only()
    {
        using var house = await House.Open();
        using var requests = await Requests(house);
        var lookup = requests.Lookup("i", "o", "m", "r");
        var result = requests.Seal(lookup, [1, 2, 3]);

        Assert.Equal([1, 2, 3], requests.Open(lookup, result));
        Assert.Throws<OpenFailedException>(() => requests.Open(requests.Lookup("i", "o", "m", "x"), result));
        for (var i = 0; i < result.Length; i++)
        {
            result[i] ^= 1;
            Assert.Throws<OpenFailedException>(() => requests.Open(lookup, result));
            result[i] ^= 1;
        }
    }

    [Fact]
    public async Task A_long_result_is_refused()
    {
        using var house = await House.Open();
        using var requests = await Requests(house);

        Assert.Throws<ArgumentException>(() => requests.Seal(new byte[32], new byte[RequestSeal.MaxResult + 1]));
    }

    private static async Task<RequestSeal> Requests(House house) => new(await house.Service(ServiceKeyName.Requests));
}
