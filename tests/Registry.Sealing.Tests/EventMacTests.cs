namespace Registry.Sealing.Tests;

public sealed class EventMacTests
{
    private static readonly ChainedEvent Second = new(
        Guid.Parse("aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa"),
        2,
        Guid.Parse("eeeeeeee-eeee-4eee-8eee-eeeeeeeeeeee"),
        "victim_registered",
        1,
        new byte[] { 1, 2, 3 },
        new byte[32]);

    public static TheoryData<string> Changes() =>
        ["stream", "version", "event id", "alias", "schema version", "data", "previous", "alias and data joined alike"];

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Finds_a_changed(string part)
    {
        using var house = await House.Open();
        using var mac = new EventMac(await house.Service(ServiceKeyName.EventsMac));
        var value = mac.Compute(Second);

        var changed = part switch
        {
            "stream" => Second with { Stream = Guid.NewGuid() },
            "version" => Second with { Version = 3 },
            "event id" => Second with { EventId = Guid.NewGuid() },
            "alias" => Second with { Alias = "identity_amended" },
            "schema version" => Second with { SchemaVersion = 2 },
            "data" => Second with { Data = new byte[] { 1, 2, 4 } },
            "previous" => Second with { Previous = Enumerable.Repeat((byte)1, 32).ToArray() },
            _ => Second with { Alias = "victim_registered\u0001", Data = new byte[] { 2, 3 } },
        };

        Assert.True(mac.Verify(Second, value));
        Assert.False(mac.Verify(changed, value));
    }

    [Fact]
    public async Task A_chain_without_its_link_is_no_chain()
    {
        using var house = await House.Open();
        using var mac = new EventMac(await house.Service(ServiceKeyName.EventsMac));
        var first = Second with { Version = 1, Previous = default };

        Assert.Throws<ArgumentException>(() => mac.Compute(Second with { Previous = default }));
        Assert.Throws<ArgumentException>(() => mac.Compute(Second with { Version = 1 }));
        Assert.Throws<ArgumentException>(() => mac.Compute(first with { Version = 0 }));
        Assert.False(mac.Verify(Second with { Previous = new byte[31] }, mac.Compute(Second)));
        Assert.True(mac.Verify(first, mac.Compute(first)));
    }

    [Fact]
    public async Task A_cut_or_changed_MAC_does_not_verify()
    {
        using var house = await House.Open();
        using var mac = new EventMac(await house.Service(ServiceKeyName.EventsMac));
        var value = mac.Compute(Second);

        Assert.False(mac.Verify(Second, value.AsSpan(0, 31)));
        Assert.False(mac.Verify(Second, []));
        value[31] ^= 1;
        Assert.False(mac.Verify(Second, value));
    }
}
