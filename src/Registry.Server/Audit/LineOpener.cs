using System.Text;
using System.Text.Json;
using Registry.Domain.Secrecy;
using Registry.Sealing;
using Registry.Server.Records;
using Registry.Store.Log;

namespace Registry.Server.Audit;

/// <summary>Opens records of the log with the inspectorate's key. For one thread at a time.</summary>
internal sealed class LineOpener(LogReader log, LocalAuditKey inspectorate, ILogger logger) : IDisposable
{
    private readonly RecordOpener opener = new();
    private IReadOnlySet<Guid>? erased;

    /// <summary>Reads which epochs were shredded, and lets go of what was opened with their keys.</summary>
    /// <returns>True when more are than at the last time; at the first time there was nothing to let go of.</returns>
    public async Task<bool> ReadErased(CancellationToken cancel)
    {
        var (before, now) = (erased, await log.ErasedEpochs(cancel));
        erased = now;
        if (before is null || before.IsSupersetOf(now))
            return false;
        opener.Clear();
        return true;
    }

    /// <summary>A record that does not open is shown as such and stops nobody: somebody who may only append could plant one.</summary>
    public async Task<IndexedRecord> Open(LogRecord record, CancellationToken cancel)
    {
        var stored = record.Stored;
        try
        {
            var opened = await Unseal(record, cancel);
            return new IndexedRecord(record.Index, stored.Id, opened.Subject, AccessRecord.Parse(opened.Actor));
        }
        catch (Exception unreadable) when (IsUnreadable(unreadable))
        {
            var shredded = erased?.Contains(record.AuditEpoch) == true;
            if (!shredded)
                Log.RecordUnreadable(logger, record.Index);
            var content = new AccessRecord { At = DateTimeOffset.UnixEpoch, Kind = RecordKind.Unspecified, Outcome = shredded ? "SHREDDED" : "NOT_READABLE" };
            return new IndexedRecord(record.Index, stored.Id, Guid.Empty, content);
        }
    }

    /// <summary>The caller's words in a record; null where there are none, or they were shredded, or do not open.</summary>
    public async Task<string?> Justification(LogRecord record, CancellationToken cancel)
    {
        try
        {
            return (await Unseal(record, cancel)).Justification is { } words ? Encoding.UTF8.GetString(words) : null;
        }
        catch (Exception unreadable) when (IsUnreadable(unreadable))
        {
            return null;
        }
    }

    public void Dispose() => opener.Dispose();

    private async Task<OpenedRecord> Unseal(LogRecord record, CancellationToken cancel)
    {
        var stored = record.Stored;
        if (erased?.Contains(record.AuditEpoch) == true)
            throw new InvalidOperationException("The key of this record's epoch was destroyed.");
        if (!opener.Holds(record.AuditEpoch) && await log.AuditEpoch(record.AuditEpoch, cancel) is { } wrapped)
            opener.Add(record.AuditEpoch, inspectorate.Unwrap(wrapped));
        return opener.Open(stored.Id, new SealedRecord(stored.Actor.ToArray(), stored.Justification.ToArray(), stored.Subject.ToArray(), record.AuditEpoch));
    }

    private static bool IsUnreadable(Exception failed) => failed is OpenFailedException or JsonException or InvalidOperationException or ArgumentException;
}
