using Registry.AccessLog;
using Registry.Verify.Records;

namespace Registry.Verify.Evidence;

/// <summary>Makes lines provable: part keys from the inspectorate's epoch keys, inclusion proofs from the tiles of the export.</summary>
/// <param name="keys">Epoch keys; they stay here.</param>
/// <param name="tiles">The export, verified.</param>
/// <param name="note">Its newest checkpoint, verified.</param>
/// <param name="withWords">Whether the callers' words go along.</param>
internal sealed class RecordProofs(EpochKeys keys, TileDirectory tiles, SignedNote note, bool withWords)
{
    private readonly Checkpoint checkpoint = Checkpoint.Parse(note.Text);

    /// <summary>The lines of one bundle with their proofs.</summary>
    internal async Task<IReadOnlyList<ProvenLine>> Of(IReadOnlyList<OpenLine> lines, CancellationToken cancel)
    {
        var source = new BundleSubtrees(new TileHashSource(tiles, checkpoint.Head.Size));
        var proven = new List<ProvenLine>(lines.Count);
        foreach (var line in lines)
            proven.Add(new ProvenLine(withWords ? line : line.WithoutWords(), await Of(line, source, cancel), checkpoint.Origin));
        return proven;
    }

    private async Task<OpenedRecord> Of(OpenLine line, ISubtreeSource source, CancellationToken cancel)
    {
        var (id, words) = (line.Record, withWords && line.Justification is not null);
        var key = keys.Find(PartBox.EpochOf(line.Stored.Subject.Span)!.Value)!;
        return new OpenedRecord(
            words ? line.Stored : line.Stored with { Justification = default },
            key.PartKey(id, Part.Actor), key.PartKey(id, Part.Subject), words ? key.PartKey(id, Part.Justification) : null,
            await TlogProof.MakeAsync(source, line.Index, entry: null, note, cancel));
    }
}

/// <summary>Remembers every subtree that the proofs of one bundle share: a few hashes an entry instead of some hundreds.</summary>
internal sealed class BundleSubtrees(ISubtreeSource tiles) : ISubtreeSource
{
    private const int HeightOfTile = 8;

    private readonly Dictionary<(int Height, long Index), TreeHash> known = [];

    public async ValueTask<TreeHash> SubtreeAsync(int height, long index, CancellationToken cancel)
    {
        if (known.TryGetValue((height, index), out var hash))
            return hash;
        if (height % HeightOfTile == 0)
            return known[(height, index)] = await tiles.SubtreeAsync(height, index, cancel);
        var (left, right) = (await SubtreeAsync(height - 1, 2 * index, cancel), await SubtreeAsync(height - 1, 2 * index + 1, cancel));
        return known[(height, index)] = Merkle.Node(left, right);
    }
}
