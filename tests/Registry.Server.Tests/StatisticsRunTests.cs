using System.Collections.Immutable;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Reports;
using Registry.Sealing;
using Registry.Server.Tests.House;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.V1;
using Figure = Registry.Domain.Reports.Figure;
using Purpose = Registry.V1.Purpose;
using ReportPeriod = Registry.V1.ReportPeriod;
using ReportSpan = Registry.V1.ReportSpan;

namespace Registry.Server.Tests;

/// <summary>A run over many entries: 20,000 victims with REGISTRY_TESTS_LONG, a slice of them otherwise.</summary>
[Collection(nameof(Workplace))]
public sealed class StatisticsRunTests(Workplace workplace, ITestOutputHelper output) : IClassFixture<Verified<Workplace>>
{
    private static readonly int Many = Environment.GetEnvironmentVariable("REGISTRY_TESTS_LONG") is null ? 1_000 : 20_000;

    [Fact]
    public async Task Every_entry_is_counted_within_the_deadline_of_a_call()
    {
        await Write();
        using var desk = workplace.Registry.Desk(Officers.Committee.WithEveryScope());
        var (started, before) = (TimeProvider.System.GetTimestamp(), GC.GetTotalAllocatedBytes());

        var answer = await desk.Send(new GetStatisticsRequest
        {
            Context = BorderReturn.Why(Purpose.Reporting, "QD22/2015-D15.1"),
            Period = new ReportPeriod { Year = 2015, Span = ReportSpan.Quarter3 },
        });

        output.WriteLine($"{Many} victims, two entries each: {TimeProvider.System.GetElapsedTime(started).TotalSeconds:0.0} s, {(GC.GetTotalAllocatedBytes() - before) >> 20} MB allocated in all, {GC.GetTotalMemory(true) >> 20} MB held");
        var sheet = answer.Expect<GetStatisticsResponse>().Figures;
        Assert.Equal(Many, sheet.Tables.Single(table => table.Figure == "Sex").Total.Value, tolerance: 4);
        Assert.Equal(Many / 2, sheet.Tables.Single(table => table.Figure == "Sex").Rows.Single(row => row.Code == "MALE").Count.Value, tolerance: 4);
    }

    private async Task Write()
    {
        var seal = workplace.Registry.Service<StatisticsSeal>();
        await using var source = NpgsqlDataSource.Create(workplace.Registry.Superuser);
        await using var connection = await source.OpenConnectionAsync();
        await using var rows = await connection.BeginBinaryImportAsync("copy registry.statistics (name, sealed) from stdin (format binary)");
        DateOnly day = new(2015, 8, 3);
        for (var n = 0; n < Many; n++)
        {
            var name = seal.NameUsedOnce();
            foreach (var entry in (Counted[])
            [
                new(CountedWhat.Victim, day, day, new AgencyCode("DBP-HONGVAN"), Codes((Figure.Sex, n % 2 == 0 ? "MALE" : "FEMALE"), (Figure.Age, "18-29"), (Figure.Gate, "A Đớt"), (Figure.Route, "BILATERAL_AGREEMENT"))),
                new(CountedWhat.Verification, day.AddDays(n % 30), day.AddDays(n % 30), new AgencyCode("CA-TTH"), Codes((Figure.Outcome, "CONFIRMED"))),
            ])
            {
                await rows.StartRowAsync();
                await rows.WriteAsync(name, NpgsqlDbType.Bytea);
                await rows.WriteAsync(seal.Seal(name, JsonSerializer.SerializeToUtf8Bytes(entry, DomainJson.Options)), NpgsqlDbType.Bytea);
            }
        }

        await rows.CompleteAsync();
    }

    private static ImmutableSortedDictionary<Figure, ImmutableArray<string>> Codes(params (Figure Figure, string Code)[] codes) =>
        codes.ToImmutableSortedDictionary(one => one.Figure, one => ImmutableArray.Create(one.Code));
}
