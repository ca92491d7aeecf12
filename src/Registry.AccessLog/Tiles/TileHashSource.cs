namespace Registry.AccessLog;

/// <summary>Makes proofs from tiles. Keeps the tiles it has read, so one instance is for one or a few proofs.</summary>
/// <param name="read">Reads the hashes of one tile, exactly as many as its name says.</param>
/// <param name="size">Size of the tree to prove in; its partial tiles are used.</param>
public sealed class TileHashSource(Func<TilePath, CancellationToken, ValueTask<TreeHash[]>> read, long size) : ISubtreeSource
{
    /// <param name="tiles">Where the tiles are.</param>
    /// <param name="size">Size of the tree to prove in.</param>
    public TileHashSource(TileDirectory tiles, long size)
        : this((path, _) => new(tiles.Hashes(path)), size)
    {
    }

    private readonly Dictionary<(int, long), TreeHash[]> held = [];

    /// <inheritdoc/>
    public async ValueTask<TreeHash> SubtreeAsync(int height, long index, CancellationToken cancel)
    {
        // A tile holds eight heights: its own hashes and, computed from them, the seven above.
        var (level, above) = (height / 8, height % 8);
        var first = index << above;
        var (tile, offset) = (first / TilePath.FullWidth, (int)(first % TilePath.FullWidth));
        var width = index < 0 ? 0 : TilePath.WidthAt(size, level, tile);
        if (offset + (1 << above) > width)
            throw new ArgumentOutOfRangeException(nameof(index), "The subtree reaches beyond the tree.");

        if (!held.TryGetValue((level, tile), out var hashes))
            held[(level, tile)] = hashes = await read(new TilePath(TileKind.Hashes, level, tile, width), cancel);
        return Merkle.Root(hashes.AsSpan(offset, 1 << above));
    }
}
