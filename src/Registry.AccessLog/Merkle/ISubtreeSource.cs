namespace Registry.AccessLog;

/// <summary>Where proofs get their hashes from: tiles on disk, a table, or memory.</summary>
public interface ISubtreeSource
{
    /// <summary>
    /// Root of the perfect subtree of 2^<paramref name="height"/> leaves that starts at leaf <c>index * 2^height</c>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The source does not hold all of those leaves.</exception>
    ValueTask<TreeHash> SubtreeAsync(int height, long index, CancellationToken cancel);
}

/// <summary>Leaf hashes held in memory, for a batch or a small tree. Each subtree is hashed when asked for.</summary>
/// <param name="leaves">All leaf hashes from index 0 on.</param>
public sealed class LeafHashes(ReadOnlyMemory<TreeHash> leaves) : ISubtreeSource
{
    /// <inheritdoc/>
    public ValueTask<TreeHash> SubtreeAsync(int height, long index, CancellationToken cancel)
    {
        if (height is < 0 or > 30 || index < 0 || index > (leaves.Length >> height) - 1)
            throw new ArgumentOutOfRangeException(nameof(index), "The subtree reaches beyond the leaves.");
        return new(Merkle.Root(leaves.Span.Slice((int)(index << height), 1 << height)));
    }
}
