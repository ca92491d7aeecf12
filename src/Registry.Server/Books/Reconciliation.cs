using System.Buffers.Binary;
using System.Text.Json;
using Registry.Domain.Access;
using Registry.Domain.Secrecy;
using Registry.Sealing;
using Registry.Server.Records;
using Registry.Store.Log;

namespace Registry.Server.Books;

/// <summary>
/// Compares the two books: entries of the process that releases keys, and lines of the log, opened with the inspectorate's key. Streams both;
/// holds sixteen bytes a release of the time compared.
/// </summary>
/// <param name="log">The log as it is stored.</param>
/// <param name="inspectorate">Opens lines.</param>
/// <param name="book">A page of the book from an entry on; empty at its end.</param>
/// <param name="clock">Tells which lines may still be at work.</param>
internal sealed class Reconciliation(
    LogReader log, LocalAuditKey inspectorate, Func<long, CancellationToken, Task<IReadOnlyList<BookEntry>>> book, TimeProvider clock)
{
    /// <summary>A line younger than that may get its keys yet.</summary>
    private static readonly TimeSpan AtWork = TimeSpan.FromMinutes(1);

    /// <summary>Lines read at once for a page of releases.</summary>
    private const long Nearby = 8192;

    /// <summary>Compares what came since the last comparison; everything when there was none.</summary>
    public async Task<BookReport> Since(BookReport? last, CancellationToken cancel)
    {
        using var opener = new RecordOpener();
        var report = new BookReport
        {
            At = clock.GetUtcNow(),
            FromLine = last?.UntilLine ?? 0,
            UntilLine = last?.UntilLine ?? 0,
            FromEntry = last?.UntilEntry ?? 0,
            UntilEntry = last?.UntilEntry ?? 0,
        };
        var released = new HashSet<UInt128>();

        // Entries of the comparison before, too: a line that was at work then may have had its keys.
        var at = last?.FromEntry ?? 0;
        while (await book(at, cancel) is { Count: > 0 } page)
        {
            foreach (var entry in page.Where(entry => entry.Kind == BookKind.Released))
                released.Add(BinaryPrimitives.ReadUInt128BigEndian(entry.Record.Span));
            report = await WithLines([.. page.Where(entry => entry.Number >= report.FromEntry)], report, opener, cancel);
            at = page[^1].Number + 1;
        }

        report = at < report.FromEntry
            ? report with { EntriesGone = report.FromEntry - at, UntilEntry = at }
            : report with { UntilEntry = at };
        return await WithReleases(released, report, opener, cancel);
    }

    /// <summary>Every release has its line: committed before, so it is there.</summary>
    private async Task<BookReport> WithLines(IReadOnlyList<BookEntry> entries, BookReport report, RecordOpener opener, CancellationToken cancel)
    {
        report = report with { Refusals = report.Refusals + entries.Count(entry => entry.Kind == BookKind.Refused) };
        var releases = entries.Where(entry => entry.Kind == BookKind.Released).ToList();
        var lines = await Near(releases, cancel);
        foreach (var entry in releases)
        {
            var line = lines.GetValueOrDefault(entry.Index);
            var stands = line is not null && entry.IsAbout(line.Stored.Id);

            // One that does not open is told of as such; it is the line all the same.
            var letsOut = stands && await Open(line!, opener, cancel) is not { Scope.Classes: 0 };
            report = report with
            {
                Releases = report.Releases + 1,
                WithoutLine = letsOut ? report.WithoutLine : report.WithoutLine.And(entry.Index),
            };
        }

        return report;
    }

    /// <summary>The lines that a page of releases names. They follow each other closely, so one query reads them; a book that says otherwise costs one each.</summary>
    private async Task<Dictionary<long, LogRecord>> Near(IReadOnlyList<BookEntry> releases, CancellationToken cancel)
    {
        var wanted = releases.Select(entry => entry.Index).Where(index => index is >= 0 and < long.MaxValue).ToHashSet();
        var found = new Dictionary<long, LogRecord>();
        if (wanted.Count == 0)
            return found;
        IEnumerable<(long From, long Until)> ranges = wanted.Max() - wanted.Min() <= Nearby
            ? [(wanted.Min(), wanted.Max() + 1)]
            : wanted.Select(index => (index, index + 1));
        foreach (var (from, until) in ranges)
            await foreach (var line in log.Records(from, until, cancel))
                if (wanted.Contains(line.Index))
                    found[line.Index] = line;
        return found;
    }

    /// <summary>Every line that lets something out has its release, and says the same in both its parts.</summary>
    private async Task<BookReport> WithReleases(HashSet<UInt128> released, BookReport report, RecordOpener opener, CancellationToken cancel)
    {
        // Behind a line that may be at work nothing is called finished, and everything is looked at all the same: the time of a line is its writer's word.
        var finished = true;
        await foreach (var line in log.Records(report.FromLine, long.MaxValue, cancel))
        {
            var opened = await Open(line, opener, cancel);
            var age = opened is null ? TimeSpan.MaxValue : clock.GetUtcNow() - opened.Content.At;
            finished &= age.Duration() >= AtWork;
            if (finished)
                report = report with { UntilLine = line.Index + 1 };
            if (opened is null)
            {
                report = report with { Unreadable = report.Unreadable.And(line.Index) };
                continue;
            }

            if (!Agree(opened) || age <= -AtWork)
                report = report with { Disagreeing = report.Disagreeing.And(line.Index) };
            if (opened.Scope.Classes == 0 || !finished)
                continue;
            report = report with { Grants = report.Grants + 1 };
            if (!released.Contains(BinaryPrimitives.ReadUInt128BigEndian(BookEntry.HashOf(line.Stored.Id))))
                report = report with { WithoutRelease = report.WithoutRelease.And(line.Index) };
        }

        return report;
    }

    /// <summary>
    /// An intent lets out what it grants (and, for an act, what it writes), in the name of who asked; nothing else lets anything out.
    /// </summary>
    private static bool Agree(OpenedGrant line)
    {
        var granted = FieldClassMask.Of(line.Content.Granted.Keys);
        if (line.Silent)
            return true;
        return line.Content.Kind is RecordKind.Intent or RecordKind.BreakGlass
            ? (granted & ~line.Scope.Classes) == 0 && line.Scope.Actor == LineScope.TagOf(line.Content.Issuer, line.Content.Officer)
            : line.Scope.Classes == 0;
    }

    /// <summary>The line in the open, or null when nobody can read it. A line of before the second version of subject parts lets nothing out by itself.</summary>
    private async Task<OpenedGrant?> Open(LogRecord line, RecordOpener opener, CancellationToken cancel)
    {
        try
        {
            if (!opener.Holds(line.AuditEpoch) && await log.AuditEpoch(line.AuditEpoch, cancel) is { } wrapped)
                opener.Add(line.AuditEpoch, inspectorate.Unwrap(wrapped));
            var stored = line.Stored;
            var opened = opener.Open(
                stored.Id, new SealedRecord(stored.Actor.ToArray(), stored.Justification.ToArray(), stored.Subject.ToArray(), line.AuditEpoch));
            return new OpenedGrant(opened.Scope, AccessRecord.Parse(opened.Actor), Silent: stored.Subject.Span[0] == 1);
        }
        catch (Exception unreadable) when (unreadable is OpenFailedException or JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    /// <param name="Silent">A line of before the second version of subject parts: it says nothing of what it let out.</param>
    private sealed record OpenedGrant(LineScope Scope, AccessRecord Content, bool Silent);
}
