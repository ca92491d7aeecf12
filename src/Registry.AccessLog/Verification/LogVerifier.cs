namespace Registry.AccessLog;

/// <summary>
/// Verifies an exported log in one pass from the first entry to the last: stored records against entries, entries against level-0
/// hashes, every tile, the root and signatures of every checkpoint. Stops at the first thing that is not genuine and names it.
/// </summary>
/// <remarks>
/// Memory is bounded by a few bundles. What it cannot see: a log rolled back together with all its checkpoints (bring a checkpoint kept
/// elsewhere, or a policy with witnesses), record ids and justifications (the leaf does not cover them), and looks that never were logged.
/// </remarks>
/// <param name="directory">Folder of the export.</param>
/// <param name="policy">Whom to believe; from somewhere else than the folder, if possible.</param>
/// <param name="kept">Checkpoints from earlier days that this log must contain.</param>
/// <param name="now">The reader's clock, after which nothing may be signed; null asks no clock.</param>
public sealed class LogVerifier(string directory, LogPolicy policy, IReadOnlyList<KeptCheckpoint> kept, DateTimeOffset? now = null)
{
    /// <summary>Runs the pass.</summary>
    /// <exception cref="IOException">A file cannot be read; in particular there is no checkpoint.</exception>
    public async Task<LogVerdict> RunAsync(IProgress<LogProgress>? progress = null, CancellationToken cancel = default)
    {
        var withRecords = Directory.Exists(Path.Combine(directory, ExportLayout.Records));
        Checkpoint newest;
        try
        {
            var note = SignedNote.Load(Path.Combine(directory, ExportLayout.Checkpoint));
            newest = now is { } clock ? policy.Verify(note, clock) : policy.Verify(note);
        }
        catch (Exception e) when (e is FormatException or VerificationFailedException)
        {
            return new LogVerdict(new Finding($"The newest checkpoint: {e.Message}", ExportLayout.Checkpoint, null), null, 0, withRecords, 0);
        }

        try
        {
            using var history = OpenHistory();
            using var chain = new CheckpointChain(policy, newest.Head, kept, history);
            var edge = new RightEdge();
            var finding = await WalkAsync(newest.Head.Size, withRecords, edge, chain, progress, cancel);
            return new LogVerdict(finding, newest, edge.Size, withRecords, chain.Verified);
        }
        catch (Exception e) when (e is FormatException or EndOfStreamException or VerificationFailedException)
        {
            return new LogVerdict(new Finding(e.Message, ExportLayout.Checkpoints, null), newest, 0, withRecords, 0);
        }
    }

    private async Task<Finding?> WalkAsync(
        long size, bool withRecords, RightEdge edge, CheckpointChain chain, IProgress<LogProgress>? progress, CancellationToken cancel)
    {
        var tiles = new TileDirectory(directory);
        var verifier = new TileVerifier(tiles, withRecords);
        var upper = new UpperTiles(tiles, size);
        var ahead = new Queue<Task<TileCheck>>();
        var most = 2 * Environment.ProcessorCount;
        long started = 0;
        try
        {
            if (chain.Advance(edge, []) is { } atStart)
                return atStart;
            for (long index = 0; TilePath.WidthAt(size, 0, index) > 0; index++)
            {
                for (; ahead.Count < most && TilePath.WidthAt(size, 0, started) is > 0 and var width; started++)
                {
                    var number = started;
                    ahead.Enqueue(Task.Run(() => verifier.Check(number, width), cancel));
                }
                var tile = await ahead.Dequeue();
                if (tile.Finding is not null)
                    return tile.Finding;
                if (tile.Leaves.Length == TilePath.FullWidth && upper.Push(index, tile.Root) is { } above)
                    return above;
                if (chain.Advance(edge, tile.Leaves) is { } signed)
                    return signed;
                if (tile.Leaves.Length == TilePath.FullWidth)
                    edge.AppendSubtree(tile.Root, 8);
                else
                    foreach (var leaf in tile.Leaves)
                        edge.Append(leaf);
                progress?.Report(new LogProgress(edge.Size, size));
            }
            return null;
        }
        finally
        {
            await Task.WhenAll(ahead.Cast<Task>()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Stream OpenHistory()
    {
        var path = Path.Combine(directory, ExportLayout.Checkpoints);
        return File.Exists(path) ? File.OpenRead(path) : Stream.Null;
    }
}
