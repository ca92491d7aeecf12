using System.Security.Cryptography;
using System.Text;

namespace Registry.AccessLog.Tests;

public sealed class VectorTests
{
    public static TheoryData<long> Sizes => Vectors.Sizes;

    public static TheoryData<long> TileSizes => [.. Vectors.Json.GetProperty("tiles_sha256").EnumerateObject().Select(p => long.Parse(p.Name))];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void The_root_of_every_size_is_reproduced(long size)
    {
        var edge = new RightEdge();
        foreach (var leaf in Vectors.Leaves[..(int)size])
            edge.Append(leaf);

        Assert.Equal(Vectors.Root(size), edge.Root());
        Assert.Equal(Vectors.Root(size), Merkle.Root(Vectors.Leaves.AsSpan(0, (int)size)));
        Assert.Equal(edge.Head, RightEdge.Parse(edge.ToBytes()).Head);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task Every_checkpoint_is_verified_and_signed_again_to_the_same_bytes(long size)
    {
        var note = Vectors.Checkpoint(size);

        var checkpoint = Vectors.Policy().Verify(note);

        Assert.Equal(new TreeHead(size, Vectors.Root(size)), checkpoint.Head);
        Assert.Equal(Vectors.CheckpointBytes(size), note.ToBytes());
        using var key = Ed25519Key.FromSeed(Vectors.LogSeed);
        var own = await new Checkpoint(Vectors.Origin, checkpoint.Head).SignAsync([new Ed25519NoteSigner(Vectors.Origin, key)]);
        Assert.Equal(note.Text, own.Text);
        Assert.Equal(note.Signatures[0].ToLine(), own.Signatures[0].ToLine());
    }

    [Theory]
    [InlineData(7)]
    [InlineData(300)]
    [InlineData(70_000)]
    public void Checkpoints_with_all_three_kinds_of_signature_satisfy_a_policy_that_wants_all(long size)
    {
        var policy = Vectors.Policy($"witness w {Vectors.WitnessKey}\nquorum w\n", ecdsa: true);

        Assert.Equal(size, policy.Verify(Vectors.Checkpoint(size)).Head.Size);
    }

    [Fact]
    public async Task Every_inclusion_proof_is_reproduced_and_verified()
    {
        var source = new LeafHashes(Vectors.Leaves);
        foreach (var row in Vectors.Json.GetProperty("inclusion").EnumerateArray())
        {
            var (index, size) = (row.GetProperty("index").GetInt64(), row.GetProperty("size").GetInt64());
            var expected = Vectors.Proof(row);

            var made = await InclusionProof.MakeAsync(source, index, size);

            Assert.Equal(expected, made);
            Assert.True(InclusionProof.Verify(Vectors.Leaves[index], index, new TreeHead(size, Vectors.Root(size)), expected));
        }
    }

    [Fact]
    public async Task Every_consistency_proof_is_reproduced_and_verified()
    {
        var source = new LeafHashes(Vectors.Leaves);
        foreach (var row in Vectors.Json.GetProperty("consistency").EnumerateArray())
        {
            var (old, current) = (row.GetProperty("old").GetInt64(), row.GetProperty("new").GetInt64());
            var expected = Vectors.Proof(row);

            var made = await ConsistencyProof.MakeAsync(source, old, current);

            Assert.Equal(expected, made);
            Assert.True(ConsistencyProof.Verify(
                new TreeHead(old, Vectors.Root(old)), new TreeHead(current, Vectors.Root(current)), expected));
        }
    }

    [Theory]
    [MemberData(nameof(TileSizes))]
    public async Task Every_tile_and_bundle_is_written_byte_for_byte_and_proofs_come_out_of_them(long size)
    {
        using var folder = new TestFolder();
        using (var writer = TileDirectoryWriter.Open(folder.Path, Vectors.Policy(), withRecords: false))
            await writer.WriteAsync(Async.Of(Vectors.Leaves[..(int)size].Select((_, i) => new ExportLine(Vectors.Entry(i), null))), Async.Of([Vectors.Checkpoint(size)]));

        var expected = Vectors.Json.GetProperty("tiles_sha256").GetProperty($"{size}");
        var files = folder.Files("tile");
        Assert.Equal(expected.GetProperty("count").GetInt32(), files.Count);
        Assert.Equal(
            expected.GetProperty("paths_hash").GetString(), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', files)))));
        foreach (var file in expected.GetProperty("files").EnumerateObject())
            Assert.Equal(file.Value.GetString(), Convert.ToHexStringLower(SHA256.HashData(folder.Read(file.Name))));
        var paths = TilePath.AllOf(size, TileKind.Hashes).Concat(TilePath.AllOf(size, TileKind.Entries)).Select(p => p.ToString());
        Assert.Equal(files, paths.Order(StringComparer.Ordinal));

        var source = new TileHashSource(new TileDirectory(folder.Path), size);
        var proof = await InclusionProof.MakeAsync(source, size / 2, size);
        Assert.Equal(await InclusionProof.MakeAsync(new LeafHashes(Vectors.Leaves), size / 2, size), proof);
        Assert.Null((await new LogVerifier(folder.Path, Vectors.Policy(), []).RunAsync()).Finding);
    }

    [Fact]
    public async Task The_proof_file_is_read_verified_and_made_again()
    {
        var bytes = File.ReadAllBytes(Vectors.FilePath("idx2-size7.tlog-proof"));
        var policy = Vectors.Policy($"witness w {Vectors.WitnessKey}\nquorum w\n", ecdsa: true);

        var proof = TlogProof.Parse(bytes);

        Assert.Equal(7, proof.Verify(Merkle.Leaf(Vectors.Entry(2)), policy).Head.Size);
        Assert.Equal(bytes, Encoding.UTF8.GetBytes(proof.ToString()));
        var made = await TlogProof.MakeAsync(new LeafHashes(Vectors.Leaves), 2, null, proof.Checkpoint);
        Assert.Equal(proof.ToString(), made.ToString());
        Assert.Throws<VerificationFailedException>(() => proof.Verify(Merkle.Leaf(Vectors.Entry(3)), policy));
        Assert.Throws<VerificationFailedException>(() => (proof with { Index = 3 }).Verify(Merkle.Leaf(Vectors.Entry(2)), policy));
    }

    [Fact]
    public async Task The_witness_line_is_reproduced_from_its_seed_and_time()
    {
        var note = Vectors.Checkpoint(7);
        var line = note.Signatures.Single(s => s.Name == "witness.example/inspector-1");
        var seconds = System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(line.Signature.Span);
        using var key = Ed25519Key.FromSeed(Vectors.WitnessSeed);

        var signer = new CosignatureSigner(line.Name, key, new FixedClock(DateTimeOffset.FromUnixTimeSeconds(seconds)));
        var own = await (note with { Signatures = [] }).AddAsync([signer]);

        Assert.Equal(Vectors.WitnessKey, signer.Key.ToString());
        Assert.Equal(line.ToLine(), own.Signatures[0].ToLine());
    }

    [Fact]
    public void The_worked_examples_of_the_specifications_hold()
    {
        Assert.Equal("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d", Merkle.Leaf([]).ToString());
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", Merkle.EmptyRoot.ToString());
        var seven = "one two three four five six seven".Split(' ').Select(w => Merkle.Leaf(Encoding.UTF8.GetBytes(w))).ToArray();
        Assert.Equal("IrSXADBqJ7EQoUODSDKROySgNveeL6CFhik2w/+fS7U=", Merkle.Root(seven).ToBase64());
        var bundle = new System.Buffers.ArrayBufferWriter<byte>();
        foreach (var word in (string[])["one", "two", "three"])
            EntryBundle.Append(bundle, Encoding.UTF8.GetBytes(word));
        Assert.Equal("00036f6e65000374776f00057468726565", Convert.ToHexStringLower(bundle.WrittenSpan));
    }
}
