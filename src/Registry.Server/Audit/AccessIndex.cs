using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Registry.Domain.Secrecy;
using Registry.Sealing;
using Registry.Server.Records;
using Registry.Store.Log;

namespace Registry.Server.Audit;

/// <summary>
/// The inspectors' view: opens the records of the log in order with the inspectorate's key and keeps them by person, in memory only.
/// Nothing is stored beside the ciphertext that a dump could correlate.
/// </summary>
internal sealed class AccessIndex(LogReader log, LocalAuditKey inspectorate, ILogger<AccessIndex> logger) : IDisposable
{
    /// <summary>Records kept ready. Older ones are left to the export, which an inspectorate opens itself.</summary>
    internal int Capacity { get; set; } = 1_000_000;

    /// <summary>Lines that one step of a watch looks at, while everybody else waits.</summary>
    private const int MostLooked = 10_000;

    private static readonly LineList None = new();

    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly RecordOpener opener = new();
    private readonly Dictionary<Guid, LineList> bySubject = [];
    private readonly Dictionary<Guid, IndexedRecord> byId = [];
    private readonly LineList inOrder = new();
    private IReadOnlySet<Guid>? erased;
    private readonly Dictionary<(Guid Mandate, DateOnly Day), long> shown = [];
    private long next;
    private long oldest;
    private DateTimeOffset latest = DateTimeOffset.UnixEpoch;

    /// <summary>Lines were shredded: whoever kept something of them lets go of it.</summary>
    public event Action? Forgot;

    /// <summary>Lines that a filter takes, newest first, below a leaf index.</summary>
    public async Task<ImmutableArray<IndexedRecord>> Find(AccessFilter filter, long below, int most, CancellationToken cancel)
    {
        await gate.WaitAsync(cancel);
        try
        {
            await CatchUp(cancel);
            var lines = filter.Subject is { } subject ? bySubject.GetValueOrDefault(subject, None) : inOrder;
            return [.. lines.Down().SkipWhile(line => line.Index >= below).TakeWhile(line => !filter.IsPast(line)).Where(filter.Takes).Take(most)];
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>How many lines were shown under a mandate on a law day, at the most.</summary>
    public async Task<long> Shown(Guid mandate, DateOnly day, CancellationToken cancel)
    {
        await gate.WaitAsync(cancel);
        try
        {
            await CatchUp(cancel);
            return shown.GetValueOrDefault((mandate, day));
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Every line about some subjects, of those that are kept ready now: from which index on, up to which size of the log.</summary>
    public async Task<LinesAbout> About(IReadOnlyCollection<Guid> subjects, CancellationToken cancel)
    {
        await gate.WaitAsync(cancel);
        try
        {
            await CatchUp(cancel);
            var since = inOrder.Up(oldest).FirstOrDefault()?.Content.At;
            return new LinesAbout(oldest, next, since, subjects.ToDictionary(one => one, one => bySubject.GetValueOrDefault(one, None).Up(oldest).ToImmutableArray()));
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Index of the line that will come next, after everything that is committed by now.</summary>
    public async Task<long> End(CancellationToken cancel)
    {
        await gate.WaitAsync(cancel);
        try
        {
            await CatchUp(cancel);
            return next;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Index of the oldest line that is kept ready.</summary>
    public async Task<long> Oldest(CancellationToken cancel)
    {
        await gate.WaitAsync(cancel);
        try
        {
            return oldest;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Lines that a filter takes, oldest first, from a leaf index on, out of what is opened already; looks at so many lines at most.</summary>
    /// <returns>The lines, and where to go on; null when lines from that index on are not kept ready any more.</returns>
    public async Task<(ImmutableArray<IndexedRecord> Lines, long Next)?> After(AccessFilter filter, long from, int most, CancellationToken cancel)
    {
        await gate.WaitAsync(cancel);
        try
        {
            if (from < oldest)
                return null;
            var found = ImmutableArray.CreateBuilder<IndexedRecord>();
            var (looked, at) = (0, from);
            foreach (var line in (filter.Subject is { } subject ? bySubject.GetValueOrDefault(subject, None) : inOrder).Up(from))
            {
                if (looked++ == MostLooked || found.Count == most)
                    return (found.ToImmutable(), at);
                at = line.Index + 1;
                if (filter.Takes(line))
                    found.Add(line);
            }

            return (found.ToImmutable(), Math.Max(from, next));
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>One record, or null.</summary>
    public async Task<IndexedRecord?> Find(Guid recordId, CancellationToken cancel)
    {
        await gate.WaitAsync(cancel);
        try
        {
            await CatchUp(cancel);
            return byId.GetValueOrDefault(recordId);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>The caller's words in a record, which are not kept ready; null where there are none, or they were shredded, or do not open.</summary>
    public async Task<string?> Justification(LogRecord record, CancellationToken cancel)
    {
        await gate.WaitAsync(cancel);
        try
        {
            return (await Unseal(record, cancel)).Justification is { } words ? Encoding.UTF8.GetString(words) : null;
        }
        catch (Exception unreadable) when (IsUnreadable(unreadable))
        {
            return null;
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose()
    {
        opener.Dispose();
        gate.Dispose();
    }

    private async Task CatchUp(CancellationToken cancel)
    {
        erased ??= await log.ErasedEpochs(cancel);
        var shredding = false;
        await foreach (var record in log.Records(next, long.MaxValue, cancel))
        {
            var line = await Open(record, cancel);
            shredding |= line.Content.Kind == RecordKind.Erasure;
            Add(line);
            next = record.Index + 1;
        }

        if (shredding)
            await Forget(cancel);
    }

    /// <summary>What is shredded must not live on in memory. Anybody who may append can say that it is; only what the database erases is read anew.</summary>
    private async Task Forget(CancellationToken cancel)
    {
        var now = await log.ErasedEpochs(cancel);
        if (erased!.IsSupersetOf(now))
            return;
        erased = now;
        opener.Clear();
        bySubject.Clear();
        byId.Clear();
        inOrder.Clear();
        shown.Clear();
        (next, oldest, latest) = (0, 0, DateTimeOffset.UnixEpoch);
        Forgot?.Invoke();
        await CatchUp(cancel);
    }

    /// <summary>A record that does not open is shown as such and stops nobody: somebody who may only append could plant one.</summary>
    private async Task<IndexedRecord> Open(LogRecord record, CancellationToken cancel)
    {
        var stored = record.Stored;
        try
        {
            var opened = await Unseal(record, cancel);
            return new IndexedRecord(record.Index, stored.Id, opened.Subject, AccessRecord.Parse(opened.Actor));
        }
        catch (Exception unreadable) when (IsUnreadable(unreadable))
        {
            var shredded = erased!.Contains(record.AuditEpoch);
            if (!shredded)
                Log.RecordUnreadable(logger, record.Index);
            var content = new AccessRecord { At = DateTimeOffset.UnixEpoch, Kind = RecordKind.Unspecified, Outcome = shredded ? "SHREDDED" : "NOT_READABLE" };
            return new IndexedRecord(record.Index, stored.Id, Guid.Empty, content);
        }
    }

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

    private void Add(IndexedRecord opened)
    {
        if (opened.Content.At > latest)
            latest = opened.Content.At;
        var line = opened with { Latest = latest };
        if (!bySubject.TryGetValue(line.Subject, out var lines))
            bySubject[line.Subject] = lines = new LineList();
        lines.Add(line);
        byId[line.RecordId] = line;
        inOrder.Add(line);
        if (line.Content is { Mandate: { } mandate, LawDate: { } day, Shows: > 0 and var count })
            shown[(mandate, day)] = shown.GetValueOrDefault((mandate, day)) + count;
        while (inOrder.Count > Capacity)
            DropOldest();
    }

    private void DropOldest()
    {
        var dropped = inOrder.DropOldest();
        oldest = dropped.Index + 1;
        byId.Remove(dropped.RecordId);
        bySubject[dropped.Subject].DropOldest();
        if (bySubject[dropped.Subject].Count == 0)
            bySubject.Remove(dropped.Subject);
    }
}
