using System.Runtime.InteropServices;

namespace Registry.AccessLog;

/// <summary>The level-0 tile of 256 entries after a look at it.</summary>
/// <param name="Leaves">Leaf hashes computed from the entries; as many as were good.</param>
/// <param name="Root">Root of a full tile.</param>
/// <param name="Finding">The first bad entry, or null.</param>
internal sealed record TileCheck(TreeHash[] Leaves, TreeHash Root, Finding? Finding);

/// <summary>Checks record against entry and entry against hash for one tile. Tiles are independent, so several run at once.</summary>
internal sealed class TileVerifier(TileDirectory tiles, bool withRecords)
{
    internal TileCheck Check(long index, int width)
    {
        var hashesPath = new TilePath(TileKind.Hashes, 0, index, width);
        var entriesPath = hashesPath with { Kind = TileKind.Entries };
        var recordsPath = hashesPath with { Kind = TileKind.Records };
        var reading = hashesPath;
        var leaves = new TreeHash[width];
        var done = 0;
        try
        {
            using var hashesFile = tiles.Open(hashesPath);
            reading = entriesPath;
            using var entriesFile = tiles.Open(entriesPath);
            reading = recordsPath;
            using var recordsFile = withRecords ? tiles.Open(recordsPath) : null;

            var hashes = MemoryMarshal.Cast<byte, TreeHash>(hashesFile.Bytes);
            var entries = new EntryReader(entriesFile.Bytes);
            var records = new RecordReader(recordsFile is null ? [] : recordsFile.Bytes);
            Span<byte> expected = stackalloc byte[LeafEntry.Length];
            for (; done < width; done++)
            {
                reading = entriesPath;
                var entry = entries.Next();
                leaves[done] = Merkle.Leaf(entry);
                var hashFits = leaves[done] == hashes[done];
                if (withRecords)
                {
                    reading = recordsPath;
                    records.Next();
                    LeafEntry.Write(records.Actor, records.Subject, expected);
                    if (!entry.SequenceEqual(expected))
                        return Bad(hashFits ? RecordChanged(recordsPath) : Merkle.Leaf(expected) == hashes[done] ? EntryChanged(entriesPath) : NothingFits(recordsPath));
                }
                if (!hashFits)
                    return Bad(withRecords ? HashChanged(hashesPath) : EntryOrHashChanged(entriesPath, hashesPath));
            }

            // Behind a partial tile that is cut from the full one lies what this checkpoint does not speak of.
            reading = entriesPath;
            if (entriesFile.Width == width)
                entries.DemandEnd();
            reading = recordsPath;
            if (recordsFile?.Width == width)
                records.DemandEnd();
        }
        catch (Exception e) when (e is FormatException or VerificationFailedException)
        {
            return Bad((e.Message, reading));
        }
        return new TileCheck(leaves, width == TilePath.FullWidth ? Merkle.Root(leaves) : default, null);

        TileCheck Bad((string Message, TilePath Path) found)
        {
            var entry = index * TilePath.FullWidth + Math.Min(done, width - 1);
            return new TileCheck(leaves[..done], default, new Finding($"Entry {entry}: {found.Message}", found.Path.ToString(), entry));
        }
    }

    private static (string, TilePath) RecordChanged(TilePath records) =>
        ("the stored record is not the one that was logged. The log's entry fits its tile; the encrypted record was changed.", records);

    private static (string, TilePath) EntryChanged(TilePath entries) =>
        ("the entry was changed. The stored record fits the hash in the tile, the entry does not.", entries);

    private static (string, TilePath) HashChanged(TilePath hashes) =>
        ("what is stored for it does not give its hash in the tile. The stored record and the entry fit each other: either they or the hash in the tile were changed.", hashes);

    private static (string, TilePath) NothingFits(TilePath records) =>
        ("the stored record, the entry and the hash in the tile all differ from each other.", records);

    private static (string, TilePath) EntryOrHashChanged(TilePath entries, TilePath hashes) =>
        ($"the entry does not have the hash that {hashes} gives for it; one of the two was changed.", entries);
}
