namespace Registry.AccessLog;

/// <summary>
/// A tree right after a batch, from the right edge before it and the leaves of the batch alone: enough for the root and for the
/// inclusion path of every leaf of the batch, without reading an older one.
/// </summary>
/// <remarks>
/// A subtree beside a path lies within the batch, before it (then it is one of the edge's own), or across its border (then it is made of
/// such two). Each is hashed once, so that a batch costs about as many hashes as it has leaves. Not for two threads at once.
/// </remarks>
public sealed class BatchTree : ISubtreeSource
{
    private readonly long before;
    private readonly TreeHash[] leaves;
    private readonly Dictionary<(int Height, long Index), TreeHash> known = [];

    /// <param name="edge">Right edge before the batch; not kept.</param>
    /// <param name="leaves">Leaf hashes of the batch, in order.</param>
    public BatchTree(RightEdge edge, TreeHash[] leaves)
    {
        before = edge.Size;
        this.leaves = leaves;
        var stored = edge.ToBytes().AsSpan(sizeof(long));
        var start = 0L;
        for (var height = 62; height >= 0; height--)
            if ((before >> height & 1) == 1)
            {
                known[(height, start >> height)] = new TreeHash(stored[..TreeHash.Length]);
                stored = stored[TreeHash.Length..];
                start += 1L << height;
            }

        var after = edge.Copy();
        foreach (var leaf in leaves)
            after.Append(leaf);
        Head = after.Head;
    }

    /// <summary>Size and root after the batch.</summary>
    public TreeHead Head { get; }

    /// <summary>Inclusion path in that tree.</summary>
    /// <param name="index">Index of a leaf of the batch in the whole tree.</param>
    /// <exception cref="ArgumentOutOfRangeException">The leaf is not of this batch.</exception>
    public ValueTask<TreeHash[]> PathAsync(long index)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(index, before);
        return InclusionProof.MakeAsync(this, index, Head.Size);
    }

    ValueTask<TreeHash> ISubtreeSource.SubtreeAsync(int height, long index, CancellationToken cancel) => new(Subtree(height, index));

    private TreeHash Subtree(int height, long index)
    {
        if (height == 0 && index >= before)
            return leaves[(int)(index - before)];
        if (known.TryGetValue((height, index), out var hash))
            return hash;
        if (height == 0 || (index + 1) << height > Head.Size || (index + 1) << height <= before)
            throw new ArgumentOutOfRangeException(nameof(index), "The subtree is not beside a leaf of this batch.");
        return known[(height, index)] = Merkle.Node(Subtree(height - 1, 2 * index), Subtree(height - 1, 2 * index + 1));
    }
}
