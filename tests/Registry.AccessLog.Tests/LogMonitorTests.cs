namespace Registry.AccessLog.Tests;

/// <summary>Whoever follows a log from outside notices every way in which it stops being the log that was seen.</summary>
public sealed class LogMonitorTests : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    private readonly TestFolder parent = new();
    private readonly Ed25519Key key = Ed25519Key.FromSeed(new byte[32]);
    private readonly Ed25519Key timeKey = Ed25519Key.FromSeed([.. Enumerable.Repeat((byte)1, 32)]);
    private readonly Ed25519Key witnessKey = Ed25519Key.FromSeed([.. Enumerable.Repeat((byte)2, 32)]);
    private DateTimeOffset signedAt = Now;

    private string Site => parent.Full("log");

    private string State => parent.Full("state");

    [Fact]
    public async Task A_log_that_grows_is_consistent_at_every_look_also_across_borders_of_tiles()
    {
        foreach (var size in (int[])[0, 1, 5, 5, 255, 256, 257, 600, 601])
        {
            await Publish(size);

            Assert.Equal(MonitorFinding.Consistent, (await Look()).Finding);
        }
    }

    [Fact]
    public async Task A_smaller_log_is_rolled_back_and_both_checkpoints_are_kept()
    {
        await Publish(300);
        await Look();
        await Publish(200, fresh: true);

        Assert.Equal(MonitorFinding.RolledBack, (await Look()).Finding);
        Assert.Equal(MonitorFinding.RolledBack, (await Look()).Finding);

        var files = parent.Files("state/evidence");
        Assert.Equal(2, files.Count);
        Assert.Equal([300L, 200L], files.Select(file => Checkpoint.Parse(SignedNote.Parse(parent.Read(file)).Text).Head.Size));
    }

    [Theory]
    [InlineData(300)]
    [InlineData(301)]
    [InlineData(700)]
    public async Task Another_history_is_a_fork_whatever_its_size(int size)
    {
        await Publish(300);
        await Look();
        await Publish(size, forkAt: 7, fresh: true);

        Assert.Equal(MonitorFinding.Fork, (await Look()).Finding);
        Assert.Equal(2, parent.Files("state/evidence").Count);
    }

    [Fact]
    public async Task What_was_seen_before_a_contradiction_stays_what_counts()
    {
        await Publish(300);
        await Look();
        await Publish(700, forkAt: 7, fresh: true);
        await Look();

        await Publish(400, fresh: true);

        Assert.Equal(MonitorFinding.Consistent, (await Look()).Finding);
    }

    [Fact]
    public async Task Damaged_tiles_are_no_evidence_of_a_fork()
    {
        await Publish(300);
        await Look();
        await Publish(600);
        parent.Flip("log/tile/0/001", 1);

        Assert.Equal(MonitorFinding.NotGenuine, (await Look()).Finding);
        Assert.False(Directory.Exists(parent.Full("state/evidence")));
    }

    [Fact]
    public async Task Missing_tiles_and_a_missing_log_teach_nothing()
    {
        Assert.Equal(MonitorFinding.Unreachable, (await Look()).Finding);
        await Publish(300);
        await Look();
        await Publish(600);
        parent.Delete("log/tile/0/001");

        Assert.Equal(MonitorFinding.Unreachable, (await Look()).Finding);
    }

    [Fact]
    public async Task A_log_that_is_withheld_is_old_when_what_was_learnt_is()
    {
        await Publish(3);
        await Look();
        parent.Delete("log/checkpoint");

        Assert.Equal(MonitorFinding.Unreachable, (await Look(Now.AddMinutes(15))).Finding);
        var old = await Look(Now.AddMinutes(16));

        Assert.Equal(MonitorFinding.Old, old.Finding);
        Assert.Contains("(3 entries)", old.Message, StringComparison.Ordinal);
        Assert.Contains("Nothing newer is shown.", old.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_checkpoint_without_every_key_of_the_log_is_not_genuine()
    {
        await Publish(3);
        var note = SignedNote.Parse(parent.Read("log/checkpoint"));

        parent.Write("log/checkpoint", (note with { Signatures = [note.Signatures[0]] }).ToBytes());
        Assert.Equal(MonitorFinding.NotGenuine, (await Look()).Finding);
        parent.Write("log/checkpoint", "nothing"u8.ToArray());
        Assert.Equal(MonitorFinding.NotGenuine, (await Look()).Finding);
    }

    [Fact]
    public async Task A_signature_that_is_too_old_or_from_the_future_is_old()
    {
        await Publish(3);
        Assert.Equal(MonitorFinding.Consistent, (await Look(Now.AddMinutes(15))).Finding);
        Assert.Equal(MonitorFinding.Old, (await Look(Now.AddMinutes(16))).Finding);
        Assert.Equal(MonitorFinding.Old, (await Look(Now.AddMinutes(-11))).Finding);

        signedAt = Now.AddMinutes(16);
        await Publish(3, fresh: true);

        Assert.Equal(MonitorFinding.Consistent, (await Look(Now.AddMinutes(16))).Finding);
    }

    [Fact]
    public async Task Without_its_quorum_a_log_has_too_few_witnesses_and_is_not_kept()
    {
        await Publish(3);
        Assert.Equal(MonitorFinding.TooFewWitnesses, (await Look(witnesses: true)).Finding);
        Assert.False(File.Exists(parent.Full("state/kept")));

        var note = await SignedNote.Parse(parent.Read("log/checkpoint")).AddAsync([new CosignatureSigner("witness", witnessKey, new FixedClock(Now))]);
        parent.Write("log/checkpoint", note.ToBytes());

        Assert.Equal(MonitorFinding.Consistent, (await Look(witnesses: true)).Finding);
    }

    [Fact]
    public async Task With_a_quorum_the_age_is_that_of_the_witnesses_and_not_of_the_log()
    {
        await Publish(3);
        var note = await SignedNote.Parse(parent.Read("log/checkpoint")).AddAsync([new CosignatureSigner("witness", witnessKey, new FixedClock(Now.AddHours(-2)))]);
        parent.Write("log/checkpoint", note.ToBytes());

        Assert.Equal(MonitorFinding.Old, (await Look(witnesses: true)).Finding);
    }

    [Fact]
    public async Task A_state_that_is_damaged_of_another_log_or_in_use_refuses()
    {
        await Publish(3);
        await Look();
        using (LogMonitor.Open(State, Policy(), TimeSpan.FromMinutes(15), new FixedClock(Now)))
            Assert.Throws<IOException>(() => LogMonitor.Open(State, Policy(), TimeSpan.FromMinutes(15), new FixedClock(Now)));
        Assert.Throws<VerificationFailedException>(() => LogMonitor.Open(State, Vectors.Policy(), TimeSpan.FromMinutes(15), new FixedClock(Now)));
        parent.Write("state/kept", "half a"u8.ToArray());
        Assert.Throws<FormatException>(() => LogMonitor.Open(State, Policy(), TimeSpan.FromMinutes(15), new FixedClock(Now)));
    }

    public void Dispose()
    {
        key.Dispose();
        timeKey.Dispose();
        witnessKey.Dispose();
        parent.Dispose();
    }

    private async Task<MonitorReport> Look(DateTimeOffset? at = null, bool witnesses = false)
    {
        using var monitor = LogMonitor.Open(State, Policy(witnesses), TimeSpan.FromMinutes(15), new FixedClock(at ?? Now));
        return await monitor.Look(new LogFolder(Site));
    }

    private INoteSigner[] Signers() => [new Ed25519NoteSigner("log", key), new CosignatureSigner("log", timeKey, new FixedClock(signedAt))];

    private LogPolicy Policy(bool witnesses = false) => LogPolicy.Parse(System.Text.Encoding.UTF8.GetBytes(
        string.Concat(Signers().Select(signer => $"log {signer.Key}\n"))
        + (witnesses ? $"witness w {VerifierKey.Create("witness", KeyType.Cosignature, witnessKey.PublicKey)}\nquorum w\n" : "quorum none\n")));

    private async Task Publish(int size, int forkAt = int.MaxValue, bool fresh = false)
    {
        if (fresh)
            Directory.Delete(Site, recursive: true);
        var entries = Enumerable.Range(0, size).Select(i => i < forkAt ? Vectors.Entry(i) : [0xff, (byte)i]).ToArray();
        var head = new TreeHead(size, Merkle.Root([.. entries.Select(entry => Merkle.Leaf(entry))]));
        using var writer = TileDirectoryWriter.Open(Site, Policy(), withRecords: false);
        await writer.WriteAsync(
            Async.Of(entries[(int)writer.Published.Size..].Select(entry => new ExportLine(entry, null))), Async.Of([await new Checkpoint("log", head).SignAsync(Signers())]));
    }
}
