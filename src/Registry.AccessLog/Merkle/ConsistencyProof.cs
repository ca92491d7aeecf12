using System.Numerics;

namespace Registry.AccessLog;

/// <summary>That a tree grew out of a smaller one and kept all of its leaves (RFC 9162 section 2.1.4).</summary>
public static class ConsistencyProof
{
    /// <summary>Makes PROOF(oldSize, D[0:newSize]); empty for equal sizes and for an old size of 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">oldSize is negative or above newSize.</exception>
    public static ValueTask<TreeHash[]> MakeAsync(ISubtreeSource source, long oldSize, long newSize, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(oldSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(oldSize, newSize);
        return SubtreeRanges.HashesAsync(source, Ranges(oldSize, newSize), cancel);
    }

    /// <summary>The ranges of leaves whose hashes make the proof, root first.</summary>
    internal static List<(long Start, long End)> Ranges(long oldSize, long newSize)
    {
        var parts = new List<(long, long)>();
        if (oldSize == 0)
            return parts;

        var (start, end) = (0L, newSize);
        while (end != oldSize)
        {
            var middle = start + Merkle.Split(end - start);
            if (oldSize <= middle)
            {
                parts.Add((middle, end));
                end = middle;
            }
            else
            {
                parts.Add((start, middle));
                start = middle;
            }
        }
        // The verifier knows the old root itself, so it is not sent when the old tree is a subtree of its own.
        if (start != 0)
            parts.Add((start, end));
        return parts;
    }

    /// <summary>
    /// True only if the proof shows both heads. Equal sizes need equal roots and an empty proof; size 0 needs the empty root and an
    /// empty proof; a shrunk tree, a missing and an extra hash are refused.
    /// </summary>
    public static bool Verify(TreeHead old, TreeHead current, ReadOnlySpan<TreeHash> proof)
    {
        if (old.Size < 0 || old.Size > current.Size)
            return false;
        if (old.Size == current.Size)
            return proof.IsEmpty && old.Root == current.Root;
        if (old.Size == 0)
            return proof.IsEmpty && old.Root == Merkle.EmptyRoot;
        if (proof.IsEmpty)
            return false;

        var oldIsSubtree = BitOperations.IsPow2(old.Size);
        var rest = oldIsSubtree ? proof : proof[1..];
        var oldHash = oldIsSubtree ? old.Root : proof[0];
        var newHash = oldHash;
        var (node, last) = (old.Size - 1, current.Size - 1);
        for (; (node & 1) == 1; node >>= 1)
            last >>= 1;

        foreach (ref readonly var beside in rest)
        {
            if (last == 0)
                return false;
            if ((node & 1) == 1 || node == last)
            {
                oldHash = Merkle.Node(beside, oldHash);
                newHash = Merkle.Node(beside, newHash);
                for (; (node & 1) == 0 && node != 0; node >>= 1)
                    last >>= 1;
            }
            else
            {
                newHash = Merkle.Node(newHash, beside);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && oldHash == old.Root && newHash == current.Root;
    }
}
