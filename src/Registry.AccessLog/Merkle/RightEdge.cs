using System.Buffers.Binary;
using System.Numerics;

namespace Registry.AccessLog;

/// <summary>
/// All that is needed to append to a tree and to know its root: the roots of the perfect subtrees it consists of
/// (a "compact range"), one for each 1-bit of its size.
/// </summary>
/// <remarks>
/// Not safe for two threads at once. The stored form is <c>uint64 BE size || 32 bytes for each 1-bit, largest subtree first</c>
/// and has exactly one spelling for one tree.
/// </remarks>
public sealed class RightEdge
{
    private const int MaxHeight = 62;

    private readonly TreeHash[] peaks = new TreeHash[MaxHeight + 1];

    /// <summary>Number of leaves.</summary>
    public long Size { get; private set; }

    /// <summary>Size and root.</summary>
    public TreeHead Head => new(Size, Root());

    /// <summary>Appends one leaf hash (see <see cref="Merkle.Leaf"/>).</summary>
    public void Append(TreeHash leafHash) => AppendSubtree(leafHash, 0);

    /// <summary>Appends a perfect subtree of 2^<paramref name="height"/> leaves.</summary>
    /// <exception cref="ArgumentException">The tree does not end on a border of that height, or is full.</exception>
    public void AppendSubtree(TreeHash root, int height)
    {
        if (height is < 0 or > MaxHeight)
            throw new ArgumentOutOfRangeException(nameof(height));
        var added = 1L << height;
        if ((Size & (added - 1)) != 0 || Size > long.MaxValue - added)
            throw new ArgumentException("The tree cannot take a subtree of this height here.", nameof(height));

        while ((Size >> height & 1) == 1)
            root = Merkle.Node(peaks[height++], root);
        peaks[height] = root;
        Size += added;
    }

    /// <summary>The RFC 6962 root at the present size; at most 62 hashes of work.</summary>
    public TreeHash Root()
    {
        if (Size == 0)
            return Merkle.EmptyRoot;
        var height = BitOperations.TrailingZeroCount(Size);
        var root = peaks[height];
        while (++height <= MaxHeight)
            if ((Size >> height & 1) == 1)
                root = Merkle.Node(peaks[height], root);
        return root;
    }

    /// <summary>The edge of a tree whose hashes somebody else holds. Its root says whether they are the right ones.</summary>
    internal static async ValueTask<RightEdge> OfAsync(ISubtreeSource source, long size, CancellationToken cancel)
    {
        var edge = new RightEdge();
        for (var height = MaxHeight; height >= 0; height--)
            if ((size >> height & 1) == 1)
                edge.AppendSubtree(await source.SubtreeAsync(height, edge.Size >> height, cancel), height);
        return edge;
    }

    /// <summary>Root of one of the perfect subtrees that this tree consists of: the leaves from start to end.</summary>
    internal TreeHash Peak(long start, long end)
    {
        var height = BitOperations.Log2((ulong)(end - start));
        return (Size >> height & 1) == 1 && end == Size >> height << height && start == end - (1L << height)
            ? peaks[height]
            : throw new ArgumentOutOfRangeException(nameof(start), "The tree has no such peak.");
    }

    /// <summary>A second edge that can be advanced without moving this one.</summary>
    public RightEdge Copy()
    {
        var copy = new RightEdge { Size = Size };
        peaks.CopyTo(copy.peaks, 0);
        return copy;
    }

    /// <summary>The stored form.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[StoredLength(Size)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Size);
        var at = sizeof(long);
        for (var height = MaxHeight; height >= 0; height--)
            if ((Size >> height & 1) == 1)
            {
                peaks[height].Bytes.CopyTo(bytes.AsSpan(at));
                at += TreeHash.Length;
            }
        return bytes;
    }

    /// <summary>Reads the stored form.</summary>
    /// <exception cref="FormatException">The length does not fit the size, or the size is out of range.</exception>
    public static RightEdge Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < sizeof(long))
            throw new FormatException("right edge: expected at least 8 bytes.");
        var size = BinaryPrimitives.ReadInt64BigEndian(bytes);
        if (size < 0 || bytes.Length != StoredLength(size))
            throw new FormatException("right edge: expected 8 bytes of size and one hash for each 1-bit of it.");

        var edge = new RightEdge();
        var at = sizeof(long);
        for (var height = MaxHeight; height >= 0; height--)
            if ((size >> height & 1) == 1)
            {
                edge.peaks[height] = new TreeHash(bytes.Slice(at, TreeHash.Length));
                at += TreeHash.Length;
            }
        edge.Size = size;
        return edge;
    }

    private static int StoredLength(long size) => sizeof(long) + TreeHash.Length * BitOperations.PopCount((ulong)size);
}
