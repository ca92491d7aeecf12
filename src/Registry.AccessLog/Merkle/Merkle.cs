using System.Buffers;
using System.Numerics;
using System.Security.Cryptography;

namespace Registry.AccessLog;

/// <summary>Hashing of RFC 6962 section 2.1 (the same in RFC 9162): a leaf is prefixed with 0x00, a node with 0x01.</summary>
/// <remarks>The prefixes keep a node from being passed off as a leaf (second preimage).</remarks>
public static class Merkle
{
    /// <summary>SHA-256 of nothing: the root of the empty tree.</summary>
    public static TreeHash EmptyRoot { get; } = new(SHA256.HashData([]));

    /// <summary>SHA-256(0x00 || entry).</summary>
    public static TreeHash Leaf(ReadOnlySpan<byte> entry)
    {
        const int onStack = 256;
        byte[]? rented = entry.Length < onStack ? null : ArrayPool<byte>.Shared.Rent(entry.Length + 1);
        Span<byte> input = rented ?? stackalloc byte[onStack];
        input[0] = 0x00;
        entry.CopyTo(input[1..]);
        var hash = Hash(input[..(entry.Length + 1)]);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        return hash;
    }

    /// <summary>SHA-256(0x01 || left || right).</summary>
    public static TreeHash Node(in TreeHash left, in TreeHash right)
    {
        Span<byte> input = stackalloc byte[1 + 2 * TreeHash.Length];
        input[0] = 0x01;
        left.Bytes.CopyTo(input[1..]);
        right.Bytes.CopyTo(input[(1 + TreeHash.Length)..]);
        return Hash(input);
    }

    /// <summary>Tree hash of these leaf hashes (MTH of RFC 6962).</summary>
    public static TreeHash Root(ReadOnlySpan<TreeHash> leaves) => leaves.Length switch
    {
        0 => EmptyRoot,
        1 => leaves[0],
        _ => Node(Root(leaves[..(int)Split(leaves.Length)]), Root(leaves[(int)Split(leaves.Length)..])),
    };

    /// <summary>Tree hash of the first leaves of a tree that is read in subtrees.</summary>
    /// <param name="source">Has at least that many leaves.</param>
    /// <param name="size">How many, 0 or more.</param>
    /// <param name="cancel">Ends the reading.</param>
    public static ValueTask<TreeHash> RootAsync(ISubtreeSource source, long size, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        return size == 0 ? ValueTask.FromResult(EmptyRoot) : SubtreeRanges.HashAsync(source, (0, size), cancel);
    }

    /// <summary>The largest power of two smaller than <paramref name="count"/> (which is at least 2).</summary>
    internal static long Split(long count) => 1L << BitOperations.Log2((ulong)count - 1);

    private static TreeHash Hash(ReadOnlySpan<byte> input)
    {
        Span<byte> hash = stackalloc byte[TreeHash.Length];
        SHA256.HashData(input, hash);
        return new TreeHash(hash);
    }
}
