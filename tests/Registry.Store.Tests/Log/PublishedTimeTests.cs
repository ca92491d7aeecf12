using System.Security.Cryptography;
using Npgsql;
using Registry.AccessLog;
using Registry.Store.Log;
using Registry.Store.Schema;

namespace Registry.Store.Tests.Log;

/// <summary>A checkpoint says when it was signed; what is published only ever gets newer.</summary>
public sealed class PublishedTimeTests : LogDatabaseTests
{
    private const string Origin = "log.example/1";

    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("registry-publish-");
    private readonly Ed25519Key key = Ed25519Key.FromSeed(RandomNumberGenerator.GetBytes(32)), stamp = Ed25519Key.FromSeed(RandomNumberGenerator.GetBytes(32));

    private string Folder => Path.Combine(directory.FullName, "log");

    private LogPolicy Policy => LogPolicy.OfLog([new Ed25519NoteSigner(Origin, key).Key, new CosignatureSigner(Origin, stamp, TimeProvider.System).Key]);

    [Fact]
    public async Task The_published_time_never_goes_back_at_the_same_size()
    {
        await using var reader = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Database.AppConnection) { Username = RegistrySchema.LogReaderRole }.ConnectionString);
        var publisher = new LogPublisher(reader, Policy, Folder);
        var head = await Grown(3);
        async Task<DateTimeOffset?> PublishedWith(params DateTimeOffset[] notes)
        {
            foreach (var at in notes)
                await Keep(head, at);
            Assert.Equal(head, await publisher.PublishOnce(default));
            return Policy.SignedAt(SignedNote.Parse(await File.ReadAllBytesAsync(Path.Combine(Folder, ExportLayout.Checkpoint))));
        }

        Assert.Equal(Noon, await PublishedWith(Noon));
        Assert.Equal(Noon, await PublishedWith(Noon.AddHours(-1)));
        Assert.Equal(Noon.AddMinutes(10), await PublishedWith(Noon.AddMinutes(10), Noon.AddHours(-2)));
        Assert.Equal(Noon.AddMinutes(10), await PublishedWith(Noon.AddMinutes(5)));

        // Who starts on the folder anew, and who only looks whether it is current, go on from what it shows.
        await using (var next = new LogPublisher(reader, Policy, Folder))
            Assert.Null(await next.PublishOnce(default));
        await publisher.DisposeAsync();
        await using var heir = new LogPublisher(reader, Policy, Folder);
        Assert.Equal(head, await heir.PublishOnce(default));
        Assert.Equal(Noon.AddMinutes(10), Policy.SignedAt(SignedNote.Parse(await File.ReadAllBytesAsync(Path.Combine(Folder, ExportLayout.Checkpoint)))));

        // A larger tree is newer by itself, whatever its time says.
        head = await Grown(2);
        await Keep(head, Noon.AddHours(-3));
        Assert.Equal(head, await heir.PublishOnce(default));
        Assert.True((await new LogVerifier(Folder, Policy, []).RunAsync()).Verified);
    }

    public override async ValueTask DisposeAsync()
    {
        key.Dispose();
        stamp.Dispose();
        directory.Delete(recursive: true);
        await base.DisposeAsync();
    }

    private async Task<TreeHead> Grown(int lines)
    {
        await using (var log = new LogWriter(Database.AppConnection, new() { AnswerWithin = TimeSpan.FromSeconds(30) }))
            await Task.WhenAll(Enumerable.Range(0, lines).Select(_ => log.Write(Database.Line(), default)));
        await Database.ExecuteAs(RegistrySchema.LogSignerRole, "select access_log.take_checkpoint()");
        return await Database.Head();
    }

    private async Task Keep(TreeHead head, DateTimeOffset at)
    {
        var note = await new Checkpoint(Origin, head).SignAsync([new Ed25519NoteSigner(Origin, key), new CosignatureSigner(Origin, stamp, new Then(at))], default);
        await Database.ExecuteAs(RegistrySchema.LogSignerRole, $"select access_log.add_signature({head.Size}, '{note}')");
    }

    private sealed class Then(DateTimeOffset moment) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => moment;
    }
}
