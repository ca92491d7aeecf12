using System.Diagnostics.Metrics;
using Npgsql;
using Registry.Sealing;
using Registry.Server.Hosting;
using Registry.Store.Log;

namespace Registry.Server.Books;

/// <summary>
/// Compares the two books every hour where a process of its own releases keys: metric, health, and an entry for the review queue. Finds out a
/// process that releases keys wrongly; a server that lies is found out by the same comparison elsewhere (`registryctl keys reconcile`).
/// </summary>
internal sealed class TwoBooks : BackgroundService
{
    /// <summary>Meter of the metrics of this page.</summary>
    public const string MeterName = "Registry.Keys.Books";

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>An hourly comparison that failed twice.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromHours(2);

    /// <summary>A difference is told of for so long: the comparisons after it begin behind it and agree.</summary>
    private static readonly TimeSpan Told = TimeSpan.FromDays(30);

    private readonly ServerKeys keys;
    private readonly LogReader log;
    private readonly LocalAuditKey inspectorate;
    private readonly string file;
    private readonly TimeProvider clock;
    private readonly ILogger<TwoBooks> logger;
    private readonly Meter meter = new(MeterName);
    private readonly SemaphoreSlim gate = new(1, 1);
    private volatile BookReport? last;
    private volatile bool differ;

    public TwoBooks(ServerKeys keys, LogReader log, LocalAuditKey inspectorate, ServerOptions options, TimeProvider clock, ILogger<TwoBooks> logger)
    {
        (this.keys, this.log, this.inspectorate, file, this.clock, this.logger) = (keys, log, inspectorate, options.BooksFile, clock, logger);
        meter.CreateObservableGauge("registry.keys.books.difference", () => last?.Difference ?? 0, "{line}", "By how much releases of keys and lines differed at the last comparison");
        meter.CreateObservableGauge("registry.keys.books.without_line", () => last?.WithoutLine.Count ?? 0, "{release}", "Releases of keys without a line at the last comparison; an alarm of the first rank");
        meter.CreateObservableCounter("registry.keys.released", () => keys.Subjects.Released, "{release}", "Releases of keys to this process");
    }

    /// <summary>In words, for health: no counts and no times, which would tell of looks.</summary>
    public string Health => keys.Remote is null
        ? "keys are released in this process; there is one book: nothing watches this process, see deploy/runbooks/keys-process.md"
        : last switch
        {
            null => "the books of keys and lines were not compared yet",
            _ when differ => "the books of keys and lines DIFFER: see deploy/runbooks/keys-books.md",
            { At: var at } when clock.GetUtcNow() - at > Late => "the books of keys and lines have not been compared for more than two hours: see deploy/runbooks/keys-books.md",
            _ => "the books of keys and lines agree",
        };

    /// <summary>Compares now.</summary>
    /// <returns>Null where this process releases keys itself.</returns>
    /// <exception cref="KeysUnavailableException">The process that releases keys cannot be reached.</exception>
    public async Task<BookReport?> Compare(CancellationToken cancel)
    {
        if (keys.Remote is not { } remote)
            return null;
        await gate.WaitAsync(cancel);
        try
        {
            // The last one of the file, and not of this process: another server on the same log compares, too.
            var reports = BooksFile.Read(file);
            last = reports is [.., var before] ? before : null;
            differ = reports.Any(one => one.Differs && clock.GetUtcNow() - one.At < Told);
            var report = await new Reconciliation(log, inspectorate, remote.Book, clock).Since(last, cancel);
            BooksFile.Append(file, report);
            if (report.Differs)
            {
                differ = true;
                Books.Log.Differ(logger);
            }

            return last = report;
        }
        finally
        {
            gate.Release();
        }
    }

    public override void Dispose()
    {
        meter.Dispose();
        gate.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hourly = new PeriodicTimer(Hour, clock);
        do
        {
            try
            {
                await Compare(stoppingToken);
            }
            catch (Exception later) when (later is KeysUnavailableException or NpgsqlException or IOException or FormatException)
            {
                Books.Log.NotCompared(logger, later.GetType().Name);
            }
        }
        while (await hourly.WaitForNextTickAsync(stoppingToken));
    }
}
