namespace Registry.AccessLog.Tests;

public sealed class GrowthProofTests
{
    [Fact]
    public async Task Made_from_an_edge_and_new_leaves_it_is_the_proof_that_the_whole_tree_gives()
    {
        var source = new LeafHashes(Vectors.Leaves.AsMemory(0, 70));
        for (var from = 0; from <= 70; from++)
            for (var to = from; to <= 70; to++)
            {
                var (proof, grown) = await GrowthProof.MakeAsync(Edge(from), to, Leaves(from, to));

                Assert.Equal(await ConsistencyProof.MakeAsync(source, from, to), proof);
                Assert.Equal(Edge(to).Head, grown.Head);
            }
    }

    [Fact]
    public async Task It_is_that_of_the_vectors_at_every_border_of_a_tile()
    {
        foreach (var row in Vectors.Json.GetProperty("consistency").EnumerateArray())
        {
            var (from, to) = (row.GetProperty("old").GetInt32(), row.GetProperty("new").GetInt32());

            var (proof, grown) = await GrowthProof.MakeAsync(Edge(from), to, Leaves(from, to));

            Assert.Equal(Vectors.Proof(row), proof);
            Assert.Equal(Vectors.Root(to), grown.Root());
        }
    }

    [Fact]
    public async Task Leaves_beyond_the_new_size_are_not_read_and_missing_ones_are_refused()
    {
        var (_, grown) = await GrowthProof.MakeAsync(Edge(3), 5, Leaves(3, 50));

        Assert.Equal(5, grown.Size);
        await Assert.ThrowsAsync<ArgumentException>(() => GrowthProof.MakeAsync(Edge(3), 6, Leaves(3, 5)));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => GrowthProof.MakeAsync(Edge(3), 2, Leaves(3, 5)));
    }

    private static RightEdge Edge(int size)
    {
        var edge = new RightEdge();
        foreach (var leaf in Vectors.Leaves.AsSpan(0, size))
            edge.Append(leaf);
        return edge;
    }

    private static IAsyncEnumerable<TreeHash> Leaves(int from, int to) => Async.Of(Vectors.Leaves[from..to]);
}
