using Registry.AccessLog;
using Registry.Store.Log;

namespace Registry.Store.Tests.Log;

/// <summary>Every way in which a log comes back as another one, and the runbook that its refusal names.</summary>
public sealed class LogHistoryTests : WitnessedLogTests
{
    [Fact]
    public async Task An_older_database_is_refused() => await IsRefused("log-older.md", async () => await RollBackTo(3));

    [Fact]
    public async Task An_older_database_that_grew_past_the_mark_is_refused() => await IsRefused("log-grown-past.md", async () =>
    {
        await RollBackTo(3);
        await Write(6);
    });

    [Fact]
    public async Task A_wiped_database_is_refused() => await IsRefused("log-wiped.md", async () => await RollBackTo(0));

    [Fact]
    public async Task A_lost_mark_is_refused_and_names_the_command() => await IsRefused("registryctl log adopt", () =>
    {
        File.Delete(Mark);
        return Task.CompletedTask;
    });

    [Fact]
    public async Task A_damaged_mark_is_refused() => await IsRefused("log-mark-lost.md", () => File.WriteAllTextAsync(Mark, "?"));

    [Fact]
    public async Task A_copy_that_carries_its_own_older_mark_is_refused_by_what_a_witness_keeps()
    {
        var (signer, witnesses) = await Start(quorum: 3);
        await Write(3);
        await signer.SignOnce(default);
        File.Copy(Mark, Place("older.mark"));
        await Write(2);
        await signer.SignOnce(default);
        await Cosigned(Network.Policy(3), 5);
        await Stop(signer, witnesses);

        // Database and mark of one moment: nothing inside the copy can know better.
        await RollBackTo(3);

        var refused = await Assert.ThrowsAsync<LogRolledBackException>(() => Start(quorum: 3, mark: Place("older.mark")));
        Assert.Contains("log-copied.md", refused.Message, StringComparison.Ordinal);
        Assert.Contains("holds a checkpoint of 5 entries, signed with the keys of this log, but the log here has 3", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_copy_that_went_on_by_itself_is_refused_by_what_a_witness_keeps()
    {
        var (signer, witnesses) = await Start(quorum: 3);
        await Write(3);
        await signer.SignOnce(default);
        File.Copy(Mark, Place("older.mark"));
        await Write(2);
        await signer.SignOnce(default);
        await Cosigned(Network.Policy(3), 5);
        await Stop(signer, witnesses);

        await RollBackTo(3);
        await Write(4);

        var refused = await Assert.ThrowsAsync<LogRolledBackException>(() => Start(quorum: 3, mark: Place("older.mark")));
        Assert.Contains("log-two-signers.md", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_signers_with_one_key_the_second_is_stopped_while_it_runs()
    {
        var (signer, _) = await Start(quorum: 1);
        await Write(3);
        await signer.SignOnce(default);
        await Cosigned(Network.Policy(3), 3);

        // The other one, somewhere else, is first with its next line.
        var leaves = (await Database.Reader.Records(0, 3).Select(line => line.LeafHash).ToListAsync()).Append(Merkle.Leaf("another line"u8)).ToArray();
        var note = SignedNote.Parse(System.Text.Encoding.UTF8.GetBytes(await Network.Sign(new TreeHead(4, Merkle.Root(leaves)), default)));
        using var http = new HttpClient(Network.Line());
        var client = new WitnessClient(http, new Uri("http://two/"), Network.Policy(1).Witnesses.ElementAt(1).Key, TimeProvider.System, TimeSpan.FromSeconds(30));
        Assert.IsType<WitnessReply.Cosigned>(await client.Submit(new AddCheckpoint(3, await ConsistencyProof.MakeAsync(new LeafHashes(leaves), 3, 4), note), default));
        await Write(3);
        await signer.SignOnce(default);

        var refusal = await Eventually.Get(() => Task.FromResult(signer.Refusal));
        Assert.Contains("The witness two holds a checkpoint of 4 entries", refusal, StringComparison.Ordinal);
        Assert.Contains("log-two-signers.md", refusal, StringComparison.Ordinal);
        await Assert.ThrowsAsync<LogRolledBackException>(() => signer.SignOnce(default));
    }

    [Theory]
    [InlineData(409, "900\n", "text/x.tlog.size")]
    [InlineData(422, "no\n", "text/plain")]
    public async Task A_witness_alone_cannot_stop_a_log_without_a_checkpoint_that_the_log_has_signed(int status, string body, string type)
    {
        Network.Instead["one"] = (request, cancel) => Task.FromResult<HttpResponseMessage?>(
            request.Method == HttpMethod.Post ? WitnessNetwork.Answer(status, body, type) : WitnessNetwork.Answer(200, "log.example/1\n900\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n\u2014 log.example/1 AAAAAAA=\n"));
        var (signer, witnesses) = await Start(quorum: 2);
        await Write(3);

        await signer.SignOnce(default);
        await Cosigned(Network.Policy(2), 3);

        Assert.Null(signer.Refusal);
        await Eventually.Get(() => Task.FromResult(witnesses.Health.Troubles is [var trouble] ? trouble : null));
    }

    [Fact]
    public async Task A_log_that_a_witness_contradicts_is_not_adopted()
    {
        var (signer, witnesses) = await Start(quorum: 3);
        await Write(5);
        await signer.SignOnce(default);
        await Cosigned(Network.Policy(3), 5);
        await Stop(signer, witnesses);
        await RollBackTo(3);
        File.Delete(Mark);

        await using var asked = Witnesses(3);
        var refused = await Assert.ThrowsAsync<LogRolledBackException>(async () => await Checkpointer.Adopt(Database.Signer, Mark, default, await asked.Remembered(default)));

        Assert.Contains("log-copied.md", refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Mark));
    }

    private async Task IsRefused(string because, Func<Task> when)
    {
        await using (var signer = await Checkpointer.Open(Database.Signer, Mark, Network.Sign, null, default))
        {
            await Write(5);
            await signer.SignOnce(default);
        }

        await when();

        var refused = await Assert.ThrowsAsync<LogRolledBackException>(() => Checkpointer.Open(Database.Signer, Mark, Network.Sign, null, default));
        Assert.Contains(because, refused.Message, StringComparison.Ordinal);
    }

    private static async Task Stop(Checkpointer signer, LogWitnesses witnesses)
    {
        await witnesses.DisposeAsync();
        await signer.DisposeAsync();
    }
}
