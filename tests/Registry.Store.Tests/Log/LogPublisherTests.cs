using System.Security.Cryptography;
using Npgsql;
using Registry.AccessLog;
using Registry.Store.Log;
using Registry.Store.Schema;

namespace Registry.Store.Tests.Log;

public sealed class LogPublisherTests : LogDatabaseTests
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("registry-publish-");
    private readonly Ed25519Key key = Ed25519Key.FromSeed(RandomNumberGenerator.GetBytes(32));
    private readonly Ed25519NoteSigner signer;
    private readonly LogPolicy policy;
    private NpgsqlDataSource? reader;

    public LogPublisherTests()
    {
        signer = new Ed25519NoteSigner("log.example/1", key);
        policy = LogPolicy.OfLog([signer.Key]);
    }

    private string Folder => Path.Combine(directory.FullName, "log");

    [Fact]
    public async Task What_is_signed_is_published_by_itself_and_the_folder_verifies_at_every_moment()
    {
        await using var checkpointer = await OpenCheckpointer();
        await using var publisher = Publisher();
        publisher.Start(TimeSpan.FromMilliseconds(20));

        for (var i = 0; i < 6; i++)
        {
            await WriteAndSign(checkpointer, 70);
            await Eventually.Get(async () => File.Exists(Path.Combine(Folder, ExportLayout.Checkpoint)) && await Published() is { Verified: true } verdict && verdict.Entries == 70 * (i + 1) ? verdict : null);
        }

        Assert.Null(publisher.Refusal);
        Assert.NotNull(publisher.SinceLastRound);
    }

    [Fact]
    public async Task One_of_two_publishes_and_the_other_takes_over_when_it_is_gone()
    {
        await using var checkpointer = await OpenCheckpointer();
        var one = Publisher();
        await using var other = Publisher();
        await WriteAndSign(checkpointer, 3);

        Assert.Equal(3, (await one.PublishOnce(default))!.Value.Size);
        Assert.Null(await other.PublishOnce(default));
        await WriteAndSign(checkpointer, 2);
        await one.DisposeAsync();

        Assert.Equal(5, (await other.PublishOnce(default))!.Value.Size);
        Assert.True((await Published()).Verified);
    }

    [Fact]
    public async Task A_lock_that_somebody_else_holds_is_no_publication()
    {
        await using var checkpointer = await OpenCheckpointer();
        await using var publisher = Publisher();
        await WriteAndSign(checkpointer, 3);
        await using var thief = new NpgsqlConnection(Database.AppConnection);
        await thief.OpenAsync();
        await using (var taking = new NpgsqlCommand("select pg_advisory_lock(x'726567707562'::bigint)", thief))
            await taking.ExecuteNonQueryAsync();

        Assert.Null(await publisher.PublishOnce(default));

        Assert.Null(publisher.SinceLastRound);
    }

    [Fact]
    public async Task A_publisher_whose_session_was_ended_stands_for_election_again()
    {
        await using var checkpointer = await OpenCheckpointer();
        await using var publisher = Publisher();
        await WriteAndSign(checkpointer, 3);
        await publisher.PublishOnce(default);
        await Database.Execute("select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database())");

        await Eventually.Get(async () =>
        {
            try
            {
                return $"{await publisher.PublishOnce(default)}";
            }
            catch (NpgsqlException)
            {
                return null;
            }
        });

        await WriteAndSign(checkpointer, 300);
        Assert.Equal(303, (await publisher.PublishOnce(default))!.Value.Size);
        Assert.True((await Published()).Verified);
    }

    [Fact]
    public async Task What_a_crash_left_between_tiles_and_checkpoint_is_taken_over()
    {
        await using var checkpointer = await OpenCheckpointer();
        await WriteAndSign(checkpointer, 250);
        await using (var first = Publisher())
            await first.PublishOnce(default);
        var before = await File.ReadAllBytesAsync(Path.Combine(Folder, ExportLayout.Checkpoint));
        await WriteAndSign(checkpointer, 20);
        await using (var second = Publisher())
            await second.PublishOnce(default);
        // The newer tiles are there, the checkpoint is still the old one, and a file was torn.
        await File.WriteAllBytesAsync(Path.Combine(Folder, ExportLayout.Checkpoint), before);
        await File.WriteAllBytesAsync(Path.Combine(Folder, "tile/0/001.p/14.tmp"), [1, 2, 3]);
        foreach (var kind in (TileKind[])[TileKind.Hashes, TileKind.Entries])
        {
            var full = new TilePath(kind, 0, 0, TilePath.FullWidth);
            var partial = Path.Combine(Folder, (full with { Width = 250 }).ToString());
            Directory.CreateDirectory(Path.GetDirectoryName(partial)!);
            var content = await File.ReadAllBytesAsync(Path.Combine(Folder, full.ToString()));
            await File.WriteAllBytesAsync(partial, content[..(250 * content.Length / TilePath.FullWidth)]);
        }

        await using var next = Publisher();

        Assert.Equal(270, (await next.PublishOnce(default))!.Value.Size);
        Assert.True((await Published()).Verified);
    }

    [Fact]
    public async Task A_database_that_is_behind_the_folder_stops_the_publisher_for_good()
    {
        await using var checkpointer = await OpenCheckpointer();
        await using var publisher = Publisher();
        await WriteAndSign(checkpointer, 3);
        await WriteAndSign(checkpointer, 3);
        await publisher.PublishOnce(default);
        await Database.Execute("""
            alter event trigger registry_freeze disable;
            alter table access_log.signature disable trigger user;
            delete from access_log.signature where size = 6
            """);

        await Assert.ThrowsAsync<LogRolledBackException>(() => publisher.PublishOnce(default));

        Assert.Contains("6 are published already: the database was rolled back", publisher.Refusal, StringComparison.Ordinal);
        Assert.Equal(6, (await Published()).Entries);
    }

    [Fact]
    public async Task A_note_that_nobody_signed_does_not_stop_the_publication()
    {
        await using var checkpointer = await OpenCheckpointer();
        await using var publisher = Publisher();
        await WriteAndSign(checkpointer, 3);
        await Database.ExecuteAs("registry_log_signer", """
            select access_log.add_signature(c.size, format(E'x\n%s\n%s\n\n— x AAAAAAA=\n', c.size, encode(c.root, 'base64')))
              from access_log.take_checkpoint() c
            """);
        Assert.Equal(2L, await Database.Execute("select count(*) from access_log.signature"));

        Assert.Equal(3, (await publisher.PublishOnce(default))!.Value.Size);
        Assert.True((await Published()).Verified);
    }

    public override async ValueTask DisposeAsync()
    {
        key.Dispose();
        directory.Delete(recursive: true);
        if (reader is not null)
            await reader.DisposeAsync();
        await base.DisposeAsync();
    }

    private LogPublisher Publisher()
    {
        reader ??= NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Database.AppConnection) { Username = RegistrySchema.LogReaderRole }.ConnectionString);
        return new LogPublisher(reader, policy, Folder);
    }

    private Task<LogVerdict> Published() => new LogVerifier(Folder, policy, []).RunAsync();

    private Task<Checkpointer> OpenCheckpointer() => Checkpointer.Open(
        Database.Signer,
        Path.Combine(directory.FullName, "log.mark"),
        async (head, cancel) => (await new Checkpoint(policy.Origin, head).SignAsync([signer], cancel)).ToString(),
        null,
        default);

    private async Task WriteAndSign(Checkpointer checkpointer, int lines)
    {
        await using var log = new LogWriter(Database.AppConnection, new() { AnswerWithin = TimeSpan.FromSeconds(30) });
        await Task.WhenAll(Enumerable.Range(0, lines).Select(_ => log.Write(Database.Line(), default)));
        await checkpointer.SignOnce(default);
    }
}
