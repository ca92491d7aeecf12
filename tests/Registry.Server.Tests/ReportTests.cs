using System.Text;
using Google.Protobuf;
using Grpc.Core;
using Registry.Server.Tests.House;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.Testing.Verification;
using Registry.V1;

namespace Registry.Server.Tests;

/// <summary>A quarter of receptions, its report a few weeks later, and another late one: what Art. 15 asks, over the wire.</summary>
[Collection(nameof(ReportedQuarter))]
public sealed class ReportTests(ReportedQuarter quarter) : IClassFixture<Verified<ReportedQuarter>>
{
    private static readonly ReportPeriod FirstQuarter = new() { Year = 2016, Span = ReportSpan.Quarter1 };

    [Fact]
    public void The_report_counts_what_was_received_and_hides_what_is_small()
    {
        var sheet = quarter.Report.Content.Figures;

        Assert.Equal(new Date { Year = 2016, Month = 4, Day = 5 }, sheet.AsOf);
        Assert.Equal(ReportedQuarter.Victims, Table(sheet, "Sex").Total.Value, tolerance: 4);
        Assert.Equal(13, Row(sheet, "Sex", "FEMALE").Count.Value, tolerance: 4);
        Assert.Equal(12, Row(sheet, "Sex", "MALE").Count.Value, tolerance: 4);
        Assert.True(Row(sheet, "Sex", "UNKNOWN").Count.Hidden);
        Assert.True(Row(sheet, "Age", "0-9").Count.Hidden);
        Assert.All(sheet.Tables.SelectMany(table => table.Rows.Select(row => row.Count).Append(table.Total)), count => Assert.True(count.Hidden ? count.Value == 0 : count.Value >= 5 && count.Value % 5 == 0));
    }

    [Fact]
    public void What_was_given_is_counted_and_its_cost_is_told_by_the_five_million()
    {
        var sheet = quarter.Report.Content.Figures;

        Assert.Equal(13, Row(sheet, "Support", "Essentials").Count.Value, tolerance: 4);
        Assert.Equal(19_500_000, Row(sheet, "SupportAmount", "Essentials").Count.Value, tolerance: 4_999_999);
        Assert.Equal(0, Row(sheet, "SupportAmount", "Essentials").Count.Value % 5_000_000);
        Assert.Equal("Nhu cầu thiết yếu", Row(sheet, "SupportAmount", "Essentials").Vi);
        // Nobody asked for the verification of any of them.
        Assert.Equal(25, Row(sheet, "Overdue", "AskVerification").Count.Value, tolerance: 4);
        Assert.All(Table(sheet, "Overdue").Rows.Where(row => row.Code != "AskVerification"), row => Assert.True(row.Count.Hidden));
        Assert.All(quarter.Report.Content.Figures.Tables, table => Assert.NotEmpty(table.Vi));
    }

    [Fact]
    public async Task A_demanded_report_is_made_of_the_period_that_holds_both_days_listed_at_both_ends_and_sent_once()
    {
        var between = new ReportPeriod { FirstDay = new Date { Year = 2016, Month = 1, Day = 20 }, LastDay = new Date { Year = 2016, Month = 3, Day = 10 } };
        SubmitReportRequest Demanded(string paper) => new() { Context = Why(), RequestId = BorderReturn.NewId(), Period = between, Demand = paper };

        var first = (await quarter.At(Officers.Post).Send(Demanded("Công văn 12 ngày 2/5/2016"))).Expect<SubmitReportResponse>();
        var second = (await quarter.At(Officers.Post).Send(Demanded("Công văn 40 ngày 4/5/2016"))).Expect<SubmitReportResponse>();

        Assert.Equal((FirstQuarter, FirstQuarter), (first.Period, second.Period));
        Assert.Equal("REPORT_ALREADY_SUBMITTED", (await quarter.At(Officers.Post).Send(Demanded("Công văn 12 ngày 2/5/2016"))).Reason);
        foreach (var end in (Officer[])[Officers.Post, Officers.Labour])
        {
            var listed = (await quarter.At(end).Send(new ListReportsRequest { Context = Why(), Period = between })).Expect<ListReportsResponse>().Reports;
            Assert.Equal([first.ReportId, second.ReportId], listed.Where(report => report.OnDemand).Select(report => report.ReportId));
            Assert.Contains(listed, report => report.ReportId == quarter.Submitted.ReportId && !report.OnDemand);
        }

        Assert.Empty((await quarter.At(Officers.Centre).Send(new ListReportsRequest { Context = Why(), Period = between })).Expect<ListReportsResponse>().Reports);
        Assert.Equal("Công văn 40 ngày 4/5/2016", (await quarter.At(Officers.Labour).Send(new GetReportRequest { Context = Why(), ReportId = second.ReportId })).Expect<GetReportResponse>().Content.Demand);
        between.FirstDay.Year = 2015;
        Assert.Equal(["period.last_day"], (await quarter.At(Officers.Post).Send(Demanded("x"))).Fields);
    }

    [Fact]
    public async Task Figures_stay_as_they_are_when_the_key_of_a_person_is_gone()
    {
        var request = new PrepareReportRequest { Context = Why(), Period = FirstQuarter, AsOf = quarter.Report.Summary.AsOf };
        var gone = Guid.NewGuid();
        await quarter.Registry.TamperWithKeys($"update keys.subject_key set subject = '{gone}' where subject = '{quarter.Supported[0].PersonId}'");

        var without = (await quarter.At(Officers.Post).Send(request)).Expect<PrepareReportResponse>();
        await quarter.Registry.TamperWithKeys($"update keys.subject_key set subject = '{quarter.Supported[0].PersonId}' where subject = '{gone}'");

        Assert.Equal(quarter.Report.Content.Figures, without.Figures);
    }

    [Fact]
    public async Task A_submitted_report_is_read_by_both_ends_and_by_nobody_else()
    {
        var request = new GetReportRequest { Context = Why(), ReportId = quarter.Submitted.ReportId };

        Assert.Equal(quarter.Report.Content, (await quarter.At(Officers.Labour).Send(request)).Expect<GetReportResponse>().Content);
        foreach (var other in (Officer[])[Officers.Police, Officers.Centre, Officers.Population, Officers.Committee, Officers.Inspector])
            Assert.Equal((StatusCode.NotFound, "NOT_FOUND"), Told(await quarter.At(other).Send(request)));
        var listed = await quarter.At(Officers.Labour).Send(new ListReportsRequest { Context = Why(), Period = FirstQuarter });
        Assert.Contains(listed.Expect<ListReportsResponse>().Reports, report => report.ReportId == quarter.Submitted.ReportId);
        Assert.Empty((await quarter.At(Officers.Centre).Send(new ListReportsRequest { Context = Why(), Period = FirstQuarter })).Expect<ListReportsResponse>().Reports);
    }

    [Fact]
    public async Task It_is_submitted_once_and_acknowledged_by_the_addressee_once()
    {
        var again = await quarter.At(Officers.Post).Send(ReportedQuarter.Submission());
        Assert.Equal((StatusCode.FailedPrecondition, "REPORT_ALREADY_SUBMITTED"), Told(again));
        Assert.Contains("Điều 15", again.Text("vi"), StringComparison.Ordinal);
        Assert.Contains("Art. 15", again.Text("en"), StringComparison.Ordinal);

        AcknowledgeReportRequest Note(long version) => new() { Context = Why(), RequestId = BorderReturn.NewId(), ReportId = quarter.Submitted.ReportId, ExpectedVersion = version };
        Assert.Equal((StatusCode.FailedPrecondition, "REPORT_NOT_ADDRESSED_TO_YOU"), Told(await quarter.At(Officers.Post).Send(Note(1))));
        Assert.Equal((StatusCode.NotFound, "NOT_FOUND"), Told(await quarter.At(Officers.Police).Send(Note(1))));
        Assert.Equal(2, (await quarter.At(Officers.Labour).Send(Note(1))).Expect<AcknowledgeReportResponse>().Version);
        Assert.Equal((StatusCode.FailedPrecondition, "REPORT_ALREADY_ACKNOWLEDGED"), Told(await quarter.At(Officers.Labour).Send(Note(2))));
    }

    [Fact]
    public async Task Who_is_not_bound_or_asks_for_another_period_or_too_early_is_refused_with_the_article()
    {
        Assert.Equal("REPORT_NOT_BOUND", (await quarter.At(Officers.Population).Send(ReportedQuarter.Submission())).Reason);
        Assert.Equal("REPORT_PERIOD_NOT_OWED", (await quarter.At(Officers.Labour).Send(ReportedQuarter.Submission())).Reason);
        var early = await quarter.At(Officers.Police).Send(ReportedQuarter.Submission(ReportSpan.FirstHalf));
        Assert.Equal("REPORT_PERIOD_NOT_CLOSED", early.Reason);
        Assert.Equal("AWAIT_CLOSING", early.Detail<Google.Rpc.ErrorInfo>()!.Metadata["next_step"]);
    }

    [Fact]
    public async Task A_late_report_says_why_or_is_refused()
    {
        var late = ReportedQuarter.Submission();
        var refused = await quarter.At(Officers.Police).Send(late);
        Assert.Equal((StatusCode.FailedPrecondition, "REPORT_LATE_UNEXPLAINED"), Told(refused));
        late.LateReason = "Chờ số liệu của các đơn vị.";
        late.RequestId = BorderReturn.NewId();
        var sent = (await quarter.At(Officers.Police).Send(late)).Expect<SubmitReportResponse>();

        var read = (await quarter.At(Officers.Labour).Send(new GetReportRequest { Context = Why(), ReportId = sent.ReportId })).Expect<GetReportResponse>();
        Assert.True(read.Summary.Late);
        Assert.Equal(late.LateReason, read.Content.LateReason);
    }

    [Fact]
    public async Task What_is_recorded_later_changes_no_report_and_it_can_be_made_again()
    {
        await quarter.Register(quarter.At(Officers.Post), 5, Sex.Male);

        var read = await quarter.At(Officers.Post).Send(new GetReportRequest { Context = Why(), ReportId = quarter.Submitted.ReportId });
        var made = await quarter.At(Officers.Post).Send(new PrepareReportRequest { Context = Why(), Period = FirstQuarter, AsOf = quarter.Report.Summary.AsOf });

        Assert.Equal(quarter.Report.Content, read.Expect<GetReportResponse>().Content);
        Assert.Equal(quarter.Report.Content.Figures.ToByteString(), made.Expect<PrepareReportResponse>().Figures.ToByteString());
    }

    [Fact]
    public async Task Statistics_are_for_the_labour_department_and_the_committee_and_their_line_says_what_was_counted()
    {
        var request = new GetStatisticsRequest { Context = Why(), Period = FirstQuarter };
        var before = await Lines.Count(quarter.Registry);
        Assert.NotEmpty((await quarter.At(Officers.Committee).Send(request)).Expect<GetStatisticsResponse>().Figures.Tables);
        Assert.Equal("* 2016 Quarter1 as of 2016-04-05", (await Lines.Of(quarter.Registry, before))[0].Content.Counted);
        Assert.NotEmpty((await quarter.At(Officers.Labour).Send(request)).Expect<GetStatisticsResponse>().Figures.Tables);
        foreach (var other in (Officer[])[Officers.Post, Officers.Police, Officers.Population, Officers.Inspector])
            Assert.Equal((StatusCode.NotFound, "NOT_FOUND"), Told(await quarter.At(other).Send(request)));
    }

    [Fact]
    public async Task The_report_comes_as_a_spreadsheet_and_as_a_page_of_the_office()
    {
        async Task<ReportDocument> Read(ReportFormat format) =>
            (await quarter.At(Officers.Labour).Send(new GetReportRequest { Context = Why(), ReportId = quarter.Submitted.ReportId, Format = format })).Expect<GetReportResponse>().Document;

        var csv = (await Read(ReportFormat.Csv)).Content.ToByteArray();
        Assert.Equal(Encoding.UTF8.GetPreamble(), csv[..3]);
        var page = (await Read(ReportFormat.Print)).Content.ToStringUtf8();
        Assert.Contains("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", page, StringComparison.Ordinal);
        Assert.Contains("ĐỒN BIÊN PHÒNG HỒNG VÂN", page, StringComparison.Ordinal);
        Assert.Contains("Kính gửi: Sở Lao động - Thương binh và Xã hội tỉnh Thừa Thiên Huế", page, StringComparison.Ordinal);
        Assert.Contains("Quý I năm 2016", page, StringComparison.Ordinal);
        Assert.DoesNotContain(Canaries.VictimName, page, StringComparison.Ordinal);
        foreach (var part in (string[])["Kinh phí hỗ trợ (đồng), theo chế độ", "Lượt hỗ trợ, theo chế độ", "Việc quá hạn trong kỳ, theo loại việc", "Xác minh nạn nhân và trả lời kết quả", "bội số của 5.000.000 đồng"])
        {
            Assert.Contains(part, page, StringComparison.Ordinal);
            Assert.Contains(part, Encoding.UTF8.GetString(csv), StringComparison.Ordinal);
        }
    }

    private static AccessContext Why() => BorderReturn.Why(Purpose.Reporting, "QD22/2015-D15.2");

    private static (StatusCode, string) Told(Answer answer) => (answer.Status, answer.Reason);

    private static FigureTable Table(FigureSheet sheet, string figure) => sheet.Tables.Single(table => table.Figure == figure);

    private static FigureRow Row(FigureSheet sheet, string figure, string code) => Table(sheet, figure).Rows.Single(row => row.Code == code);
}

/// <summary>Twenty-five receptions on 1 March, the report on 20 April, and the tests in May.</summary>
public sealed class ReportedQuarter : IRuns, IAsyncLifetime
{
    public const int Victims = 25;

    private readonly Dictionary<string, Desk> desks = new(StringComparer.Ordinal);

    public RunningRegistry Registry { get; private set; } = null!;

    public SubmitReportResponse Submitted { get; private set; } = new();

    public GetReportResponse Report { get; private set; } = new();

    /// <summary>Each was given a million and a half.</summary>
    public IReadOnlyList<RegisterVictimResponse> Supported { get; private set; } = [];

    public static SubmitReportRequest Submission(ReportSpan span = ReportSpan.Quarter1) => new()
    {
        Context = BorderReturn.Why(Purpose.Reporting, "QD22/2015-D15.2"),
        RequestId = BorderReturn.NewId(),
        Period = new ReportPeriod { Year = 2016, Span = span },
    };

    public Desk At(Officer officer)
    {
        if (!desks.TryGetValue(officer.Name, out var desk))
            desks[officer.Name] = desk = Registry.Desk(officer.WithEveryScope());
        return desk;
    }

    public async Task<List<RegisterVictimResponse>> Register(Desk desk, int many, Sex sex)
    {
        var registered = new List<RegisterVictimResponse>();
        for (var n = 0; n < many; n++)
        {
            var person = People.Stranger();
            person.Sex = sex;
            registered.Add((await desk.Send(new RegisterVictimRequest
            {
                Context = BorderReturn.Why(Purpose.ReceiveReturnee, "QD22/2015-D7.1"),
                RequestId = BorderReturn.NewId(),
                EntryPoint = "Cửa khẩu A Đớt",
                Channel = ReturnChannel.BilateralAgreement,
                OccurredOn = BorderReturn.Day,
                Person = person,
            })).Expect<RegisterVictimResponse>());
        }

        return registered;
    }

    public async ValueTask InitializeAsync()
    {
        Registry = await RunningRegistry.Start();
        Supported = await Register(At(Officers.Post), 13, Sex.Female);
        foreach (var woman in Supported)
        {
            var give = new Supports(woman.PersonId) { Version = woman.Version }.Give(SupportKind.Essentials, days: 2);
            give.AmountDong = 1_500_000;
            (await At(Officers.Post).Send(give)).Expect<RecordSupportResponse>();
        }

        await Register(At(Officers.Post), 12, Sex.Male);
        await Restart(new DateOnly(2016, 4, 20));
        Submitted = (await At(Officers.Post).Send(Submission())).Expect<SubmitReportResponse>();
        Report = (await At(Officers.Post).Send(new GetReportRequest { Context = BorderReturn.Why(Purpose.Reporting, "QD22/2015-D15.2"), ReportId = Submitted.ReportId }))
            .Expect<GetReportResponse>();
        await Restart(new DateOnly(2016, 5, 10));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var desk in desks.Values)
            desk.Dispose();
        await Registry.DisposeAsync();
    }

    private async Task Restart(DateOnly lawDate)
    {
        foreach (var desk in desks.Values)
            desk.Dispose();
        desks.Clear();
        await Registry.StopServer();
        await Registry.StartServer(lawDate);
    }
}

[CollectionDefinition(nameof(ReportedQuarter))]
public sealed class ReportedQuarterCollection : ICollectionFixture<ReportedQuarter>;
