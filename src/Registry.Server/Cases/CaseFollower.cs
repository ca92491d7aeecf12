using System.Text.Json;
using Npgsql;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Sealing;
using Registry.Server.Subjects;
using Registry.Store.Subjects;

namespace Registry.Server.Cases;

/// <summary>
/// Builds the index of cases page by page and follows the events of every process by their numbers. Numbers are given before their
/// transactions commit: one that is missing is waited for as long as a transaction can last, and only then taken for rolled back.
/// </summary>
internal sealed class CaseFollower(
    SubjectPages pages, SubjectRecords records, CaseIndex index, LawTables law, TimeProvider clock, ILogger<CaseFollower> logger) : BackgroundService
{
    private const int PageSize = 500;
    private const int MostEvents = 5000;

    /// <summary>Rows between two words to the operator.</summary>
    private const int ProgressEvery = 20_000;

    /// <summary>Stands for the number of an event that this process has just written and the follower has not seen.</summary>
    private const long JustNow = long.MaxValue;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Nobody waits longer for the index.</summary>
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(5);

    /// <summary>Longer than any transaction of the journal can be open.</summary>
    private static readonly TimeSpan LongestTransaction = TimeSpan.FromMinutes(2);

    private readonly SortedDictionary<long, DateTimeOffset> missing = [];
    private readonly TaskCompletionSource built = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long seen;

    /// <summary>Ends when the index holds everything that stood at the start. Until then whoever asks waits.</summary>
    /// <exception cref="TimeoutException">It is not built yet; the caller comes again.</exception>
    public Task Ready(CancellationToken cancel) => built.Task.WaitAsync(LongestAnswer, clock, cancel);

    /// <summary>Takes over what this process wrote, at once; the number of its event comes with the next look at the database.</summary>
    public void Wrote(Guid stream, SubjectRecord after)
    {
        index.Knows(stream, after.State.Subject);
        Tell(index.Put([order => CaseEntry.Of(law, after, new EventNumbers(_ => JustNow, _ => JustNow), order)], 0));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!built.Task.IsCompleted)
                {
                    await Build(stoppingToken);
                    built.TrySetResult();
                }

                await CatchUp(stoppingToken);
            }
            catch (Exception away) when (away is NpgsqlException or TimeoutException or InvalidOperationException && !stoppingToken.IsCancellationRequested)
            {
                Log.CasesLate(logger, away.GetType().Name);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Build(CancellationToken cancel)
    {
        var start = clock.GetTimestamp();
        var last = await pages.LastEvent(cancel);
        var (after, count) = (Guid.Empty, 0);
        while (await pages.Next(after, PageSize, cancel) is { Count: > 0 } page)
        {
            await Take(page, cancel);
            after = page[^1].Subject;
            count += page.Count;
            if (count % ProgressEvery < page.Count)
                Log.CasesRead(logger, count, clock.GetElapsedTime(start).TotalSeconds);
        }

        // Transactions that were open when the numbers were read may still commit smaller ones: the last numbers are looked at again.
        seen = Math.Max(0, last - MostEvents);
        Log.CasesBuilt(logger, count, clock.GetElapsedTime(start).TotalSeconds);
    }

    private async Task CatchUp(CancellationToken cancel)
    {
        var from = missing.Count > 0 ? missing.Keys.First() - 1 : seen;
        while (true)
        {
            var now = clock.GetUtcNow();
            var events = await pages.EventsAfter(from, MostEvents, cancel);
            var streams = new HashSet<Guid>();
            foreach (var (number, stream) in events)
            {
                if (number <= seen && !missing.Remove(number))
                    continue;
                for (var gap = Math.Max(seen + 1, number - MostEvents); gap < number; gap++)
                    missing[gap] = now;
                seen = Math.Max(seen, number);
                streams.Add(stream);
            }

            foreach (var number in missing.Where(one => now - one.Value > LongestTransaction).Select(one => one.Key).ToList())
                missing.Remove(number);
            await Take(await pages.Find(await Subjects(streams, cancel), cancel), cancel);
            if (events.Count < MostEvents)
                return;
            from = events[^1].Number;
        }
    }

    /// <summary>Subjects of the streams; a stream of nobody known belongs to a subject whose row is new to the index.</summary>
    private async Task<Guid[]> Subjects(HashSet<Guid> streams, CancellationToken cancel)
    {
        var known = streams.Select(index.SubjectOf).OfType<Guid>().ToHashSet();
        if (streams.Any(stream => index.SubjectOf(stream) is null))
            known.UnionWith((await pages.Versions(cancel)).Where(row => index.RowOf(row.Subject) != row.Version).Select(row => row.Subject));
        return [.. known];
    }

    private async Task Take(IReadOnlyList<(Guid Subject, SubjectRow Row)> rows, CancellationToken cancel)
    {
        var read = rows.Select(row => Open(row.Subject, row.Row)).OfType<SubjectRecord>().ToList();
        var streams = read.SelectMany(record => record.Streams.Keys.Select(stream => (Stream: stream, record.State.Subject))).ToList();
        foreach (var (stream, subject) in streams)
            index.Knows(stream, subject);
        var last = read.Count == 0 ? [] : (await pages.LastEvents([.. streams.Select(one => one.Stream)], [.. HistoryRules.OfLooks], cancel)).ToDictionary(one => one.Stream);
        var numbers = new EventNumbers(stream => last.GetValueOrDefault(stream).Number, stream => last.GetValueOrDefault(stream).Told);
        Tell(index.Put(
            [.. read.Select(record => (Func<long, CaseEntry>)(order => CaseEntry.Of(law, record, numbers, order)))],
            missing.Count > 0 ? missing.Keys.First() - 1 : seen));
    }

    /// <summary>A record whose tasks cannot be told is one record: the others go on.</summary>
    private void Tell(int failed)
    {
        if (failed > 0)
            Log.CasesFailed(logger, failed);
    }

    /// <summary>A row that does not open is told to the operator and to whoever looks at it; it must not stop the others.</summary>
    private SubjectRecord? Open(Guid subject, SubjectRow row)
    {
        try
        {
            return records.Read(subject, row);
        }
        catch (Exception tampered) when (tampered is OpenFailedException or RecordTamperedException or JsonException)
        {
            Log.CaseUnreadable(logger);
            return null;
        }
    }
}
