using JasperFx.Events;
using Marten.Exceptions;
using EventDeserializationFailureException = Marten.Exceptions.EventDeserializationFailureException;
using UnknownEventTypeException = Marten.Exceptions.UnknownEventTypeException;

namespace Compat.Marten.Tests;

public sealed class ReadTests(EventStoreFixture store) : IClassFixture<EventStoreFixture>
{
    private static readonly DateTimeOffset Morning = new(2026, 3, 3, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_stream_that_is_not_there_has_no_events_and_no_state()
    {
        await using var session = store.Store.QuerySession();

        Assert.Empty(await session.Events.FetchStreamAsync(Guid.NewGuid()));
        Assert.Null(await session.Events.FetchStreamStateAsync(Guid.NewGuid()));
    }

    [Theory]
    [InlineData(0, 0, new long[] { 1, 2, 3, 4 })]
    [InlineData(2, 0, new long[] { 1, 2 })]
    [InlineData(0, 3, new long[] { 3, 4 })]
    [InlineData(3, 2, new long[] { 2, 3 })]
    [InlineData(9, 0, new long[] { 1, 2, 3, 4 })]
    public async Task A_stream_can_be_read_from_and_to_a_version(long to, long from, long[] expected)
    {
        var id = await store.Started(1, 2, 3);
        await using var session = store.Store.QuerySession();

        var events = await session.Events.FetchStreamAsync(id, version: to, fromVersion: from);

        Assert.Equal(expected, events.Select(e => e.Version));
    }

    [Fact]
    public async Task A_stream_can_be_read_up_to_a_moment_in_any_offset()
    {
        var id = Guid.NewGuid();
        await using var session = store.Store.LightweightSession();
        session.Events.StartStream<AccountHolder>(id, At(new Opened("someone"), 0), At(new Paid(1), 1), At(new Paid(2), 2));
        await session.SaveChangesAsync();

        var events = await session.Events.FetchStreamAsync(id, timestamp: Morning.AddHours(1));

        Assert.Equal([Morning, Morning.AddHours(1)], events.Select(e => e.Timestamp));
        static Event<T> At<T>(T data, int hours) where T : notnull => new(data) { Timestamp = Morning.AddHours(hours) };
    }

    [Fact]
    public async Task The_state_of_a_stream_is_its_row()
    {
        var id = await store.Started(1);
        await using var session = store.Store.LightweightSession();
        var before = await session.Events.FetchStreamStateAsync(id);
        session.Events.Append(id, 3, new Paid(2));
        await session.SaveChangesAsync();

        var after = await session.Events.FetchStreamStateAsync(id);

        Assert.Equal((id, 2L, false, typeof(AccountHolder)), (before!.Id, before.Version, before.IsArchived, before.AggregateType));
        Assert.Equal((id, 3L, before.Created, before.LastTimestamp), (after!.Id, after.Version, after.Created, after.LastTimestamp));
        var now = (DateTime)(await store.Database.Execute("select now()"))!;
        Assert.InRange(now - after.Created.UtcDateTime, TimeSpan.Zero, TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task An_event_type_that_nobody_registered_is_refused_by_name()
    {
        var id = await store.Started();
        await store.Database.Execute($"update events.mt_events set type = 'nobody', mt_dotnet_type = 'No.Where, Nothing' where stream_id = '{id}'");

        var refusal = await Assert.ThrowsAnyAsync<UnknownEventTypeException>(() => store.Read(id));

        Assert.IsAssignableFrom<MartenException>(refusal);
    }

    [Fact]
    public async Task An_event_that_is_not_what_its_alias_says_is_refused()
    {
        var id = await store.Started(1);
        await store.Database.Execute($"update events.mt_events set data = '[]' where stream_id = '{id}' and version = 2");

        var refusal = await Assert.ThrowsAsync<EventDeserializationFailureException>(() => store.Read(id));

        Assert.Contains("account_paid", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_alias_and_not_the_name_of_the_class_says_what_an_event_is()
    {
        var id = await store.Started();
        await store.Database.Execute($"update events.mt_events set mt_dotnet_type = 'Old.Name.Of.Opened, Moved' where stream_id = '{id}'");

        Assert.Equal(new Opened("someone"), Assert.Single(await store.Read(id)).Data);
    }

    [Fact]
    public async Task A_type_that_was_never_registered_is_saved_under_its_class_name()
    {
        var id = await store.Started();
        await using var session = store.Store.LightweightSession();
        session.Events.Append(id, 2, new Closed());
        await session.SaveChangesAsync();

        Assert.Equal("closed", (await store.Read(id))[1].EventTypeName);
    }
}
