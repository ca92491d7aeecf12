using System.Security.Cryptography;
using System.Text;

namespace Registry.AccessLog.Tests;

/// <summary>The classes of bad input that a log must withstand, a test each. What is particular to one format is in the tests of that format.</summary>
public sealed class NegativeVectorTests
{
    private static readonly long[] Sizes = [100, 300, 700];
    private static readonly LeafHashes Tree = new(Vectors.Leaves.AsMemory(0, 13));

    /// <summary>Each hash changed place with each other one, in proofs that have several.</summary>
    public static TheoryData<int, int> Swaps => new(Enumerable.Range(0, 3).SelectMany(a => Enumerable.Range(a + 1, 3 - a).Select(b => (a, b))));

    /// <summary>A file of the log, and how many of its last bytes are gone.</summary>
    public static TheoryData<string, int> Cuts => new(
        from file in (string[])["tile/0/000", "tile/0/001", "tile/0/002.p/188", "tile/1/000.p/2", "tile/entries/001", "tile/entries/002.p/188", "records/001", "records/002.p/188"]
        from bytes in (int[])[1, 31, 32, 33, int.MaxValue]
        select (file, bytes));

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    public async Task A_wrong_index_is_refused(long index)
    {
        var proof = await InclusionProof.MakeAsync(Tree, 5, 13);
        Assert.True(InclusionProof.Verify(Vectors.Leaves[5], 5, Head(13), proof));

        Assert.False(InclusionProof.Verify(Vectors.Leaves[5], index, Head(13), proof));
    }

    [Theory]
    [InlineData(12)]
    [InlineData(14)]
    [InlineData(5)]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    public async Task A_wrong_size_is_refused(long size)
    {
        // Whoever reads another size out of a checkpoint has the root of that size, so a proof for another one leads to no root at all.
        var head = new TreeHead(size, size is > 0 and < 20 ? Head((int)size).Root : Head(13).Root);

        Assert.False(InclusionProof.Verify(Vectors.Leaves[4], 4, head, await InclusionProof.MakeAsync(Tree, 4, 13)));
        var grown = await ConsistencyProof.MakeAsync(Tree, 6, 13);
        Assert.True(ConsistencyProof.Verify(Head(6), Head(13), grown));
        Assert.False(ConsistencyProof.Verify(Head(6), head, grown));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_missing_hash_is_refused(int at) => await Refused(proof => [.. proof[..at], .. proof[(at + 1)..]]);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task An_extra_hash_is_refused(int at)
    {
        await Refused(proof => [.. proof[..at], Merkle.EmptyRoot, .. proof[at..]]);
        await Refused(proof => [.. proof[..at], proof[Math.Min(at, 3)], .. proof[at..]]);
    }

    [Theory]
    [MemberData(nameof(Swaps))]
    public async Task Swapped_hashes_are_refused(int a, int b) => await Refused(proof =>
    {
        (proof[a], proof[b]) = (proof[b], proof[a]);
        return proof;
    });

    [Theory]
    [MemberData(nameof(Cuts))]
    public async Task A_truncated_tile_is_refused(string file, int bytes)
    {
        using var log = await ExportedLog.WriteAsync(Sizes);
        using (var stream = File.OpenWrite(log.Full(file)))
            stream.SetLength(Math.Max(0, stream.Length - bytes));

        Assert.Equal(file, (await log.VerifyAsync()).Finding?.File);
    }

    [Theory]
    [InlineData("tile/0/001", 32)]
    [InlineData("tile/entries/001", 35)]
    [InlineData("records/001", 0)]
    public async Task A_partial_tile_where_a_full_one_is_due_is_refused(string file, int lastBytes)
    {
        using var log = await ExportedLog.WriteAsync(Sizes);
        var full = File.ReadAllBytes(log.Full(file));
        File.Delete(log.Full(file));
        Directory.CreateDirectory(log.Full(file + ".p"));
        File.WriteAllBytes(log.Full(file + ".p/255"), full[..^lastBytes]);

        Assert.Contains(file + " is missing", (await log.VerifyAsync()).Finding?.Message);
    }

    [Theory]
    [InlineData("log.test/other")]
    [InlineData("log.test/0F1E2D3C")]
    [InlineData("log.test/0f1e2d3c/")]
    public async Task A_wrong_origin_is_refused(string origin)
    {
        using var log = await ExportedLog.WriteAsync(Sizes);
        var note = await log.SignAsync(ExportedLog.Head(700), origin);

        Assert.Throws<VerificationFailedException>(() => log.Policy.Verify(note));
        File.WriteAllBytes(log.Full(ExportLayout.Checkpoint), note.ToBytes());
        Assert.Equal(ExportLayout.Checkpoint, (await log.VerifyAsync()).Finding?.File);
    }

    [Fact]
    public async Task An_unknown_key_signs_nothing_and_does_no_harm_beside_the_known_ones()
    {
        using var log = await ExportedLog.WriteAsync([7]);
        using var stranger = Ed25519Key.FromSeed(SHA256.HashData("stranger"u8));
        var checkpoint = new Checkpoint(ExportedLog.Origin, ExportedLog.Head(7));
        var theirs = await checkpoint.SignAsync([new Ed25519NoteSigner(ExportedLog.Origin, stranger)]);

        Assert.Throws<VerificationFailedException>(() => log.Policy.Verify(theirs));
        var ours = await checkpoint.SignAsync(log.Signers);
        Assert.Equal(checkpoint, log.Policy.Verify(ours with { Signatures = [.. theirs.Signatures, .. ours.Signatures] }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_known_key_that_fails_refuses_the_note_alone_or_beside_a_right_line(int signer)
    {
        using var log = await ExportedLog.WriteAsync([7]);
        var note = await log.SignAsync(ExportedLog.Head(7));
        var failing = note.Signatures[signer] with { Signature = (await log.SignAsync(ExportedLog.Head(8))).Signatures[signer].Signature };

        Assert.Throws<VerificationFailedException>(() => log.Policy.Verify(note with { Signatures = [.. note.Signatures.Select((line, i) => i == signer ? failing : line)] }));
        Assert.Throws<VerificationFailedException>(() => log.Policy.Verify(note with { Signatures = [.. note.Signatures, failing] }));
        Assert.Throws<VerificationFailedException>(() => log.Policy.Verify(note with { Signatures = [failing, .. note.Signatures] }));
    }

    [Theory]
    [InlineData(299)]
    [InlineData(200)]
    [InlineData(0)]
    public async Task A_rolled_back_checkpoint_is_refused(long size)
    {
        using var log = await ExportedLog.WriteAsync(Sizes);
        File.WriteAllBytes(log.Full(ExportLayout.Checkpoint), (await log.SignAsync(ExportedLog.Head(size))).ToBytes());

        Assert.Contains("rolled back", (await log.VerifyAsync()).Finding?.Message);
    }

    [Theory]
    [InlineData(300)]
    [InlineData(699)]
    public async Task A_log_that_is_rolled_back_with_all_its_checkpoints_is_refused_beside_a_kept_one(long size)
    {
        using var log = await ExportedLog.WriteAsync([100, size]);

        var verdict = await log.VerifyAsync(new KeptCheckpoint("kept.txt", await log.SignAsync(ExportedLog.Head(700))));

        Assert.Contains($"kept.txt was signed for 700 entries, but this log has only {size}", verdict.Finding?.Message);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(300)]
    [InlineData(500)]
    [InlineData(700)]
    public async Task A_forked_checkpoint_is_refused(long size)
    {
        using var log = await ExportedLog.WriteAsync(Sizes);
        var forked = new TreeHead(size, ExportedLog.Head(size - 1).Root);

        Assert.Contains($"root that was signed for {size}", (await log.VerifyAsync(new KeptCheckpoint("kept.txt", await log.SignAsync(forked)))).Finding?.Message);
        Assert.False(ConsistencyProof.Verify(forked, ExportedLog.Head(700), await ConsistencyProof.MakeAsync(new LeafHashes(ExportedLog.Lines(0, 700).Select(line => Merkle.Leaf(line.Entry.Span)).ToArray()), size, 700)));
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(11, false)]
    [InlineData(60 * 24 * 365, false)]
    public async Task A_future_dated_checkpoint_is_refused(int minutesAhead, bool taken)
    {
        using var parent = new TestFolder();
        using var key = Ed25519Key.FromSeed(SHA256.HashData("dated ahead"u8));
        var now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);
        INoteSigner[] signers = [new Ed25519NoteSigner("log", key), new CosignatureSigner("log", key, new FixedClock(now.AddMinutes(minutesAhead)))];
        var policy = LogPolicy.OfLog(signers.Select(signer => signer.Key));
        using (var writer = TileDirectoryWriter.Open(parent.Full("log"), policy, withRecords: false))
            await writer.WriteAsync(Async.Of(ExportedLog.Lines(0, 3)), Async.Of([await new Checkpoint("log", ExportedLog.Head(3)).SignAsync(signers)]));

        using var monitor = LogMonitor.Open(parent.Full("state"), policy, TimeSpan.FromMinutes(15), new FixedClock(now));

        Assert.Equal(taken ? MonitorFinding.Consistent : MonitorFinding.Old, (await monitor.Look(new LogFolder(parent.Full("log")))).Finding);
    }

    [Fact]
    public async Task A_note_with_control_characters_is_refused()
    {
        using var key = Ed25519Key.FromSeed(Vectors.LogSeed);
        var seven = Encoding.UTF8.GetString(Vectors.CheckpointBytes(7));
        foreach (var control in Enumerable.Range(0, 0x20).Append(0x7f).Where(c => c != '\n').Select(c => (char)c))
        {
            foreach (var place in (string[])["log.example", "/access", "7\n", "\u2014 ", "witness"])
                Assert.Throws<FormatException>(() => SignedNote.Parse(Encoding.UTF8.GetBytes(seven.Replace(place, control + place, StringComparison.Ordinal))));
            Assert.Throws<FormatException>(() => VerifierKey.Create($"log{control}", KeyType.Ed25519, key.PublicKey));
            await Assert.ThrowsAsync<FormatException>(async () => await SignedNote.SignAsync($"text{control}\n", [new Ed25519NoteSigner("log", key)]));
        }
    }

    [Theory]
    [InlineData("note", SignedNote.MaxBytes)]
    [InlineData("vkey", 4096)]
    [InlineData("proof", TlogProof.MaxBytes)]
    [InlineData("policy", LogPolicy.MaxBytes)]
    [InlineData("add-checkpoint", AddCheckpoint.MaxBytes)]
    [InlineData("witnessed logs", WitnessedLogs.MaxBytes)]
    [InlineData("receipt", SignedReceipt.MaxBytes)]
    [InlineData("receipt file", 4096)]
    [InlineData("entry bundle", EntryBundle.MaxBytes)]
    [InlineData("record bundle", RecordBundle.MaxBytes)]
    [InlineData("hash tile", TreeHash.Length * 3)]
    [InlineData("checkpoints", SignedNote.MaxBytes)]
    [InlineData("checkpoint", SignedNote.MaxBytes)]
    [InlineData("right edge", 64 * TreeHash.Length)]
    [InlineData("monitor's memory", SignedNote.MaxBytes)]
    public void Anything_oversized_is_refused(string parser, int most)
    {
        // Padded with what the form allows most easily, so that it is the size that is refused, and with zeros.
        foreach (var filling in (byte[])[(byte)'\n', (byte)'a', 0])
        {
            var oversized = (byte[])[.. MutationTests.Parsers[parser].Start, .. Enumerable.Repeat(filling, most + 1)];

            var refused = Record.Exception(() => MutationTests.Parsers[parser].RoundTrip(oversized));

            Assert.True(refused is FormatException or IOException, $"{parser}, padded with {filling}");
        }
    }

    [Theory]
    [InlineData("tile/0/001", 1)]
    [InlineData("tile/0/001", 32)]
    [InlineData("tile/1/000.p/2", 32)]
    [InlineData("tile/entries/001", 1)]
    [InlineData("tile/entries/001", 20_000_000)]
    [InlineData("records/001", 1)]
    [InlineData("records/001", 30_000_000)]
    [InlineData(ExportLayout.Checkpoint, 70_000)]
    [InlineData(ExportLayout.Checkpoints, 70_000)]
    public async Task An_oversized_file_of_the_log_is_refused(string file, int more)
    {
        using var log = await ExportedLog.WriteAsync(Sizes);
        using (var stream = File.OpenWrite(log.Full(file)))
            stream.SetLength(stream.Length + more);

        Assert.Equal(file, (await log.VerifyAsync()).Finding?.File);
    }

    private static TreeHead Head(int size) => new(size, Merkle.Root(Vectors.Leaves.AsSpan(0, size)));

    /// <summary>A proof of inclusion and one of consistency, each of at least four hashes, are believed as they are and refused once changed.</summary>
    private static async Task Refused(Func<TreeHash[], TreeHash[]> change)
    {
        var included = await InclusionProof.MakeAsync(Tree, 5, 13);
        var grown = await ConsistencyProof.MakeAsync(Tree, 5, 13);
        Assert.True(included.Length >= 4 && InclusionProof.Verify(Vectors.Leaves[5], 5, Head(13), included));
        Assert.True(grown.Length >= 4 && ConsistencyProof.Verify(Head(5), Head(13), grown));

        Assert.False(InclusionProof.Verify(Vectors.Leaves[5], 5, Head(13), change([.. included])));
        Assert.False(ConsistencyProof.Verify(Head(5), Head(13), change([.. grown])));
    }
}
