using FsCheck;
using FsCheck.Fluent;

namespace Registry.AccessLog.Tests;

/// <summary>Proofs against the definitions of RFC 6962 written down as they stand there.</summary>
public sealed class MerklePropertyTests
{
    private static readonly TreeHash[] Leaves = Vectors.Leaves[..1200];

    private static readonly Arbitrary<(int Low, int High)> Pairs =
        Gen.Choose(0, Leaves.Length).SelectMany(high => Gen.Choose(0, high).Select(low => (low, high))).ToArbitrary();

    [Fact]
    public void The_right_edge_gives_the_recursive_root_wherever_it_is_stored_and_taken_up_again() =>
        Holds(async pair =>
        {
            var edge = new RightEdge();
            foreach (var leaf in Leaves[..pair.Low])
                edge.Append(leaf);
            edge = RightEdge.Parse(edge.ToBytes());
            foreach (var leaf in Leaves[pair.Low..pair.High])
                edge.Append(leaf);
            await Task.Yield();
            return edge.Root() == Root(Leaves[..pair.High]) && edge.Root() == Merkle.Root(Leaves.AsSpan(0, pair.High));
        });

    [Fact]
    public void Inclusion_proofs_are_the_recursive_path_and_verify() =>
        Holds(async pair =>
        {
            if (pair.Low == pair.High)
                return true;
            var path = await InclusionProof.MakeAsync(new LeafHashes(Leaves), pair.Low, pair.High);
            return path.SequenceEqual(Path(pair.Low, Leaves[..pair.High]))
                && InclusionProof.Verify(Leaves[pair.Low], pair.Low, Head(pair.High), path);
        });

    [Fact]
    public void Consistency_proofs_are_the_recursive_subproof_and_verify() =>
        Holds(async pair =>
        {
            var proof = await ConsistencyProof.MakeAsync(new LeafHashes(Leaves), pair.Low, pair.High);
            return proof.SequenceEqual(pair.Low == 0 ? [] : SubProof(pair.Low, Leaves[..pair.High], true))
                && ConsistencyProof.Verify(Head(pair.Low), Head(pair.High), proof);
        });

    [Fact]
    public void An_inclusion_proof_verifies_at_no_other_index_and_with_no_other_hashes() =>
        Holds(async pair =>
        {
            if (pair.High - pair.Low < 2)
                return true;
            var (index, size) = (pair.Low, pair.High);
            var head = Head(size);
            var path = await InclusionProof.MakeAsync(new LeafHashes(Leaves), index, size);
            return Enumerable.Range(0, size + 1).Where(other => other != index).All(other => !InclusionProof.Verify(Leaves[index], other, head, path))
                && Damaged(path).All(bad => !InclusionProof.Verify(Leaves[index], index, head, bad));
        });

    [Fact]
    public void A_consistency_proof_verifies_with_no_other_hashes() =>
        Holds(async pair =>
        {
            var proof = await ConsistencyProof.MakeAsync(new LeafHashes(Leaves), pair.Low, pair.High);
            return Damaged(proof).All(bad => !ConsistencyProof.Verify(Head(pair.Low), Head(pair.High), bad));
        });

    private static void Holds(Func<(int Low, int High), Task<bool>> rule) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(Pairs, pair => rule(pair).GetAwaiter().GetResult()));

    /// <summary>One hash too many, one too few, two swapped, one bit changed.</summary>
    private static IEnumerable<TreeHash[]> Damaged(TreeHash[] proof)
    {
        yield return [.. proof, Leaves[0]];
        yield return [Leaves[0], .. proof];
        for (var i = 0; i < proof.Length; i++)
        {
            yield return [.. proof[..i], .. proof[(i + 1)..]];
            var bytes = proof[i].Bytes.ToArray();
            bytes[i % 32] ^= 0x80;
            yield return [.. proof[..i], new TreeHash(bytes), .. proof[(i + 1)..]];
            if (i > 0)
                yield return [.. proof[..(i - 1)], proof[i], proof[i - 1], .. proof[(i + 1)..]];
        }
    }

    private static TreeHead Head(int size) => new(size, Root(Leaves[..size]));

    private static TreeHash Root(TreeHash[] d) => d.Length switch
    {
        0 => Merkle.EmptyRoot,
        1 => d[0],
        _ => Merkle.Node(Root(d[..K(d.Length)]), Root(d[K(d.Length)..])),
    };

    private static List<TreeHash> Path(int m, TreeHash[] d) =>
        d.Length == 1 ? []
        : m < K(d.Length) ? [.. Path(m, d[..K(d.Length)]), Root(d[K(d.Length)..])]
        : [.. Path(m - K(d.Length), d[K(d.Length)..]), Root(d[..K(d.Length)])];

    private static List<TreeHash> SubProof(int m, TreeHash[] d, bool complete) =>
        m == d.Length ? complete ? [] : [Root(d)]
        : m <= K(d.Length) ? [.. SubProof(m, d[..K(d.Length)], complete), Root(d[K(d.Length)..])]
        : [.. SubProof(m - K(d.Length), d[K(d.Length)..], false), Root(d[..K(d.Length)])];

    private static int K(int n)
    {
        var k = 1;
        while (k * 2 < n)
            k *= 2;
        return k;
    }
}
