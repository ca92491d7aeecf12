using Npgsql;
using Registry.AccessLog;
using Registry.Store.Log;

namespace Registry.Store.Tests.Log;

public sealed class CheckpointerTests : LogDatabaseTests
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("registry-mark-");
    private readonly List<TreeHead> signed = [];

    private string Mark => Path.Combine(directory.FullName, "log.mark");

    [Fact]
    public async Task A_growing_log_is_signed_and_its_notes_are_kept()
    {
        await using var checkpointer = await Open();

        await Write(3);
        await checkpointer.SignOnce(default);
        await Write(2);
        await checkpointer.SignOnce(default);

        Assert.Equal([3L, 5L], signed.Select(head => head.Size));
        Assert.Equal(await Database.Head(), checkpointer.Signed);
        Assert.Equal(await Database.Head(), (await Database.Reader.CheckpointsDown().FirstOrDefaultAsync())?.Head);
    }

    [Fact]
    public async Task An_empty_or_idle_log_is_not_signed_again()
    {
        await using var checkpointer = await Open();
        await checkpointer.SignOnce(default);
        await Write(1);

        await checkpointer.SignOnce(default);
        await checkpointer.SignOnce(default);

        Assert.Equal([1L], signed.Select(head => head.Size));
    }

    [Fact]
    public async Task The_loop_signs_by_itself()
    {
        await using var checkpointer = await Open();
        checkpointer.Start(TimeSpan.FromMilliseconds(20));

        await Write(4);

        await Eventually.Get(() => Task.FromResult(checkpointer is { Signed.Size: 4, SinceLastSigned: not null } ? "signed" : null));
    }

    [Fact]
    public async Task A_signer_that_starts_again_continues_from_its_mark()
    {
        await using (var first = await Open())
        {
            await Write(3);
            await first.SignOnce(default);
        }

        await Write(3);
        await using var second = await Open();

        Assert.Equal([3L, 6L], signed.Select(head => head.Size));
    }

    [Fact]
    public async Task A_state_that_was_marked_and_not_signed_before_a_crash_is_signed_at_the_next_start()
    {
        await using (var crashing = await Checkpointer.Open(Database.Signer, Mark, (_, _) => throw new IOException("the vault is down"), null, default))
        {
            await Write(3);
            await Assert.ThrowsAsync<IOException>(() => crashing.SignOnce(default));
        }

        await using var second = await Open();

        Assert.Equal([3L], signed.Select(head => head.Size));
    }

    [Fact]
    public async Task A_log_that_was_rolled_back_is_never_signed_again()
    {
        await using var checkpointer = await Open();
        await Write(5);
        await checkpointer.SignOnce(default);
        await RollBackTo(3);

        var refused = await Assert.ThrowsAsync<LogRolledBackException>(() => checkpointer.SignOnce(default));
        await Write(4);
        await Assert.ThrowsAsync<LogRolledBackException>(() => checkpointer.SignOnce(default));

        Assert.StartsWith("The log has 3 entries, but 5 were signed", refused.Message, StringComparison.Ordinal);
        Assert.Equal(refused.Message, checkpointer.Refusal);
        Assert.Equal([5L], signed.Select(head => head.Size));
    }

    [Fact]
    public async Task A_log_that_was_rolled_back_and_grew_past_its_mark_is_refused_at_the_start()
    {
        await using (var checkpointer = await Open())
        {
            await Write(5);
            await checkpointer.SignOnce(default);
        }

        await RollBackTo(3);
        await Write(4);

        var refused = await Assert.ThrowsAsync<LogRolledBackException>(Open);
        Assert.StartsWith("The first 7 entries of the log do not continue the 5 that were signed", refused.Message, StringComparison.Ordinal);
        Assert.Equal([5L], signed.Select(head => head.Size));
    }

    [Fact]
    public async Task A_log_with_another_history_of_the_same_size_is_refused()
    {
        await using (var checkpointer = await Open())
        {
            await Write(5);
            await checkpointer.SignOnce(default);
        }

        await RollBackTo(3);
        await Write(2);

        await Assert.ThrowsAsync<LogRolledBackException>(Open);
    }

    [Fact]
    public async Task A_forged_root_is_refused()
    {
        await using var checkpointer = await Open();
        await Write(5);
        await Unguarded("update access_log.tree_state set root = sha256('forged')");

        await Assert.ThrowsAsync<LogRolledBackException>(() => checkpointer.SignOnce(default));

        Assert.Empty(signed);
    }

    [Fact]
    public async Task An_entry_that_is_missing_is_refused()
    {
        await using var checkpointer = await Open();
        await Write(5);
        await Unguarded("delete from access_log.record where idx = 2");

        await Assert.ThrowsAsync<LogRolledBackException>(() => checkpointer.SignOnce(default));

        Assert.Empty(signed);
    }

    [Fact]
    public async Task A_log_with_entries_and_no_mark_waits_for_adoption()
    {
        await Write(3);

        var refused = await Assert.ThrowsAsync<LogRolledBackException>(Open);
        Assert.Contains("high-water mark", refused.Message, StringComparison.Ordinal);

        Assert.Equal(await Database.Head(), await Checkpointer.Adopt(Database.Signer, Mark, default));
        await using var adopted = await Open();
        Assert.Equal([3L], signed.Select(head => head.Size));
        await Assert.ThrowsAsync<LogRolledBackException>(() => Checkpointer.Adopt(Database.Signer, Mark, default));
    }

    [Theory]
    [InlineData("")]
    [InlineData("registry log high-water mark v1\n")]
    [InlineData("registry log high-water mark v1\nAAAA\n")]
    [InlineData("registry log high-water mark v1\n!\n")]
    [InlineData("something else\nAAAAAAAAAAA=\n")]
    public async Task A_damaged_mark_is_refused_and_not_taken_for_none(string content)
    {
        await File.WriteAllTextAsync(Mark, content);

        await Assert.ThrowsAsync<LogRolledBackException>(Open);
    }

    [Fact]
    public async Task Of_two_signers_one_at_a_time_signs()
    {
        var entered = new TaskCompletionSource();
        var leave = new TaskCompletionSource();
        await using var slow = await Checkpointer.Open(
            Database.Signer, Mark, async (head, _) => { entered.SetResult(); await leave.Task; return Note(head); }, null, default);
        await using var other = await Checkpointer.Open(
            Database.Signer, Mark + ".other", (head, _) => ValueTask.FromResult(Note(head)), null, default);
        await Write(1);

        var signing = slow.SignOnce(default);
        await entered.Task;

        Assert.Null(await other.SignOnce(default));
        leave.SetResult();
        Assert.Equal(1, (await signing)?.Size);
        Assert.Equal(1, (await other.SignOnce(default))?.Size);
    }

    [Fact]
    public async Task Who_holds_the_lock_and_signs_nothing_is_noticed()
    {
        var time = new SteppedTime();
        await using var checkpointer = await Checkpointer.Open(Database.Signer, Mark, (head, _) => ValueTask.FromResult(Note(head)), time, default);
        await Write(2);
        await using (var stranger = await Held())
        {
            time.Advance(TimeSpan.FromMinutes(2));
            Assert.Null(await checkpointer.SignOnce(default));
            Assert.Equal(TimeSpan.FromMinutes(2), checkpointer.Unsigned);
            Assert.Equal("another session that holds the signer's lock", checkpointer.Trouble);
            Assert.Null(checkpointer.Newest);

            // A session that is cut off holds its locks until the database has noticed.
            await Lock(stranger, "pg_advisory_unlock");
        }

        Assert.Equal(2, (await checkpointer.SignOnce(default))?.Size);
        Assert.Equal(TimeSpan.Zero, checkpointer.Unsigned);
    }

    [Fact]
    public async Task A_log_that_was_changed_is_refused_also_by_who_gets_no_turn_to_sign()
    {
        await using var checkpointer = await Open();
        await Write(5);
        await checkpointer.SignOnce(default);
        await RollBackTo(3);
        await Write(4);
        await using var held = await Held();

        await Assert.ThrowsAsync<LogRolledBackException>(() => checkpointer.SignOnce(default));
        await Assert.ThrowsAsync<LogRolledBackException>(Open);
    }

    [Fact]
    public async Task A_mark_that_another_process_of_the_host_moved_on_is_never_moved_back()
    {
        await using var first = await Open();
        await using var second = await Open();
        await Write(5);
        await second.SignOnce(default);
        await RollBackTo(3);

        await Assert.ThrowsAsync<LogRolledBackException>(() => first.SignOnce(default));
        Assert.Equal(5, new HighWaterMark(Mark).Read()?.Size);
    }

    [Fact]
    public async Task Processes_that_write_the_mark_at_once_leave_the_largest_and_no_half_file()
    {
        RightEdge Of(int size)
        {
            var edge = new RightEdge();
            for (var i = 0; i < size; i++)
                edge.Append(Merkle.Leaf([(byte)i]));
            return edge;
        }

        var written = new System.Collections.Concurrent.ConcurrentBag<int>();
        var sizes = Enumerable.Range(0, 200).Select(n => n * 37 % 200 + 1).ToList();
        await Parallel.ForEachAsync(sizes, new ParallelOptions { MaxDegreeOfParallelism = 8 }, (size, _) =>
        {
            try
            {
                new HighWaterMark(Mark).Write(Of(size));
                written.Add(size);
            }
            catch (IOException)
            {
                // Another one was writing, or had written more.
            }

            return ValueTask.CompletedTask;
        });

        Assert.Equal(written.Max(), new HighWaterMark(Mark).Read()!.Size);
        Assert.Throws<IOException>(() => new HighWaterMark(Mark).Write(Of((int)written.Max() - 1)));
        Assert.Equal(written.Max(), new HighWaterMark(Mark).Read()!.Size);
        var forked = Of((int)written.Max() - 1);
        forked.Append(Merkle.Leaf([255, 255]));
        Assert.Throws<LogRolledBackException>(() => new HighWaterMark(Mark).Write(forked));
        Assert.False(File.Exists(Mark + ".tmp"));
    }

    public override async ValueTask DisposeAsync()
    {
        directory.Delete(recursive: true);
        await base.DisposeAsync();
    }

    /// <summary>The signer's lock in the hands of a login that only reads; its session ends with what is returned.</summary>
    private async Task<NpgsqlConnection> Held()
    {
        var stranger = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Database.ReaderConnection) { Pooling = false }.ConnectionString);
        await stranger.OpenAsync();
        await Lock(stranger, "pg_advisory_lock");
        return stranger;
    }

    private static async Task Lock(NpgsqlConnection stranger, string how)
    {
        await using var command = new NpgsqlCommand($"select {how}({Checkpointer.ElectionKey})", stranger);
        await command.ExecuteNonQueryAsync();
    }

    private static string Note(TreeHead head) => $"{new Checkpoint("log.example", head).ToText()}\n\u2014 log.example AAAAAAA=\n";

    private Task<Checkpointer> Open() => Checkpointer.Open(
        Database.Signer, Mark, (head, _) => { signed.Add(head); return ValueTask.FromResult(Note(head)); }, null, default);

    private async Task Write(int lines)
    {
        await using var log = new LogWriter(Database.AppConnection, new() { AnswerWithin = TimeSpan.FromSeconds(30) });
        await log.WriteMany(Enumerable.Range(0, lines).Select(_ => Database.Line()).ToList(), default);
    }

    private Task RollBackTo(int size) => RolledBack.To(Database, size);

    private Task<object?> Unguarded(string sql) => RolledBack.Unguarded(Database, sql);
}
