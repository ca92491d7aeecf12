using Registry.Domain.Access;

namespace Registry.Sealing.Tests;

public sealed class KeyRingTests
{
    private static readonly ServiceKeyName[] Names =
        [ServiceKeyName.Facts, ServiceKeyName.EventsMac, ServiceKeyName.Index, ServiceKeyName.Requests];

    [Fact]
    public async Task Asks_the_custodian_once_for_any_number_of_keys()
    {
        using var house = await House.Open();
        foreach (var name in Names)
            await house.Service(name);
        for (var i = 0; i < 20; i++)
            (await house.Release(Guid.NewGuid(), FieldClass.Status)).Dispose();

        Assert.Equal(1, house.Custodian.Unwraps);
    }

    [Fact]
    public async Task A_second_process_opens_what_the_first_wrapped()
    {
        using var house = await House.Open();
        using var facts = new FactsSealer(await house.Service(ServiceKeyName.Facts));
        var blob = facts.Seal(House.Ana, 1, [1, 2, 3]);

        using var second = await KeyRing.Open(house.Custodian, house.Table, default);
        using var again = new FactsSealer(await second.OpenService(ServiceKeyName.Facts, default));

        Assert.Equal([1, 2, 3], again.Open(House.Ana, 1, blob));
    }

    [Fact]
    public async Task Processes_that_start_at_once_get_the_same_keys()
    {
        var table = new KeyTable();
        var custodian = new CountingCustodian();
        await custodian.CreateEpoch(default);

        var rings = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => KeyRing.Open(custodian, table, default))));
        var seals = await Task.WhenAll(rings.Select(async ring => new RequestSeal(await ring.OpenService(ServiceKeyName.Requests, default))));

        Assert.Single(seals.Select(seal => Convert.ToHexString(seal.Lookup("i", "o", "m", "r"))).Distinct());
    }

    [Fact]
    public async Task A_key_of_an_older_epoch_opens_after_the_epoch_turned()
    {
        using var house = await House.Open();
        await house.Custodian.CreateEpoch(default);

        using var second = await KeyRing.Open(house.Custodian, house.Table, default);
        using var key = await second.UnwrapSubject(House.Ana, house.Table.Subjects[House.Ana], default);

        Assert.Equal(2, second.CurrentEpoch);
        Assert.Equal(1, house.Table.Subjects[House.Ana].Epoch);
    }

    [Fact]
    public async Task Catches_swapped_rows_of_two_persons()
    {
        using var house = await House.Open();
        var subjects = house.Table.Subjects;
        (subjects[House.Ana], subjects[House.Binh]) = (subjects[House.Binh], subjects[House.Ana]);

        await Assert.ThrowsAsync<OpenFailedException>(() => house.Release(House.Ana, FieldClass.Status));
        await Assert.ThrowsAsync<OpenFailedException>(() => house.Release(House.Binh, FieldClass.Status));
    }

    [Fact]
    public async Task Catches_swapped_rows_of_two_services()
    {
        using var house = await House.Open();
        await house.Service(ServiceKeyName.Facts);
        await house.Service(ServiceKeyName.Index);
        var services = house.Table.Services;
        (services["facts"], services["index"]) = (services["index"], services["facts"]);

        await Assert.ThrowsAsync<OpenFailedException>(() => house.Service(ServiceKeyName.Facts));
    }

    [Fact]
    public async Task Catches_a_subject_row_put_in_place_of_a_service_key()
    {
        using var house = await House.Open();
        await house.Service(ServiceKeyName.Facts);
        house.Table.Services["facts"] = house.Table.Subjects[House.Ana];

        await Assert.ThrowsAsync<OpenFailedException>(() => house.Service(ServiceKeyName.Facts));
    }

    [Fact]
    public async Task Catches_any_changed_byte_of_a_row()
    {
        using var house = await House.Open(capacity: 1);
        var row = house.Table.Subjects[House.Ana];

        for (var i = 0; i < row.Wrapped.Length; i++)
            await Refused(row with { Wrapped = Flip(row.Wrapped, i) });
        for (var i = 0; i < row.Commitment.Length; i++)
            await Refused(row with { Commitment = Flip(row.Commitment, i) });
        await Refused(row with { Epoch = 2 });
        await Refused(row with { Wrapped = [] });
        await Refused(row with { Commitment = [] });

        async Task Refused(Domain.Secrecy.WrappedKey changed)
        {
            house.Table.Subjects[House.Ana] = changed;
            await Assert.ThrowsAsync<OpenFailedException>(() => house.Release(House.Ana, FieldClass.Status));
        }
    }

    [Fact]
    public async Task Refuses_to_start_on_a_changed_epoch_key()
    {
        using var house = await House.Open();
        var row = house.Table.Services["epoch-1"];

        foreach (var changed in new[] { row with { Wrapped = Flip(row.Wrapped, 5) }, row with { Commitment = Flip(row.Commitment, 5) } })
        {
            house.Table.Services["epoch-1"] = changed;
            await Assert.ThrowsAsync<OpenFailedException>(() => KeyRing.Open(house.Custodian, house.Table, default));
        }
    }

    [Fact]
    public async Task A_closed_ring_uses_no_key()
    {
        var house = await House.Open();
        var facts = await house.Service(ServiceKeyName.Facts);

        house.Ring.Dispose();

        Assert.Throws<ObjectDisposedException>(() => new FactsSealer(facts));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => house.Keys.Create(Guid.NewGuid(), default));
    }

    [Fact]
    public async Task A_service_key_serves_its_one_use()
    {
        using var house = await House.Open();
        var index = await house.Service(ServiceKeyName.Index);

        Assert.Throws<ArgumentException>(() => new FactsSealer(index));
        Assert.Throws<ArgumentException>(() => new EventMac(index));
        Assert.Throws<ArgumentException>(() => new RequestSeal(index));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => house.Service(ServiceKeyName.Unspecified));
    }

    private static byte[] Flip(byte[] bytes, int at)
    {
        var flipped = (byte[])bytes.Clone();
        flipped[at] ^= 1;
        return flipped;
    }
}
