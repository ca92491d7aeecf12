using Registry.Store.Schema;
using Registry.Store.Tests.Log;
using Registry.Testing;

namespace Registry.Store.Tests.Schema;

public sealed class RegistrySchemaTests : LogDatabaseTests
{
    [Fact]
    public async Task A_database_as_we_made_it_is_fit_to_serve()
    {
        await RegistrySchema.Assert(Database.AppConnection, allowVolatile: true);
    }

    [Fact]
    public async Task Applying_again_changes_nothing()
    {
        var before = await Database.Execute("select applied from guards.schema_version");

        await RegistrySchema.Apply(Database.Superuser);

        Assert.Equal(before, await Database.Execute("select applied from guards.schema_version"));
    }

    [Fact]
    public async Task A_database_of_the_version_before_is_brought_up_with_what_it_holds()
    {
        await Database.Execute(
            """
            alter event trigger registry_freeze disable;
            alter table events.mt_streams drop column compacted_version;
            drop function guards.leave_no_trace() cascade;
            drop function guards.stream_follows_events() cascade;
            drop index access_log.signature_size_added_idx;
            alter table access_log.signature drop column added, add primary key (size, note);
            drop table registry.statistics;
            drop table registry.decision_number;
            drop function registry.put_decision(bytea, bytea);
            drop function registry.put_certificate(integer, bytea, integer);
            drop schema log_erasure cascade;
            drop function guards.key_goes_by_a_line() cascade;
            create trigger no_change before update or delete on access_log.audit_epoch for each row execute function guards.deny();
            update guards.schema_version set version = 1;
            insert into events.mt_streams (id, type, version) values (gen_random_uuid(), 'person', 1);
            alter event trigger registry_freeze enable always
            """);

        await RegistrySchema.Apply(Database.Superuser);

        await RegistrySchema.Assert(Database.AppConnection, allowVolatile: true);
        Assert.Equal(0L, await Database.Execute("select compacted_version from events.mt_streams"));
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_left_alone()
    {
        await Database.Execute("update guards.schema_version set version = 1000");

        var refused = await Assert.ThrowsAsync<SchemaException>(() => RegistrySchema.Apply(Database.Superuser));

        Assert.Contains("1000", Assert.Single(refused.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compacting_a_stream_is_refused_to_everybody()
    {
        await Database.Execute("insert into events.mt_streams (id, type, version) values (gen_random_uuid(), 'person', 1)");

        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(
            () => Database.Execute("update events.mt_streams set version = 2, compacted_version = 1"));

        Assert.Equal("a stream only moves forward", refused.MessageText);
    }

    [Fact]
    public async Task What_Marten_writes_after_a_save_that_failed_is_not_kept()
    {
        await Database.Execute(
            """
            insert into events.mt_streams (id, version) values ('11111111-1111-4111-8111-111111111111', 0) on conflict (id) do nothing;
            insert into events.mt_events (seq_id, id, stream_id, version, data, type)
            values (1, gen_random_uuid(), '11111111-1111-4111-8111-111111111111', 1, '{}', 'tombstone')
            """);

        Assert.Equal(0L, await Database.Execute("select (select count(*) from events.mt_streams) + (select count(*) from events.mt_events)"));
    }

    [Fact]
    public async Task Databases_of_one_cluster_can_be_set_up_at_the_same_time()
    {
        var databases = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => TestDatabase.Create()));

        await Task.WhenAll(databases.Select(database => RegistrySchema.Apply(database.Superuser)));

        foreach (var database in databases)
        {
            await RegistrySchema.Assert(database.As(RegistrySchema.AppRole), allowVolatile: true);
            await database.DisposeAsync();
        }
    }

    [Fact]
    public async Task An_empty_database_is_refused_with_every_missing_table_named()
    {
        await using var empty = await TestDatabase.Create();

        var refused = await Assert.ThrowsAsync<SchemaException>(() => RegistrySchema.Assert(empty.As(RegistrySchema.AppRole), allowVolatile: true));

        Assert.Contains("table access_log.record is missing: run the migration", refused.Problems);
        Assert.Contains("table events.mt_events is missing: run the migration", refused.Problems);
        Assert.Contains("schema version is not 8: run the migration", refused.Problems);
    }

    [Theory]
    [InlineData("grant update on events.mt_events to registry_app", "role registry_app may UPDATE on events.mt_events")]
    [InlineData("grant delete on events.mt_events to registry_app", "role registry_app may DELETE on events.mt_events")]
    [InlineData("grant truncate on access_log.record to registry_app", "role registry_app may TRUNCATE on access_log.record")]
    [InlineData("grant select on access_log.record to registry_app", "role registry_app may SELECT on access_log.record")]
    [InlineData("grant update (is_archived) on events.mt_streams to registry_app", "role registry_app may update is_archived of events.mt_streams")]
    [InlineData("grant update (size) on access_log.tree_state to registry_app", "role registry_app may update size of access_log.tree_state")]
    [InlineData("grant delete on registry.decision_number to registry_app", "role registry_app may DELETE on registry.decision_number")]
    [InlineData("alter table access_log.record disable trigger no_change", "guard no_change of access_log.record is missing or disabled")]
    [InlineData("alter table access_log.tree_state enable trigger grows", "guard grows of access_log.tree_state is missing or disabled")]
    [InlineData(
        "grant execute on function access_log.add_signature(bigint, text) to registry_app",
        "role registry_app may sign the log: access_log.add_signature(bigint,text) is the signer's alone")]
    [InlineData("drop table registry.outbox", "table registry.outbox is missing: run the migration")]
    [InlineData("update guards.schema_version set version = 1", "schema version is not 8: run the migration")]
    public async Task A_database_that_was_loosened_is_refused(string loosened, string problem)
    {
        await Database.Execute($"alter event trigger registry_freeze disable; {loosened}; alter event trigger registry_freeze enable always");

        var refused = await Assert.ThrowsAsync<SchemaException>(() => RegistrySchema.Assert(Database.AppConnection, allowVolatile: true));

        Assert.Equal([problem], refused.Problems);
    }

    [Fact]
    public async Task An_open_change_window_is_refused()
    {
        await Database.Execute("alter event trigger registry_freeze disable");

        var refused = await Assert.ThrowsAsync<SchemaException>(() => RegistrySchema.Assert(Database.AppConnection, allowVolatile: true));

        Assert.StartsWith("the schema is not frozen", Assert.Single(refused.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_superuser_is_refused_as_the_service()
    {
        var refused = await Assert.ThrowsAsync<SchemaException>(() => RegistrySchema.Assert(Database.Superuser, allowVolatile: true));

        Assert.Contains("role postgres is a superuser or may make roles, databases or replicas", refused.Problems);
    }

    [Fact]
    public async Task A_server_in_another_time_zone_is_refused()
    {
        var name = new Npgsql.NpgsqlConnectionStringBuilder(Database.Superuser).Database;
        await Database.Execute($"alter database {name} set timezone = 'Asia/Ho_Chi_Minh'");

        var refused = await Assert.ThrowsAsync<SchemaException>(() => RegistrySchema.Assert(Database.AppConnection, allowVolatile: true));

        Assert.Equal(["TimeZone is Asia/Ho_Chi_Minh, it must be UTC"], refused.Problems);
    }

    [Fact]
    public async Task A_server_that_may_lose_commits_is_refused_unless_a_test_says_so()
    {
        var durable = (string?)await Database.Execute("select current_setting('fsync')") == "on";

        var refused = await Record.ExceptionAsync(() => RegistrySchema.Assert(Database.AppConnection));

        if (durable)
        {
            Assert.Null(refused);
            return;
        }

        var problems = Assert.IsType<SchemaException>(refused).Problems;
        Assert.Contains("fsync is off, it must be on", problems);
        Assert.Contains("full_page_writes is off, it must be on", problems);
    }

    [Theory]
    [InlineData("off")]
    [InlineData("local")]
    public async Task A_login_whose_commits_do_not_wait_for_the_disk_is_refused(string setting)
    {
        var name = new Npgsql.NpgsqlConnectionStringBuilder(Database.Superuser).Database;
        await Database.Execute($"alter database {name} set synchronous_commit = '{setting}'");

        var refused = await Assert.ThrowsAsync<SchemaException>(() => RegistrySchema.Assert(Database.AppConnection));

        Assert.Contains("synchronous_commit is off for this login, it must be on", refused.Problems);
    }
}
