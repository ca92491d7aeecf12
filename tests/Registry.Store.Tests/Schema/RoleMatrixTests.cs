using Npgsql;
using Registry.Store.Tests.Log;

namespace Registry.Store.Tests.Schema;

/// <summary>Who may do what, tried and not read from a catalogue. The list is security-facts' and the attacks on an earlier schema.</summary>
public sealed class RoleMatrixTests(AttackedDatabase attacked) : IClassFixture<AttackedDatabase>
{
    private const string Denied = "42501";

    public static TheoryData<string, string> Refused => new()
    {
        // The service: no right on the log's tables.
        { "registry_app", "select count(*) from access_log.record" },
        { "registry_app", "select count(*) from access_log.tree_state" },
        { "registry_app", "insert into access_log.checkpoint values (1, sha256(''))" },
        { "registry_app", "insert into access_log.signature values (1, 'x')" },
        { "registry_app", "insert into access_log.audit_epoch values (gen_random_uuid(), 'x')" },
        { "registry_app", "update access_log.tree_state set size = 9, root = sha256('forged')" },
        { "registry_app", "delete from access_log.record" },
        { "registry_app", "truncate access_log.record" },
        { "registry_app", "delete from access_log.tree_state" },
        { "registry_app", "set session_replication_role = replica" },
        { "registry_app", "set role log_writer" },
        { "registry_app", "set role registry_owner" },

        // The service: events are for ever.
        { "registry_app", "update events.mt_events set data = '{}'" },
        { "registry_app", "delete from events.mt_events" },
        { "registry_app", "truncate events.mt_events" },
        { "registry_app", "delete from events.mt_streams" },
        { "registry_app", "truncate events.mt_streams cascade" },
        { "registry_app", "update events.mt_streams set is_archived = true" },
        { "registry_app", "update events.mt_streams set version = version + 1" },
        { "registry_app", "begin; update events.mt_streams set version = version + 2; insert into events.mt_events (seq_id, id, stream_id, version, data, type) "
            + "select 77, gen_random_uuid(), id, version - 1, '{}', 'false' from events.mt_streams; commit" },
        { "registry_app", "update events.mt_streams set id = gen_random_uuid()" },
        { "registry_app", "delete from registry.subject" },
        { "registry_app", "update registry.subject set subject_id = gen_random_uuid()" },
        { "registry_app", "delete from registry.request" },
        { "registry_app", "update registry.outbox set sealed = 'x'" },
        { "registry_app", "update registry.statistics set sealed = 'x'" },
        { "registry_app", "delete from registry.statistics" },
        { "registry_app", "truncate registry.statistics" },
        { "registry_log_reader", "select count(*) from registry.statistics" },
        { "registry_app", "select setval('events.mt_events_sequence', 1)" },

        // The service: nothing of its own making.
        { "registry_app", "create table public.shadow(n int)" },
        { "registry_app", "create temp table shadow(n int)" },
        { "registry_app", "create function access_log.sha256(bytea) returns bytea language sql as 'select $1'" },
        { "registry_app", "alter event trigger registry_freeze disable" },

        // The service does not sign, and the signer does nothing else.
        { "registry_app", "select access_log.take_checkpoint()" },
        { "registry_app", "select access_log.add_signature(1, 'x')" },
        { "registry_app", "select access_log.leaf_hashes(0, 1)" },
        { "registry_log_signer", "select access_log.append(null, null, null, null, null, null, null)" },
        { "registry_log_signer", "select access_log.add_audit_epoch(gen_random_uuid(), 'x')" },
        { "registry_log_signer", "select count(*) from access_log.record" },
        { "registry_log_signer", "insert into access_log.signature (size, note) values (1, 'x')" },
        { "registry_log_signer", "select count(*) from registry.subject" },

        // The reader of the log writes nothing and sees no events.
        { "registry_log_reader", "insert into access_log.checkpoint values (1, sha256(''))" },
        { "registry_log_reader", "update access_log.record set actor = 'x'" },
        { "registry_log_reader", "select access_log.take_checkpoint()" },
        { "registry_log_reader", "select access_log.append(null, null, null, null, null, null, null)" },
        { "registry_log_reader", "select count(*) from events.mt_events" },
        { "registry_log_reader", "select count(*) from registry.subject" },

        // The migrator outside a change window, and as the tables' owner.
        { "registry_migrator", "select count(*) from events.mt_events" },
        { "registry_migrator", "set role registry_owner; alter table events.mt_events add column note text" },
        { "registry_migrator", "set role registry_owner; alter table events.mt_events disable trigger all" },
        { "registry_migrator", "set role registry_owner; delete from events.mt_events" },
        { "registry_migrator", "set role registry_owner; truncate events.mt_events" },
        { "registry_migrator", "set role registry_owner; grant delete on events.mt_events to registry_app" },
        { "registry_migrator", "set role registry_owner; select count(*) from access_log.record" },
        { "registry_migrator", "set role log_writer" },

        // The owner of append(), were somebody to become it.
        { "log_writer", "update access_log.record set actor = 'x'" },
        { "log_writer", "delete from access_log.record" },
        { "log_writer", "truncate access_log.record" },
        { "log_writer", "delete from access_log.tree_state" },
        { "log_writer", "truncate access_log.tree_state" },
        { "log_writer", "update access_log.tree_state set size = 0, root = sha256(''), edge = '{}'" },
        { "log_writer", "select sealed from registry.subject" },
        { "log_writer", "alter table access_log.record disable trigger all" },
        { "log_writer", "create or replace function access_log.leaf_hashes(from_idx bigint, until_idx bigint) returns setof bytea language sql as 'select null::bytea'" },
        { "log_writer", "drop function access_log.leaf_hashes(bigint, bigint)" },
        { "log_writer", "grant execute on function access_log.take_checkpoint() to public" },
    };

    public static TheoryData<string> Accidents => new()
    {
        "update access_log.record set actor = 'x'",
        "delete from access_log.record",
        "truncate access_log.record",
        "update access_log.checkpoint set root = sha256('forged')",
        "delete from access_log.audit_epoch",
        "truncate access_log.signature",
        "update access_log.tree_state set size = 0, root = sha256(''), edge = '{}'",
        "update access_log.tree_state set root = sha256('forged')",
        "delete from access_log.tree_state",
        "truncate access_log.tree_state",
        "delete from events.mt_streams",
        "truncate events.mt_events",
        "update events.mt_streams set version = 0",
        "update events.mt_streams set type = 'other', version = version + 1",
        "alter schema access_log rename to old_log",
        "alter table access_log.record set schema public",
        "alter table access_log.record rename to old_record",
        "alter table access_log.record owner to registry_owner",
        "alter table access_log.record disable trigger no_change",
        "alter table access_log.tree_state disable trigger user",
        "drop function guards.deny() cascade",
        "create or replace function guards.deny() returns trigger language plpgsql as 'begin return null; end'",
        "create rule quiet as on insert to access_log.record do instead nothing",
        "create trigger quiet before insert on access_log.record for each row execute function guards.deny()",
        "drop trigger no_change on access_log.record",
        "drop table access_log.record",
        "drop schema access_log cascade",
        "grant delete on access_log.record to registry_app",
        "grant all on schema access_log to registry_app",
        "alter default privileges in schema access_log grant all on tables to registry_app",
        "alter function access_log.append(uuid[], uuid[], bytea[], bytea[], bytea[], uuid[], bigint[], uuid[], bigint[]) owner to registry_app",
        "drop owned by log_writer",
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_login_is_refused_what_its_duty_does_not_need(string role, string sql)
    {
        var refused = await Assert.ThrowsAsync<PostgresException>(() => Database.ExecuteAs(role, sql));

        Assert.Equal(Denied, refused.SqlState);
    }

    [Theory]
    [MemberData(nameof(Accidents))]
    public async Task Even_a_superuser_does_no_harm_by_accident(string sql)
    {
        var refused = await Assert.ThrowsAsync<PostgresException>(() => Database.Execute(sql));

        Assert.Equal(Denied, refused.SqlState);
    }

    [Theory]
    [InlineData("delete from access_log.record")]
    [InlineData("update access_log.tree_state set size = 0, root = sha256(''), edge = '{}'")]
    [InlineData("delete from events.mt_events")]
    [InlineData("drop table access_log.record")]
    public async Task A_session_in_replica_mode_meets_the_same_guards(string sql)
    {
        var refused = await Assert.ThrowsAsync<PostgresException>(() => Database.Execute($"set session_replication_role = replica; {sql}"));

        Assert.Equal(Denied, refused.SqlState);
    }

    [Fact]
    public async Task The_service_may_do_what_its_duty_needs()
    {
        await Database.ExecuteAs("registry_app", "begin; update events.mt_streams set version = version + 1, timestamp = now(); "
            + "insert into events.mt_events (seq_id, id, stream_id, version, data, type) select 99, gen_random_uuid(), id, version, '{}', 'later' from events.mt_streams; commit");
        await Database.ExecuteAs("registry_app", "insert into registry.subject values (gen_random_uuid(), 1, 'x')");
        await Database.ExecuteAs("registry_app", "update registry.subject set version = version + 1, sealed = 'y'");
        await Database.ExecuteAs("registry_app", "insert into registry.outbox values (gen_random_uuid(), 'x')");
        await Database.ExecuteAs("registry_app", "delete from registry.outbox");
        await Database.ExecuteAs("registry_app", "insert into registry.request values ('k', 'b', 'r')");
        await Database.ExecuteAs("registry_app", "insert into registry.certificate_index values (1, 'e')");
    }

    private LogDatabase Database => attacked.Database;
}

/// <summary>A database with a stream, an event, a line and a checkpoint. Every attack on it is refused, so all of them share it.</summary>
public sealed class AttackedDatabase : LogDatabaseTests
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Database.ExecuteAs("registry_app", """
            insert into events.mt_streams (id, type, version) values ('11111111-1111-4111-8111-111111111111', 'person', 1);
            insert into events.mt_events (seq_id, id, stream_id, version, data, type)
            values (nextval('events.mt_events_sequence'), gen_random_uuid(), '11111111-1111-4111-8111-111111111111', 1, '{}', 'registered')
            """);
        await using var log = new Store.Log.LogWriter(Database.AppConnection, new() { AnswerWithin = TimeSpan.FromSeconds(30) });
        await log.Write(Database.Line(), default);
        await Database.ExecuteAs("registry_log_signer", "select access_log.take_checkpoint()");
    }
}
