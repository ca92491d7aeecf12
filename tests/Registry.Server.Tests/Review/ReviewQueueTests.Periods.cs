using Registry.AccessLog;
using Registry.Domain.Access;
using Registry.Domain.Law;
using Registry.Server.Audit;
using Registry.Server.Audit.Review;
using Registry.Server.Records;

namespace Registry.Server.Tests.Review;

/// <summary>Of periods that follow each other exactly one shows a finding; and every rule has its number.</summary>
public sealed partial class ReviewQueueTests
{
    [Theory]
    [InlineData(-1, 0, 1)]
    [InlineData(0, 0, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(15, 0, 1)]
    [InlineData(29, 0, 1)]
    [InlineData(30, 0, 1)]
    [InlineData(31, 1, 0)]
    [InlineData(90, 1, 0)]
    public void An_hour_across_the_edge_of_two_periods_is_whole_and_the_one_periods_in_which_it_ends(int edge, int before, int after)
    {
        // A look or a miss a minute, from the first minute to minute 30.
        var looks = Enumerable.Range(0, 31).Select(n => Look("A", "a/1", Person(n), Morning.AddMinutes(n))).ToList();
        var misses = Enumerable.Range(20, 11).Select(n => Miss(Morning.AddMinutes(n))).ToList();

        foreach (var (lines, rule) in new[] { (looks, ReviewRule.Bulk), (misses, ReviewRule.Misses) })
        {
            var found = TwoPeriods(lines, rule, Morning.AddMinutes(edge));

            Assert.Equal((before, after), (found.Before.Count, found.After.Count));
            Assert.Equal(lines, Assert.Single(found.Before.Concat(found.After)).Lines);
        }
    }

    [Theory]
    [InlineData(60)]
    [InlineData(179)]
    [InlineData(180)]
    [InlineData(200)]
    [InlineData(239)]
    [InlineData(399)]
    public void Two_periods_find_in_a_long_walk_the_hours_that_one_finds(int edge)
    {
        var walk = Enumerable.Range(0, 400).Select(n => Look("A", "a/1", Person(n), Morning.AddMinutes(n))).ToList();

        var (before, after) = TwoPeriods(walk, ReviewRule.Bulk, Morning.AddMinutes(edge));

        Assert.Equal(
            Of(walk, ReviewRule.Bulk).Select(hour => hour.Lines).OrderBy(lines => lines[0].Index),
            before.Concat(after).Select(hour => hour.Lines).OrderBy(lines => lines[0].Index));
        Assert.All(before, hour => Assert.True(hour.Last.Content.At < Morning.AddMinutes(edge)));
    }

    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(71, 0, 1)]
    [InlineData(72, 0, 1)]
    [InlineData(73, 1, 0)]
    [InlineData(24 * 6, 1, 0)]
    public void An_emergency_look_is_the_one_periods_in_which_its_review_is_overdue(int edge, int before, int after)
    {
        var look = Line("A", "a/1", Her, Morning, RecordKind.BreakGlass, Purpose.Emergency, FieldClass.Status);
        look = look with { Content = look.Content with { Glass = new GlassRecord(Guid.NewGuid(), null) } };

        var found = TwoPeriods([look], ReviewRule.BreakGlass, Morning.AddHours(edge));

        Assert.Equal((before, after), (found.Before.Count, found.After.Count));
    }

    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(47, 0, 1)]
    [InlineData(48, 0, 1)]
    [InlineData(49, 1, 0)]
    [InlineData(71, 1, 0)]
    public void A_look_before_a_measure_is_the_one_periods_in_which_the_first_measure_after_it_is_decided(int edge, int before, int after)
    {
        IReadOnlyList<IndexedRecord> lines =
        [
            Look("A", "a/1", Her, Morning),
            Act("P", "p/1", Her, Morning.AddHours(48), "ProtectionService/DecideMeasure"),
            Act("P", "p/1", Her, Morning.AddHours(70), "ProtectionService/DecideMeasure"),
        ];

        var found = TwoPeriods(lines, ReviewRule.BeforeMeasure, Morning.AddHours(edge));

        Assert.Equal((before, after), (found.Before.Count, found.After.Count));
    }

    /// <summary>The day of the look ends at midnight UTC, 22 hours after it.</summary>
    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(22, 0, 1)]
    [InlineData(23, 1, 0)]
    public void A_line_of_the_lot_is_the_one_periods_in_which_its_day_ends(int edge, int before, int after)
    {
        var all = new ReviewQueue(new ReviewOptions { Sample = 1 }, LawTables.Load().Calendar);
        IReadOnlyList<IndexedRecord> lines = [Look("A", "a/1", Her, Morning)];
        int Found(DateTimeOffset from, DateTimeOffset until) =>
            all.Of(lines, from, until, _ => true, line => DayRoots.EndOf(line) <= until ? new TreeHash(new byte[TreeHash.Length]) : null).Count(one => one.Rule == ReviewRule.Sample);
        var at = Morning.AddHours(edge);

        Assert.Equal((before, after), (Found(at.AddDays(-7), at), Found(at, at.AddDays(7))));
    }

    [Fact]
    public void Who_acted_in_her_case_however_long_ago_has_a_part_in_it()
    {
        var (look, measure) = (Look("A", "a/1", Her, Morning), Act("P", "p/1", Her, Morning.AddDays(2), "ProtectionService/DecideMeasure"));
        var reception = Act("A", "a/2", Her, Morning.AddYears(-2), "VictimService/RecordReception");
        int Found(params IndexedRecord[] history) => Queue.Of([look, measure], Morning.AddDays(-7), Morning.AddDays(7), _ => true, _ => null, _ => history)
            .Count(one => one.Rule == ReviewRule.BeforeMeasure);

        Assert.Equal(0, Found(reception, look, measure));
        Assert.Equal(1, Found(look, measure));
    }

    /// <summary>Each rule beside the setting that the README names with it: the lines are found as shipped, and not any more when only that number is raised or lowered.</summary>
    [Fact]
    public void Every_threshold_moves_its_rule()
    {
        IndexedRecord Alike(IndexedRecord look, AlikeMark mark) => look with { Content = look.Content with { Alike = mark.Text } };
        IndexedRecord Asking() => Line("T", "t/1", Guid.Empty, Morning, RecordKind.Intent, Purpose.Audit, FieldClass.AccessLines) is var line
            ? line with { Content = line.Content with { Inspects = "T" } } : null!;
        var glass = Line("A", "a/1", Her, Morning.AddHours(-80), RecordKind.BreakGlass, Purpose.Emergency, FieldClass.Status);
        glass = glass with { Content = glass.Content with { Glass = new GlassRecord(Guid.NewGuid(), null) } };
        var usual = new ReviewOptions();
        (ReviewRule Rule, IReadOnlyList<IndexedRecord> Lines, ReviewOptions Changed)[] rules =
        [
            (ReviewRule.Bulk, [.. Enumerable.Range(0, 31).Select(n => Look("A", "a/1", Person(n), Morning.AddSeconds(n)))], usual with { PersonsAnHour = 31 }),
            (ReviewRule.Misses, [.. Enumerable.Range(0, 11).Select(n => Miss(Morning.AddSeconds(n)))], usual with { MissesAnHour = 11 }),
            (ReviewRule.OffHours, [Look("A", "a/1", Her, Morning.AddHours(-4))], usual with { DayBegins = 5 }),
            (ReviewRule.OffHours, [Look("A", "a/1", Her, Morning.AddHours(11))], usual with { DayEnds = 21 }),
            (ReviewRule.WithoutWork, [Look("A", "a/1", Her, Morning), Act("A", "a/1", Her, Morning.AddDays(31), "VictimService/RecordReception")], usual with { WorkWithin = TimeSpan.FromDays(31) }),
            (ReviewRule.WithoutWork, [Look("A", "a/1", Her, Morning), Act("A", "a/1", Her, Morning.AddHours(-73), "VictimService/RecordReception")], usual with { WorkBefore = TimeSpan.FromHours(73) }),
            (ReviewRule.BeforeMeasure, [Look("A", "a/1", Her, Morning), Act("P", "p/1", Her, Morning.AddHours(70), "ProtectionService/DecideMeasure")], usual with { BeforeMeasure = TimeSpan.FromHours(69) }),
            (ReviewRule.BreakGlass, [glass], usual with { BreakGlassReviewed = TimeSpan.FromHours(24 * 44) }),
            (ReviewRule.SameSurname, [Alike(Look("A", "a/1", Her, Morning), new AlikeMark(20, false))], usual with { SurnamePerMille = 19 }),
            (ReviewRule.SameSurname, [Alike(Look("A", "a/1", Her, Morning), new AlikeMark(20, false))], usual with { AlikeLooks = 2 }),
            (ReviewRule.SameCommune, [Alike(Look("A", "a/1", Her, Morning), new AlikeMark(null, true))], usual with { AlikeLooks = 2 }),
            (ReviewRule.Kindred, [Alike(Look("A", "a/1", Her, Morning), new AlikeMark(385, true))], usual with { AlikeLooks = 2 }),
            (ReviewRule.Inspector, [Asking()], usual with { InspectorLooks = 2 }),
            (ReviewRule.OwnAgency, [Asking()], usual with { OwnAgencyLooks = 2 }),
            (ReviewRule.Sample, [.. Enumerable.Range(0, 400).Select(n => Look("A", $"a/{n}", Person(n), Morning))], usual with { Sample = 0 }),
        ];

        foreach (var (rule, lines, changed) in rules)
        {
            bool Finds(ReviewOptions options) => new ReviewQueue(options, LawTables.Load().Calendar)
                .Of(lines, Morning.AddDays(-7), Morning.AddDays(40), _ => true, _ => new TreeHash(new byte[TreeHash.Length])).Any(one => one.Rule == rule);
            var moved = string.Join(',', usual.Thresholds.Zip(changed.Thresholds).Where(pair => pair.First != pair.Second).Select(pair => pair.First.Name));

            Assert.True(Finds(usual), $"{rule.Id} as shipped");
            Assert.False(Finds(changed), $"{rule.Id} with another {moved}");
        }

        var named = rules.SelectMany(one => usual.Thresholds.Zip(one.Changed.Thresholds).Where(pair => pair.First.Value != pair.Second.Value).Select(pair => pair.First.Name)).ToHashSet();
        Assert.Equal([nameof(ReviewOptions.KeyRefusals), nameof(ReviewOptions.UnusedGrants)], usual.Thresholds.Select(one => one.Name).Except(named));
    }

    private static (IReadOnlyList<ReviewFinding> Before, IReadOnlyList<ReviewFinding> After) TwoPeriods(IReadOnlyList<IndexedRecord> lines, ReviewRule rule, DateTimeOffset edge)
    {
        IReadOnlyList<ReviewFinding> Found(DateTimeOffset from, DateTimeOffset until) => [.. Queue.Of(lines, from, until, _ => true, _ => null).Where(finding => finding.Rule == rule)];
        return (Found(edge.AddDays(-7), edge), Found(edge, edge.AddDays(7)));
    }
}
