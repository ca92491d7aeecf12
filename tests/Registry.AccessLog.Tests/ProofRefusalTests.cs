using System.Text;

namespace Registry.AccessLog.Tests;

public sealed class ProofRefusalTests
{
    private static readonly TreeHash[] Leaves = Vectors.Leaves[..13];
    private static readonly LeafHashes Source = new(Leaves);

    [Theory]
    [InlineData(-1)]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(long.MaxValue)]
    public async Task An_index_outside_the_tree_is_an_error(long index)
    {
        var path = await InclusionProof.MakeAsync(Source, 12, 13);

        Assert.False(InclusionProof.Verify(Leaves[12], index, Head(13), path));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await InclusionProof.MakeAsync(Source, index, 13));
    }

    [Fact]
    public void Nothing_is_included_in_the_empty_tree() =>
        Assert.False(InclusionProof.Verify(Leaves[0], 0, TreeHead.Empty, []));

    [Fact]
    public async Task A_proof_for_another_size_is_refused()
    {
        var path = await InclusionProof.MakeAsync(Source, 3, 13);

        Assert.False(InclusionProof.Verify(Leaves[3], 3, Head(13) with { Size = 16 }, path.AsSpan(0, path.Length - 1)));
        Assert.False(InclusionProof.Verify(Leaves[3], 3, Head(12), path));
    }

    [Fact]
    public void Equal_sizes_need_equal_roots_and_an_empty_proof()
    {
        Assert.True(ConsistencyProof.Verify(Head(7), Head(7), []));
        Assert.False(ConsistencyProof.Verify(Head(7), Head(7), [Leaves[0]]));
        Assert.False(ConsistencyProof.Verify(Head(7), Head(8) with { Size = 7 }, []));
    }

    [Fact]
    public void The_empty_tree_is_consistent_with_all_if_its_root_is_the_empty_root_and_the_proof_is_empty()
    {
        Assert.True(ConsistencyProof.Verify(TreeHead.Empty, Head(7), []));
        Assert.True(ConsistencyProof.Verify(TreeHead.Empty, TreeHead.Empty, []));
        Assert.False(ConsistencyProof.Verify(TreeHead.Empty, Head(7), [Leaves[0]]));
        Assert.False(ConsistencyProof.Verify(new TreeHead(0, Leaves[0]), Head(7), []));
    }

    [Fact]
    public async Task A_tree_that_shrank_is_refused()
    {
        var proof = await ConsistencyProof.MakeAsync(Source, 5, 13);

        Assert.False(ConsistencyProof.Verify(Head(13), Head(5), proof));
        Assert.False(ConsistencyProof.Verify(Head(5), Head(13), []));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await ConsistencyProof.MakeAsync(Source, 13, 5));
    }

    [Fact]
    public async Task A_forked_tree_has_no_proof()
    {
        var forked = Leaves.ToArray();
        forked[2] = Leaves[3];
        var proof = await ConsistencyProof.MakeAsync(new LeafHashes(forked), 5, 13);

        Assert.False(ConsistencyProof.Verify(Head(5), new TreeHead(13, Merkle.Root(forked)), proof));
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("0000000000000001")]
    [InlineData("ffffffffffffffff")]
    public void A_right_edge_of_another_length_than_its_size_says_is_refused(string hex) =>
        Assert.Throws<FormatException>(() => RightEdge.Parse(Convert.FromHexString(hex)));

    [Theory]
    [InlineData("c2sp.org/tlog-proof@v1", "c2sp.org/tlog-proof@v2")]
    [InlineData("index 2", "index 02")]
    [InlineData("index 2", "index -2")]
    [InlineData("index 2\n", "")]
    [InlineData("index 2", "extra ?\nindex 2")]
    [InlineData("YcoR", " coR")]
    [InlineData("5sAes=", "5sAet=")]
    [InlineData("5sAes=\n", "5sAes=\n\n")]
    [InlineData("\n\nlog", "\nlog")]
    public void A_proof_file_in_another_spelling_is_refused(string from, string to)
    {
        var text = File.ReadAllText(Vectors.FilePath("idx2-size7.tlog-proof"));
        var damaged = text.Replace(from, to, StringComparison.Ordinal);

        Assert.NotEqual(text, damaged);
        Assert.Throws<FormatException>(() => TlogProof.Parse(Encoding.UTF8.GetBytes(damaged)));
    }

    [Fact]
    public void A_proof_with_more_hashes_than_any_tree_has_is_refused()
    {
        var line = Leaves[0].ToBase64() + "\n";
        var text = File.ReadAllText(Vectors.FilePath("idx2-size7.tlog-proof")).Replace("index 2\n", "index 2\n" + string.Concat(Enumerable.Repeat(line, 61)));

        Assert.Throws<FormatException>(() => TlogProof.Parse(Encoding.UTF8.GetBytes(text)));
        Assert.Throws<FormatException>(() => TlogProof.Parse(new byte[TlogProof.MaxBytes + 1]));
    }

    private static TreeHead Head(int size) => new(size, Merkle.Root(Leaves.AsSpan(0, size)));
}
