using Registry.Domain.Access;
using Registry.Domain.Law;
using Registry.Domain.Reports;
using Registry.Sealing;
using Registry.Server.Pipeline;
using Registry.Store.Statistics;

namespace Registry.Server.Reports;

/// <summary>
/// One run over every entry, under the line of its call: a stream in which nothing is held but the entries of one person, whose counts go into a
/// <see cref="Census"/>. One run at a time: it costs a processor for seconds.
/// </summary>
internal sealed class StatisticsRuns(StatisticsRows rows, StatisticsEntries entries, StatisticsSeal seal, LawTables law, DisclosureOptions options, ILogger<StatisticsRuns> log)
    : IDisposable
{
    private const int ProgressEvery = 100_000;

    private readonly SemaphoreSlim one = new(1);

    public int Threshold => options.Threshold;

    /// <summary>The last closing day on which the period's figures may be told.</summary>
    /// <param name="period">The period; its books are closed.</param>
    /// <param name="asOf">Not after this day; null for the newest.</param>
    /// <param name="today">Law date.</param>
    public static DateOnly? MomentFor(ReportPeriod period, DateOnly? asOf, DateOnly today)
    {
        var settled = Releases.Settled(today);
        var moments = Releases.Of(period.Year, asOf is { } day && day < settled ? day : settled);
        return moments.Length > Releases.First(period.Span) ? moments[^1] : null;
    }

    /// <summary>What is told of a period.</summary>
    /// <param name="call">A call that has its line.</param>
    /// <param name="scope">An agency's own figures; null for the whole province.</param>
    /// <param name="period">The period.</param>
    /// <param name="moment">A closing day of <see cref="MomentFor"/>.</param>
    public async Task<Sheet> Run(Call call, AgencyCode? scope, ReportPeriod period, DateOnly moment)
    {
        if (!call.HasLine)
            throw new InvalidOperationException("Nothing is counted without a line.");
        await one.WaitAsync(call.Cancel);
        try
        {
            var moments = Releases.Of(period.Year, moment);
            var census = await Count(new Census(law, period.Year, moments), call);
            var told = new DisclosureControl(census, new DisclosureRule(options.Threshold, seal.Draw), moments.Length - 1, figure => Sheet.Closed(law, figure));
            return Sheet.Of(law, told, scope, period.Span);
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();

    private async Task<Census> Count(Census census, Call call)
    {
        var together = new List<Counted>();
        byte[] name = [];
        var read = 0;
        await foreach (var row in rows.All(call.Cancel))
        {
            if (!row.Name.AsSpan().SequenceEqual(name))
            {
                census.Add(together);
                together.Clear();
                name = row.Name;
            }

            together.Add(entries.Open(row));
            if (++read % ProgressEvery == 0)
                Log.Counting(log, call.Method.Name, call.Trace, read);
        }

        census.Add(together);
        return census;
    }
}

/// <summary>What the operator says about statistics.</summary>
/// <param name="Threshold">Counts below it are hidden; at least 5. Who lowers it has smaller groups told.</param>
internal sealed record DisclosureOptions(int Threshold = DisclosureRule.Least);
