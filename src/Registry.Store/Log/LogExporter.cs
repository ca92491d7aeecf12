using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Registry.AccessLog;

namespace Registry.Store.Log;

/// <summary>
/// Writes the log as static files for mirrors, inspectors and witnesses: they get files, never the database. Resumes at the checkpoint
/// that the directory holds.
/// </summary>
/// <param name="log">The log as stored.</param>
/// <param name="policy">Keys of the log, e.g. <see cref="LogPolicy.OfLog"/>. A checkpoint that one of them did not sign is not exported.</param>
public sealed class LogExporter(LogReader log, LogPolicy policy)
{
    /// <summary>
    /// File of the wrapped audit epoch keys, beside the records: one line an epoch, <c>id base64</c>. The inspectorate unwraps them.
    /// </summary>
    public const string AuditEpochs = "audit-epochs";

    /// <summary>Brings the directory up to the newest signed checkpoint.</summary>
    /// <param name="directory">Folder of the export; its parent exists.</param>
    /// <param name="withRecords">False for a mirror that gets the tree alone; must be the same ever after.</param>
    /// <param name="progress">Entries written so far and in all.</param>
    /// <returns>What the directory holds now.</returns>
    /// <exception cref="VerificationFailedException">The database does not give what was signed: do not publish, find out why.</exception>
    /// <exception cref="IOException">Another process exports there, or the disk fails.</exception>
    public Task<TreeHead> Export(string directory, bool withRecords, IProgress<ExportProgress>? progress, CancellationToken cancel) =>
        Export(directory, withRecords, asStored: false, progress, cancel);

    /// <summary>
    /// Writes what the database holds now, records and leaf hashes as stored, into a new directory: evidence for <see cref="LogVerifier"/>,
    /// which names what does not fit. Not for publication.
    /// </summary>
    /// <exception cref="VerificationFailedException">The stored leaf hashes themselves do not give what was signed; the message says between which entries.</exception>
    public Task<TreeHead> ExportAsStored(string directory, IProgress<ExportProgress>? progress, CancellationToken cancel) =>
        Export(directory, withRecords: true, asStored: true, progress, cancel);

    private async Task<TreeHead> Export(string directory, bool withRecords, bool asStored, IProgress<ExportProgress>? progress, CancellationToken cancel)
    {
        using var files = TileDirectoryWriter.Open(directory, policy, withRecords);
        if (await log.NewestCheckpoint(cancel) is not { } newest)
            return files.Published;
        if (newest.Head.Size < files.Published.Size)
            throw new VerificationFailedException(
                $"The newest signed checkpoint of the database has {newest.Head.Size} entries, {files.Published.Size} are published already: the database was rolled back.");

        if (withRecords)
            await WriteEpochs(directory, cancel);
        var from = files.Published.Size;
        return await files.WriteAsync(Lines(from, newest.Head.Size, withRecords, asStored, progress, cancel), Notes(from, newest.Head.Size, cancel), cancel);
    }

    private async IAsyncEnumerable<ExportLine> Lines(
        long from, long until, bool withRecords, bool asStored, IProgress<ExportProgress>? progress, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var record in log.Records(from, until, cancel))
        {
            progress?.Report(new ExportProgress(record.Index + 1, until));
            var line = ExportLine.Of(record.Stored);
            yield return line with { Record = withRecords ? record.Stored : null, LeafHash = asStored ? record.LeafHash : null };
        }
    }

    // Of each size the newest note that the policy's quorum of witnesses has cosigned; the published size too, for a newer time or more cosignatures.
    private async IAsyncEnumerable<SignedNote> Notes(long from, long until, [EnumeratorCancellation] CancellationToken cancel)
    {
        (SignedNote Note, long Size)? best = null;
        await foreach (var checkpoint in log.Checkpoints(from, cancel))
        {
            if (best is { } done && done.Size < checkpoint.Head.Size)
            {
                yield return done.Note;
                best = null;
            }

            var note = SignedNote.Parse(Encoding.UTF8.GetBytes(checkpoint.Note));
            if (checkpoint.Head.Size <= until && policy.IsWitnessed(note))
                best = (note, checkpoint.Head.Size);
        }

        if (best is { } last)
            yield return last.Note;
    }

    // Before the checkpoint: whoever sees a record can find its epoch.
    private async Task WriteEpochs(string directory, CancellationToken cancel)
    {
        var text = new StringBuilder();
        await foreach (var epoch in log.AuditEpochs(cancel))
            text.Append(CultureInfo.InvariantCulture, $"{epoch.Id:d} {Convert.ToBase64String(epoch.Wrapped)}\n");
        var path = Path.Combine(directory, AuditEpochs);
        await using (var file = new FileStream(path + ".tmp", FileMode.Create, FileAccess.Write))
        {
            await file.WriteAsync(Encoding.ASCII.GetBytes(text.ToString()), cancel);
            file.Flush(flushToDisk: true);
        }

        File.Move(path + ".tmp", path, overwrite: true);
    }
}

/// <summary>How far an export is.</summary>
/// <param name="Written">Entries that were taken from the database.</param>
/// <param name="Total">Entries of the checkpoint that will be published.</param>
public readonly record struct ExportProgress(long Written, long Total);
