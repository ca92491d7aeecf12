using System.Collections.Immutable;
using Registry.Sealing;
using Registry.Server.Audit.Review;
using Registry.Store.Log;

namespace Registry.Server.Audit;

/// <summary>
/// The inspectors' view: opens the records of the log in order with the inspectorate's key and keeps the newest by person, in memory only. Nothing is stored beside the
/// ciphertext that a dump could correlate. Built at the start (<see cref="AccessIndexBuilder"/>); until then whoever asks waits some seconds and comes again.
/// </summary>
internal sealed class AccessIndex(LogReader log, LocalAuditKey inspectorate, TimeProvider clock, ILogger<AccessIndex> logger) : IDisposable
{
    /// <summary>Lines that one step of a watch looks at, while everybody else waits.</summary>
    private const int MostLooked = 10_000;

    /// <summary>Lines that are opened at a stretch, while everybody else waits.</summary>
    private const int Step = 5_000;

    /// <summary>Nobody waits longer for the index.</summary>
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly LineOpener opener = new(log, inspectorate, logger);
    private readonly KeptLines kept = new();
    private readonly TaskCompletionSource built = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool begun;
    private bool shredding;
    private long next;

    /// <summary>Lines were shredded: whoever kept something of them lets go of it.</summary>
    public event Action? Forgot;

    internal int Capacity { get => kept.Capacity; set => kept.Capacity = value; }

    /// <summary>True when everything that stood in the log at the start is opened.</summary>
    public bool Built => built.Task.IsCompleted;

    /// <summary>Entries of the review queue that inspectors marked as read, by the lines that are kept.</summary>
    public SettledReviews Settled => kept.Settled;

    /// <summary>Opens the next lines of the log, some thousand at the most.</summary>
    /// <returns>The index of the first that was to be kept, of the next one, and of the end.</returns>
    public async Task<(long First, long Next, long End)> Build(CancellationToken cancel)
    {
        var end = await log.Size(cancel);
        await gate.WaitAsync(cancel);
        try
        {
            await Open(end, cancel);
            if (next >= end)
                built.TrySetResult();
            return (kept.Oldest, next, end);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Lines that a filter takes, newest first, below a leaf index; of what is kept.</summary>
    public Task<FoundLines> Find(AccessFilter filter, long below, int most, CancellationToken cancel) => Ask(
        () => new FoundLines(
            [.. kept.Of(filter.Subject).Down().SkipWhile(line => line.Index >= below).TakeWhile(line => !filter.IsPast(line)).Where(filter.Takes).Take(most)],
            kept.Oldest, kept.Oldest > 0 ? kept.Since : null),
        cancel);

    /// <summary>How many lines were shown under a mandate on a law day, at the most.</summary>
    public Task<long> Shown(Guid mandate, DateOnly day, CancellationToken cancel) => Ask(() => kept.Shown.Of(mandate, day), cancel);

    /// <summary>Every line about some subjects, of those that are kept now: from which index on, up to which size of the log.</summary>
    public Task<LinesAbout> About(IReadOnlyCollection<Guid> subjects, CancellationToken cancel) => Ask(
        () => new LinesAbout(kept.Oldest, next, kept.Since, subjects.ToDictionary(one => one, one => kept.Of(one).Up(kept.Oldest).ToImmutableArray())), cancel);

    /// <summary>Index of the line that will come next, after everything that is committed by now.</summary>
    public Task<long> End(CancellationToken cancel) => Ask(() => next, cancel);

    /// <summary>Index of the oldest line that is kept, and when it was written; no moment where all of the log is kept.</summary>
    public Task<(long From, DateTimeOffset? Since)> Kept(CancellationToken cancel) => Ask(() => (kept.Oldest, kept.Oldest > 0 ? kept.Since : null), cancel);

    /// <summary>Lines that a filter takes, oldest first, from a leaf index on, out of what is opened already; looks at so many lines at most.</summary>
    /// <returns>The lines, and where to go on; null when lines from that index on are not kept any more.</returns>
    public async Task<(ImmutableArray<IndexedRecord> Lines, long Next)?> After(AccessFilter filter, long from, int most, CancellationToken cancel)
    {
        await gate.WaitAsync(cancel);
        try
        {
            if (from < kept.Oldest)
                return null;
            var found = ImmutableArray.CreateBuilder<IndexedRecord>();
            var (looked, at) = (0, from);
            foreach (var line in kept.Of(filter.Subject).Up(from))
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

    /// <summary>One record, or null. One that is older than what is kept is opened alone.</summary>
    public async Task<IndexedRecord?> Find(Guid recordId, CancellationToken cancel)
    {
        var (found, oldest) = await Ask(() => (kept.Find(recordId), kept.Oldest), cancel);
        if (found is not null || oldest == 0 || await log.Find(recordId, cancel) is not { } record || record.Index >= oldest)
            return found;
        await gate.WaitAsync(cancel);
        try
        {
            return await opener.Open(record, cancel);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>The caller's words in a record, which are not kept; null where there are none, or they were shredded, or do not open.</summary>
    public async Task<string?> Justification(LogRecord record, CancellationToken cancel)
    {
        await gate.WaitAsync(cancel);
        try
        {
            return await opener.Justification(record, cancel);
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

    private async Task<T> Ask<T>(Func<T> question, CancellationToken cancel)
    {
        await built.Task.WaitAsync(LongestAnswer, clock, cancel);
        await gate.WaitAsync(cancel);
        try
        {
            while (await Open(long.MaxValue, cancel) == Step)
            {
            }

            return question();
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Opens a step of lines, of those before an index.</summary>
    /// <returns>How many.</returns>
    private async Task<int> Open(long end, CancellationToken cancel)
    {
        if (!begun)
            await Begin(cancel);
        var count = 0;
        await foreach (var record in log.Records(next, Math.Min(end, next + Step), cancel))
        {
            var line = await opener.Open(record, cancel);
            shredding |= line.Content.Kind == Records.RecordKind.Erasure;
            kept.Add(line);
            next = record.Index + 1;
            count++;
        }

        // What is shredded must not live on in memory. Anybody who may append can say that it is; only what the database erases is read anew.
        if (shredding && count < Step && await opener.ReadErased(cancel))
        {
            await Begin(cancel);
            Forgot?.Invoke();
            count = Step;
        }

        shredding &= count == Step;
        return count;
    }

    /// <summary>Only what will be kept is opened: how long it takes follows from that, and not from how old the log is.</summary>
    private async Task Begin(CancellationToken cancel)
    {
        if (!begun)
            await opener.ReadErased(cancel);
        next = Math.Max(0, await log.Size(cancel) - kept.Capacity);
        kept.Begin(next);
        (begun, shredding) = (true, false);
    }
}
