using JasperFx.Events;
using Marten.Exceptions;
using Npgsql;

namespace Compat.Marten.Tests;

/// <summary>The rows that stand in the tables are the ones that Marten 9.58 writes in Rich mode.</summary>
public sealed class RowTests(EventStoreFixture store) : IClassFixture<EventStoreFixture>
{
    [Fact]
    public async Task The_row_of_a_stream_names_its_type_in_snake_case()
    {
        var id = await store.Started(1);

        Assert.Equal("account_holder|2|*DEFAULT*|false|true", await Text(
            $"select concat_ws('|', type, version, tenant_id, is_archived::text, (timestamp = created)::text) from events.mt_streams where id = '{id}'"));
    }

    [Fact]
    public async Task The_row_of_an_event_names_alias_class_and_tenant()
    {
        var id = await store.Started();

        Assert.Equal("1|account_opened|Compat.Marten.Tests.Opened, Compat.Marten.Tests|*DEFAULT*|false|true|{\"Owner\": \"someone\"}", await Text(
            $"""
            select concat_ws('|', version, type, mt_dotnet_type, tenant_id, is_archived::text, (bdata is null)::text, data::text)
            from events.mt_events where stream_id = '{id}'
            """));
    }

    [Fact]
    public async Task A_closed_generic_type_goes_by_its_alias_and_its_full_name()
    {
        var id = Guid.NewGuid();
        await using var session = store.Store.LightweightSession();
        session.Events.StartStream<AccountHolder>(id, new Entry<Opened>(new Opened("someone"), "first"));
        await session.SaveChangesAsync();

        var read = Assert.Single(await store.Read(id));

        Assert.Equal("entry_opened", read.EventTypeName);
        Assert.Equal(new Entry<Opened>(new Opened("someone"), "first"), Assert.IsAssignableFrom<IEvent<Entry<Opened>>>(read).Data);
        Assert.Equal($"{typeof(Entry<Opened>).FullName}, Compat.Marten.Tests",
            await Text($"select mt_dotnet_type from events.mt_events where stream_id = '{id}'"));
    }

    [Fact]
    public async Task An_append_changes_the_version_of_the_stream_and_nothing_else()
    {
        var id = await store.Started();
        var before = await Text($"select (to_jsonb(s) - 'version')::text from events.mt_streams s where id = '{id}'");
        await using var session = store.Store.LightweightSession();
        session.Events.Append(id, 2, new Paid(1));
        await session.SaveChangesAsync();

        Assert.Equal(before, await Text($"select (to_jsonb(s) - 'version')::text from events.mt_streams s where id = '{id}'"));
        Assert.Equal("2", await Text($"select version::text from events.mt_streams where id = '{id}'"));
    }

    [Fact]
    public async Task A_row_that_another_writer_put_there_is_read_and_continued()
    {
        var (stream, @event) = (Guid.NewGuid(), Guid.NewGuid());
        await store.Database.Execute(
            $$"""
            insert into events.mt_streams (id, type, version, tenant_id) values ('{{stream}}', 'account_holder', 1, '*DEFAULT*');
            insert into events.mt_events (data, type, mt_dotnet_type, bdata, id, stream_id, version, timestamp, tenant_id, seq_id)
            values ('{"Amount": 7, "Currency": 1}', 'account_paid', 'Compat.Marten.Tests.Paid, Compat.Marten.Tests', null, '{{@event}}', '{{stream}}', 1,
                '2026-03-03 08:00:00+00', '*DEFAULT*', nextval('events.mt_events_sequence'));
            """);
        await using var session = store.Store.LightweightSession();
        session.Events.Append(stream, 2, new Paid(8));
        await session.SaveChangesAsync();

        var events = await store.Read(stream);

        Assert.Equal([new Paid(7, Currency.Dollar), new Paid(8)], events.Select(e => e.Data));
        Assert.Equal((@event, 1L, new DateTimeOffset(2026, 3, 3, 8, 0, 0, TimeSpan.Zero)), (events[0].Id, events[0].Version, events[0].Timestamp));
    }

    [Fact]
    public async Task An_archived_stream_takes_no_more_events_and_shows_none()
    {
        var id = await store.Started();
        await store.Database.Execute(
            $"update events.mt_streams set is_archived = true where id = '{id}'; update events.mt_events set is_archived = true where stream_id = '{id}'");
        await using var session = store.Store.LightweightSession();
        session.Events.Append(id, 2, new Paid(1));

        await Assert.ThrowsAsync<InvalidStreamOperationException>(() => session.SaveChangesAsync());
        Assert.Empty(await store.Read(id));
    }

    private async Task<string?> Text(string sql)
    {
        await using var source = NpgsqlDataSource.Create(store.Database.Superuser);
        await using var command = source.CreateCommand(sql);
        return (string?)await command.ExecuteScalarAsync();
    }
}
