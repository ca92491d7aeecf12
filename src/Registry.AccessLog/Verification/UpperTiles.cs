namespace Registry.AccessLog;

/// <summary>Checks the tiles above level 0 against what was computed from below, each hash as soon as it is known.</summary>
internal sealed class UpperTiles(TileDirectory tiles, long size)
{
    private readonly List<TreeHash[]> open = [];

    /// <summary>Takes the root of the next full level-0 tile.</summary>
    internal Finding? Push(long index, TreeHash root)
    {
        for (var level = 1; ; level++)
        {
            var at = (int)(index % TilePath.FullWidth);
            var tile = index / TilePath.FullWidth;
            var path = new TilePath(TileKind.Hashes, level, tile, TilePath.WidthAt(size, level, tile));
            var (first, last) = (index << (8 * level), (index + 1 << (8 * level)) - 1);
            if (open.Count < level)
                open.Add([]);
            if (at == 0)
                try
                {
                    open[level - 1] = tiles.Hashes(path);
                }
                catch (VerificationFailedException e)
                {
                    return new Finding(e.Message, path.ToString(), first);
                }

            if (open[level - 1][at] != root)
                return new Finding(
                    $"Tile {path}: its hash number {at} is not the one of the entries {first} to {last} as they lie in the files; the tile or those files were changed.",
                    path.ToString(), first);
            if (at < TilePath.FullWidth - 1)
                return null;
            root = Merkle.Root(open[level - 1]);
            index = tile;
        }
    }
}
