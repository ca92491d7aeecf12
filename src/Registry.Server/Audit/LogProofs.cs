using Registry.AccessLog;
using Registry.Store.Log;

namespace Registry.Server.Audit;

/// <summary>Proof files (c2sp.org/tlog-proof) for single lines: leaf, inclusion proof, signed checkpoint. Made from published tiles, a handful of them.</summary>
internal sealed class LogProofs(PublishedLog published, TimeProvider clock)
{
    /// <summary>A line is signed within about a second and published half a second later; this is how long a caller waits for it.</summary>
    private static readonly TimeSpan PublishedWithin = TimeSpan.FromSeconds(5);

    /// <summary>The proof of a record's leaf under the newest published checkpoint.</summary>
    /// <exception cref="TimeoutException">No published checkpoint covers the line yet: signing or publishing lags behind.</exception>
    /// <exception cref="VerificationFailedException">The stored record is not the one that was logged: no proof leads from it to the checkpoint.</exception>
    public async Task<string> Of(LogRecord record, CancellationToken cancel)
    {
        var (note, head) = await Covering(record.Index, cancel);
        var entry = record.Stored.Entry();
        var proof = await TlogProof.MakeAsync(new TileHashSource(published.Tiles, head.Size), record.Index, entry, note, cancel);
        return InclusionProof.Verify(Merkle.Leaf(entry), record.Index, head, [.. proof.Path])
            ? proof.ToString()
            : throw new VerificationFailedException($"The stored record of entry {record.Index} is not the one that was logged.");
    }

    private async Task<(SignedNote Note, TreeHead Head)> Covering(long index, CancellationToken cancel)
    {
        var until = clock.GetUtcNow() + PublishedWithin;
        while (true)
        {
            if (await published.Checkpoint(cancel) is { } note && Checkpoint.Parse(note.Text).Head is var head && head.Size > index)
                return (note, head);
            if (clock.GetUtcNow() > until)
                throw new TimeoutException();
            await Task.Delay(TimeSpan.FromMilliseconds(100), clock, cancel);
        }
    }
}
