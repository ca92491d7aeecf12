using Marten.Exceptions;

namespace Compat.Marten.Tests;

public sealed class QueuedSqlTests(EventStoreFixture store) : IClassFixture<EventStoreFixture>, IAsyncLifetime
{
    public async ValueTask InitializeAsync() =>
        await store.Database.Execute("create table if not exists public.note (id uuid primary key, body text, at timestamptz, size bigint)");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_queued_statement_is_saved_together_with_the_events()
    {
        var id = Guid.NewGuid();
        await using var session = store.Store.LightweightSession();
        session.Events.StartStream<AccountHolder>(id, new Opened("someone"));
        session.QueueSqlCommand("insert into public.note (id, body, at, size) values (?, ?, ?, ?)", id, "text", DateTimeOffset.UnixEpoch, 5L);

        await session.SaveChangesAsync();

        Assert.Equal("text5", await store.Database.Execute($"select body || size from public.note where id = '{id}' and at = 'epoch'"));
        Assert.Single(await store.Read(id));
    }

    [Fact]
    public async Task A_queued_statement_that_fails_takes_the_events_with_it()
    {
        var id = Guid.NewGuid();
        await using var session = store.Store.LightweightSession();
        session.Events.StartStream<AccountHolder>(id, new Opened("someone"));
        session.QueueSqlCommand("insert into public.note (id) values (?)", id);
        session.QueueSqlCommand("insert into public.note (id) values (?)", id);

        await Assert.ThrowsAsync<MartenCommandException>(() => session.SaveChangesAsync());

        Assert.Empty(await store.Read(id));
        Assert.Equal(0L, await Notes(id));
    }

    [Fact]
    public async Task A_refused_append_takes_the_queued_statement_with_it()
    {
        var id = await store.Started();
        await using var session = store.Store.LightweightSession();
        session.Events.Append(id, 5, new Paid(1));
        session.QueueSqlCommand("insert into public.note (id) values (?)", id);

        await Assert.ThrowsAnyAsync<JasperFx.ConcurrencyException>(() => session.SaveChangesAsync());

        Assert.Equal(0L, await Notes(id));
    }

    [Fact]
    public async Task Queued_statements_alone_are_saved_too_and_a_null_needs_a_cast()
    {
        var id = Guid.NewGuid();
        await using var session = store.Store.LightweightSession();
        session.QueueSqlCommand("insert into public.note (id, body) values (?, ?::text);", id, null!);

        await session.SaveChangesAsync();

        Assert.Equal(1L, await Notes(id));
    }

    [Fact]
    public async Task Every_placeholder_needs_a_value()
    {
        await using var session = store.Store.LightweightSession();
        session.QueueSqlCommand("insert into public.note (id, body) values (?, ?)", Guid.NewGuid());

        await Assert.ThrowsAsync<InvalidOperationException>(() => session.SaveChangesAsync());
    }

    private Task<object?> Notes(Guid id) => store.Database.Execute($"select count(*) from public.note where id = '{id}'");
}
