using Registry.Store.Schema;
using Registry.Testing;

namespace Compat.Marten.Tests;

/// <summary>The registry's own schema, with its guards and narrow rights, is one that Marten works on, and Marten's migration leaves it whole.</summary>
public sealed class RegistrySchemaTests
{
    [Fact]
    public async Task The_services_role_starts_continues_and_reads_streams_and_leaves_nothing_of_a_refused_save()
    {
        await using var database = await Applied();

        await StartsContinuesAndRefuses(database);
    }

    [Fact]
    public async Task After_Martens_migration_in_a_change_window_the_database_is_fit_to_serve()
    {
        await using var database = await Applied();
        await using (var store = EventStoreFixture.Open(database.Superuser))
        {
            await database.Execute("alter event trigger registry_freeze disable");
            await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
            await database.Execute("alter event trigger registry_freeze enable always");
            await store.Storage.Database.AssertDatabaseMatchesConfigurationAsync();
        }

        await RegistrySchema.Assert(database.As(RegistrySchema.AppRole), allowVolatile: true);
        await StartsContinuesAndRefuses(database);
    }

    private static async Task<TestDatabase> Applied()
    {
        var database = await TestDatabase.Create();
        await RegistrySchema.Apply(database.Superuser);
        return database;
    }

    private static async Task StartsContinuesAndRefuses(TestDatabase database)
    {
        await using var store = EventStoreFixture.Open(database.As(RegistrySchema.AppRole));
        var id = Guid.NewGuid();
        await using (var session = store.LightweightSession())
        {
            session.Events.StartStream<AccountHolder>(id, new Opened("someone"));
            await session.SaveChangesAsync();
            session.Events.Append(id, 2, new Paid(1));
            await session.SaveChangesAsync();
        }

        await using (var late = store.LightweightSession())
        {
            late.Events.Append(id, 2, new Paid(2));
            await Assert.ThrowsAsync<JasperFx.Events.EventStreamUnexpectedMaxEventIdException>(() => late.SaveChangesAsync());
        }

        await using (var twin = store.LightweightSession())
        {
            twin.Events.StartStream<AccountHolder>(id, new Opened("someone else"));
            await Assert.ThrowsAsync<global::Marten.Exceptions.ExistingStreamIdCollisionException>(() => twin.SaveChangesAsync());
        }

        await using var reading = store.QuerySession();
        Assert.Equal(2, (await reading.Events.FetchStreamAsync(id)).Count);
        Assert.Equal(2L, await database.Execute("select count(*) from events.mt_events"));
        Assert.Equal(1L, await database.Execute("select count(*) from events.mt_streams"));
    }
}
