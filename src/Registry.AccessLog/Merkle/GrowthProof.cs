namespace Registry.AccessLog;

/// <summary>
/// A consistency proof made from the right edge of the smaller tree and the leaves that came since: no tiles, and memory for the hashes of
/// the proof alone, however many leaves there are.
/// </summary>
public static class GrowthProof
{
    /// <summary>Makes PROOF(old.Size, D[0:newSize]) and the grown edge in one pass.</summary>
    /// <param name="old">Right edge at the old size; not moved.</param>
    /// <param name="newSize">At least the old size.</param>
    /// <param name="leaves">Leaf hashes from the old size (inclusive) to the new one (exclusive), in order.</param>
    /// <param name="cancel">Ends the pass.</param>
    /// <exception cref="ArgumentException">There are fewer leaves than that.</exception>
    public static async Task<(TreeHash[] Proof, RightEdge Grown)> MakeAsync(
        RightEdge old, long newSize, IAsyncEnumerable<TreeHash> leaves, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(newSize, old.Size);
        var ranges = ConsistencyProof.Ranges(old.Size, newSize);
        // What lies beyond the old size partitions the new leaves, each part beginning where a tree of its own can begin.
        var waiting = new Queue<(long Start, long End)>(ranges.Where(range => range.Start >= old.Size).OrderBy(range => range.Start));
        var roots = new Dictionary<long, TreeHash>();
        var (grown, part) = (old.Copy(), new RightEdge());
        if (old.Size < newSize)
            await foreach (var leaf in leaves.WithCancellation(cancel))
            {
                grown.Append(leaf);
                part.Append(leaf);
                if (waiting.TryPeek(out var range) && grown.Size == range.End)
                {
                    roots.Add(range.Start, part.Root());
                    (_, part) = (waiting.Dequeue(), new RightEdge());
                }
                if (grown.Size == newSize)
                    break;
            }
        if (grown.Size != newSize)
            throw new ArgumentException("There are fewer leaves than the new size needs.", nameof(leaves));
        // Leaf first, as a proof is read.
        return ([.. Enumerable.Reverse(ranges).Select(range => range.Start >= old.Size ? roots[range.Start] : old.Peak(range.Start, range.End))], grown);
    }
}
