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

    /// <summary>File of the erasures, beside the records: one line each, <c>index id base64</c>, the key of its line's actor part. Anybody reads them.</summary>
    public const string Erasures = "erasures";

    private const UnixFileMode ReadByAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private string? continued;

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

    /// <summary>Brings a folder without records, which stays open between two rounds, up to the newest checkpoint that the policy believes.</summary>
    internal async Task<TreeHead> Continue(TileDirectoryWriter files, CancellationToken cancel)
    {
        var (newest, note) = await Newest(files.Published, files.SignedAt, cancel);
        // The same size again is written for a newer time or more cosignatures alone.
        if (newest != files.Published || note != continued)
            await Write(files, newest.Size, withRecords: false, asStored: false, progress: null, cancel);
        continued = note;
        return newest;
    }

    /// <summary>True when a folder that somebody else writes shows the newest checkpoint that the policy believes.</summary>
    internal async Task<bool> IsCurrent(string directory, CancellationToken cancel)
    {
        var file = Path.Combine(directory, ExportLayout.Checkpoint);
        if (!File.Exists(file))
            return await log.CheckpointsDown(cancel).FirstOrDefaultAsync(cancel) is null;
        var note = SignedNote.Load(file);
        var published = policy.VerifyLogKeys(note).Head;
        return (await Newest(published, policy.SignedAt(note), cancel)).Head == published;
    }

    private async Task<TreeHead> Export(string directory, bool withRecords, bool asStored, IProgress<ExportProgress>? progress, CancellationToken cancel)
    {
        using var files = TileDirectoryWriter.Open(directory, policy, withRecords);
        var (newest, _) = await Newest(files.Published, files.SignedAt, cancel);
        if (newest.Size == 0)
            return newest;
        if (withRecords)
            await WriteEpochs(directory, newest.Size, cancel);
        return await Write(files, newest.Size, withRecords, asStored, progress, cancel);
    }

    private Task<TreeHead> Write(TileDirectoryWriter files, long until, bool withRecords, bool asStored, IProgress<ExportProgress>? progress, CancellationToken cancel)
    {
        var from = files.Published.Size;
        return files.WriteAsync(Lines(from, until, withRecords, asStored, progress, cancel), Notes(from, until, cancel), cancel);
    }

    /// <summary>
    /// The newest checkpoint that the log's own keys signed and the quorum of witnesses cosigned; what is published already where none newer
    /// has its quorum yet. Whoever may sign can store notes that nobody signed, and of one size an older one after a newer one; neither must stop the
    /// publication or turn its time back.
    /// </summary>
    private async Task<(TreeHead Head, string? Note)> Newest(TreeHead published, DateTimeOffset? since, CancellationToken cancel)
    {
        var (unsigned, waiting) = (0, false);
        await foreach (var checkpoint in log.CheckpointsDown(cancel))
        {
            if (waiting && checkpoint.Head.Size < published.Size)
                break;
            if (Signed(checkpoint) is not { } note)
                unsigned++;
            else if (checkpoint.Head.Size < published.Size || checkpoint.Head.Size == published.Size && checkpoint.Head != published)
                throw new VerificationFailedException(
                    $"The newest signed checkpoint of the database has {checkpoint.Head.Size} entries, {published.Size} are published already: the database was rolled back.");
            else if (policy.IsWitnessed(note) && !(checkpoint.Head == published && policy.SignedAt(note) < since))
                return (checkpoint.Head, checkpoint.Note);
            else
                waiting = true; // For its quorum, or for a newer time than the published one.
        }

        return waiting || (unsigned == 0 && published.Size == 0)
            ? (published, continued)
            : throw new VerificationFailedException($"The database has no checkpoint that every key of the policy signed; {published.Size} entries are published already.");
    }

    private SignedNote? Signed(StoredCheckpoint checkpoint)
    {
        try
        {
            var note = SignedNote.Parse(Encoding.UTF8.GetBytes(checkpoint.Note));
            return policy.VerifyLogKeys(note).Head == checkpoint.Head ? note : null;
        }
        catch (Exception e) when (e is FormatException or VerificationFailedException)
        {
            return null;
        }
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

    // Of each size the note of the latest time that the policy's quorum of witnesses has cosigned, of equal times the one that was stored last; the published
    // size too, for a newer time or more cosignatures.
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

            if (checkpoint.Head.Size <= until && Signed(checkpoint) is { } note && policy.IsWitnessed(note) && !(policy.SignedAt(note) < (best is { } so ? policy.SignedAt(so.Note) : null)))
                best = (note, checkpoint.Head.Size);
        }

        if (best is { } last)
            yield return last.Note;
    }

    // Before the checkpoint: whoever sees a record can find its epoch. Epochs first: a key that goes in between is then here and announced, not gone unannounced.
    private async Task WriteEpochs(string directory, long size, CancellationToken cancel)
    {
        var (epochs, erasures) = (new StringBuilder(), new StringBuilder());
        await foreach (var epoch in log.AuditEpochs(cancel))
            epochs.Append(CultureInfo.InvariantCulture, $"{epoch.Id:d} {Convert.ToBase64String(epoch.Wrapped)}\n");
        await foreach (var erasure in log.Erasures(cancel))
            if (erasure.Index < size)
                erasures.Append(CultureInfo.InvariantCulture, $"{erasure.Index} {erasure.RecordId:d} {Convert.ToBase64String(erasure.ActorKey)}\n");
        DurableFiles.Replace(Path.Combine(directory, AuditEpochs), Encoding.ASCII.GetBytes(epochs.ToString()), ReadByAll);
        DurableFiles.Replace(Path.Combine(directory, Erasures), Encoding.ASCII.GetBytes(erasures.ToString()), ReadByAll);
    }
}

/// <summary>How far an export is.</summary>
/// <param name="Written">Entries that were taken from the database.</param>
/// <param name="Total">Entries of the checkpoint that will be published.</param>
public readonly record struct ExportProgress(long Written, long Total);
