using System.Text;
using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Protection;
using Registry.Domain.Reports;
using Registry.Domain.Reports.Pages;
using Registry.Domain.Support;
using Registry.Domain.Tests.Cases;
using Registry.Domain.Verification;
using Registry.Domain.Victims;

namespace Registry.Domain.Tests.Reports;

/// <summary>Who reports what to whom (Art. 15), what an event counts as, and how a report looks.</summary>
public sealed class ReportingTests
{
    private static readonly DateOnly April = new(2016, 4, 18);
    private static readonly PersonState Victim = SubjectState.Empty(Guid.NewGuid()).Apply(StreamTypes.Person, Registered(Channel.BilateralAgreement, null), Guid.NewGuid()).Person!;
    private static readonly ReportPeriod Quarter = new(2016, ReportSpan.Quarter1);

    public static TheoryData<string, ReportSpan, bool, string> Matrix => new()
    {
        { "DBP-HONGVAN", ReportSpan.Quarter1, false, "" },
        { "TTCTXH-TTH", ReportSpan.Quarter1, false, "" },
        { "UBND-HONGVAN", ReportSpan.Quarter1, true, "" },
        { "SLDTBXH-TTH", ReportSpan.Quarter1, false, "REPORT_PERIOD_NOT_OWED" },
        { "SLDTBXH-TTH", ReportSpan.Quarter1, true, "" },
        { "UBND-TTH", ReportSpan.Quarter1, false, "REPORT_NOT_BOUND" },
        { "TAND-TTH", ReportSpan.Quarter1, false, "" },
        { "VKSND-TTH", ReportSpan.Year, true, "REPORT_PERIOD_NOT_CLOSED" },
        { "HTDC-TTH", ReportSpan.Quarter1, true, "REPORT_NOT_BOUND" },
        { "DBP-HONGVAN", ReportSpan.FirstHalf, false, "REPORT_PERIOD_NOT_CLOSED" },
        { "SLDTBXH-TTH", ReportSpan.Year, false, "REPORT_PERIOD_NOT_CLOSED" },
    };

    [Theory]
    [MemberData(nameof(Matrix))]
    public void Who_owes_which_period(string agency, ReportSpan span, bool onDemand, string refusal) =>
        Assert.Equal(refusal, Reporting.MayPrepare(Hue.Law, Hue.Of(agency), new(2016, span), onDemand, April)?.Reason ?? "");

    [Theory]
    [InlineData(2016)]
    [InlineData(2025)]
    [InlineData(2026)]
    public void Whoever_receives_verifies_protects_or_supports_reports_in_time(int year)
    {
        var on = new DateOnly(year, 4, 18);
        var regime = Hue.Law.RegimeOn(on)!;
        var acting = regime.Authorities.Where(a => a.Standing.ValidOn(on) && a.SwitchedOn && a.Power.HasFlag(AuthorityPower.Decide)).Select(a => a.Kind)
            .Concat(regime.VerificationSteps.Where(s => s.Standing.ValidOn(on)).Select(s => s.Kind))
            .Concat(regime.SupportDuties.Where(s => s.Standing.ValidOn(on)).Select(s => s.Agency))
            .Where(kind => kind != AgencyKind.LabourDepartment || on < Hue.LabourEnds).ToHashSet();
        AgencyKind[] gatherers = [on < Hue.LabourEnds ? AgencyKind.LabourDepartment : AgencyKind.HealthDepartment];

        Assert.All(acting, kind => Assert.NotNull(Hue.Law.Reporting(kind, on)));
        Assert.All(acting, kind => Assert.NotNull(Reporting.LastDay(Hue.Law, kind, new(year, ReportSpan.Quarter1))));
        Assert.All(acting.Except(gatherers), kind => Assert.Contains(regime.NeedToKnow, n => n.Kind == kind && n.Relation == RelationKind.Reporter && n.Standing.ValidOn(on)));
    }

    [Fact]
    public void Books_close_five_days_after_the_quarter_and_are_told_when_a_whole_day_has_passed()
    {
        Assert.NotNull(Reporting.MayTell(Hue.Law, Quarter, new(2016, 4, 6)));
        Assert.Null(Reporting.MayTell(Hue.Law, Quarter, new(2016, 4, 7)));
        Assert.Equal(new DateOnly(2016, 4, 20), Reporting.LastDay(Hue.Law, Hue.Post.Kind, Quarter));
    }

    [Fact]
    public void A_report_is_late_after_its_last_day_and_needs_a_reason_then()
    {
        Decided On(DateOnly day, bool explained) => Reporting.Submit(Hue.Law, null, new(Hue.Post, day, Quarter, null, explained, new(2016, 4, 5), "hash"));

        Assert.False(Assert.IsType<ReportSubmitted>(On(new(2016, 4, 20), explained: false).Events.Single()).Late);
        Assert.Equal("REPORT_LATE_UNEXPLAINED", On(new(2016, 4, 21), explained: false).Refusal?.Reason);
        Assert.Equal("QD22/2015-D15.2", On(new(2016, 4, 21), explained: false).Refusal?.Source);
        Assert.True(Assert.IsType<ReportSubmitted>(On(new(2016, 4, 21), explained: true).Events.Single()).Late);
    }

    [Fact]
    public void It_goes_to_the_labour_department_and_from_there_to_the_committee_and_since_2025_to_the_health_department()
    {
        ReportSubmitted Sent(string by, DateOnly day, ReportPeriod period) => Assert.IsType<ReportSubmitted>(
            Reporting.Submit(Hue.Law, null, new(Hue.Of(by, day), day, period, null, true, period.LastDay, "hash")).Events.Single());

        Assert.Equal(("SLDTBXH-TTH", false), (Sent("CA-TTH", April, Quarter).To.Value, Sent("CA-TTH", April, Quarter).WholeProvince));
        Assert.Equal(("UBND-TTH", true), (Sent("SLDTBXH-TTH", April, new(2015, ReportSpan.Year)).To.Value, Sent("SLDTBXH-TTH", April, new(2015, ReportSpan.Year)).WholeProvince));
        Assert.Equal("SYT-TTH", Sent("CA-TTH", new(2025, 4, 18), new(2025, ReportSpan.Quarter1)).To.Value);
        Assert.Equal("UBND-TTH", Sent("SYT-TTH", new(2025, 7, 18), new(2025, ReportSpan.FirstHalf)).To.Value);
    }

    [Fact]
    public void Twice_or_by_somebody_else_it_is_refused_and_the_successor_of_the_addressee_may_acknowledge()
    {
        var sent = Assert.IsType<ReportSubmitted>(Reporting.Submit(Hue.Law, null, new(Hue.Post, April, Quarter, null, false, new(2016, 4, 5), "hash")).Events.Single());
        var state = SubjectState.Empty(Guid.NewGuid()).Apply(StreamTypes.Report, sent, Guid.NewGuid()).Report!;

        Assert.Equal("REPORT_ALREADY_SUBMITTED", Reporting.Submit(Hue.Law, state, new(Hue.Post, April, Quarter, null, false, new(2016, 4, 5), "hash")).Refusal?.Reason);
        Assert.Equal("REPORT_NOT_ADDRESSED_TO_YOU", Reporting.Acknowledge(Hue.Law, state, Hue.Post, April).Refusal?.Reason);
        Assert.Null(Reporting.Acknowledge(Hue.Law, state, Hue.Labour, April).Refusal);
        Assert.Null(Reporting.Acknowledge(Hue.Law, state, Hue.Of("SYT-TTH", new(2025, 4, 1)), new(2025, 4, 1)).Refusal);
    }

    [Theory]
    [InlineData(2000, 3, 2, "14-15")]
    [InlineData(2000, 3, 1, "16-17")]
    [InlineData(1998, 3, 1, "18-29")]
    [InlineData(1998, 3, 0, "16-17")]
    [InlineData(2000, 0, 0, "14-15")]
    [InlineData(1996, 2, 29, "18-29")]
    [InlineData(0, 0, 0, "UNKNOWN")]
    public void Who_may_be_under_sixteen_or_eighteen_counts_as_such(int year, int month, int day, string band) =>
        Assert.Equal(band, AgeBands.Of(new(2016, 3, 1), year, month, day));

    [Theory]
    [InlineData(2014, 2, 28, "16-17")]
    [InlineData(2014, 3, 1, "18-29")]
    [InlineData(2012, 2, 28, "14-15")]
    [InlineData(2012, 2, 29, "16-17")]
    public void Who_was_born_on_29_February_is_the_younger_of_two_until_the_first_of_March(int year, int month, int day, string band)
    {
        Assert.Equal(band, AgeBands.Of(new(year, month, day), 1996, 2, 29));
    }

    [Fact]
    public void A_measure_is_counted_under_no_name_and_says_its_clause_alone()
    {
        var decided = new MeasureDecided(April, Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), 5, Hue.Labour.Agency, [Hue.Centre.Agency], April, null, null, Certainty.Sure);

        var entry = Counting.Of(Hue.Law, decided, April, Victim, Counted.Nothing)!;

        Assert.Equal(CountedWith.Nothing, entry.With);
        Assert.Equal((Figure.Measure, "5"), (entry.Codes.Single().Key, entry.Codes.Single().Value.Single()));
        Assert.Null(Counting.Of(Hue.Law, new MeasureEnded(April, Guid.NewGuid(), Hue.Labour.Agency), April, Victim, Counted.Nothing));
    }

    [Theory]
    [InlineData(Channel.DiplomaticChannel, Route.Repatriated, "DIPLOMATIC_CHANNEL")]
    [InlineData(Channel.BilateralAgreement, null, "BILATERAL_AGREEMENT")]
    [InlineData(Channel.Unspecified, Route.SelfReport, "SELF_REPORT")]
    [InlineData(Channel.Unspecified, Route.SelfReturnAbroad, "SELF_RETURN_ABROAD")]
    [InlineData(Channel.Unspecified, Route.Rescued, "RESCUED")]
    [InlineData(Channel.Unspecified, Route.Foreigner, "FOREIGNER")]
    [InlineData(Channel.Unspecified, null, "UNKNOWN")]
    public void A_victim_counts_under_how_she_was_handed_back_or_else_how_she_came_and_each_has_a_row(Channel channel, Route? route, string code)
    {
        var entry = Counting.Of(Hue.Law, Registered(channel, route), April, null, Counted.Nothing)!;

        Assert.Equal([code], entry.Codes[Figure.Route]);
        Assert.Contains(code, Sheet.Closed(Hue.Law, Figure.Route));
    }

    [Fact]
    public void Support_counts_when_it_is_given_with_its_sum_and_a_transfer_by_who_received_her()
    {
        var id = Guid.NewGuid();
        var asked = new SupportProposed(April, id, SupportKind.Medical, Hue.Centre.Agency, "", false, null, null, Hue.Labour.Agency);
        var with = Victim.Apply(asked, Guid.NewGuid());

        Assert.Null(Counting.Of(Hue.Law, asked, April, Victim, Counted.Nothing, 7));
        var given = Counting.Of(Hue.Law, new SupportDelivered(April, id, Hue.Centre.Agency, null, true), April, with, Counted.Nothing, 7)!;
        Assert.Equal((CountedWith.HerSupport, "Medical", 7), (given.With, given.Codes[Figure.Support].Single(), given.Dong));
        Assert.Equal("Essentials", Counting.Of(Hue.Law, new SupportGivenAtOnce(April, id, SupportKind.Essentials, Hue.Post.Agency, false, null, new(April, 2)), April, Victim, Counted.Nothing)!.Codes[Figure.Support].Single());
        var brought = Counting.Of(Hue.Law, new PersonTransferred(April, id, Hue.Post.Agency, Hue.Centre.Agency, true, true, true, SpokenBy.Person, "QD22/2015-D7.3"), April, Victim, Counted.Nothing)!;
        Assert.Equal((CountedWith.Nothing, "SupportCentre"), (brought.With, brought.Codes[Figure.Destination].Single()));
    }

    [Fact]
    public void A_table_of_every_kind_has_its_heading_and_every_closed_row_its_words_in_both_languages()
    {
        var sheet = Sheet.Of(Hue.Law, Numbers.Told(Array.Empty<Counted>()), null, ReportSpan.Year);

        Assert.Equal(Figures.All, sheet.Tables.Select(table => table.Figure));
        Assert.All(sheet.Tables.SelectMany(table => table.Rows), row => Assert.True(row.Vi.IsNormalized() && row.Vi != row.Code && row.En != row.Code, row.Code));
        Assert.Equal(Enum.GetValues<DutyKind>().Count(Steps.IsStep), sheet.Tables.Single(table => table.Figure == Figure.Overdue).Rows.Length);
    }

    [Theory]
    [InlineData("2016-01-10", "2016-03-31", ReportSpan.Quarter1)]
    [InlineData("2016-04-01", "2016-04-01", ReportSpan.Quarter2)]
    [InlineData("2016-02-10", "2016-05-01", ReportSpan.FirstHalf)]
    [InlineData("2016-07-01", "2016-12-31", ReportSpan.SecondHalf)]
    [InlineData("2016-06-30", "2016-07-01", ReportSpan.Year)]
    public void Two_days_ask_about_the_shortest_period_that_holds_both(string first, string last, ReportSpan span) =>
        Assert.Equal(new ReportPeriod(2016, span), ReportPeriod.Holding(Day(first), Day(last)));

    [Fact]
    public void Two_years_are_two_reports_and_days_in_the_wrong_order_are_none()
    {
        Assert.Null(ReportPeriod.Holding(new(2015, 12, 31), new(2016, 1, 1)));
        Assert.Null(ReportPeriod.Holding(new(2016, 3, 2), new(2016, 3, 1)));
    }

    [Fact]
    public void An_entry_is_read_as_it_was_written()
    {
        var entry = Numbers.Victim(Numbers.Post, April);
        const string frozen =
            """{"what":"victim","on":"2016-04-18","recorded_on":"2016-04-18","by":"DBP-HONGVAN","codes":{"route":["BILATERAL_AGREEMENT"],"gate":["A \u0110\u1EDBt"],"sex":["FEMALE"],"age":["18-29"],"form":["FORCED_LABOUR"]}}""";

        const string step = """{"what":"step_opened","on":"2016-04-18","recorded_on":"2016-04-18","by":"CA-TTH","codes":{"overdue":["Verify"]},"due":"2016-05-08","until":"2016-06-01"}""";
        const string support = """{"what":"support","on":"2016-04-18","recorded_on":"2016-04-18","by":"CA-TTH","codes":{"support":["Medical"]},"dong":450000}""";

        Assert.Equal(step, System.Text.Json.JsonSerializer.Serialize(System.Text.Json.JsonSerializer.Deserialize<Counted>(step, DomainJson.Options), DomainJson.Options));
        Assert.Equal(support, System.Text.Json.JsonSerializer.Serialize(System.Text.Json.JsonSerializer.Deserialize<Counted>(support, DomainJson.Options), DomainJson.Options));
        Assert.Equal(frozen, System.Text.Json.JsonSerializer.Serialize(entry, DomainJson.Options));
        Assert.Equal(frozen, System.Text.Json.JsonSerializer.Serialize(System.Text.Json.JsonSerializer.Deserialize<Counted>(frozen, DomainJson.Options), DomainJson.Options));
    }

    [Fact]
    public void A_correction_counts_from_the_closing_day_after_it_was_recorded()
    {
        DateOnly day = new(2016, 3, 1);
        var people = Enumerable.Range(0, 40).Select(n => new[]
        {
            Numbers.Victim(Numbers.Post, day, n < 20 ? "MALE" : "FEMALE"),
            new Counted(CountedWhat.Correction, new(2016, 5, 1), new(2016, 5, 1), null, Numbers.Codes((Figure.Sex, [n < 6 ? "FEMALE" : n < 20 ? "MALE" : "FEMALE"]))),
        }).ToList();

        var then = Numbers.Told(people, asOf: new(2016, 4, 5));
        var now = Numbers.Told(people, asOf: new(2016, 7, 5));

        Assert.Equal(20, then.Value(Figure.Sex, null, ReportSpan.Quarter1, "MALE"));
        Assert.Equal(14, now.Value(Figure.Sex, null, ReportSpan.Quarter1, "MALE"));
        Assert.Equal(20, Numbers.Told(people, asOf: new(2016, 4, 5)).Value(Figure.Sex, null, ReportSpan.Quarter1, "MALE"));
    }

    [Theory]
    [InlineData("=HYPERLINK(\"http://x\")")]
    [InlineData("+84")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    [InlineData("  =1+1")]
    public void No_cell_is_a_formula_and_no_text_is_markup(string gate)
    {
        var sheet = new Sheet(April, [new SheetTable(Figure.Gate, "Nơi nhập cảnh", "Point of entry", 10, [new SheetRow(gate, gate + "<script>", gate, 10)])]);

        var csv = Encoding.UTF8.GetString(CsvPage.Of(Head(), sheet));
        var page = Encoding.UTF8.GetString(PrintPage.Of(Head(), sheet));

        Assert.Contains($",\"'{gate.Replace("\"", "\"\"", StringComparison.Ordinal)}\",", csv, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_is_the_form_that_offices_send()
    {
        var sheet = Sheet.Of(Hue.Law, Numbers.Told(Enumerable.Range(0, 30).Select(_ => Numbers.Victim(Numbers.Post, new(2016, 3, 1)))), null, ReportSpan.Quarter1);

        var page = Encoding.UTF8.GetString(PrintPage.Of(Head(), sheet));

        foreach (var part in (string[])
        [
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI TỈNH THỪA THIÊN HUẾ", "Số: ........../BC-..........",
            "Thừa Thiên Huế, ngày 18 tháng 04 năm 2016", "BÁO CÁO", "Quý I năm 2016", "Số liệu chốt đến hết ngày 05/04/2016", "Kính gửi: Ủy ban nhân dân tỉnh Thừa Thiên Huế",
            "Độ tuổi khi được tiếp nhận", "Từ đủ 16 đến dưới 18 tuổi", "Nơi nhận:", "THỦ TRƯỞNG CƠ QUAN", "(Ký, ghi rõ họ tên, đóng dấu)", "size:A4",
        ])
            Assert.Contains(part, page, StringComparison.Ordinal);
        Assert.True(page.IsNormalized());
        Assert.DoesNotContain("http", page, StringComparison.Ordinal);
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static VictimRegistered Registered(Channel channel, Route? route) => new(April, Hue.Post.Agency, "A Đớt", channel, null, [], route);

    private static ReportHead Head() => new(
        "Sở Lao động - Thương binh và Xã hội tỉnh Thừa Thiên Huế", "Thừa Thiên Huế", "Ủy ban nhân dân tỉnh Thừa Thiên Huế", "Tổng hợp", "Khoản 1 Điều 15", Quarter, new(2016, 4, 5), April, "v", "h", 5);
}
