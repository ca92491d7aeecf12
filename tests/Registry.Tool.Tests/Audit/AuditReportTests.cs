using Google.Protobuf.WellKnownTypes;
using Registry.Domain.Law;
using Registry.Tool.Audit;
using Registry.V1;

namespace Registry.Tool.Tests.Audit;

/// <summary>What counts as a look, and how sums are shown.</summary>
public sealed class AuditReportTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_look_is_an_intent_or_a_denial_and_is_counted_once()
    {
        var report = new AuditReport();

        foreach (var kind in (AccessKind[])[AccessKind.Intent, AccessKind.Denial, AccessKind.Outcome, AccessKind.Start])
            report.Add(Line(kind, line => line.PersonId = "p"));

        Assert.Equal((2, 1), (report.Looks, report.Denials));
        Assert.Equal(2, report.ByAgency["CA-TTH"]);
        Assert.Equal(2, report.ByPerson["p"]);
    }

    [Fact]
    public void Hours_are_those_of_Viet_Nam()
    {
        var report = new AuditReport();

        report.Add(Line(AccessKind.Intent));

        Assert.Equal(19, Array.IndexOf(report.ByHour, 1L));
        Assert.Empty(report.ByPerson);
    }

    [Fact]
    public void Looks_of_inspectors_are_owed_a_reading()
    {
        var report = new AuditReport();

        report.Add(Line(AccessKind.Intent));
        report.Add(Line(AccessKind.Intent, line => (line.Method, line.Agency) = ("AuditService/ListAccesses", "TTR-TTH")));

        Assert.Equal(["TTR-TTH"], report.OwedToReview.Keys);
    }

    [Fact]
    public void A_report_over_very_many_names_stays_small()
    {
        var report = new AuditReport();

        for (var i = 0; i < 10_500; i++)
            report.Add(Line(AccessKind.Intent, line => line.Agency = $"A{i}"));

        Assert.Equal(10_001, report.ByAgency.Count);
        Assert.Equal(500, report.ByAgency[AuditReport.Others]);
    }

    [Theory]
    [InlineData(0, 100, 0)]
    [InlineData(1, 100_000, 1)]
    [InlineData(50, 100, 20)]
    [InlineData(100, 100, 40)]
    [InlineData(0, 0, 0)]
    public void A_bar_is_as_long_as_its_share_and_never_hides_one(long value, long most, int length) => Assert.Equal(length, ReportPrinter.Bar(value, most).Length);

    [Fact]
    public void People_see_sums_and_hours()
    {
        var report = new AuditReport();
        report.Add(Line(AccessKind.Denial, line => line.Outcome = "NOT_FOUND"));
        using var output = new StringWriter();

        ReportPrinter.Print(output, report, new LineWords(LawTables.Load(), vietnamese: true));

        Assert.Contains("1 lượt xem, trong đó 1 lượt bị từ chối", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("Khám, chữa bệnh", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("  19       1  " + new string('░', 40), output.ToString(), StringComparison.Ordinal);
    }

    private static AccessLine Line(AccessKind kind, Action<AccessLine>? change = null)
    {
        var line = new AccessLine
        {
            At = Timestamp.FromDateTimeOffset(Noon),
            Kind = kind,
            Agency = "CA-TTH",
            Officer = "o/1",
            Method = "IdentityService/GetIdentity",
            Purpose = Purpose.Treatment,
            Outcome = "OK",
            Asked = { FieldClass.Health },
        };
        change?.Invoke(line);
        return line;
    }
}
