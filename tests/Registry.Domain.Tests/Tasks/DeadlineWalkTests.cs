using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Protection;
using Registry.Domain.Support;
using Registry.Domain.Tasks;
using Registry.Domain.Tests.Cases;
using Registry.Domain.Tests.Verification;
using Registry.Domain.Verification;
using Registry.Domain.Victims;

namespace Registry.Domain.Tests.Tasks;

/// <summary>
/// Every deadline of both regimes, for every kind of agency that it binds and on every day on which agencies changed: the one task that names it, of whom it
/// binds, with its last day, and that its agency may see; or the one written reason. What is expected is written out a second time by hand.
/// </summary>
public sealed class DeadlineWalkTests
{
    private static readonly Guid Person = Guid.Parse("22222222-2222-4222-8222-222222222222");
    private static readonly Guid Request = Guid.Parse("33333333-3333-4333-8333-333333333333");
    private static readonly LawTables Law = CaseLife.Law;

    /// <summary>Counted on a calendar by hand: weekends, and the two days off for 2 September.</summary>
    private static readonly Dictionary<DateOnly, DateOnly> NineWorkingDays = new()
    {
        [new(2025, 7, 1)] = new(2025, 7, 14),
        [new(2025, 8, 29)] = new(2025, 9, 15),
    };

    private static readonly Dictionary<DeadlineMatter, (DutyKind Duty, Func<DateOnly, DateOnly> Due)> Expected = new()
    {
        [DeadlineMatter.PassOnReport] = (DutyKind.PassOnReport, day => day),
        [DeadlineMatter.TellSupportAgency] = (DutyKind.TellSupportAgency, day => day),
        [DeadlineMatter.FirstCheck] = (DutyKind.FirstCheck, day => day.AddDays(3)),
        [DeadlineMatter.Verification] = (DutyKind.Verify, day => day.AddDays(20)),
        [DeadlineMatter.VerificationExtended] = (DutyKind.Verify, day => day.AddMonths(2)),
        [DeadlineMatter.RepatriationCertificate] = (DutyKind.IssueRepatriation, day => day),
        [DeadlineMatter.ExitPapers] = (DutyKind.SettleExitPapers, day => day.AddDays(5)),
        [DeadlineMatter.HandOverSelfReturned] = (DutyKind.HandOverSelfReturned, day => day),
        [DeadlineMatter.SupportDecision] = (DutyKind.ApproveSupport, day => NineWorkingDays[day]),
        [DeadlineMatter.DecisionAfterUrgentMeasure] = (DutyKind.RecordUrgentPapers, day => day.AddDays(3)),
    };

    public static TheoryData<string> Tasked() => [.. Rows().Where(row => row.Matter != DeadlineMatter.PeriodicReport).Select(row => row.Standing.Id)];

    [Fact]
    public void Periodic_reports_alone_have_no_task_and_say_why() =>
        Assert.Equal(["UNTASKED-REPORT PeriodicReport"], Law.Untasked.Where(one => one.Vi.Length > 0 && one.En.Length > 0).Select(one => $"{one.Standing.Id} {one.Matter}"));

    [Fact]
    public void Every_matter_of_a_deadline_is_expected_here_and_has_a_row() =>
        Assert.Equal([.. Expected.Keys.Append(DeadlineMatter.PeriodicReport).Order()], Rows().Select(row => row.Matter).Distinct().Order());

    [Theory]
    [MemberData(nameof(Tasked))]
    public void A_deadline_is_one_task_of_each_that_it_binds_with_its_last_day(string id)
    {
        var row = Rows().Single(one => one.Standing.Id == id);
        var (duty, due) = Expected[row.Matter];
        var met = new HashSet<AgencyKind>();

        foreach (var day in DaysOf(row))
        {
            foreach (var agency in Law.Agencies.On(day).Where(agency => row.Bound.Contains(agency.Kind)))
            {
                met.Add(agency.Kind);
                var state = Late(row, agency, day);

                var task = Assert.Single(OpenTasks.Of(Law, state, agency.Code, day), one => one.Rule == id);

                Assert.Equal(new TaskKey(duty, task.Key.Source, agency.Code, Told: false), task.Key);
                Assert.Equal((due(day), day), (task.Due, task.Since));
                Assert.True(NeedToKnow.Decide(
                    Law, Hue.Caller(new Actor(agency.Code, agency.Kind)), task.Purpose, Hue.AnyRead with { NeedsAll = true }, Facts.Of(state),
                    ImmutableHashSet.Create(task.Row.Class), day).Granted, $"{agency.Code} on {day}");
            }
        }

        Assert.Equal(row.Bound.Order(), met.Order());
    }

    private static IEnumerable<DeadlineRow> Rows() => Law.Regimes.SelectMany(regime => regime.Deadlines);

    /// <summary>The first and the last day of the row, and those around which agencies change; of working days those that were counted by hand.</summary>
    private static IEnumerable<DateOnly> DaysOf(DeadlineRow row)
    {
        if (row.Unit == PeriodUnit.WorkingDays) return NineWorkingDays.Keys;
        var changes = Law.Agencies.All.SelectMany(agency => new[] { agency.From, agency.Until ?? agency.From })
            .Concat(Law.Agencies.Successions.Select(one => one.From)).Append(row.Standing.From).Append(row.Standing.Until ?? Hue.DistrictsEnd.AddYears(1));
        return changes.SelectMany(day => new[] { day.AddDays(-1), day }).Where(row.Standing.ValidOn).Distinct().Order();
    }

    /// <summary>The shortest life in which the deadline runs for the agency.</summary>
    private static SubjectState Late(DeadlineRow row, Agency agency, DateOnly day)
    {
        var (mine, other) = (agency.Code, new AgencyCode(agency.Code.Value == "CA-TTH" ? "DBP-HONGVAN" : "CA-TTH"));
        VictimRegistered Registered(AgencyCode by, Route route, ImmutableArray<AgencyCode> offered, ReportNotice? notice = null) =>
            new(day, by, "", Channel.Unspecified, null, offered, route, notice);
        var received = new PersonReceived(day, mine, Lead: false);
        var asked = new VerificationRequested(day, other, mine, "V-ASK", row.Standing.Id, Law.LastDay(row, day), NewEvidence: false);

        return row.Matter switch
        {
            DeadlineMatter.PassOnReport => Folded(Registered(mine, Route.SelfReport, [])),
            DeadlineMatter.TellSupportAgency => Folded(Registered(other, Route.SelfReport, [mine], new ReportNotice(mine, null, null))),
            DeadlineMatter.FirstCheck => Folded(Registered(other, Route.SelfReport, [mine]), received),
            DeadlineMatter.Verification => Folded(Registered(other, Route.SelfReport, []), asked),
            DeadlineMatter.VerificationExtended => Folded(
                Registered(other, Route.SelfReport, []), asked, new VerificationExtended(day, Request, mine, day.AddMonths(2), "V-EXTEND", row.Standing.Id)),
            DeadlineMatter.RepatriationCertificate => Folded(Registered(other, Route.Repatriated, [mine]), received),
            DeadlineMatter.ExitPapers => Folded(
                Registered(other, Route.Foreigner, [mine]), received, new VerificationRecorded(day, mine, VerificationOutcome.Confirmed, [])),
            DeadlineMatter.HandOverSelfReturned => Folded(Registered(mine, Route.SelfReturnAbroad, [])),
            DeadlineMatter.SupportDecision => Folded(
                Registered(other, Route.SelfReport, []), new SupportProposed(day, Guid.NewGuid(), SupportKind.Study, other, "", false, null, null, mine)),
            DeadlineMatter.DecisionAfterUrgentMeasure => Folded(
                Registered(other, Route.SelfReport, []),

                // A centre decides on a person whom it cares for.
                agency.Kind == AgencyKind.SupportCentre
                    ? new PersonTransferred(day, Guid.NewGuid(), other, mine, AsCarer: true, Need: true, Wish: true, SpokenBy.Person, "QD22/2015-D6.3")
                    : received,
                new MeasureDecided(day, Guid.NewGuid(), Person, Guid.NewGuid(), 1, mine, [], day, null, null, Certainty.Sure, day.AddDays(3))),
            _ => throw new InvalidOperationException($"{row.Matter} has neither a life here nor a reason"),
        };
    }

    private static SubjectState Folded(params DomainEvent[] happened) => happened.Aggregate(
        SubjectState.Empty(Person),
        (state, one) => state.Apply(one is MeasureDecided ? StreamTypes.Dossier : StreamTypes.Person, one, one is VerificationRequested ? Request : Guid.NewGuid()));
}
