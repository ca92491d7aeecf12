using System.Text;
using Registry.AccessLog;
using Registry.Store.Log;

namespace Registry.Server.Audit;

/// <summary>Proof files (c2sp.org/tlog-proof) for single lines: leaf, inclusion proof, signed checkpoint.</summary>
internal sealed class LogProofs(LogReader log, TimeProvider clock)
{
    /// <summary>A checkpoint follows its lines within about a second; this is how long a caller waits for one that covers its line.</summary>
    private static readonly TimeSpan CheckpointWithin = TimeSpan.FromSeconds(5);

    /// <summary>The proof of a record's leaf under the newest checkpoint.</summary>
    /// <exception cref="TimeoutException">No checkpoint covers the line yet: signing lags behind.</exception>
    public async Task<string> Of(LogRecord record, CancellationToken cancel)
    {
        var checkpoint = await Covering(record.Index, cancel);
        var hashes = await log.LeafHashes(0, checkpoint.Head.Size, cancel);
        var proof = await TlogProof.MakeAsync(
            new LeafHashes(hashes.ToArray()), record.Index, record.Stored.Entry(), SignedNote.Parse(Encoding.UTF8.GetBytes(checkpoint.Note)), cancel);
        return proof.ToString();
    }

    private async Task<StoredCheckpoint> Covering(long index, CancellationToken cancel)
    {
        var until = clock.GetUtcNow() + CheckpointWithin;
        while (true)
        {
            if (await log.NewestCheckpoint(cancel) is { } newest && newest.Head.Size > index)
                return newest;
            if (clock.GetUtcNow() > until)
                throw new TimeoutException();
            await Task.Delay(TimeSpan.FromMilliseconds(100), clock, cancel);
        }
    }
}
