using JasperFx.Events;
using Marten.Exceptions;
using ExistingStreamIdCollisionException = Marten.Exceptions.ExistingStreamIdCollisionException;
using NonExistentStreamException = Marten.Exceptions.NonExistentStreamException;

namespace Compat.Marten.Tests;

public sealed class StartTests(EventStoreFixture store) : IClassFixture<EventStoreFixture>
{
    [Fact]
    public async Task A_started_stream_has_its_events_at_versions_from_one()
    {
        var id = await store.Started(10, 20);

        var events = await store.Read(id);

        Assert.Equal([1L, 2L, 3L], events.Select(e => e.Version));
        Assert.Equal([new Opened("someone"), new Paid(10), new Paid(20)], events.Select(e => e.Data));
        Assert.All(events, e => Assert.Equal(id, e.StreamId));
        Assert.True(events.Zip(events.Skip(1)).All(pair => pair.First.Sequence < pair.Second.Sequence));
    }

    [Fact]
    public async Task Starting_a_stream_that_exists_is_a_collision_and_writes_nothing()
    {
        var id = await store.Started();
        await using var session = store.Store.LightweightSession();
        session.Events.StartStream<AccountHolder>(id, new Opened("another"));

        var refusal = await Assert.ThrowsAsync<ExistingStreamIdCollisionException>(() => session.SaveChangesAsync());

        Assert.Equal(id, refusal.Id);
        Assert.Equal(typeof(AccountHolder), refusal.AggregateType);
        Assert.Equal(new Opened("someone"), Assert.Single(await store.Read(id)).Data);
    }

    [Fact]
    public async Task One_collision_refuses_every_stream_of_the_session()
    {
        var taken = await store.Started();
        var fresh = Guid.NewGuid();
        await using var session = store.Store.LightweightSession();
        session.Events.StartStream<AccountHolder>(fresh, new Opened("fresh"));
        session.Events.StartStream<AccountHolder>(taken, new Opened("another"));

        // The package names the first stream that the session starts, whichever collides; so no promise about the id here.
        await Assert.ThrowsAsync<ExistingStreamIdCollisionException>(() => session.SaveChangesAsync());

        Assert.Empty(await store.Read(fresh));
    }

    [Fact]
    public void A_stream_needs_an_event_and_an_id()
    {
        using var session = store.Store.LightweightSession();

        Assert.Throws<EmptyEventStreamException>(() => session.Events.StartStream<AccountHolder>(Guid.NewGuid()));
        Assert.Throws<ArgumentOutOfRangeException>(() => session.Events.StartStream<AccountHolder>(Guid.Empty, new Opened("someone")));
    }

    [Fact]
    public async Task A_store_that_demands_stream_types_refuses_starts_without_one()
    {
        await using var strict = EventStoreFixture.Open(store.Database.Superuser, options => options.Events.UseMandatoryStreamTypeDeclaration = true);
        await using var session = strict.LightweightSession();
        var missing = Guid.NewGuid();

        Assert.Throws<StreamTypeMissingException>(() => session.Events.StartStream(Guid.NewGuid(), new Opened("someone")));
        session.Events.Append(missing, new Opened("someone"));
        var refusal = await Assert.ThrowsAsync<NonExistentStreamException>(() => session.SaveChangesAsync());

        Assert.Equal(missing, refusal.Id);
    }

    [Fact]
    public async Task An_id_that_was_set_before_the_start_is_kept()
    {
        var (stream, given) = (Guid.NewGuid(), Guid.NewGuid());
        await using var session = store.Store.LightweightSession();
        session.Events.StartStream<AccountHolder>(stream, new Event<Opened>(new Opened("someone")) { Id = given }, new Paid(1));

        await session.SaveChangesAsync();

        var events = await store.Read(stream);
        Assert.Equal(given, events[0].Id);
        Assert.NotEqual(Guid.Empty, events[1].Id);
    }

    [Fact]
    public async Task A_stream_can_be_started_and_continued_in_one_session()
    {
        var id = Guid.NewGuid();
        await using var session = store.Store.LightweightSession();
        session.Events.StartStream<AccountHolder>(id, new List<object> { new Opened("someone"), new Paid(1) });
        session.Events.Append(id, 3, new List<object> { new Paid(2) });

        await session.SaveChangesAsync();

        Assert.Equal([new Opened("someone"), new Paid(1), new Paid(2)], (await store.Read(id)).Select(e => e.Data));
    }

    [Fact]
    public async Task What_was_saved_is_not_saved_again()
    {
        var id = Guid.NewGuid();
        await using var session = store.Store.LightweightSession();
        session.Events.StartStream<AccountHolder>(id, new Opened("someone"));

        await session.SaveChangesAsync();
        await session.SaveChangesAsync();

        Assert.Single(await store.Read(id));
    }
}
