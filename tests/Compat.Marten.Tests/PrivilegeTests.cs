using Marten.Exceptions;
using Npgsql;

namespace Compat.Marten.Tests;

/// <summary>What the service's role may do to the events is what it needs, and no more.</summary>
public sealed class PrivilegeTests(EventStoreFixture store) : IClassFixture<EventStoreFixture>
{
    private const string Role = "compat_marten_writer";

    [Fact]
    public async Task A_role_that_can_insert_and_move_versions_can_do_everything_the_store_does()
    {
        await Grant();
        await using var writer = EventStoreFixture.Open(store.Database.As(Role));
        var id = Guid.NewGuid();
        await using var session = writer.LightweightSession();

        session.Events.StartStream<AccountHolder>(id, new Opened("someone"));
        await session.SaveChangesAsync();
        session.Events.Append(id, 2, new Paid(1));
        await session.SaveChangesAsync();
        session.Events.Append(id, new Paid(2));
        await session.SaveChangesAsync();

        Assert.Equal(3, (await session.Events.FetchStreamAsync(id)).Count);
        Assert.Equal(3, (await session.Events.FetchStreamStateAsync(id))!.Version);
    }

    [Theory]
    [InlineData("update events.mt_events set data = '{}'")]
    [InlineData("delete from events.mt_events")]
    [InlineData("delete from events.mt_streams")]
    [InlineData("truncate events.mt_events")]
    [InlineData("update events.mt_streams set id = id")]
    public async Task That_role_cannot_rewrite_what_happened(string sql)
    {
        await Grant();
        await using var writer = EventStoreFixture.Open(store.Database.As(Role));
        await using var session = writer.LightweightSession();
        session.QueueSqlCommand(sql);

        var refusal = await Assert.ThrowsAnyAsync<MartenCommandException>(() => session.SaveChangesAsync());

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, Assert.IsType<PostgresException>(refusal.InnerException).SqlState);
    }

    private async Task Grant() => await store.Database.Execute(
        $"""
        do $$ begin create role {Role} login; exception when duplicate_object or unique_violation then null; end $$;
        grant usage on schema events to {Role};
        grant select, insert on events.mt_events to {Role};
        grant select, insert, update (version, timestamp) on events.mt_streams to {Role};
        grant usage on sequence events.mt_events_sequence to {Role};
        """);
}
