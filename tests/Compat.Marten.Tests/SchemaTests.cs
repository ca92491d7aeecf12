using JasperFx;
using Marten.Exceptions;
using Npgsql;
using Registry.Testing;
using Weasel.Core.Migrations;

namespace Compat.Marten.Tests;

public sealed class SchemaTests
{
    [Fact]
    public async Task The_applied_schema_matches_and_can_be_applied_again()
    {
        await using var database = await TestDatabase.Create();
        await using var store = EventStoreFixture.Open(database.Superuser);

        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        await store.Storage.Database.AssertDatabaseMatchesConfigurationAsync();
    }

    [Fact]
    public async Task The_columns_of_the_event_table_are_those_of_Marten()
    {
        await using var database = await TestDatabase.Create();
        await using var store = EventStoreFixture.Open(database.Superuser);
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();

        Assert.Equal(
            "seq_id bigint, id uuid, stream_id uuid, version bigint, data jsonb, bdata bytea, type varchar(500), timestamp timestamptz, " +
            "tenant_id varchar, mt_dotnet_type varchar, is_archived bool",
            await Columns(database, "mt_events"));
        Assert.Equal(
            "id uuid, type varchar, version bigint, timestamp timestamptz, created timestamptz, tenant_id varchar, compacted_version bigint, " +
            "is_archived bool",
            await Columns(database, "mt_streams"));
    }

    [Theory]
    [InlineData("drop index events.pk_mt_events_stream_and_version", "pk_mt_events_stream_and_version")]
    [InlineData("alter table events.mt_events drop column bdata", "bdata")]
    [InlineData("drop sequence events.mt_events_sequence", "mt_events_sequence")]
    [InlineData("alter table events.mt_events drop constraint fkey_mt_events_stream_id", "fkey_mt_events_stream_id")]
    [InlineData("drop table events.mt_event_progression", "mt_event_progression")]
    [InlineData("drop schema events cascade", "mt_streams")]
    public async Task The_assertion_names_what_is_missing_and_applying_mends_it(string damage, string named)
    {
        await using var database = await TestDatabase.Create();
        await using var store = EventStoreFixture.Open(database.Superuser);
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        await database.Execute(damage);

        var refusal = await Assert.ThrowsAsync<DatabaseValidationException>(() => store.Storage.Database.AssertDatabaseMatchesConfigurationAsync());
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();

        Assert.Contains(named, refusal.Message, StringComparison.Ordinal);
        await store.Storage.Database.AssertDatabaseMatchesConfigurationAsync();
    }

    [Fact]
    public async Task The_script_makes_the_schema_from_nothing()
    {
        await using var database = await TestDatabase.Create();
        await using var store = EventStoreFixture.Open(database.Superuser);

        await database.Execute(store.Storage.ToDatabaseScript());

        await store.Storage.Database.AssertDatabaseMatchesConfigurationAsync();
    }

    [Fact]
    public async Task A_store_that_may_create_nothing_creates_nothing()
    {
        await using var database = await TestDatabase.Create();
        await using var store = EventStoreFixture.Open(database.Superuser);
        await using var session = store.LightweightSession();
        session.Events.StartStream<AccountHolder>(Guid.NewGuid(), new Opened("someone"));

        // The package lets the server's refusal through bare when it comes while it reads, which this subset does in the same statement.
        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => session.SaveChangesAsync());

        Assert.IsType<PostgresException>(refusal is MartenCommandException ? refusal.InnerException : refusal);
        Assert.Equal(0L, await database.Execute("select count(*) from pg_class where relname like 'mt\\_%'"));
    }

    [Fact]
    public async Task A_store_that_may_create_does_so_at_first_use()
    {
        await using var database = await TestDatabase.Create();
        await using var store = EventStoreFixture.Open(database.Superuser, options => options.AutoCreateSchemaObjects = AutoCreate.CreateOrUpdate);
        var id = Guid.NewGuid();
        await using var session = store.LightweightSession();
        session.Events.StartStream<AccountHolder>(id, new Opened("someone"));

        await session.SaveChangesAsync();

        Assert.Single(await session.Events.FetchStreamAsync(id));
    }

    private static async Task<string?> Columns(TestDatabase database, string table)
    {
        var columns = (string?)await database.Execute(
            $"""
            select string_agg(attname || ' ' || format_type(atttypid, atttypmod), ', ' order by attnum)
            from pg_attribute where attrelid = 'events.{table}'::regclass and attnum > 0
            """);
        return columns?
            .Replace("character varying", "varchar", StringComparison.Ordinal)
            .Replace("timestamp with time zone", "timestamptz", StringComparison.Ordinal)
            .Replace("boolean", "bool", StringComparison.Ordinal);
    }
}
