using System.Collections.Concurrent;
using System.Net;
using Registry.Server.Records;
using Registry.Store.Log;

namespace Registry.Server.Pipeline;

/// <summary>
/// Calls without a valid token: counted, and one line per source and reason a minute. What such a token claims is never recorded as an actor.
/// </summary>
internal sealed class NobodysLines(AccessRecorder recorder, LogWriter log, TimeProvider clock, ILogger<NobodysLines> logger) : BackgroundService
{
    /// <summary>Sources counted apart in one minute; what comes from more is counted together, so that memory is bounded.</summary>
    private const int MostSources = 1000;

    private ConcurrentDictionary<(string Source, string Reason), int> counts = new();

    public void Count(IPAddress? source, string reason)
    {
        var current = counts;
        var key = (current.Count < MostSources ? source?.ToString() ?? "local" : "many", reason);
        current.AddOrUpdate(key, 1, (_, n) => n + 1);
    }

    /// <summary>Writes what was counted so far.</summary>
    public async Task Flush()
    {
        var counted = Interlocked.Exchange(ref counts, new());
        foreach (var ((source, reason), count) in counted)
        {
            var record = new AccessRecord
            {
                At = clock.GetUtcNow(),
                Kind = RecordKind.Denial,
                Method = "(no valid token)",
                Outcome = reason,
                Source = source,
                Count = count,
            };
            try
            {
                await log.Write(recorder.Line(record, "", Guid.Empty, new HashSet<Domain.Access.FieldClass>(), grant: false), CancellationToken.None);
            }
            catch (Exception down) when (down is LogUnavailableException or LogBusyException)
            {
                counts.AddOrUpdate((source, reason), count, (_, n) => n + count);
                Log.NobodysLinesLate(logger, down.GetType().Name);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var minute = new PeriodicTimer(TimeSpan.FromMinutes(1), clock);
        try
        {
            while (await minute.WaitForNextTickAsync(stoppingToken))
                await Flush();
        }
        catch (OperationCanceledException)
        {
            await Flush();
        }
    }
}
