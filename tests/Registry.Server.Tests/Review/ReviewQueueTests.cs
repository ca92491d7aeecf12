using System.Collections.Immutable;
using Registry.AccessLog;
using Registry.Domain.Access;
using Registry.Domain.Emergencies;
using Registry.Domain.Law;
using Registry.Server.Audit;
using Registry.Server.Audit.Review;
using Registry.Server.Records;

namespace Registry.Server.Tests.Review;

/// <summary>Which looks should be looked at again: one test a rule, with the look that it must not catch beside the one that it must.</summary>
public sealed partial class ReviewQueueTests
{
    private static readonly ReviewQueue Queue = new(new ReviewOptions(), LawTables.Load().Calendar);

    /// <summary>A Tuesday, 9 o'clock in Vietnam.</summary>
    private static readonly DateTimeOffset Morning = new(2026, 11, 17, 2, 0, 0, TimeSpan.Zero);

    private static readonly Guid Her = new("aaaaaaaa-0000-4000-8000-000000000001");
    private long next;

    [Theory]
    [InlineData(30, 0)]
    [InlineData(31, 1)]
    public void An_officer_who_looks_at_many_different_persons_in_an_hour(int persons, int found)
    {
        var lines = Enumerable.Range(0, persons).Select(n => Look("A", "a/1", Person(n), Morning.AddSeconds(n))).ToList();

        Assert.Equal(found, Of(lines, ReviewRule.Bulk).Count);
        Assert.Empty(Of([.. Enumerable.Range(0, 60).Select(n => Look("A", "a/1", Her, Morning.AddSeconds(n)))], ReviewRule.Bulk));
    }

    [Theory]
    [InlineData(10, 0)]
    [InlineData(11, 1)]
    public void An_officer_who_misses_often_in_an_hour(int misses, int found) => Assert.Equal(
        found, Of([.. Enumerable.Range(0, misses).Select(n => Line("A", "a/1", Person(n), Morning.AddSeconds(n), RecordKind.Denial, outcome: "NOT_FOUND"))], ReviewRule.Misses).Count);

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    [InlineData(59)]
    public void An_hour_of_many_looks_or_misses_is_found_wherever_it_begins(int minute)
    {
        var at = Morning.AddMinutes(minute);

        Assert.Equal(31, Assert.Single(Of([.. Enumerable.Range(0, 31).Select(n => Look("A", "a/1", Person(n), at.AddSeconds(119 * n)))], ReviewRule.Bulk)).Lines.Count);
        Assert.Equal(11, Assert.Single(Of([.. Enumerable.Range(0, 11).Select(n => Miss(at.AddMinutes(5.9 * n)))], ReviewRule.Misses)).Lines.Count);
        Assert.Empty(Of([.. Enumerable.Range(0, 31).Select(n => Look("A", "a/1", Person(n), at.AddMinutes(2 * n)))], ReviewRule.Bulk));
        Assert.Empty(Of([.. Enumerable.Range(0, 11).Select(n => Miss(at.AddMinutes(6 * n)))], ReviewRule.Misses));
    }

    [Fact]
    public void Every_line_of_a_long_walk_is_in_one_busy_hour_and_a_later_line_changes_none_that_was_found()
    {
        var walk = Enumerable.Range(0, 400).Select(n => Look("A", "a/1", Person(n), Morning.AddMinutes(n))).ToList();

        var found = Of(walk, ReviewRule.Bulk);
        var before = Of(walk[..200], ReviewRule.Bulk);

        Assert.Equal([60, 60, 60, 60, 60, 60, 40], found.OrderBy(hour => hour.Last.Index).Select(hour => hour.Lines.Count));
        Assert.Equal(walk, found.SelectMany(hour => hour.Lines).OrderBy(line => line.Index));
        Assert.Equal([60, 60, 60], before.OrderBy(hour => hour.Last.Index).Select(hour => hour.Lines.Count));
    }

    [Fact]
    public void Many_looks_at_one_person_do_not_hide_a_walk_and_are_none()
    {
        var one = Enumerable.Range(0, 2000).Select(n => Look("A", "a/1", Her, Morning.AddSeconds(n))).ToList();
        var others = Enumerable.Range(0, 30).Select(n => Look("A", "a/1", Person(n), Morning.AddSeconds(2000 + n))).ToList();

        Assert.Empty(Of(one, ReviewRule.Bulk));
        Assert.Empty(Of(others, ReviewRule.Bulk));
        Assert.Equal(2030, Assert.Single(Of([.. one, .. others], ReviewRule.Bulk)).Lines.Count);
    }

    [Theory]
    [InlineData(RecordKind.Outcome, "NOT_FOUND", 1)]
    [InlineData(RecordKind.Outcome, "NOT_CONFIRMED", 1)]
    [InlineData(RecordKind.Outcome, "PARTLY_CONFIRMED", 1)]
    [InlineData(RecordKind.Outcome, "CONFIRMED", 0)]
    [InlineData(RecordKind.Outcome, "FOUND", 0)]
    [InlineData(RecordKind.Denial, "NOT_SHOWN", 0)]
    public void A_search_or_a_check_that_finds_nothing_is_a_miss_and_the_looks_that_fill_it_up_are_none(object kind, string outcome, int found) => Assert.Equal(
        found, Of([.. Enumerable.Range(0, 11).Select(n => Line("A", "a/1", Person(n), Morning.AddSeconds(n), (RecordKind)kind, outcome: outcome))], ReviewRule.Misses).Count);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(29 * 24, 0)]
    [InlineData(30 * 24, 0)]
    [InlineData(31 * 24, 1)]
    [InlineData(-1, 0)]
    [InlineData(-72, 0)]
    [InlineData(-73, 1)]
    [InlineData(-29 * 24, 1)]
    public void A_look_is_for_work_when_the_agency_acts_for_her_in_time_afterwards_or_has_just_acted(int hours, int found) => Assert.Equal(
        found, Of([Look("A", "a/1", Her, Morning), Act("A", "a/2", Her, Morning.AddHours(hours), "VictimService/RecordReception")], ReviewRule.WithoutWork).Count);

    [Fact]
    public void What_another_agency_did_is_no_work_of_a_look()
    {
        var others = Act("B", "b/1", Her, Morning.AddDays(1), "VictimService/RecordReception");

        var finding = Assert.Single(Of([Look("A", "a/1", Her, Morning), Look("A", "a/1", Her, Morning.AddHours(1)), others], ReviewRule.WithoutWork));

        Assert.Equal((Her, 2), (finding.Subject!.Value, finding.Lines.Count));
    }

    [Fact]
    public void Telling_a_person_who_looked_at_her_is_work_and_not_a_look_without_it()
    {
        var told = Look("A", "a/1", Her, Morning);
        told = told with { Content = told.Content with { Method = "AccessService/SubjectReport" } };

        Assert.Empty(Of([told], ReviewRule.WithoutWork));
        Assert.Single(Of([told, Look("A", "a/1", Her, Morning)], ReviewRule.WithoutWork));
    }

    [Fact]
    public void A_look_right_before_a_measure_by_an_agency_without_a_part_in_the_case()
    {
        var measure = Act("P", "p/1", Her, Morning.AddDays(2), "ProtectionService/DecideMeasure");
        var part = Act("A", "a/2", Her, Morning.AddDays(-20), "VictimService/RecordReception");

        Assert.Single(Of([Look("A", "a/1", Her, Morning), measure], ReviewRule.BeforeMeasure));
        Assert.Empty(Of([part, Look("A", "a/1", Her, Morning), measure], ReviewRule.BeforeMeasure));
        Assert.Empty(Of([Look("P", "p/2", Her, Morning), measure], ReviewRule.BeforeMeasure));
        Assert.Empty(Of([Look("A", "a/1", Her, Morning.AddDays(-2)), measure], ReviewRule.BeforeMeasure));
    }

    [Theory]
    [InlineData("2026-11-17T02:00:00Z", 0)]
    [InlineData("2026-11-17T12:59:00Z", 0)]
    [InlineData("2026-11-17T13:00:00Z", 1)]
    [InlineData("2026-11-16T22:59:00Z", 1)]
    [InlineData("2026-11-21T02:00:00Z", 1)]
    [InlineData("2026-09-02T02:00:00Z", 1)]
    public void A_look_outside_working_hours_or_on_a_day_off(string at, int found)
    {
        var moment = DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(found, Queue.Of([Look("A", "a/1", Her, moment)], moment.AddDays(-1), moment.AddDays(1), _ => true, _ => null).Count(one => one.Rule == ReviewRule.OffHours));
    }

    [Fact]
    public void A_look_at_the_status_alone_or_at_nobody_or_an_inspectors_is_no_look_at_a_person()
    {
        var status = Line("A", "a/1", Her, Morning, RecordKind.Intent, classes: FieldClass.Status);
        var inspector = Line("T", "t/1", Her, Morning, RecordKind.Intent, Purpose.Audit, FieldClass.AccessLines);

        Assert.Empty(Of([status, inspector, Look("A", "a/1", Guid.Empty, Morning)], ReviewRule.WithoutWork));
        Assert.Equal("T", Assert.Single(Of([status, inspector], ReviewRule.Inspector)).Last.Content.Agency);
    }

    [Fact]
    public void An_inspector_who_asks_for_the_lines_of_her_own_agency()
    {
        var look = Line("T", "t/1", Guid.Empty, Morning, RecordKind.Intent, Purpose.Audit, FieldClass.AccessLines);
        IndexedRecord Asking(string? whose) => look with { Content = look.Content with { Inspects = whose } };

        Assert.Single(Of([Asking("T")], ReviewRule.OwnAgency));
        Assert.Empty(Of([Asking("A"), Asking(null)], ReviewRule.OwnAgency));
    }

    [Theory]
    [InlineData(73, false, 1)]
    [InlineData(71, false, 0)]
    [InlineData(73, true, 0)]
    public void An_emergency_look_that_nobody_reviewed_in_time(int hoursAgo, bool isReviewed, int found)
    {
        var glass = Guid.NewGuid();
        var until = Morning.AddDays(20);
        var look = Line("A", "a/1", Her, until.AddHours(-hoursAgo), RecordKind.BreakGlass, Purpose.Emergency, FieldClass.Status);
        var review = Act("T", "t/1", Her, until.AddHours(-1), "AccessService/ReviewBreakGlass");
        IReadOnlyList<IndexedRecord> lines =
        [
            look with { Content = look.Content with { Glass = new GlassRecord(glass, null) } },
            review with { Content = review.Content with { Glass = new GlassRecord(isReviewed ? glass : Guid.NewGuid(), GlassVerdict.Justified) } },
        ];

        Assert.Equal(found, Queue.Of(lines, Morning, until, _ => true, _ => null).Count(one => one.Rule == ReviewRule.BreakGlass));
    }

    [Fact]
    public void A_mandate_over_others_finds_nothing_here_and_their_lines_still_say_what_a_look_was_for()
    {
        IReadOnlyList<IndexedRecord> lines = [Look("A", "a/1", Her, Morning), Act("A", "a/2", Her, Morning.AddDays(1), "VictimService/RecordReception"), Look("B", "b/1", Her, Morning)];
        IEnumerable<string> Found(Func<IndexedRecord, bool> covered) =>
            Queue.Of(lines, Morning.AddDays(-7), Morning.AddDays(7), covered, _ => null).Select(finding => finding.Last.Content.Agency);

        Assert.Equal(["B"], Found(_ => true));
        Assert.Equal(["B"], Found(line => line.Content.Agency == "B"));
        Assert.Empty(Found(line => line.Content.Agency == "A" && line.Content.Kind == RecordKind.Intent));
    }

    [Fact]
    public void The_lot_falls_on_a_twentieth_and_needs_the_root_of_a_day_that_is_over()
    {
        var lines = Enumerable.Range(0, 4000).Select(n => Look("A", $"a/{n}", Person(n), Morning)).ToList();
        var root = new TreeHash(new byte[TreeHash.Length]);
        var other = Merkle.Leaf([1]);

        var drawn = lines.Count(line => Queue.IsDrawn(line, root));

        // 200 are expected; six standard deviations are 83.
        Assert.InRange(drawn, 117, 283);
        Assert.NotEqual(lines.Where(line => Queue.IsDrawn(line, root)).Select(line => line.Index), lines.Where(line => Queue.IsDrawn(line, other)).Select(line => line.Index));
        Assert.DoesNotContain(lines, line => Queue.IsDrawn(line, null));
    }

    [Fact]
    public void The_gravest_comes_first_and_what_lies_outside_the_period_is_not_reviewed()
    {
        var measure = Act("P", "p/1", Her, Morning.AddDays(2), "ProtectionService/DecideMeasure");
        var lines = new[] { Look("A", "a/1", Her, Morning.AddDays(-40)), Look("A", "a/1", Her, Morning), measure };

        var found = Queue.Of(lines, Morning.AddDays(-7), Morning.AddDays(7), _ => true, _ => null);

        Assert.Equal([ReviewRule.BeforeMeasure, ReviewRule.WithoutWork], found.Select(finding => finding.Rule));
        Assert.All(found, finding => Assert.Single(finding.Lines));
    }

    private static IReadOnlyList<ReviewFinding> Of(IReadOnlyList<IndexedRecord> lines, ReviewRule rule) =>
        [.. Queue.Of(lines, Morning.AddDays(-7), Morning.AddDays(40), _ => true, _ => null).Where(finding => finding.Rule == rule)];

    private static Guid Person(int n) => new(n + 1, 0, 0, [0x80, 0, 0, 0, 0, 0, 0, 0]);

    private IndexedRecord Look(string agency, string officer, Guid subject, DateTimeOffset at) =>
        Line(agency, officer, subject, at, RecordKind.Intent, classes: FieldClass.CoreIdentity);

    private IndexedRecord Miss(DateTimeOffset at) => Line("A", "a/1", Her, at, RecordKind.Denial, outcome: "NOT_FOUND");

    private IndexedRecord Act(string agency, string officer, Guid subject, DateTimeOffset at, string method)
    {
        var line = Line(agency, officer, subject, at, RecordKind.Outcome);
        return line with { Content = line.Content with { Method = method, Appended = [new AppendedTo(subject, 2, "")] } };
    }

    private IndexedRecord Line(
        string agency, string officer, Guid subject, DateTimeOffset at, RecordKind kind, Purpose purpose = Purpose.Protect, FieldClass? classes = null, string outcome = "OK") =>
        new(next++, Guid.NewGuid(), subject, new AccessRecord
        {
            At = at,
            Kind = kind,
            Agency = agency,
            Officer = officer,
            Purpose = purpose,
            Outcome = outcome,
            Granted = classes is { } one ? ImmutableSortedDictionary<FieldClass, string>.Empty.Add(one, "row") : ImmutableSortedDictionary<FieldClass, string>.Empty,
        });
}
