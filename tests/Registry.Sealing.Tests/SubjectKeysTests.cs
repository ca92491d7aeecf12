using System.Reflection;
using Registry.Domain.Access;
using Registry.Domain.Secrecy;

namespace Registry.Sealing.Tests;

public sealed class SubjectKeysTests
{
    [Fact]
    public async Task Refuses_an_expired_receipt_before_the_key_table_is_touched()
    {
        using var house = await House.Open();
        var receipt = house.Receipt(House.Ana, FieldClass.Status);

        house.Clock.Now = receipt.Expires;

        await Assert.ThrowsAsync<OpenFailedException>(() => house.Keys.Release(receipt, default));
        Assert.Equal(0, house.Table.SubjectReads);
        Assert.Equal(0, house.Keys.Released);
    }

    [Fact]
    public async Task Making_a_key_leaves_none_in_the_cache()
    {
        using var house = await House.Open();

        Assert.Equal(0, house.Keys.Cached);
        Assert.Equal(0, house.Table.SubjectReads);
    }

    [Fact]
    public async Task Refuses_a_second_key_for_a_person()
    {
        using var house = await House.Open();

        await Assert.ThrowsAsync<InvalidOperationException>(() => house.Keys.Create(House.Ana, default));
    }

    [Fact]
    public async Task Counts_every_release_also_those_for_persons_who_are_not_there()
    {
        using var house = await House.Open();

        using var one = await house.Release(House.Ana, FieldClass.Status);
        using var two = await house.Release(House.Ana, FieldClass.Status);
        using var none = await house.Release(Guid.NewGuid(), FieldClass.Status);

        Assert.Equal(3, house.Keys.Released);
    }

    [Fact]
    public async Task An_absent_person_takes_the_same_reads_as_a_present_one()
    {
        using var house = await House.Open();
        var nobody = Guid.NewGuid();

        Assert.Equal(await Reads(house, House.Ana), await Reads(house, nobody));
        Assert.Equal(await Reads(house, House.Ana), await Reads(house, nobody));
    }

    [Fact]
    public async Task A_key_made_after_a_look_at_nobody_is_found()
    {
        using var house = await House.Open();
        var person = Guid.NewGuid();
        using (await house.Release(person, FieldClass.IdentityMinimum))
        {
        }

        await house.Keys.Create(person, default);

        using var keys = await house.Release(person, FieldClass.IdentityMinimum);
        var value = house.Sealer.Seal(keys, House.FullName(person), [1]);
        Assert.Equal([1], Opener.Open(keys, House.FullName(person), value));
    }

    [Fact]
    public async Task An_erased_key_opens_nothing_once_the_cache_has_aged()
    {
        using var house = await House.Open();
        Sealed value;
        using (var keys = await house.Release(House.Ana, FieldClass.IdentityMinimum))
            value = house.Sealer.Seal(keys, House.FullName(House.Ana), [1]);

        house.Table.Subjects.TryRemove(House.Ana, out _);
        house.Clock.Now += TimeSpan.FromMinutes(5);

        using var after = await house.Release(House.Ana, FieldClass.IdentityMinimum);
        Assert.Throws<OpenFailedException>(() => Opener.Open(after, House.FullName(House.Ana), value));
    }

    [Fact]
    public async Task The_cache_is_bounded_by_count_and_by_age()
    {
        using var house = await House.Open(capacity: 3);

        for (var i = 0; i < 10; i++)
        {
            using var keys = await house.Release(Guid.NewGuid(), FieldClass.Status);
            Assert.InRange(house.Keys.Cached, 1, 3);
        }

        house.Clock.Now += TimeSpan.FromMinutes(5);
        using var last = await house.Release(House.Ana, FieldClass.Status);
        Assert.Equal(1, house.Keys.Cached);
    }

    [Fact]
    public async Task An_eviction_takes_no_key_from_a_call_in_flight()
    {
        using var house = await House.Open(capacity: 1);
        using var ana = await house.Release(House.Ana, FieldClass.IdentityMinimum);

        using var binh = await house.Release(House.Binh, FieldClass.IdentityMinimum);

        var value = house.Sealer.Seal(ana, House.FullName(House.Ana), [1]);
        Assert.Equal([1], Opener.Open(ana, House.FullName(House.Ana), value));
    }

    [Theory]
    [InlineData("pushed out")]
    [InlineData("aged")]
    [InlineData("made anew")]
    [InlineData("closed")]
    public void A_key_that_leaves_the_cache_is_zeroed(string why)
    {
        var clock = new Clock();
        using var cache = new SubjectKeyCache(clock, 1, TimeSpan.FromMinutes(5));
        var held = Secret.CopyOf(Enumerable.Repeat((byte)7, 32).ToArray());
        cache.Keep(House.Ana, new SubjectKey(held, Exists: true)).Dispose();
        Assert.DoesNotContain((byte)0, Memory(held));

        if (why == "pushed out")
            cache.Keep(House.Binh, new SubjectKey(Secret.CopyOf(new byte[32]), Exists: true)).Dispose();
        else if (why == "aged")
            clock.Now += TimeSpan.FromMinutes(5);
        else if (why == "made anew")
            cache.Forget(House.Ana);
        else
            cache.Dispose();

        Assert.Null(cache.Find(House.Ana));
        Assert.Equal(new byte[32], Memory(held));
    }

    [Fact]
    public async Task Many_calls_at_once_get_whole_keys_from_a_cache_under_pressure()
    {
        using var house = await House.Open(capacity: 1);
        Sealed value;
        using (var keys = await house.Release(House.Ana, FieldClass.IdentityMinimum))
            value = house.Sealer.Seal(keys, House.FullName(House.Ana), [1]);

        await Parallel.ForAsync(0, 400, async (i, _) =>
        {
            using var other = await house.Release(i % 2 == 0 ? House.Binh : Guid.NewGuid(), FieldClass.Status);
            using var keys = await house.Release(House.Ana, FieldClass.IdentityMinimum);
            Assert.Equal([1], Opener.Open(keys, House.FullName(House.Ana), value));
        });
    }

    private static byte[] Memory(Secret secret) =>
        (byte[])typeof(Secret).GetField("bytes", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(secret)!;

    private static async Task<int> Reads(House house, Guid subject)
    {
        var before = house.Table.SubjectReads;
        using var keys = await house.Release(subject, FieldClass.Status);
        return house.Table.SubjectReads - before;
    }
}
