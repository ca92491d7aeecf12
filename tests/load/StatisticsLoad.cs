using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Reports;
using Registry.Sealing;
using Registry.Store.Statistics;
using Registry.Testing.Running;

namespace Registry.Load;

/// <summary>
/// One run over the entries of so many victims: reception, verification, a gift and a step each, under the names that the registry gives. The parts of
/// a call without its deadline, so that a busy machine still gives a figure.
/// </summary>
internal static class StatisticsLoad
{
    private const int Year = 2015;

    private static readonly DateOnly Day = new(2015, 8, 3);

    public static async Task Run(int victims)
    {
        await using var registry = await RunningRegistry.Start();
        var seal = registry.Service<StatisticsSeal>();
        await Write(registry, seal, victims);
        using var process = Process.GetCurrentProcess();
        var (start, cpu) = (Stopwatch.GetTimestamp(), process.TotalProcessorTime);
        var law = registry.Service<LawTables>();
        var moments = Releases.Of(Year, new DateOnly(2016, 1, 5));
        var census = new Census(law, Year, moments);
        var (read, peak) = (0, 0L);
        var together = new List<Counted>();
        byte[] name = [];
        await foreach (var row in registry.Service<StatisticsRows>().All(CancellationToken.None))
        {
            if (!row.Name.AsSpan().SequenceEqual(name))
            {
                census.Add(together);
                together.Clear();
                name = row.Name;
            }

            together.Add(JsonSerializer.Deserialize<Counted>(seal.Open(row.Name, row.Sealed), DomainJson.Options)!);
            if (++read % 50_000 == 0)
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true));
        }

        census.Add(together);
        var counted = process.TotalProcessorTime;
        var told = new DisclosureControl(census, new DisclosureRule(DisclosureRule.Least, seal.Draw), moments.Length - 1, figure => Sheet.Closed(law, figure));
        var sheet = Sheet.Of(law, told, null, ReportSpan.Year);
        process.Refresh();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{victims} victims, {read} entries, {sheet.Tables.Length} tables: counted in {(counted - cpu).TotalSeconds:0.0} s and secured in {(process.TotalProcessorTime - counted).TotalSeconds:0.0} s of processor time, {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s by the clock; {peak >> 20} MB held at the most, server included"));
    }

    private static async Task Write(RunningRegistry registry, StatisticsSeal seal, int victims)
    {
        await using var source = NpgsqlDataSource.Create(registry.Superuser);
        await using var connection = await source.OpenConnectionAsync();
        await using var rows = await connection.BeginBinaryImportAsync("copy registry.statistics (name, sealed) from stdin (format binary)");
        for (var n = 0; n < victims; n++)
        {
            var (her, day, by) = (Guid.NewGuid(), Day.AddDays(n % 50), new AgencyCode(n % 3 == 0 ? "DBP-HONGVAN" : "CA-TTH"));
            foreach (var (name, entry) in (ReadOnlySpan<(byte[], Counted)>)
            [
                (seal.NameOf(her), new(CountedWhat.Victim, day, day, by, Codes((Figure.Route, "BILATERAL_AGREEMENT"), (Figure.Gate, "A Đớt"), (Figure.Sex, n % 7 == 0 ? "MALE" : "FEMALE"), (Figure.Age, "18-29")))),
                (seal.NameOf(her), new(CountedWhat.Verification, day, day, new AgencyCode("CA-TTH"), Codes((Figure.Outcome, "CONFIRMED")))),
                (seal.NameOf(her, "support"), new(CountedWhat.Support, day, day, by, Codes((Figure.Support, n % 2 == 0 ? "Essentials" : "Travel"))) { Dong = 450_000 }),
                (seal.NameOf(her, "step"), new(CountedWhat.StepOpened, day, day, by, Codes((Figure.Overdue, "Verify"))) { Due = day.AddDays(20) }),
            ])
            {
                rows.StartRow();
                rows.Write(name, NpgsqlDbType.Bytea);
                rows.Write(seal.Seal(name, JsonSerializer.SerializeToUtf8Bytes(entry, DomainJson.Options)), NpgsqlDbType.Bytea);
            }
        }

        await rows.CompleteAsync();
    }

    private static ImmutableSortedDictionary<Figure, ImmutableArray<string>> Codes(params (Figure Figure, string Code)[] codes) =>
        codes.ToImmutableSortedDictionary(one => one.Figure, one => ImmutableArray.Create(one.Code));
}
