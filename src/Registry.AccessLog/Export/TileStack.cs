using System.Buffers;
using System.Runtime.InteropServices;

namespace Registry.AccessLog;

/// <summary>Receives one finished file.</summary>
internal delegate void TileSink(TilePath path, ReadOnlySpan<byte> bytes);

/// <summary>The unfinished tile of each level and the unfinished bundles: memory for 256 lines, whatever the size of the log.</summary>
internal sealed class TileStack
{
    private readonly List<List<TreeHash>> levels = [];
    private readonly ArrayBufferWriter<byte> entries = new();
    private readonly ArrayBufferWriter<byte>? records;
    private readonly RightEdge edge = new();

    internal TileStack(bool withRecords) => records = withRecords ? new() : null;

    internal TreeHead Head => edge.Head;

    /// <summary>Takes up where a directory stands; its right edge must give the root that was signed.</summary>
    /// <exception cref="VerificationFailedException">A file is missing or the root differs.</exception>
    internal static TileStack Restore(TileDirectory tiles, TreeHead head, bool withRecords)
    {
        var stack = new TileStack(withRecords);
        for (var level = 0; level <= 7 && head.Size >> (8 * level) > 0; level++)
            stack.levels.Add(LastPartial(TileKind.Hashes, level, head.Size) is { } path ? [.. tiles.Hashes(path)] : []);
        for (var level = stack.levels.Count - 1; level >= 0; level--)
            foreach (var hash in stack.levels[level])
                stack.edge.AppendSubtree(hash, 8 * level);
        if (stack.Head != head)
            throw new VerificationFailedException("The tiles at the right edge do not give the root of the directory's own checkpoint.");

        if (LastPartial(TileKind.Entries, 0, head.Size) is { } entriesPath)
            foreach (var entry in tiles.Entries(entriesPath))
                EntryBundle.Append(stack.entries, entry);
        if (stack.records is { } records && LastPartial(TileKind.Records, 0, head.Size) is { } recordsPath)
            foreach (var record in tiles.Records(recordsPath))
                RecordBundle.Append(records, record);
        return stack;
    }

    internal void Append(ExportLine line, TileSink sink)
    {
        EntryBundle.Append(entries, line.Entry.Span);
        if (records is not null)
        {
            if (line.Record is null || !line.Record.Entry().AsSpan().SequenceEqual(line.Entry.Span))
                throw new VerificationFailedException($"Line {edge.Size}: the record is missing or is not the one its entry commits to.");
            RecordBundle.Append(records, line.Record);
        }

        var hash = line.LeafHash ?? Merkle.Leaf(line.Entry.Span);
        edge.Append(hash);
        for (var level = 0; Push(level, ref hash, sink); level++)
        {
        }
    }

    /// <summary>Hands out the unfinished files at the present size, for a checkpoint.</summary>
    internal void EmitPartial(TileSink sink)
    {
        for (var level = 0; level < levels.Count; level++)
            if (LastPartial(TileKind.Hashes, level, edge.Size) is { } path)
                sink(path, Bytes(levels[level]));
        if (LastPartial(TileKind.Entries, 0, edge.Size) is { } bundle)
            EmitBundles(bundle, sink);
    }

    /// <returns>True if the tile became full: <paramref name="hash"/> is then its root, for the level above.</returns>
    private bool Push(int level, ref TreeHash hash, TileSink sink)
    {
        if (level == levels.Count)
            levels.Add([]);
        var tile = levels[level];
        tile.Add(hash);
        if (tile.Count < TilePath.FullWidth)
            return false;

        var path = new TilePath(TileKind.Hashes, level, (edge.Size >> (8 * (level + 1))) - 1, TilePath.FullWidth);
        if (level == 0)
        {
            EmitBundles(path with { Kind = TileKind.Entries }, sink);
            entries.ResetWrittenCount();
            records?.ResetWrittenCount();
        }
        sink(path, Bytes(tile));
        hash = Merkle.Root(CollectionsMarshal.AsSpan(tile));
        tile.Clear();
        return true;
    }

    private void EmitBundles(TilePath path, TileSink sink)
    {
        sink(path, entries.WrittenSpan);
        if (records is not null)
            sink(path with { Kind = TileKind.Records }, records.WrittenSpan);
    }

    private static ReadOnlySpan<byte> Bytes(List<TreeHash> hashes) => MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(hashes));

    private static TilePath? LastPartial(TileKind kind, int level, long size)
    {
        var index = (size >> (8 * level)) / TilePath.FullWidth;
        return TilePath.WidthAt(size, level, index) is > 0 and var width ? new TilePath(kind, level, index, width) : null;
    }
}
