namespace Registry.AccessLog;

/// <summary>That a leaf is in a tree (RFC 9162 section 2.1.3): the hashes beside the way from the leaf to the root, leaf first.</summary>
public static class InclusionProof
{
    /// <summary>Makes PATH(index, D[0:size]).</summary>
    /// <exception cref="ArgumentOutOfRangeException">index is not below size.</exception>
    public static ValueTask<TreeHash[]> MakeAsync(ISubtreeSource source, long index, long size, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);

        var beside = new List<(long, long)>();
        var (start, end) = (0L, size);
        while (end - start > 1)
        {
            var middle = start + Merkle.Split(end - start);
            if (index < middle)
            {
                beside.Add((middle, end));
                end = middle;
            }
            else
            {
                beside.Add((start, middle));
                start = middle;
            }
        }
        return SubtreeRanges.HashesAsync(source, beside, cancel);
    }

    /// <summary>
    /// True only if <paramref name="path"/> leads from the leaf at exactly this index to exactly this head: an index at or beyond
    /// the size, a missing and an extra hash are refused.
    /// </summary>
    public static bool Verify(TreeHash leafHash, long index, TreeHead head, ReadOnlySpan<TreeHash> path)
    {
        if (index < 0 || index >= head.Size)
            return false;

        var (node, last, hash) = (index, head.Size - 1, leafHash);
        foreach (ref readonly var beside in path)
        {
            if (last == 0)
                return false;
            if ((node & 1) == 1 || node == last)
            {
                hash = Merkle.Node(beside, hash);
                for (; (node & 1) == 0 && node != 0; node >>= 1)
                    last >>= 1;
            }
            else
            {
                hash = Merkle.Node(hash, beside);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && hash == head.Root;
    }
}
