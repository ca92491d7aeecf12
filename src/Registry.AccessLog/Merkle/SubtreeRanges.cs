using System.Numerics;

namespace Registry.AccessLog;

/// <summary>Turns a range of leaves that a proof speaks of into its hash: perfect subtrees from the left, folded from the right.</summary>
internal static class SubtreeRanges
{
    internal static async ValueTask<TreeHash[]> HashesAsync(
        ISubtreeSource source, List<(long Start, long End)> rootToLeaf, CancellationToken cancel)
    {
        var hashes = new TreeHash[rootToLeaf.Count];
        for (var i = 0; i < hashes.Length; i++)
            hashes[i] = await HashAsync(source, rootToLeaf[^(i + 1)], cancel);
        return hashes;
    }

    /// <summary>MTH(D[start:end]); start is aligned to the largest power of two in the range, as every range of a proof is.</summary>
    internal static async ValueTask<TreeHash> HashAsync(ISubtreeSource source, (long Start, long End) range, CancellationToken cancel)
    {
        var subtrees = new List<TreeHash>();
        for (var start = range.Start; start < range.End;)
        {
            var height = BitOperations.Log2((ulong)(range.End - start));
            subtrees.Add(await source.SubtreeAsync(height, start >> height, cancel));
            start += 1L << height;
        }

        var hash = subtrees[^1];
        for (var i = subtrees.Count - 2; i >= 0; i--)
            hash = Merkle.Node(subtrees[i], hash);
        return hash;
    }
}
