using Npgsql;
using Registry.AccessLog;
using Registry.Store.Log;

namespace Registry.Store.Tests.Log;

/// <summary>access_log.append() itself, as a taken-over service would call it.</summary>
public sealed class AppendFunctionTests : LogDatabaseTests
{
    private const string Signer = "registry_log_signer";

    private const string OneLine =
        "select idx from access_log.append(array[gen_random_uuid()], array['{0}'::uuid], array['a'::bytea], array[''::bytea], array['s'::bytea], array[null::uuid], array[0::bigint])";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task The_tree_of_the_database_is_the_tree_of_the_library_for_any_shape_of_batches(int seed)
    {
        await using var log = new LogWriter(Database.AppConnection, new() { AnswerWithin = TimeSpan.FromSeconds(30) });
        var shape = new Random(seed);
        var model = new RightEdge();

        for (var batch = 0; batch < 12; batch++)
        {
            var lines = Enumerable.Range(0, shape.Next(1, 70)).Select(_ => Database.Line(grant: false)).ToList();
            var results = await log.WriteMany(lines, default);
            foreach (var line in lines)
                model.Append(Merkle.Leaf(LeafEntry.Of(line.Sealed.Actor, line.Sealed.Subject)));

            Assert.Equal(model.Head, await Database.Head());
            var last = ((LineResult.Noted)results[^1]).Position;
            Assert.Equal(model.Head, new TreeHead(last.TreeSize, new TreeHash(last.Root.Span)));
            Assert.Equal(model.ToBytes(), (byte[])(await Database.Execute(
                "select int8send(size) || coalesce(string_agg(peak, '' order by o), '') from access_log.tree_state, unnest(edge) with ordinality as e(peak, o) group by size"))!);
        }

        await Database.CheckLog();
    }

    [Fact]
    public async Task An_empty_log_has_the_empty_root()
    {
        Assert.Equal(TreeHead.Empty, await Database.Head());
        Assert.Empty(await Database.CheckLog());
    }

    [Theory]
    [InlineData("array[]::uuid[], array[]::uuid[], array[]::bytea[], array[]::bytea[], array[]::bytea[], array[]::uuid[], array[]::bigint[]")]
    [InlineData("null, null, null, null, null, null, null")]
    [InlineData("array[gen_random_uuid()], null, null, null, null, null, null")]
    [InlineData("array[gen_random_uuid()], array[gen_random_uuid()], array['a'::bytea, 'b'], array[''::bytea], array['s'::bytea], array[null::uuid], array[0::bigint]")]
    [InlineData("array[gen_random_uuid()], array[gen_random_uuid()], array['a'::bytea], array[''::bytea], array['s'::bytea], array[null::uuid], array[]::bigint[]")]
    public async Task A_batch_that_is_empty_or_uneven_is_refused(string arguments)
    {
        await Refused("22023", $"select access_log.append({arguments})");
    }

    [Theory]
    [InlineData("array['{0}'::uuid]", "array[null::bytea]", "array['s'::bytea]", "23502")]
    [InlineData("array['{0}'::uuid]", "array[''::bytea]", "array['s'::bytea]", "23514")]
    [InlineData("array['{0}'::uuid]", "array['a'::bytea]", "array[''::bytea]", "23514")]
    [InlineData("array['{0}'::uuid]", "array[convert_to(repeat('a', 32769), 'utf8')]", "array['s'::bytea]", "23514")]
    [InlineData("array[gen_random_uuid()]", "array['a'::bytea]", "array['s'::bytea]", "23503")]
    [InlineData("array[null::uuid]", "array['a'::bytea]", "array['s'::bytea]", "23502")]
    public async Task A_line_without_content_or_under_an_unknown_epoch_is_refused(string epochs, string actors, string subjects, string state)
    {
        epochs = epochs.Replace("{0}", Database.Epoch.ToString(), StringComparison.Ordinal);
        await Refused(state, $"select access_log.append(array[gen_random_uuid()], {epochs}, {actors}, array[''::bytea], {subjects}, array[null::uuid], array[0::bigint])");
        await Database.CheckLog();
    }

    [Fact]
    public async Task A_line_under_an_old_epoch_would_keep_it_from_being_shredded_and_is_refused()
    {
        async Task<Guid> Aged(string age)
        {
            var epoch = Guid.NewGuid();
            await Database.Execute($"insert into access_log.audit_epoch (id, wrapped, created) values ('{epoch}', 'key', clock_timestamp() - interval '{age}')");
            return epoch;
        }

        await Refused("22023", OneLine.Replace("{0}", (await Aged("181 minutes")).ToString(), StringComparison.Ordinal));
        await Refused("22023", OneLine.Replace("{0}", (await Aged("5 years")).ToString(), StringComparison.Ordinal));
        Assert.Empty(await Database.CheckLog());
        await Database.ExecuteAs("registry_app", OneLine.Replace("{0}", (await Aged("170 minutes")).ToString(), StringComparison.Ordinal));
        Assert.Single(await Database.CheckLog());
    }

    [Theory]
    [InlineData("repeatable read")]
    [InlineData("serializable")]
    public async Task A_snapshot_older_than_the_lock_is_refused(string isolation)
    {
        await Refused("25000", $"begin isolation level {isolation}; {Append()}");
    }

    [Fact]
    public async Task A_commit_is_durable_whatever_the_session_asked_for()
    {
        Assert.Equal("on", await Database.ExecuteAs("registry_app", $"""
            set synchronous_commit = off; begin; do 'begin perform idx from ({Append().Replace("'", "''", StringComparison.Ordinal)}) appended; end';
            select current_setting('synchronous_commit')
            """));
        Assert.Equal("on", await Database.ExecuteAs("registry_app", $"""
            begin; do 'begin perform idx from ({Append().Replace("'", "''", StringComparison.Ordinal)}) appended; end';
            set local synchronous_commit = off; set constraints all immediate; select current_setting('synchronous_commit')
            """));
    }

    [Fact]
    public async Task Objects_of_the_session_cannot_stand_in_for_those_of_the_function()
    {
        await Database.ExecuteAs("registry_app", $"set search_path = registry, events, public; {Append()}");

        Assert.Single(await Database.CheckLog());
    }

    [Fact]
    public async Task A_checkpoint_states_the_tree_and_nothing_the_caller_says()
    {
        await Database.ExecuteAs("registry_app", Append());
        await Database.ExecuteAs(Signer, "select access_log.take_checkpoint()");
        var head = await Database.Head();
        var root = head.Root.ToBase64();

        await Refused("22023", $"select access_log.add_signature(1, E'log\\n2\\n{root}\\n\\nx\\n')", Signer);
        await Refused("22023", $"select access_log.add_signature(2, E'log\\n2\\n{root}\\n\\nx\\n')", Signer);
        await Refused("22023", $"select access_log.add_signature(1, E'log\\n1\\n{TreeHead.Empty.Root.ToBase64()}\\n\\nx\\n')", Signer);
        await Refused("23514", $"select access_log.add_signature(1, E'log\\n1\\n{root}\\n\\n' || repeat('x', 65536))", Signer);
        await Database.ExecuteAs(Signer, $"select access_log.add_signature(1, E'log\\n1\\n{root}\\n\\nx\\n')");

        var newest = await Database.Reader.CheckpointsDown().FirstOrDefaultAsync();
        Assert.Equal(head, newest?.Head);
    }

    [Fact]
    public async Task Who_appends_keeps_no_note_of_a_checkpoint()
    {
        await Database.ExecuteAs("registry_app", Append());
        await Database.ExecuteAs(Signer, "select access_log.take_checkpoint()");
        var root = (await Database.Head()).Root.ToBase64();

        await Refused("42501", "select access_log.take_checkpoint()");
        await Refused("42501", $"select access_log.add_signature(1, E'log\\n1\\n{root}\\n\\nx\\n')");
        await Refused("42501", "insert into access_log.signature (size, note) values (1, 'x')");

        Assert.Equal(0L, await Database.Execute("select count(*) from access_log.signature"));
    }

    [Fact]
    public async Task An_audit_epoch_is_never_replaced()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => new AuditEpochs(Database.App).AddEpoch(Database.Epoch, new byte[3], default));

        Assert.Equal(384, (await Database.Reader.AuditEpoch(Database.Epoch, default))?.Length);
    }

    private string Append() => Append(Database);

    /// <summary>A statement that appends one line.</summary>
    internal static string Append(LogDatabase database) => OneLine.Replace("{0}", database.Epoch.ToString(), StringComparison.Ordinal);

    private async Task Refused(string state, string sql, string role = "registry_app")
    {
        var refused = await Assert.ThrowsAsync<PostgresException>(() => Database.ExecuteAs(role, sql));
        Assert.Equal(state, refused.SqlState);
    }
}
