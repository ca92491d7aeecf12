using Registry.Domain.Access;
using Registry.Domain.Reports;

namespace Registry.Domain.Tests.Reports;

/// <summary>What is told is attacked: with and without one person, one commune, one quarter, one entry later.</summary>
public sealed class DifferencingTests
{
    private static readonly DateOnly March = new(2016, 3, 1);
    private static readonly DateOnly May = new(2016, 5, 1);
    private static readonly AgencyCode[] Agencies = [Numbers.Commune, Numbers.Police, Numbers.Post];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_small_count_may_be_anything_below_the_threshold_whatever_is_added_and_subtracted(int seed)
    {
        var told = Numbers.Told(Numbers.Year(new Random(seed)), key: $"{seed}");
        var attacker = new Attacker(told, Agencies, Figure.Sex);

        foreach (var scope in (AgencyCode?[])[.. Agencies, null])
            foreach (var span in ReportPeriod.Spans)
                foreach (var code in told.CodesOf(Figure.Sex).Where(c => told.Value(Figure.Sex, scope, span, c) < 5))
                {
                    var (least, most) = attacker.Knows(Figure.Sex, scope, span, code);
                    Assert.True(least <= 0 && most >= 4, $"seed {seed}: {scope} {span} {code} is known to be {least} to {most}");
                }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Nor_when_all_tables_about_victims_are_taken_together_and_it_is_known_who_has_no_figures(int seed)
    {
        Figure[] figures = [Figure.Sex, Figure.Age, Figure.Gate, Figure.Route, Figure.Outcome];
        var year = Numbers.Year(new Random(seed));
        AgencyCode[] agencies = [.. year.Select(one => one.By!.Value).Distinct()];
        var told = Numbers.Told(year, key: $"{seed}");
        var attacker = new Attacker(told, agencies, figures);

        foreach (var figure in figures)
            foreach (var scope in (AgencyCode?[])[.. agencies.Select(agency => (AgencyCode?)agency), null])
                foreach (var span in ReportPeriod.Spans)
                    foreach (var code in told.CodesOf(figure).Append("").Where(c => told.Value(figure, scope, span, c) < 5))
                        Assert.True(attacker.Knows(figure, scope, span, code) is { Least: <= 0, Most: >= 4 }, $"seed {seed}: {figure} {scope} {span} {code}");
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void What_is_told_reaches_the_threshold_and_is_a_multiple_of_it(int seed)
    {
        var told = Numbers.Told(Numbers.Year(new Random(seed)), key: $"{seed}");

        foreach (var scope in (AgencyCode?[])[.. Agencies, null])
            foreach (var span in ReportPeriod.Spans)
                foreach (var code in told.CodesOf(Figure.Sex).Append("").Where(c => told.Of(Figure.Sex, scope, span, c) is not null))
                {
                    var (value, said) = (told.Value(Figure.Sex, scope, span, code), told.Of(Figure.Sex, scope, span, code)!.Value);
                    Assert.True(value >= 5 && said >= 5 && said % 5 == 0 && Math.Abs(said - value) < 5);
                }
    }

    [Fact]
    public void Zero_and_one_and_four_are_told_alike()
    {
        List<Counted> Women(int men) => [.. Enumerable.Range(0, 40).Select(_ => Numbers.Victim(Numbers.Post, March)), .. Enumerable.Range(0, men).Select(_ => Numbers.Victim(Numbers.Post, March, "MALE"))];
        var sheets = new[] { 0, 1, 2, 3, 4 }.Select(men => Sheet.Of(Numbers.Law, Numbers.Told(Women(men)), null, ReportSpan.Year)).ToList();

        // Who is hidden, row by row and table by table, is the same; the total moves by its rounding alone.
        Assert.All(sheets, sheet => Assert.Equal(Shape(sheets[0]), Shape(sheet)));
        Assert.All(sheets, sheet => Assert.Null(Row(sheet, Figure.Sex, "MALE").Count));
    }

    [Fact]
    public void A_nationality_of_one_person_has_no_row_and_one_of_nobody_looks_the_same()
    {
        List<Counted> Many(int foreigners) =>
        [
            .. Enumerable.Range(0, 30).Select(_ => Numbers.Victim(Numbers.Post, March, gate: "A Đớt")),
            .. Enumerable.Range(0, 30).Select(_ => Numbers.Victim(Numbers.Post, March, gate: "Hồng Vân")),
            .. Enumerable.Range(0, foreigners).Select(_ => Numbers.Victim(Numbers.Post, March, gate: "Lối mòn")),
        ];

        var without = Sheet.Of(Numbers.Law, Numbers.Told(Many(0)), null, ReportSpan.Year);
        var with = Sheet.Of(Numbers.Law, Numbers.Told(Many(1)), null, ReportSpan.Year);

        Assert.Equal(Shape(without), Shape(with));
        Assert.DoesNotContain(Table(with, Figure.Gate).Rows, row => row.Code == "Lối mòn");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void Half_a_year_less_a_quarter_does_not_tell_the_other_quarter(int men)
    {
        for (var key = 0; key < 10; key++)
        {
            List<Counted> year =
            [
                .. Enumerable.Range(0, 40).Select(n => Numbers.Victim(Numbers.Post, n < 20 ? March : May)), .. Enumerable.Range(0, 8).Select(_ => Numbers.Victim(Numbers.Post, March, "MALE")),
                .. Enumerable.Range(0, men).Select(_ => Numbers.Victim(Numbers.Post, May, "MALE")), .. Enumerable.Range(0, 9).Select(_ => Numbers.Victim(Numbers.Post, March, "UNKNOWN")),
            ];
            var (least, most) = new Attacker(Numbers.Told(year, key: $"{key}"), Agencies, Figure.Sex).Knows(Figure.Sex, null, ReportSpan.Quarter2, "MALE");

            Assert.True(least == 0 && most >= 4, $"{key}: {least} to {most}");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void The_province_less_the_others_does_not_tell_the_one_commune(int inCommune)
    {
        for (var key = 0; key < 10; key++)
        {
            List<Counted> province =
            [
                .. Enumerable.Range(0, 21).Select(_ => Numbers.Victim(Numbers.Post, March)), .. Enumerable.Range(0, 23).Select(_ => Numbers.Victim(Numbers.Police, March)),
                .. Enumerable.Range(0, inCommune).Select(_ => Numbers.Victim(Numbers.Commune, March)),
            ];
            var (least, most) = new Attacker(Numbers.Told(province, key: $"{key}"), Agencies, Figure.Sex).Knows(Figure.Sex, Numbers.Commune, ReportSpan.Quarter1, "");

            Assert.True(least == 0 && most >= 4, $"{key}: {least} to {most}");
        }
    }

    [Fact]
    public void One_entry_more_changes_nothing_until_as_many_as_the_threshold_came()
    {
        List<Counted> first = [.. Enumerable.Range(0, 60).Select(n => Numbers.Victim(Numbers.Post, March, n % 2 == 0 ? "FEMALE" : "MALE", forms: n % 3 == 0 ? ["BEGGING"] : ["FORCED_LABOUR"]))];
        var before = Sheet.Of(Numbers.Law, Numbers.Told(first, asOf: new(2016, 7, 5)), null, ReportSpan.Quarter1);

        Sheet With(int late) => Sheet.Of(
            Numbers.Law,
            Numbers.Told([.. first, .. Enumerable.Range(0, late).Select(_ => Numbers.Victim(Numbers.Post, March, age: "0-9", recorded: new(2016, 8, 1)))], asOf: new(2016, 10, 5)),
            null, ReportSpan.Quarter1);

        // The deadline of verification has passed for all sixty between the first two closing days, so the later one stands at first.
        for (var late = 0; late < 5; late++) Assert.Equal(Text(before), Text(With(late)));
        Assert.NotEqual(before.AsOf, With(5).AsOf);
    }

    [Fact]
    public void Asked_again_it_is_the_same_and_another_registry_rounds_otherwise()
    {
        var year = Numbers.Year(new Random(7));

        var first = Text(Sheet.Of(Numbers.Law, Numbers.Told(year), null, ReportSpan.Year));

        Assert.Equal(first, Text(Sheet.Of(Numbers.Law, Numbers.Told(year), null, ReportSpan.Year)));
        Assert.Contains(Enumerable.Range(0, 20), key => Text(Sheet.Of(Numbers.Law, Numbers.Told(year, key: $"{key}"), null, ReportSpan.Year)) != first);
    }

    [Fact]
    public void That_all_of_them_were_forced_into_the_same_is_not_told()
    {
        var told = Numbers.Told(Enumerable.Range(0, 30).Select(_ => Numbers.Victim(Numbers.Post, March, forms: ["PROSTITUTION"])));

        Assert.NotNull(told.TotalOf(Figure.Form, null, ReportSpan.Year));
        Assert.Null(told.Of(Figure.Form, null, ReportSpan.Year, "PROSTITUTION"));
    }

    [Fact]
    public void A_measure_counts_among_measures_and_nowhere_else()
    {
        List<Counted> victims = [.. Enumerable.Range(0, 30).Select(_ => Numbers.Victim(Numbers.Post, March))];
        var without = Sheet.Of(Numbers.Law, Numbers.Told(victims), null, ReportSpan.Year);
        var with = Sheet.Of(
            Numbers.Law,
            Numbers.Told([.. victims, .. Enumerable.Range(0, 40).Select(n => Numbers.Act(Numbers.Police, March, Figure.Measure, n % 2 == 0 ? "3" : "5"))]), null, ReportSpan.Year);

        Assert.Equal(Text(without with { Tables = [.. without.Tables.Where(t => t.Figure != Figure.Measure)] }), Text(with with { Tables = [.. with.Tables.Where(t => t.Figure != Figure.Measure)] }));
        Assert.NotEqual(Text(without), Text(with));
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, Environment.GetEnvironmentVariable("REGISTRY_TESTS_LONG") is null ? 40 : 500)];

    private static SheetTable Table(Sheet sheet, Figure figure) => sheet.Tables.Single(t => t.Figure == figure);

    private static SheetRow Row(Sheet sheet, Figure figure, string code) => Table(sheet, figure).Rows.Single(r => r.Code == code);

    /// <summary>Everything but the numbers.</summary>
    private static string Shape(Sheet sheet) => string.Join('\n', sheet.Tables.Select(t => $"{t.Figure} {t.Total is null} {string.Join(' ', t.Rows.Select(r => $"{r.Code}:{r.Count is null}"))}"));

    private static string Text(Sheet sheet) => string.Join('\n', sheet.Tables.Select(t => $"{t.Figure} {t.Total} {string.Join(' ', t.Rows.Select(r => $"{r.Code}:{r.Count}"))}"));
}
