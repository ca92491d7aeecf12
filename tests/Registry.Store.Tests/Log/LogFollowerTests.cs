using Npgsql;
using Registry.Store.Log;

namespace Registry.Store.Tests.Log;

/// <summary>Who acts on committed lines reads them itself, and notices when the log is no longer the one that it read.</summary>
public sealed class LogFollowerTests : LogDatabaseTests
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("registry-seen-");
    private NpgsqlDataSource? reader;

    private string Seen => Path.Combine(directory.FullName, "seen");

    [Fact]
    public async Task Lines_come_once_and_in_order_and_those_of_before_the_first_start_do_not()
    {
        await Write(3);
        var follower = await Open();
        await Write(2);

        var (lines, more) = await follower.Next(default);

        var stored = await Database.Records();
        Assert.False(more);
        Assert.Equal(stored.Skip(3).Select(line => (line.Index, line.Stored.Id)), lines.Select(line => (line.Index, line.RecordId)));
        Assert.Equal(stored[4].Stored.Subject.ToArray(), lines[1].Subject);
        Assert.Empty((await follower.Next(default)).Lines);
    }

    [Fact]
    public async Task A_line_is_handed_on_when_it_is_on_disk_and_not_before()
    {
        var follower = await Open();
        for (var round = 0; round < 5; round++)
        {
            await Database.ExecuteAs("registry_app", $"""
                begin; do 'begin perform idx from ({AppendFunctionTests.Append(Database).Replace("'", "''", StringComparison.Ordinal)}) appended; end';
                set constraints all immediate; set local synchronous_commit = off; commit
                """);
            var committed = (string)(await Database.Execute("select pg_current_wal_insert_lsn()::text"))!;

            Assert.Single((await follower.Next(default)).Lines);

            Assert.Equal(true, await Database.Execute($"select pg_current_wal_flush_lsn() >= '{committed}'::pg_lsn - 40"));
        }
    }

    [Fact]
    public async Task An_empty_log_is_followed_from_its_first_line()
    {
        var follower = await Open();
        Assert.Empty((await follower.Next(default)).Lines);
        await Write(1);

        Assert.Equal(0, Assert.Single((await follower.Next(default)).Lines).Index);
    }

    [Fact]
    public async Task A_log_that_went_back_while_it_was_followed_is_refused()
    {
        var follower = await Open();
        await Write(4);
        await follower.Next(default);

        await RolledBack.To(Database, 2);

        var refused = await Assert.ThrowsAsync<LogRolledBackException>(() => follower.Next(default));
        Assert.Contains("log-older.md", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_that_went_back_between_two_starts_and_grew_past_is_refused()
    {
        var follower = await Open();
        await Write(4);
        await follower.Next(default);
        follower.Mark();
        await RolledBack.To(Database, 2);
        await Write(5);

        var refused = await Assert.ThrowsAsync<LogRolledBackException>(Open);

        Assert.Contains("log-grown-past.md", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_was_changed_before_it_was_read_is_refused()
    {
        var follower = await Open();
        await Write(2);
        await RolledBack.Unguarded(Database, "alter table access_log.record drop constraint record_check; update access_log.record set subject = subject || '\\x00' where idx = 1");

        await Assert.ThrowsAsync<LogRolledBackException>(() => follower.Next(default));
    }

    public override async ValueTask DisposeAsync()
    {
        if (reader is not null)
            await reader.DisposeAsync();
        directory.Delete(recursive: true);
        await base.DisposeAsync();
    }

    private Task<LogFollower> Open() => LogFollower.Open(reader ??= NpgsqlDataSource.Create(Database.ReaderConnection), Seen, default);

    private async Task Write(int lines)
    {
        await using var log = new LogWriter(Database.AppConnection, new() { AnswerWithin = TimeSpan.FromSeconds(30) });
        await log.WriteMany(Enumerable.Range(0, lines).Select(_ => Database.Line()).ToList(), default);
    }
}
